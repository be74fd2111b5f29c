/** The demo's MQTT broker, a process of its own so that it can be broken. */
import { startBroker } from "@crossing/telemetry/broker";
import { endWhenAsked, handedOver, speaker } from "./life.ts";

/** What the broker is told at its start. */
export interface BrokerArgs {
  readonly host: string;
  readonly port: number;
}

const args = handedOver() as BrokerArgs;
const broker = await startBroker({ host: args.host, port: args.port, orFree: false }).catch(
  (error: Error) => {
    speaker("broker")(error.message);
    process.exit(1);
  },
);
endWhenAsked(() => broker.close());
