/** Who was given control, and how long it lasts without a word: owner and watchdog of a virtual cabinet. */
import { WATCHDOG_STEP_MS } from "@crossing/config";

/** The watchdog times that these cabinets take; others are made to fit, 0 is refused before. */
export const WATCHDOG_MS = { min: 100, max: 2000 } as const;

/** The head of a command block. */
export interface BlockHead {
  readonly heartbeat: number;
  /** Steps of 10 ms. */
  readonly watchdog: number;
  readonly owner: number;
}

/** Remembers the last block that fed it. */
export class Grant {
  #heartbeat: number | null = null;
  #owner = 0;
  #fedAt = -Infinity;
  #watchdogMs: number = WATCHDOG_MS.max;
  #tripped = 0;

  /** Whose control it is, as long as it lasts. */
  get owner(): number {
    return this.#owner;
  }

  /** How often the watchdog has ended it. */
  get tripped(): number {
    return this.#tripped;
  }

  /** Whether control, which is held, is held by another than this one. */
  refuses(owner: number): boolean {
    return this.#owner !== 0 && this.#owner !== owner;
  }

  /** A good block has come. Whether its heartbeat was a new one. */
  feed({ heartbeat, watchdog, owner }: BlockHead, now: number): boolean {
    const fresh = heartbeat !== this.#heartbeat;
    const ms = watchdog * WATCHDOG_STEP_MS;
    this.#heartbeat = heartbeat;
    this.#owner = owner;
    this.#watchdogMs = Math.min(WATCHDOG_MS.max, Math.max(WATCHDOG_MS.min, ms));
    if (fresh) this.#fedAt = now;
    return fresh;
  }

  leftMs(now: number): number {
    return this.#watchdogMs - (now - this.#fedAt);
  }

  /** Whether control, which is held, ends now for silence. Counts it. */
  trips(now: number): boolean {
    const over = this.leftMs(now) < 0;
    if (over) this.#tripped += 1;
    return over;
  }
}
