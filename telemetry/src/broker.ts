/** A small broker for the demo and the tests: MQTT 3.1.1, in memory. A city uses its own. */
import { type AddressInfo, createServer } from "node:net";
import { Aedes } from "aedes";
import { EdgeError } from "./options.ts";

export interface BrokerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Whether a free port will do when `port` is taken. */
  readonly orFree?: boolean;
}

export interface Broker {
  readonly url: string;
  readonly port: number;
  /** Disconnects everybody. */
  close(): Promise<void>;
}

/** Listens until closed. Rejects with an EdgeError when the port is taken and no other will do. */
export async function startBroker({ host, port, orFree = false }: BrokerOptions): Promise<Broker> {
  const aedes = await Aedes.createBroker();
  const server = createServer(aedes.handle);
  const listen = (at: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(at, host, () => {
        server.off("error", reject);
        resolve();
      });
    });
  try {
    await listen(port).catch((error: unknown) => {
      if (!orFree || !isTaken(error)) throw error;
      return listen(0);
    });
  } catch (error) {
    await new Promise<void>((resolve) => aedes.close(resolve));
    throw new EdgeError(
      `broker ${host}:${port}: cannot listen (${String(error)}); choose another port`,
    );
  }
  const address = server.address() as AddressInfo;
  return {
    url: `mqtt://${host}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        aedes.close(() => server.close(() => resolve()));
      }),
  };
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EADDRINUSE";
