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
 * treats a long gap as a restart. `after` sets a timer: the machine's when left out; a simulation gives its own.
 */
export function runTicks(options: {
  readonly periodMs: number;
  readonly clock: Clock;
  readonly tick: (late_ms: number) => void;
  readonly after?: (ms: number, due: () => void) => SetTimer;
}): Ticker {
  const { periodMs, clock, tick, after = machineTimer } = options;
  let deadline = clock.now() + periodMs;
  let timer: SetTimer | null = null;
  let stopped = false;

  const wake = (): void => {
    const now: number = clock.now();
    if (now < deadline) return again(now);
    const late = now - deadline;
    deadline += periodMs * (1 + Math.floor(late / periodMs));
    tick(late);
    return again(clock.now());
  };
  const again = (now: number): void => {
    if (!stopped) timer = after(Math.max(0, deadline - now), wake);
  };

  again(clock.now());
  return {
    // Also from within a tick, which is then the last.
    stop: () => {
      stopped = true;
      timer?.cancel();
    },
  };
}

/** A timer that has been set. */
export interface SetTimer {
  cancel(): void;
}

const machineTimer = (ms: number, due: () => void): SetTimer => {
  const timer = setTimeout(due, ms);
  return { cancel: () => clearTimeout(timer) };
};

/** The machine's monotonic clock, the same in all its processes. */
export const monotonic: Clock = {
  now: () => Number(process.hrtime.bigint() / 1_000_000n) as ReturnType<Clock["now"]>,
};
