/** Ticks on absolute monotonic deadlines: lateness does not add up, and missed ticks are not made up for. */
import type { Clock } from "./ports.ts";

/** A running ticker. */
export interface Ticker {
  stop(): void;
}

/**
 * Calls `tick` every `periodMs`, telling it how late it is.
 *
 * After a stall the next deadline is the next multiple of the period: what was missed is gone, and the core
 * treats a long gap as a restart.
 */
export function runTicks(options: {
  readonly periodMs: number;
  readonly clock: Clock;
  readonly tick: (late_ms: number) => void;
}): Ticker {
  const { periodMs, clock, tick } = options;
  let deadline = clock.now() + periodMs;
  let timer: NodeJS.Timeout;

  const wake = (): void => {
    const now: number = clock.now();
    if (now < deadline) return again(now);
    const late = now - deadline;
    deadline += periodMs * (1 + Math.floor(late / periodMs));
    tick(late);
    return again(clock.now());
  };
  const again = (now: number): void => {
    timer = setTimeout(wake, Math.max(0, deadline - now));
  };

  again(clock.now());
  return { stop: () => clearTimeout(timer) };
}

/** The machine's monotonic clock, the same in all its processes. */
export const monotonic: Clock = {
  now: () => Number(process.hrtime.bigint() / 1_000_000n) as ReturnType<Clock["now"]>,
};
