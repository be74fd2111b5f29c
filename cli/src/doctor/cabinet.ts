/** The signal cabinet: whether it answers on Modbus, and is one that may be controlled. */
import { isIP } from "node:net";
import type { Adapter, Outputs, Site } from "@crossing/config";
import { SHOWN } from "@crossing/controller";
import { createDriver } from "@crossing/signal-driver";
import { monotonic } from "../clock.ts";
import { EXIT, Refusal } from "../exit.ts";
import { withCabinetAddress } from "../process/cabinet-address.ts";
import { type Finding, failed, warned, well } from "./finding.ts";

/** One connection, its identity and one look; longer than the driver's own deadlines together. */
const PATIENCE_MS = 2500;
const LOOK_MS = 50;

/** Looks at the cabinet once. The driver's first cycle only reads, so whoever controls it now goes on. */
export async function cabinet(site: Site["cabinet"], adapter: Adapter | null): Promise<Finding> {
  try {
    return await looked(await withCabinetAddress(site), site, adapter);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return failed(
      "cabinet",
      error.message,
      "write its IP address, or mend the name server",
      error.exit,
    );
  }
}

async function looked(
  address: Site["cabinet"],
  site: Site["cabinet"],
  adapter: Adapter | null,
): Promise<Finding> {
  const driver = createDriver({
    cabinet: address,
    zones: [],
    adapter: adapter ?? undefined,
    now: monotonic,
  });
  const deadline = monotonic() + PATIENCE_MS;
  driver.show(NOTHING_ASKED);
  let report = driver.report();
  while (report.shown === null && report.health.link !== "refused" && monotonic() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    report = driver.report();
  }
  await driver.stop();
  const { health, shown } = report;
  const where = `modbus ${placeOf(site)} unit ${site.unit}`;
  if (shown !== null) {
    const said = `${where}: identity and watchdog accepted; vehicles ${shown.vehicle}, people ${shown.ped}`;
    return site.transport === "tcp" && isIP(site.host) === 0
      ? warned("cabinet", said, `write ${address.host} as cabinet.host: a name needs a name server`)
      : well("cabinet", said);
  }
  return failed(
    "cabinet",
    health.trouble ?? `${where}: no answer`,
    "see docs/modbus-map.md for what a cabinet must answer",
    EXIT.unreachable,
  );
}

const placeOf = ({ transport, serial, host, port }: Site["cabinet"]): string =>
  transport === "rtu" && serial !== null ? serial.path : `${host}:${port}`;

/** Control is not asked for. */
const NOTHING_ASKED: Outputs = {
  ...SHOWN["start-up"],
  interval: "start-up",
  vehicle_countdown_s: null,
  ped_countdown_s: null,
  bollards: "dark",
  voice: null,
  call_lamps: {},
  reason: { code: "withdrawn", numbers: {} },
  mode: "withdrawn",
};
