/** The clock that all processes of one machine share. */
import type { Instant } from "@crossing/config";
import { type Clock, monotonic as monotonicClock } from "@crossing/controller/loop";

/** CLOCK_MONOTONIC: a stamp made in one process is true in another. */
export const machineClock: Clock = { now: () => monotonicClock.now() };

/** The moment now, whole milliseconds of CLOCK_MONOTONIC. */
export const monotonic = (): Instant => machineClock.now();
