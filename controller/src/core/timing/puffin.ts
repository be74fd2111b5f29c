/**
 * PUFFIN: people are served in the first gap of the traffic after minimum green, or when vehicle green
 * has lasted its maximum after the call. The structure is that of the UK crossing (kerbside detector cancels,
 * on-crossing detector extends); its numbers are the site's.
 */
import { type Duration, inSeconds } from "@crossing/config";
import type { Decision, Policy, Situation } from "./policy.ts";

export const puffin: Policy = {
  decide: (situation) => {
    const { plan, called, lead } = situation;
    const left = (plan.vehicleMaxGreen - called - lead) as Duration;
    if (situation.gap >= plan.passage) return gapOut(situation);
    if (left <= 0) return maxOut(situation);
    return extend(situation, left);
  },
  walkFor: (plan) => plan.walkMin,
};

const gapOut = ({ gap, demand }: Situation): Decision => ({
  serve: true,
  reason: { code: "gap-out", numbers: { gap_s: inSeconds(gap), ...asking(demand) } },
});

const maxOut = ({ plan, demand }: Situation): Decision => ({
  serve: true,
  reason: {
    code: "max-out",
    numbers: { limit_s: inSeconds(plan.vehicleMaxGreen), ...asking(demand) },
  },
});

const extend = ({ vehicles, demand, lead }: Situation, left: Duration): Decision => ({
  serve: false,
  reason: {
    code: "extend-vehicle",
    numbers: { vehicles, remaining_s: inSeconds((left + lead) as Duration), ...asking(demand) },
  },
});

const asking = (demand: Situation["demand"]) => ({
  waiting: demand.waiting,
  oldest_s: inSeconds(demand.oldestWait),
});
