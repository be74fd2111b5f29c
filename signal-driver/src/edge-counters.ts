/** Counters for inputs that have none: a press shorter than a cycle is lost, which is why real cabinets count. */
import type { Readings, Wire } from "./wiring.ts";

const INPUTS = 16;

/** Levels as bits, and how often each rose. */
export class EdgeCounters {
  readonly #wires: readonly Wire[];
  readonly #counts: number[] = Array.from({ length: INPUTS }, () => 0);
  #levels = 0;

  constructor(wires: readonly Wire[]) {
    this.#wires = wires;
  }

  /** Takes in what was read. */
  see(readings: Readings): { readonly levels: number; readonly counts: readonly number[] } {
    const levels = this.#wires.reduce(
      (mask, wire, n) => (readings.is(wire) ? mask | (1 << n) : mask),
      0,
    );
    const rose = levels & ~this.#levels;
    for (let n = 0; n < INPUTS; n += 1) {
      if (((rose >>> n) & 1) === 1) this.#counts[n] = (this.#counts[n]! + 1) & 0xffff;
    }
    this.#levels = levels;
    return { levels, counts: [...this.#counts] };
  }
}
