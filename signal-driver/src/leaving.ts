/**
 * How a walk is brought to its end when control is to be given back: nobody who has just stepped off is left standing.
 *
 * Walk keeps its minimum, its clearance runs to its longest, then all is red for a moment. In every other interval the
 * cabinet leads on by its own clearance, as the register map demands.
 */
import type { Outputs, TimingSheet } from "@crossing/config";

/** The times that count here, from the timing sheet. */
export type LeavingTimes = Pick<
  TimingSheet,
  "walk_min_s" | "ped_clearance_s" | "ped_clearance_max_s" | "buffer_s"
>;

/** Follows what the pedestrian heads were told. */
export class Leaving {
  readonly #times: LeavingTimes;
  #ped: Outputs["ped"] = "dark";
  #since = -Infinity;

  constructor(times: LeavingTimes) {
    this.#times = times;
  }

  /** What was asked for in this tick. */
  see({ ped }: Outputs, now: number): void {
    if (ped === this.#ped) return;
    this.#ped = ped;
    this.#since = now;
  }

  /** The longest that it can take, ms. */
  get longestMs(): number {
    return (this.#times.walk_min_s + this.#clearance_s + this.#times.buffer_s + 1) * 1000;
  }

  /** What to ask for next instead of `last`; null: control may be given back. */
  next(last: Outputs, now: number): Outputs | null {
    const timed_s = (now - this.#since) / 1000;
    const quiet = { ...last, ped_countdown_s: null, vehicle_countdown_s: null, voice: null };
    if (last.ped === "walk") {
      return timed_s < this.#times.walk_min_s
        ? quiet
        : { ...quiet, ped: "flashing-walk", interval: "ped-clearance", bollards: "red" };
    }
    if (last.ped === "flashing-walk") {
      return timed_s < this.#clearance_s
        ? quiet
        : { ...quiet, ped: "dont-walk", interval: "buffer" };
    }
    return last.interval === "buffer" && timed_s < this.#times.buffer_s ? quiet : null;
  }

  get #clearance_s(): number {
    return Math.max(this.#times.ped_clearance_s, this.#times.ped_clearance_max_s);
  }
}
