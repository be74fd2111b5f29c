/**
 * Whether what the lamps did was legal, from nothing but the wires: which lamp drew current, and when.
 *
 * Shares no code with controller, driver and cabinet. Lamps that send people and vehicles into each other are wrong at
 * any time; the order and the lengths of intervals are judged while the cabinet was ours and no interval was broken off.
 */
import type { Indications, PedIndication, Site, VehicleIndication } from "@crossing/config";
import { createLampWitness } from "@crossing/simulator/cabinet";
import type { LampLine, LampsAt } from "./record.ts";

/** What was wrong, and how much was looked at. */
export interface Verdict {
  /** Moments at which people and vehicles were sent into each other; in words. */
  readonly conflicts: readonly string[];
  /** Intervals in the wrong order or cut short, heads of a kind that differ; in words. */
  readonly illegal: readonly string[];
  /** Whole intervals that were timed, and walks seen. */
  readonly timed: number;
  readonly walks: number;
}

const REMOTE = 2;
/** A tick, a cycle of the line, and a machine that is busy: the ends of an interval may be seen so much apart, ms. */
const SLACK_MS = 300;

/** Judges the lamps of a crossing with the times of its site file, moments in order. */
export function judged(record: readonly LampsAt[], timing: Site["timing"]): Verdict {
  const conflicts: string[] = [];
  const illegal: string[] = [];
  let now = 0;
  const witness = createLampWitness(owed(timing), SLACK_MS, (what) =>
    illegal.push(`at ${(now / 1000).toFixed(1)} s: ${what}`),
  );
  const begun = record[0]?.at ?? 0;
  for (const { at, lamps } of record) {
    if (!Number.isFinite(at)) throw new Error("a record of lamps without its moment");
    now = at - begun;
    if (lamps !== null && together(lamps.on))
      conflicts.push(`at ${(now / 1000).toFixed(1)} s: lamps ${lamps.on.toString(2)} together`);
    const heads = lamps === null || lamps.state !== REMOTE ? null : headsOf(lamps);
    if (heads === "differ")
      illegal.push(`at ${(now / 1000).toFixed(1)} s: heads differ, lamps ${lamps!.on.toString(2)}`);
    witness.see({ now, heads: heads === "differ" ? null : heads, excused: false, hurried: false });
  }
  return { conflicts, illegal, timed: witness.timed, walks: witness.walks };
}

/** The shortest times, ms. After a break control begins with what the heads show, so a green may be the first seen. */
function owed(timing: Site["timing"]): Parameters<typeof createLampWitness>[0] {
  return {
    green: timing.vehicle_min_green_s * 1000,
    yellow: timing.yellow_s * 1000,
    redClearance: timing.red_clearance_s * 1000,
    walk: timing.walk_min_s * 1000,
    clearance: timing.ped_clearance_min_s * 1000,
    buffer: timing.buffer_s * 1000,
  };
}

/** Lamps as they are wired, by number: 1 to 3 red, yellow, green of vehicle head A, 4 to 6 of B, 7 red and 8 green of ped head A, 9 and 10 of B. */
const isOn = (mask: number, lamp: number): boolean => ((mask >>> (lamp - 1)) & 1) === 1;

/** Yellow to vehicles counts as go; flashing or steady, at any time and whoever lit it. */
const together = (on: number): boolean =>
  [2, 3, 5, 6].some((lamp) => isOn(on, lamp)) && [8, 10].some((lamp) => isOn(on, lamp));

function headsOf({ on, flash }: LampLine): Indications | "differ" {
  const [a, b] = [vehicleAt(on, flash, 1), vehicleAt(on, flash, 4)];
  const [c, d] = [pedAt(on, flash, 7), pedAt(on, flash, 9)];
  return a === b && c === d ? { vehicle: a, ped: c } : "differ";
}

function vehicleAt(on: number, flash: number, red: number): VehicleIndication {
  const [r, y, g] = [isOn(on, red), isOn(on, red + 1), isOn(on, red + 2)];
  if (g) return "green";
  if (r) return y ? "red-yellow" : "red";
  if (!y) return "dark";
  return isOn(flash, red + 1) ? "flashing-yellow" : "yellow";
}

function pedAt(on: number, flash: number, red: number): PedIndication {
  if (!isOn(on, red + 1)) return isOn(on, red) ? "dont-walk" : "dark";
  return isOn(flash, red + 1) ? "flashing-walk" : "walk";
}
