/** Yield or hold: the file to change to try another algorithm. */
import {
  type Duration,
  type Inputs,
  type Instant,
  elapsed,
  inSeconds,
  sum,
} from "@crossing/config";
import type { Demand } from "./demand.ts";
import type { Plan, PolicyPlan } from "./plan.ts";
import { fixed } from "./timing/fixed.ts";
import { marginal } from "./timing/marginal.ts";
import type { Decision, Policy, Situation, Walking } from "./timing/policy.ts";
import { puffin } from "./timing/puffin.ts";
import { pushButton } from "./timing/push-button.ts";
import { threshold } from "./timing/threshold.ts";
import { tongzhou2019 } from "./timing/tongzhou-2019.ts";
import type { State } from "./state.ts";
import { gapNow, vehiclesNear } from "./traffic.ts";

/** How much longer vehicle green lasts once people are promised walk: what the countdown needs beyond yellow and red. */
export const leadOf = (plan: Plan): Duration =>
  Math.max(0, plan.countdown - plan.yellow - plan.redClearance) as Duration;

/** The time from the decision to walk. */
export const timeToWalk = (plan: Plan): Duration =>
  sum(leadOf(plan), plan.yellow, plan.redClearance);

/**
 * Whether to serve people, asked in every tick of an uncommitted vehicle green.
 *
 * In this order: nobody asks; minimum green could not be kept, or is all that a withdrawal waits for; the longest wait is at its limit, which no
 * policy can outvote; the policy, within the window that the neighbouring signals leave.
 */
export function decide(plan: Plan, state: State, inputs: Inputs, now: Instant): Decision {
  const { demand } = state;
  const policy = policyOf(plan.policy);
  if (demand.calledAt === null && policy.recall !== true) return rest(plan, demand);
  const green = elapsed(state.since, now);
  const lead = leadOf(plan);
  const minimumLeft = (plan.vehicleMinGreen - green - lead) as Duration;
  if (minimumLeft > 0 || state.withdrawn) return holdMinimum(plan, demand, green);
  const called = demand.calledAt === null ? (0 as Duration) : elapsed(demand.calledAt, now);
  // By the call too: eyes that lose people from sight and find them again tell short waits for ever.
  if (Math.max(demand.oldestWait, called) + timeToWalk(plan) + A_TICK_EARLY >= plan.maxWait)
    return guarantee(plan, demand);
  const decision = policy.decide({
    plan,
    inputs,
    demand,
    now,
    green,
    lead,
    toWalk: timeToWalk(plan),
    flows: state.flows,
    platoons: state.platoons,
    price: state.price.value,
    called,
    gap: gapNow(plan, state.seen.traffic, inputs, now),
    vehicles: vehiclesNear(plan, inputs),
  });
  const closed_s = decision.serve ? windowOpensIn(plan, inputs, lead / 1000) : 0;
  return closed_s > 0 ? outsideWindow(demand, closed_s) : decision;
}

/** How long people may step off in the walk that begins now, within the plan's limits. */
export const walkFor = (plan: Plan, demand: Demand, inputs: Inputs): Duration => {
  const wanted = policyOf(plan.policy).walkFor(plan, demand, inputs);
  return Math.max(plan.walkMin, Math.min(plan.walkMax, wanted)) as Duration;
};

/** Whether the policy lets walk go on that has lasted as long as it was begun for, or longer. */
export const holdsWalk = (plan: Plan, walking: Omit<Walking, "plan">): boolean =>
  walking.walked < plan.walkMax &&
  (policyOf(plan.policy).holdsWalk?.({ plan, ...walking }) ?? false);

/** Whether the end of walk is known when it begins. */
export const walkIsFixed = (plan: Plan): boolean => policyOf(plan.policy).holdsWalk === undefined;

/** Whether the policy goes by what a second is worth. */
export const isPriced = (plan: Plan): boolean => policyOf(plan.policy).priced === true;

/** Seconds until vehicle green may end in the neighbours' cycle, if it is to end in `lead_s`; 0: it may, or nobody says. */
function windowOpensIn({ coordination }: Plan, { time_of_day_s }: Inputs, lead_s: number): number {
  if (coordination === null || time_of_day_s === undefined) return 0;
  const { cycle_s, offset_s, from_s, to_s } = coordination;
  const within = (from: number): number => ((from % cycle_s) + cycle_s) % cycle_s;
  const after = within(time_of_day_s + lead_s - offset_s - from_s);
  return after <= within(to_s - from_s) ? 0 : cycle_s - after;
}

/** Ticks are up to a second apart: the guarantee looks one ahead, so that it is kept and not just missed. */
const A_TICK_EARLY = 1000;

function policyOf(policy: PolicyPlan): Policy {
  switch (policy.name) {
    case "marginal":
      return marginal(policy);
    case "fixed":
      return fixed(policy.programmes);
    case "push-button":
      return pushButton(policy);
    case "puffin":
      return puffin;
    case "threshold":
      return threshold(policy);
    case "tongzhou-2019":
      return tongzhou2019(policy);
  }
}

const rest = (plan: Plan, demand: Demand): Decision =>
  demand.waiting === 0
    ? { serve: false, reason: { code: "rest-no-demand", numbers: {} } }
    : {
        serve: false,
        reason: {
          code: "confirm-dwell",
          numbers: { waiting: demand.waiting, dwell_s: inSeconds(plan.dwell) },
        },
      };

const holdMinimum = (plan: Plan, demand: Demand, green: Duration): Decision => ({
  serve: false,
  reason: {
    code: "hold-min-green",
    numbers: {
      waiting: demand.waiting,
      oldest_s: inSeconds(demand.oldestWait),
      remaining_s: inSeconds((plan.vehicleMinGreen - green) as Duration),
    },
  },
});

const outsideWindow = (demand: Demand, remaining_s: number): Decision => ({
  serve: false,
  reason: {
    code: "outside-window",
    numbers: { waiting: demand.waiting, oldest_s: inSeconds(demand.oldestWait), remaining_s },
  },
});

const guarantee = (plan: Plan, demand: Demand): Decision => ({
  serve: true,
  reason: {
    code: "max-wait",
    numbers: {
      waiting: demand.waiting,
      oldest_s: inSeconds(demand.oldestWait),
      limit_s: inSeconds(plan.maxWait),
    },
  },
});

export type { Decision, Situation };
