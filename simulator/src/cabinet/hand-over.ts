/**
 * How a cabinet that lights what it is told leaves its flash: no green before all heads were red for its own clearance.
 *
 *   flash ──► all red ──► as asked
 *
 * Whoever drove or walked by the flash is gone by then, and a single block that comes late or from nowhere lights no green
 * as long as the watchdog is the shorter of the two.
 */
import { lampMask } from "@crossing/config";

const REDS = lampMask("vehicle-A-red", "vehicle-B-red", "ped-A-red", "ped-B-red");
const GREENS = lampMask("vehicle-A-green", "vehicle-B-green", "ped-A-green", "ped-B-green");
const CALLS = lampMask("call-A", "call-B");

/** Lamps as they are asked for. */
export interface Switched {
  readonly on: number;
  readonly flash: number;
}

/** Remembers for how long all heads were red. */
export class HandOver {
  readonly #clearance: number;
  #redSince: number | null = null;
  #cleared = false;

  /** `clearance`: how long all heads are red, ms; 0: not at all. */
  constructor(clearance: number) {
    this.#clearance = clearance;
  }

  /** The cabinet shows its flash: all is to be done again. */
  begin(): void {
    this.#redSince = null;
    this.#cleared = false;
  }

  /** What is lit of what is asked for: all of it, or all red while the clearance runs. Asked at each look. */
  lights<Asked extends Switched>(asked: Asked, now: number): Asked | Switched {
    const heads = asked.on & ~CALLS;
    const goes = (heads & GREENS) !== 0;
    if (!goes && heads !== REDS) this.#redSince = null;
    else this.#redSince ??= now;
    this.#cleared ||= this.#redSince !== null && now - this.#redSince >= this.#clearance;
    return this.#cleared || !goes ? asked : { on: REDS | (asked.on & CALLS), flash: 0 };
  }
}
