/** The signal cabinet: whether it answers on Modbus, and is one that may be controlled. */
import type { Outputs, Site } from "@crossing/config";
import { SHOWN } from "@crossing/controller";
import { createDriver } from "@crossing/signal-driver";
import { monotonic } from "../clock.ts";
import { EXIT } from "../exit.ts";
import { type Finding, failed, well } from "./finding.ts";

/** One connection, its identity and one look; longer than the driver's own deadlines together. */
const PATIENCE_MS = 2500;
const LOOK_MS = 50;

/** Looks at the cabinet once. The driver's first cycle only reads, so whoever controls it now goes on. */
export async function cabinet(address: Site["cabinet"]): Promise<Finding> {
  const driver = createDriver({ cabinet: address, zones: [], now: monotonic });
  const deadline = monotonic() + PATIENCE_MS;
  driver.show(NOTHING_ASKED);
  let report = driver.report();
  while (report.shown === null && report.health.link !== "refused" && monotonic() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    report = driver.report();
  }
  await driver.stop();
  const { health, shown } = report;
  const where = `modbus ${address.host}:${address.port} unit ${address.unit}`;
  if (shown !== null)
    return well("cabinet", `${where}: vehicles ${shown.vehicle}, people ${shown.ped}`);
  return failed(
    "cabinet",
    health.trouble ?? `${where}: no answer`,
    "see docs/modbus-map.md for what a cabinet must answer",
    EXIT.unreachable,
  );
}

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
