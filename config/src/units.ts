/**
 * Units of time inside the program. Numbers from outside carry the unit in their name
 * (`walk_s`); numbers inside carry it in their type. The two meet once, in `planOf`.
 */
declare const unit: unique symbol;

/** A moment: whole milliseconds on the monotonic clock of this machine. Never a wall-clock time. */
export type Instant = number & { readonly [unit]: "instant" };

/** A length of time in whole milliseconds. */
export type Duration = number & { readonly [unit]: "duration" };

/** A length of time from seconds, rounded to the millisecond. */
export const seconds = (s: number): Duration => Math.round(s * 1000) as Duration;

/** A length of time from whole milliseconds. */
export const milliseconds = (ms: number): Duration => Math.round(ms) as Duration;

/** A moment from whole milliseconds on the monotonic clock. */
export const instant = (ms: number): Instant => Math.round(ms) as Instant;

/** The time from `since` to `now`. */
export const elapsed = (since: Instant, now: Instant): Duration => (now - since) as Duration;

/** The moment `by` after `at`. */
export const later = (at: Instant, by: Duration): Instant => (at + by) as Instant;

/** The moment `by` before `at`. */
export const earlier = (at: Instant, by: Duration): Instant => (at - by) as Instant;

/** The sum of several lengths of time. */
export const sum = (...parts: readonly Duration[]): Duration =>
  parts.reduce<number>((total, part) => total + part, 0) as Duration;

/** Seconds, to leave the program with. */
export const inSeconds = (time: Duration): number => time / 1000;
