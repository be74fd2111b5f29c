/**
 * The intervals of a crossing and what ends each: minimums and clearances, which no policy can shorten.
 *
 *   start-up ──► vehicle-green ──► yellow-change ──► red-clearance ──► walk
 *                     ▲ ▲                                               │
 *                     │ └── red-yellow ◄── buffer ◄── ped-clearance ◄───┘
 *                     └─────────────────────┘  (no red-yellow where it is 0 s)
 *
 * A latched fault goes on by the same road and ends in fault-flash at the next all red; from there
 * only an engineer leads back, through start-up.
 */
import {
  type Duration,
  type Indications,
  type Instant,
  type Interval,
  elapsed,
  milliseconds,
} from "@crossing/config";
import type { Plan } from "./plan.ts";
import type { State } from "./state.ts";

/** The interval that follows now; the same one while it lasts. */
export function nextInterval(plan: Plan, state: State, now: Instant): Interval {
  const { interval } = state;
  const timed = elapsed(state.since, now);
  const afterRed = state.fault === null ? null : "fault-flash";
  switch (interval) {
    case "start-up":
      return timed >= plan.startUp ? (afterRed ?? "vehicle-green") : interval;
    case "vehicle-green":
      return state.fault !== null || greenEnds(plan, state, now) ? "yellow-change" : interval;
    case "yellow-change":
      return timed >= plan.yellow ? "red-clearance" : interval;
    case "red-clearance":
      return timed >= plan.redClearance ? (afterRed ?? "walk") : interval;
    case "walk":
      return timed >= state.walkFor ? "ped-clearance" : interval;
    case "ped-clearance":
      return cleared(plan, state, now) ? "buffer" : interval;
    case "buffer":
      return timed >= plan.buffer ? (afterRed ?? afterBuffer(plan)) : interval;
    case "red-yellow":
      if (state.fault !== null) return "red-clearance";
      return timed >= plan.redYellow ? "vehicle-green" : interval;
    case "fault-flash":
      return interval;
  }
}

/** Vehicle green ends when the promised walk needs its yellow and red, and never before its minimum. */
const greenEnds = (plan: Plan, { walkAt, since }: State, now: Instant): boolean =>
  walkAt !== null &&
  now >= walkAt - plan.yellow - plan.redClearance &&
  elapsed(since, now) >= plan.vehicleMinGreen;

/**
 * Ped clearance ends early only when the carriageway has been seen empty for a second, never below its minimum;
 * unseen or occupied, it runs to its maximum.
 */
const cleared = (plan: Plan, { since, seen }: State, now: Instant): boolean => {
  const { emptySince } = seen;
  const timed = elapsed(since, now);
  const empty = emptySince !== null && elapsed(emptySince, now) >= SURELY_EMPTY;
  return (
    timed >= plan.clearance.max || (plan.clearance.adaptive && timed >= plan.clearance.min && empty)
  );
};

/** How long the carriageway must be seen empty. One second is the gap usual for on-crossing detectors. */
export const SURELY_EMPTY: Duration = milliseconds(1000);

const afterBuffer = (plan: Plan): Interval => (plan.redYellow > 0 ? "red-yellow" : "vehicle-green");

/**
 * The interval to begin with when the heads already show something, so that nothing shown is cut short:
 * a green is kept, a yellow runs again in full, people on a walk get their whole clearance, anything else goes red.
 */
export function entryInterval(shown: Indications): Interval {
  if (shown.ped === "walk" || shown.ped === "flashing-walk") return "ped-clearance";
  if (shown.vehicle === "green") return "vehicle-green";
  if (shown.vehicle === "yellow") return "yellow-change";
  return "start-up";
}
