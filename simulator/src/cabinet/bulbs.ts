/** The bulbs of a virtual cabinet: some burn out, some no longer go off. */
import { type FAULTS, type Lamp, lampMask } from "@crossing/config";

const REDS = lampMask("vehicle-A-red", "vehicle-B-red", "ped-A-red", "ped-B-red");
const GREENS = lampMask("vehicle-A-green", "vehicle-B-green", "ped-A-green", "ped-B-green");

/** Lamps that draw current, and which of them flash. */
export interface Current {
  readonly lit: number;
  readonly flash: number;
}

/** All are well at first. */
export class Bulbs {
  #out = 0;
  #stuck = 0;

  /** One that burns out, or one that no longer goes off; `present` false repairs it. */
  fault(kind: "lamp-out" | "lamp-stuck", lamp: Lamp, present: boolean): void {
    const mask = lampMask(lamp);
    const change = (faults: number): number => (present ? faults | mask : faults & ~mask);
    if (kind === "lamp-out") this.#out = change(this.#out);
    else this.#stuck = change(this.#stuck);
  }

  /** What becomes of lamps that are switched on, some of them flashing. */
  current({ on, flash }: { readonly on: number; readonly flash: number }): Current {
    const lit = ((on & ~this.#out) | this.#stuck) >>> 0;
    return { lit, flash: (flash & lit & ~this.#stuck) >>> 0 };
  }

  /** Lamps that are out or stuck. */
  get faulty(): number {
    return this.#out | this.#stuck;
  }

  /** The same in the words of the fault register. */
  get faults(): readonly (typeof FAULTS)[number][] {
    return [
      ...((this.#out & REDS) !== 0 ? (["red-lamp-out"] as const) : []),
      ...((this.#out & GREENS) !== 0 ? (["green-lamp-out"] as const) : []),
      ...(this.#stuck !== 0 ? (["lamp-stuck-on"] as const) : []),
    ];
  }
}
