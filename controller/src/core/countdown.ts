/**
 * The seconds shown to people and drivers. A countdown is a promise: it is shown only when its end is
 * certain, and black rather than wrong.
 */
import { type Instant, earlier, elapsed, sum } from "@crossing/config";
import type { Plan } from "./plan.ts";
import type { State } from "./state.ts";
import { walkIsFixed } from "./timing.ts";

/** Both displays, in whole seconds rounded up; null: dark. */
export interface Countdowns {
  readonly ped: number | null;
  readonly vehicle: number | null;
}

const DARK: Countdowns = { ped: null, vehicle: null };

/** What the displays show now. A site with no countdown, and any fault, keeps them dark. */
export function countdowns(plan: Plan, state: State, now: Instant): Countdowns {
  if (plan.countdown === 0 || state.fault !== null || !state.inControl) return DARK;
  switch (state.interval) {
    case "vehicle-green":
    case "yellow-change":
    case "red-clearance":
      return promised(plan, state, now);
    case "walk":
    case "ped-clearance":
      return serving(plan, state, now);
    case "buffer":
      return { ped: null, vehicle: left(plan.buffer + plan.redYellow, state.since, now) };
    case "red-yellow":
      return { ped: null, vehicle: left(plan.redYellow, state.since, now) };
    case "start-up":
    case "fault-flash":
      return DARK;
  }
}

/** Walk is promised: seconds to walk for people, and to yellow for drivers. */
function promised(plan: Plan, { walkAt, interval }: State, now: Instant): Countdowns {
  if (walkAt === null) return DARK;
  const toWalk = walkAt - now;
  const greenEnd = earlier(walkAt, sum(plan.yellow, plan.redClearance));
  return {
    ped: toWalk <= plan.countdown ? upSeconds(toWalk) : null,
    vehicle: interval === "vehicle-green" ? upSeconds(greenEnd - now) : null,
  };
}

/** The end of a service is certain only with a fixed clearance, an adaptive one ends when people are across; that of walk where no policy holds it. */
function serving(plan: Plan, { interval, since, walkFor }: State, now: Instant): Countdowns {
  if (plan.clearance.adaptive || (interval === "walk" && !walkIsFixed(plan))) return DARK;
  const length = (interval === "walk" ? walkFor : 0) + plan.clearance.max;
  return {
    ped: left(length, since, now),
    vehicle: left(length + plan.buffer + plan.redYellow, since, now),
  };
}

const left = (length: number, since: Instant, now: Instant): number =>
  upSeconds(length - elapsed(since, now));

/** Never 0: the lamp changes first, and the display goes dark with it. */
const upSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
