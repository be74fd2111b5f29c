/**
 * Garbage is collected when it suits us.
 *
 * Left alone, a heap of ten megabytes that makes a few kilobytes a second is looked through every few hours: it grows
 * all day, and the pause comes in the middle of something. Once a minute it is small, and we choose the moment.
 */

/** How often, ms. */
const EVERY_MS = 60_000;

/** Collects garbage, all of it; some 10 ms. Does nothing in a process that was not started for it (`NODE_WORDS`). */
export const tidy = (): void => globalThis.gc?.();

/** For a process that has no better moment than any. */
export function tidyEveryMinute(): void {
  setInterval(tidy, EVERY_MS).unref();
}

/** For one that counts its ticks: whether a minute of them is full. */
export const timeToTidy = (ticks: number, period_ms: number): boolean =>
  ticks % (EVERY_MS / period_ms) === 0;
