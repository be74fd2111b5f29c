/**
 * Whether a controller that owns the timing does what it is asked, as far as its status tells.
 *
 * It may take its time: while its own minimum runs (`min_left`), and for 2 s after each change. A controller that could
 * go on, and does not, is not following.
 */
import { type Indications, NOT_AVAILABLE, type PHASE_STATUS, type Values } from "@crossing/config";
import type { Phases } from "./requests.ts";

type Status = Values<typeof PHASE_STATUS>;

const SLOW_MS = 2000;
/** For a controller that does not tell its minimum: longer than any minimum green of a crossing. */
const UNTOLD_MS = 30_000;

/** Remembers since when it could have followed. */
export class Following {
  #since: number | null = null;
  #last: Indications | null = null;

  /** Takes in what is shown beside what is wanted. */
  see(shown: Indications | null, wanted: Indications, status: Status, now: number): boolean {
    const changed = !same(shown, this.#last);
    this.#last = shown;
    const busy = status.min_left !== 0 && status.min_left !== NOT_AVAILABLE;
    if (same(shown, wanted) || changed || busy || this.#since === null) this.#since = now;
    const patience = status.min_left === NOT_AVAILABLE ? UNTOLD_MS : SLOW_MS;
    return now - this.#since <= patience;
  }

  /** Nothing is asked of it. */
  rest(): void {
    this.#since = null;
  }
}

/** What the heads of the crossing show by the phases' own words; null: its phases differ, or all are dark. */
export function indicationsIn(status: Status, phases: Phases): Indications | null {
  const all = (mask: number, of: number): boolean => of !== 0 && (mask & of) === of;
  const { greens, yellows, reds, walks, ped_clears, dont_walks } = status;
  const vehicles = phases.vehicle;
  const vehicle = all(greens, vehicles)
    ? "green"
    : all(yellows & reds, vehicles)
      ? "red-yellow"
      : all(yellows, vehicles)
        ? "yellow"
        : all(reds, vehicles)
          ? "red"
          : null;
  const ped = all(walks, phases.ped)
    ? "walk"
    : all(ped_clears, phases.ped)
      ? "flashing-walk"
      : all(dont_walks, phases.ped)
        ? "dont-walk"
        : null;
  return vehicle === null || ped === null ? null : { vehicle, ped };
}

const same = (a: Indications | null, b: Indications | null): boolean =>
  a === b || (a !== null && b !== null && a.vehicle === b.vehicle && a.ped === b.ped);
