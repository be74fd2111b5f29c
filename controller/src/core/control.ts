/** Whether the crossing is ours: taken up from what the heads show, and given back when asked or in doubt. */
import {
  type Indications,
  type Inputs,
  type Instant,
  type Link,
  type Reason,
  type ReasonCode,
  elapsed,
  later,
  milliseconds,
  sum,
} from "@crossing/config";
import { type Demand, assumedDemand } from "./demand.ts";
import { unseen } from "./evidence.ts";
import { permits } from "./interlock.ts";
import { entryInterval } from "./interval.ts";
import { HOLD_OFF, type Leaving, listening, mayTake } from "./ladder.ts";
import type { Plan } from "./plan.ts";
import { SHOWN } from "./shown.ts";
import type { State } from "./state.ts";

/**
 * The state with control taken or left.
 *
 * Left at once when the link is not up; on request when nobody is on their way and no minimum is running. Time that
 * jumps, by more than `plan.maxStep` or backwards, is a restart and not elapsed time: nobody knows what the street
 * went through. Coming back is slower than leaving (ladder.ts): the line must have been good for ten seconds, and the
 * heads must be at rest. Whoever comes back assumes that somebody waits, and still knows who waited before, unless time
 * jumped or more of it went by than anybody may wait.
 */
export function controlled(plan: Plan, state: State, inputs: Inputs, now: Instant): State {
  const asked = askedFor(state, inputs, now);
  const { link } = inputs;
  if (link !== "up") return left(asked, inputs, now, { quietFor: HOLD_OFF, cause: `link-${link}` });
  if (asked.withdrawn && restful(plan, asked, now))
    return left(asked, inputs, now, { quietFor: AT_ONCE, cause: "withdrawn" });
  const since = elapsed(asked.at, now);
  if (since > plan.maxStep || since < 0) return restarted(plan, asked, inputs, now);
  if (asked.inControl) return asked;
  const away = left(asked, inputs, now, null);
  if (!mayTake(away.ladder, now)) return away;
  const forgotten = elapsed(away.since, now) > plan.maxWait;
  const demand = forgotten ? assumedDemand(plan, now) : away.demand;
  return entered(plan, { ...away, demand }, found(inputs), now);
}

/** Time jumped: as after a restart, who waited before is forgotten, and control is not taken at once. */
const restarted = (plan: Plan, state: State, inputs: Inputs, now: Instant): State => ({
  ...left(state, inputs, now, { quietFor: HOLD_OFF, cause: "time-jump" }),
  since: now,
  demand: assumedDemand(plan, now),
});

/** An engineer who withdrew control knows when to take it again. */
const AT_ONCE = milliseconds(0);

/** Control is given up for good: what we do is not what we have proved. Until an engineer clears the fault. */
export const surrendered = (state: State, inputs: Inputs, now: Instant): State => ({
  ...left({ ...state, fault: FAULT }, inputs, now, { quietFor: HOLD_OFF, cause: "fault" }),
  at: now,
});

/** Whether nobody is on their way and no minimum is running: withdrawal waits for that. */
function restful(plan: Plan, { inControl, interval, since, walkAt }: State, now: Instant): boolean {
  if (!inControl || interval === "fault-flash") return true;
  const timed = elapsed(since, now);
  if (interval === "start-up") return timed >= plan.startUp;
  return interval === "vehicle-green" && walkAt === null && timed >= plan.vehicleMinGreen;
}

/** What the heads show, as far as is known. Heads that were the cabinet's and tell nothing are led through red. */
const found = ({ shown }: Inputs): Indications => shown ?? SHOWN["start-up"];

const LEFT: Readonly<Record<Link, ReasonCode>> = {
  up: "withdrawn",
  lost: "link-lost",
  mismatch: "link-mismatch",
  refused: "link-refused",
};

/** Requests that change who is in control. A fault is cleared only where nothing moves: in flash, or out of control. */
function askedFor(state: State, { requests }: Inputs, now: Instant): State {
  if (requests.length === 0) return state;
  const withdrawn =
    requests.includes("withdraw") || (state.withdrawn && !requests.includes("resume"));
  const clears = requests.includes("clear-fault") && mayClear(state);
  const is = requests.includes("resume")
    ? { ...state, withdrawn, ladder: unpinned(state) }
    : { ...state, withdrawn };
  return clears ? { ...is, fault: null, inControl: false, demand: assuming(is, now) } : is;
}

/** An engineer who asks for control has looked at what flapped. */
const unpinned = ({ ladder }: State): State["ladder"] => ({ ...ladder, pinned: null, turns: [] });

/** Whether a latched fault may be cleared now. */
export const mayClear = ({ fault, interval, inControl }: State): boolean =>
  fault !== null && (interval === "fault-flash" || !inControl);

const left = (state: State, inputs: Inputs, now: Instant, why: Leaving | null): State => ({
  ...state,
  interval: "start-up",
  since: state.inControl ? now : state.since,
  shown: inputs.shown ?? state.shown,
  inControl: false,
  demand: assuming(state, now),
  walkAt: null,
  leftFor: leftFor(state, inputs),
  ladder: listening(state.ladder, inputs, now, why),
});

/** Why the cabinet is left to itself. A line that is up again, and a time that jumped, are in the ladder's hands. */
function leftFor({ fault, withdrawn }: State, { link }: Inputs): Reason {
  if (fault !== null) return FAULT;
  return { code: link === "up" && !withdrawn ? "rejoin" : LEFT[link], numbers: {} };
}

/** While the crossing is the cabinet's, somebody is assumed to wait; how long, nobody knows. */
const assuming = ({ inControl, demand }: State, now: Instant): Demand =>
  inControl || demand.latchedAt !== null ? { ...demand, latchedAt: now } : demand;

/**
 * Takes control from what the heads show now, cutting nothing short. Heads that show what may not be
 * (a conflict, say) latch a fault and stay the cabinet's; a latched fault keeps them there.
 */
function entered(plan: Plan, state: State, shown: Indications, now: Instant): State {
  const interval = entryInterval(shown);
  if (state.fault !== null) return state;
  // What may not even stay as it is: vehicles flash yellow beside people who walk, say.
  const sound = permits(shown, shown) && permits(shown, SHOWN[interval]);
  if (!sound) return { ...state, fault: FAULT, leftFor: FAULT };
  const walkAt =
    interval === "yellow-change" ? later(now, sum(plan.yellow, plan.redClearance)) : null;
  return {
    ...state,
    interval,
    since: now,
    asked: now,
    settled: false,
    shown,
    inControl: true,
    walkAt,
    seen: unseen(now),
    ladder: { ...state.ladder, quietUntil: null },
  };
}

const FAULT: Reason = { code: "fault", numbers: {} };
