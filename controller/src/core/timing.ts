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
import { type Decision, type Policy, type Situation } from "./timing/policy.ts";
import { puffin } from "./timing/puffin.ts";
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
 * policy can outvote; the policy.
 */
export function decide(plan: Plan, state: State, inputs: Inputs, now: Instant): Decision {
  const { demand } = state;
  if (demand.calledAt === null) return rest(plan, demand);
  const green = elapsed(state.since, now);
  const lead = leadOf(plan);
  const minimumLeft = (plan.vehicleMinGreen - green - lead) as Duration;
  if (minimumLeft > 0 || state.withdrawn) return holdMinimum(plan, demand, green);
  if (demand.oldestWait + timeToWalk(plan) + A_TICK_EARLY >= plan.maxWait)
    return guarantee(plan, demand);
  return policyOf(plan.policy).decide({
    plan,
    inputs,
    demand,
    now,
    green,
    lead,
    called: elapsed(demand.calledAt, now),
    gap: gapNow(plan, state.seen.traffic, inputs, now),
    vehicles: vehiclesNear(plan, inputs),
  });
}

/** How long people may step off in the walk that begins now, within the plan's limits. */
export const walkFor = (plan: Plan, demand: Demand): Duration => {
  const wanted = policyOf(plan.policy).walkFor(plan, demand);
  return Math.max(plan.walkMin, Math.min(plan.walkMax, wanted)) as Duration;
};

/** Ticks are up to a second apart: the guarantee looks one ahead, so that it is kept and not just missed. */
const A_TICK_EARLY = 1000;

function policyOf(policy: PolicyPlan): Policy {
  switch (policy.name) {
    case "puffin":
      return puffin;
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
