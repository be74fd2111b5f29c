/** How often something happens, and whether it may happen again. */
import type { Instant } from "@crossing/config";

/** Lets something pass at most every `gap` ms. */
export class Gate {
  readonly #gap: number;
  #last: number = Number.NEGATIVE_INFINITY;

  constructor(gap: number) {
    this.#gap = gap;
  }

  /** Whether it may happen at `now`; if so it has. */
  passes(now: Instant): boolean {
    if (now - this.#last < this.#gap) return false;
    this.#last = now;
    return true;
  }
}

const WINDOW = 3000;

/** Happenings per second over the last three seconds. */
export class Rate {
  #at: Instant[] = [];

  happened(now: Instant): void {
    this.#at.push(now);
  }

  perSecond(now: Instant): number {
    this.#at = this.#at.filter((at) => now - at <= WINDOW);
    const span = now - (this.#at[0] ?? now);
    return span === 0 ? 0 : Math.round(((this.#at.length - 1) * 10_000) / span) / 10;
  }
}
