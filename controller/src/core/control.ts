/** Whether the crossing is ours: taken up from what the heads show, and given back when asked or in doubt. */
import {
  type Inputs,
  type Instant,
  type Link,
  type Reason,
  type ReasonCode,
  elapsed,
  later,
  sum,
} from "@crossing/config";
import { assumedDemand } from "./demand.ts";
import { unseen } from "./evidence.ts";
import { permits } from "./interlock.ts";
import { entryInterval } from "./interval.ts";
import type { Plan } from "./plan.ts";
import { SHOWN } from "./shown.ts";
import type { State } from "./state.ts";

/**
 * The state with control taken or left.
 *
 * Left at once when the link is not up; on request when vehicles have green and nothing is promised. Time that
 * jumps, by more than `plan.maxStep` or backwards, is a restart and not elapsed time: nobody knows what the street
 * went through. Whoever comes back assumes that somebody waits.
 */
export function controlled(plan: Plan, state: State, inputs: Inputs, now: Instant): State {
  const asked = askedFor(state, inputs);
  const restful = asked.walkAt === null && RESTING.includes(asked.interval);
  if (inputs.link !== "up") return left(plan, asked, inputs, now);
  if (asked.withdrawn) return restful ? left(plan, asked, inputs, now) : asked;
  const since = elapsed(asked.at, now);
  const jumped = since > plan.maxStep || since < 0;
  if (asked.inControl && !jumped) return asked;
  return entered(plan, left(plan, asked, inputs, now), inputs, now);
}

/** Intervals in which nobody is on their way: withdrawal waits for them. */
const RESTING: readonly State["interval"][] = ["vehicle-green", "start-up", "fault-flash"];

const LEFT: Readonly<Record<Link, ReasonCode>> = {
  up: "withdrawn",
  lost: "link-lost",
  mismatch: "link-mismatch",
  refused: "link-refused",
};

/** Requests that change who is in control. A fault is cleared only where nothing moves: in flash, or out of control. */
function askedFor(state: State, { requests }: Inputs): State {
  if (requests.length === 0) return state;
  const withdrawn =
    requests.includes("withdraw") || (state.withdrawn && !requests.includes("resume"));
  const clears = requests.includes("clear-fault") && mayClear(state);
  return clears ? { ...state, withdrawn, fault: null, inControl: false } : { ...state, withdrawn };
}

/** Whether a latched fault may be cleared now. */
export const mayClear = ({ fault, interval, inControl }: State): boolean =>
  fault !== null && (interval === "fault-flash" || !inControl);

const left = (plan: Plan, state: State, inputs: Inputs, now: Instant): State => ({
  ...state,
  interval: "start-up",
  since: state.inControl ? now : state.since,
  shown: inputs.shown ?? state.shown,
  inControl: false,
  demand: state.inControl ? assumedDemand(plan, now) : state.demand,
  walkAt: null,
  leftFor: { code: state.fault === null ? LEFT[inputs.link] : "fault", numbers: {} },
});

/**
 * Takes control from what the heads show now, cutting nothing short. Heads that show what may not be
 * (a conflict, say) latch a fault and stay the cabinet's; a latched fault keeps them there.
 */
function entered(plan: Plan, state: State, inputs: Inputs, now: Instant): State {
  const shown = inputs.shown ?? state.shown;
  const interval = entryInterval(shown);
  if (state.fault !== null) return state;
  if (!permits(shown, SHOWN[interval])) return { ...state, fault: FAULT, leftFor: FAULT };
  const walkAt =
    interval === "yellow-change" ? later(now, sum(plan.yellow, plan.redClearance)) : null;
  return {
    ...state,
    interval,
    since: now,
    asked: now,
    shown,
    inControl: true,
    walkAt,
    seen: unseen(now),
  };
}

const FAULT: Reason = { code: "fault", numbers: {} };
