/** Who was given control, and how long it lasts without a word: owner, order of blocks and watchdog of a virtual cabinet. */
import { WATCHDOG_STEP_MS } from "@crossing/config";

/** The watchdog times that these cabinets take; others are made to fit, 0 is refused before. */
export const WATCHDOG_MS = { min: 100, max: 2000 } as const;

/** The head of a command block. */
export interface BlockHead {
  readonly seq: number;
  readonly heartbeat: number;
  /** Steps of 10 ms. */
  readonly watchdog: number;
  /** 0: nobody's word. */
  readonly owner: number;
}

/** Remembers the last block that was taken. */
export class Grant {
  #last: BlockHead | null = null;
  #fedAt = -Infinity;
  #watchdogMs: number = WATCHDOG_MS.max;
  #tripped = 0;

  /** Whose control it is, as long as it lasts. */
  get owner(): number {
    return this.#last?.owner ?? 0;
  }

  /** How often the watchdog has ended it. */
  get tripped(): number {
    return this.#tripped;
  }

  /** Whether control, which is held, is held by another than this one. */
  refuses(owner: number): boolean {
    return this.owner !== 0 && this.owner !== owner;
  }

  /** Whether this block was sent before the last one taken. Who takes control anew may begin with any `seq`. */
  outruns(head: BlockHead, held: boolean): boolean {
    const last = this.#last;
    return last !== null && (held || sameHand(head, last)) && behind(head.seq, last.seq);
  }

  /** A good block has come. Whether it feeds the watchdog: its heartbeat is a new one, and under control a later one. */
  feed(head: BlockHead, held: boolean, now: number): boolean {
    const last = this.#last;
    const repeated = head.heartbeat === last?.heartbeat;
    const earlier =
      last !== null && (held || sameHand(head, last)) && behind(head.heartbeat, last.heartbeat);
    const ms = head.watchdog * WATCHDOG_STEP_MS;
    this.#last = head;
    this.#watchdogMs = Math.min(WATCHDOG_MS.max, Math.max(WATCHDOG_MS.min, ms));
    if (repeated || earlier) return false;
    this.#fedAt = now;
    return true;
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

/** An owner word is drawn anew for each run of control, so blocks with one word are in one order. */
const sameHand = (one: BlockHead, other: BlockHead): boolean =>
  one.owner !== 0 && one.owner === other.owner;

/** Of words that wrap: whether the way forward from the other is longer than the way back. */
const behind = (word: number, other: number): boolean => ((word - other) & 0xffff) > 0x7fff;
