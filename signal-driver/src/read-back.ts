/** What the heads really show, from the cabinet's lamp feedback, and whether that is what was asked. */
import type { Indications } from "@crossing/config";
import { SIGNAL_LAMPS, YELLOW_LAMPS, indicationsOf } from "./lamps.ts";
import type { Lit } from "./safe-pair.ts";

/** What one status block says of the lamps. */
export interface LampNews {
  readonly actualOn: number;
  /** The command the cabinet works on; null: it shows its own program. */
  readonly command: Lit | null;
  readonly now: number;
}

// A lamp that flashes at 1 Hz reads dark for half a second in some cabinets; a whole second is a failure.
const FLASH_HOLD_MS = 1000;

/** Remembers when flashing lamps were last seen lit. */
export class ReadBack {
  #seenLit: number[] = [];
  #flashing = 0;
  #shown: Indications | null = null;
  #lit = 0;
  #flash = 0;

  /** Takes in a status block. */
  see({ actualOn, command, now }: LampNews): void {
    const actual = actualOn & SIGNAL_LAMPS;
    const flash = command === null ? ownFlash(actual, this.#flashing) : command.flash;
    this.#lit = actual | this.#darkHalves(actual, flash, now);
    // Current sensing tells lit from dark; that a lit lamp flashes is known from the command the cabinet took.
    this.#flash = flash & this.#lit;
    this.#shown = indicationsOf({ on: this.#lit, flash: this.#flash });
  }

  /** What the heads show; null: not known, or heads of a kind that differ. */
  get shown(): Indications | null {
    return this.#shown;
  }

  /** Lamps that are lit, and which of them flash as far as is known. */
  get lit(): Lit {
    return { on: this.#lit, flash: this.#flash };
  }

  /** Whether the signal lamps that are lit are exactly those of the command. */
  like(command: Lit): boolean {
    return this.#lit === (command.on & SIGNAL_LAMPS);
  }

  /** Lamps that are dark now but flash: lit a moment ago, or only just told to flash. */
  #darkHalves(actual: number, flash: number, now: number): number {
    let held = 0;
    for (let bit = 0; flash >>> bit !== 0; bit += 1) {
      const mask = 1 << bit;
      if ((flash & mask) === 0) continue;
      if ((actual & mask) !== 0 || (this.#flashing & mask) === 0) this.#seenLit[bit] = now;
      if (now - (this.#seenLit[bit] ?? -Infinity) <= FLASH_HOLD_MS) held |= mask;
    }
    this.#flashing = flash;
    return held;
  }
}

/** A cabinet left alone shows yellow with dark pedestrian heads: that is its flash, not a yellow change. */
function ownFlash(actual: number, flashing: number): number {
  const flashes = actual === YELLOW_LAMPS || (actual === 0 && flashing === YELLOW_LAMPS);
  return flashes ? YELLOW_LAMPS : 0;
}
