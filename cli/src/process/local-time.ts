/**
 * The time of day, if the wall clock can be believed: for programmes and coordination, and for nothing else.
 *
 * A clock can be dead (1970), not set yet, or set by hand to another year. Programmes then run as if there were no
 * clock: the first one holds. How long anything lasts is never measured with it.
 */
import type { ClockSync } from "./clock-sync.ts";

/** What the local time rests on. */
export interface LocalTimeOptions {
  /** The wall clock, ms since 1970. */
  readonly wall: () => number;
  /** A clock that never steps, ms. */
  readonly monotonic: () => number;
}

/** The local time. */
export interface LocalTime {
  /** Local seconds since midnight; undefined: not to be believed now. */
  timeOfDay_s(): number | undefined;
  /** What the machine's time service says. */
  judged(sync: ClockSync): void;
}

/** No clock is right that shows a year before this program or one that it will not see. */
const YEARS = { first: 2026, last: 2099 } as const;
/** NTP slews smaller differences; a larger one is somebody's hand, or a clock that was wrong. */
const STEP_MS = 2000;
/** After a step the clock must run on for so long before it is believed again. */
const CALM_MS = 600_000;

/** Local time, believed as long as nothing speaks against it. */
export function createLocalTime({ wall, monotonic }: LocalTimeOptions): LocalTime {
  let sync: ClockSync = "unknown";
  let before = { wall: wall(), monotonic: monotonic() };
  let steppedAt = -Infinity;

  return {
    judged: (said) => void (sync = said),
    timeOfDay_s() {
      const now = { wall: wall(), monotonic: monotonic() };
      const drift = now.wall - before.wall - (now.monotonic - before.monotonic);
      if (Math.abs(drift) > STEP_MS) steppedAt = now.monotonic;
      before = now;
      const calm = now.monotonic - steppedAt >= CALM_MS;
      return calm && sync !== "unsynchronised" ? secondsOf(new Date(now.wall)) : undefined;
    },
  };
}

function secondsOf(at: Date): number | undefined {
  const year = at.getFullYear();
  if (!(year >= YEARS.first && year <= YEARS.last)) return undefined;
  return (
    at.getHours() * 3600 + at.getMinutes() * 60 + at.getSeconds() + at.getMilliseconds() / 1000
  );
}
