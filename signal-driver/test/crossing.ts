/** A driver at a cabinet, ticked as the loop would: the hands of the tests in this room. */
import type { Outputs, Site } from "@crossing/config";
import {
  type Cabinet,
  type CabinetReport,
  type DriverOptions,
  createDriver,
} from "../src/index.ts";

/** What the core asks for while it is not in control. */
export const WITHDRAWN: Outputs = {
  vehicle: "red",
  ped: "dont-walk",
  interval: "start-up",
  vehicle_countdown_s: null,
  ped_countdown_s: null,
  bollards: "dark",
  voice: null,
  call_lamps: {},
  reason: { code: "start-up", numbers: {} },
  mode: "withdrawn",
};

/** What the core asks for in the intervals of a walk. */
export const ALL_RED: Outputs = { ...WITHDRAWN, mode: "normal" };
export const GREEN: Outputs = { ...ALL_RED, vehicle: "green", interval: "vehicle-green" };
export const YELLOW: Outputs = { ...ALL_RED, vehicle: "yellow", interval: "yellow-change" };
export const WALK: Outputs = {
  ...ALL_RED,
  ped: "walk",
  interval: "walk",
  ped_countdown_s: 9,
  bollards: "green",
  voice: "cross",
  call_lamps: { B: true },
};
export const CLEARANCE: Outputs = { ...ALL_RED, ped: "flashing-walk", interval: "ped-clearance" };

/** A driver and how to tick it. */
export interface Crossing {
  readonly driver: Cabinet;
  readonly log: readonly string[];
  /** Ticks with this wish until the report is as wanted; fails with the last report after 15 s. */
  readonly until: (
    wanted: Outputs,
    reached: (report: CabinetReport) => boolean,
  ) => Promise<CabinetReport>;
  /** Moves the driver's clock on. */
  readonly skip: (ms: number) => void;
}

const TICK_MS = 10;
const PATIENCE_MS = 15_000;

/** A driver for a cabinet on loopback. Time limits are generous, so that a slow machine changes nothing. */
export function crossingAt(
  port: number,
  site: Partial<Site["cabinet"]> = {},
  options: Partial<DriverOptions> = {},
): Crossing {
  const log: string[] = [];
  let skipped = 0;
  const driver = createDriver({
    cabinet: {
      profile: "direct-lamps",
      transport: "tcp",
      host: "127.0.0.1",
      port,
      serial: null,
      unit: 1,
      phases: { vehicle: [2], ped: [4] },
      adapter: null,
      cycle_ms: 100,
      timeout_ms: 2000,
      watchdog_ms: 2000,
      loss_of_control_ms: 3000,
      ...site,
    },
    zones: ["A", "B"],
    now: () => performance.now() + skipped,
    log: (line) => log.push(line),
    ...options,
  });
  return {
    driver,
    log,
    skip: (ms) => {
      skipped += ms;
    },
    until: async (wanted, reached) => {
      const end = performance.now() + PATIENCE_MS;
      for (;;) {
        const report = driver.report();
        if (reached(report)) return report;
        if (performance.now() > end) throw new Error(`not reached: ${JSON.stringify(report)}`);
        driver.show(wanted);
        await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      }
    },
  };
}

/** Whether the heads are read back as asked. */
export const shows =
  ({ vehicle, ped }: Outputs) =>
  ({ shown }: CabinetReport): boolean =>
    shown?.vehicle === vehicle && shown.ped === ped;

/** Whether the link is as asked. */
export const linkIs =
  (link: CabinetReport["health"]["link"]) =>
  ({ health }: CabinetReport): boolean =>
    health.link === link;
