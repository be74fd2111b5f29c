/** Decisions over time: runs of the same reason as one, with how long it held and its last numbers. */
import type { Interval, Outputs, Reason } from "@crossing/config";

/** A reason that held for a time, s since the beginning. */
export interface Decision {
  readonly from_s: number;
  readonly to_s: number;
  readonly interval: Interval;
  /** With the numbers of its last tick. */
  readonly reason: Reason;
}

/** Takes tick after tick. */
export interface Decisions {
  tick(t_s: number, outputs: Pick<Outputs, "interval" | "reason">): void;
  /** Nothing more comes: the reason that holds is told. */
  end(): void;
}

/** Ticks further apart are not of one piece: a recording with a hole in it, s. */
const HOLE_S = 2;

/** Tells each reason when it has ended; `every`: each tick by itself. */
export function decisions(tell: (decision: Decision) => void, every = false): Decisions {
  let held: Decision | null = null;
  const end = (): void => {
    if (held !== null) tell(held);
    held = null;
  };
  return {
    tick(t_s, { interval, reason }) {
      if (held !== null && t_s - held.to_s > HOLE_S) end();
      if (held !== null && (every || held.reason.code !== reason.code)) {
        held = { ...held, to_s: t_s };
        end();
      }
      held = { from_s: held?.from_s ?? t_s, to_s: t_s, interval, reason };
    },
    end,
  };
}
