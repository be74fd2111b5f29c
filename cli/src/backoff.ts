/** How long to wait before starting a process again. */
import { type Duration, type Instant, milliseconds, seconds } from "@crossing/config";

/** A process that has run this long is forgiven its earlier ends. */
export const QUIET = seconds(60);
const FIRST = milliseconds(250);
/** The longest pause, unless somebody waits for the process. */
export const LONGEST = seconds(30);

/**
 * The pause before the next start: 0.25 s after the first end, doubled by each further one, at most `longest`.
 *
 * Never gives up: at the kerb nobody is there to start it by hand.
 */
export const pauseAfter = (falls: number, longest = LONGEST): Duration =>
  milliseconds(Math.min(FIRST * 2 ** Math.max(0, Math.min(falls, 30) - 1), longest));

/** Ends counted after one more, of a run from `startedAt` to `now`. */
export const fallsAfter = (before: number, startedAt: Instant, now: Instant): number =>
  now - startedAt >= QUIET ? 1 : before + 1;
