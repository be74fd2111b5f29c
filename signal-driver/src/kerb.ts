/** What is asked at the kerb and in the road: buttons and loops, from levels and counters. */
import type { CabinetReport, LoopReport } from "./cabinet.ts";

/** Levels as bits, and counters, of buttons and loops 1 to 16. */
export interface KerbNews {
  readonly buttons: number;
  readonly loops: number;
  readonly press_counts: readonly number[];
  readonly loop_counts: readonly number[];
}

const INPUTS = 16;

/** Remembers presses until they are taken. */
export class Kerb {
  #levels = 0;
  #presses = 0;
  #pressCounts: readonly number[] | null = null;
  #loops: readonly LoopReport[] = [];

  /**
   * Takes in what a status tells. A press between two reads is a step of its counter, also when the line broke between
   * them; a cabinet that started anew counts from 0, and a call of nobody is better than one that is forgotten.
   */
  see(status: KerbNews): void {
    const counts = status.press_counts;
    for (let n = 0; n < INPUTS; n += 1) {
      if (this.#pressCounts !== null && this.#pressCounts[n] !== counts[n]) this.#presses |= 1 << n;
    }
    this.#pressCounts = counts;
    this.#levels = status.buttons;
    this.#presses |= status.buttons;
    this.#loops = status.loop_counts.map((count, n) => ({
      level: ((status.loops >>> n) & 1) === 1,
      count,
    }));
  }

  /** Buttons pressed now or since the last call, and the loops. */
  take(): Pick<CabinetReport, "buttons" | "loops"> {
    const pressed = this.#levels | this.#presses;
    this.#presses = 0;
    const buttons: boolean[] = [];
    for (let n = 0; n < INPUTS; n += 1) buttons.push(((pressed >>> n) & 1) === 1);
    return { buttons, loops: this.#loops };
  }
}
