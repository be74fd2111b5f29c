/** The clocks that all processes of one machine share. */
import type { Instant } from "@crossing/config";
import { type Clock, monotonic as monotonicClock } from "@crossing/controller/loop";

/** CLOCK_MONOTONIC: a stamp made in one process is true in another. And local time, for programmes by time of day. */
export const machineClock: Clock = {
  now: () => monotonicClock.now(),
  timeOfDay_s: () => {
    const now = new Date();
    return (
      now.getHours() * 3600 +
      now.getMinutes() * 60 +
      now.getSeconds() +
      now.getMilliseconds() / 1000
    );
  },
};

/** The moment now, whole milliseconds of CLOCK_MONOTONIC. */
export const monotonic = (): Instant => machineClock.now();
