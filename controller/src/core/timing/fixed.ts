/**
 * Fixed time: walk comes once in every cycle, whether anybody is there or not. The programme may change by time of day; the
 * running cycle ends first.
 */
import { type Duration, inSeconds } from "@crossing/config";
import type { Plan } from "../plan.ts";
import { type FromTime, programmeAt } from "../time-of-day.ts";
import type { Policy } from "./policy.ts";

/** A programme of a fixed plan. */
export interface Programme extends FromTime {
  readonly cycle: Duration;
  readonly walk: Duration;
}

/** Fixed time with its programmes, by time of day. The first holds too where the time of day is not known. */
export const fixed = (programmes: readonly Programme[]): Policy => ({
  recall: true,
  decide: (situation) => {
    const programme = programmeAt(programmes, situation.inputs.time_of_day_s);
    const remaining = greenOf(situation.plan, programme) - situation.green - situation.lead;
    const numbers = {
      waiting: situation.demand.waiting,
      cycle_s: inSeconds(programme.cycle),
    };
    return remaining <= 0
      ? { serve: true, reason: { code: "cycle-serve", numbers } }
      : {
          serve: false,
          reason: {
            code: "cycle-hold",
            numbers: { ...numbers, remaining_s: (remaining + situation.lead) / 1000 },
          },
        };
  },
  walkFor: (_plan, _demand, inputs) => programmeAt(programmes, inputs.time_of_day_s).walk,
});

/** Vehicle green of a cycle, where clearance runs to its maximum. */
const greenOf = (plan: Plan, { cycle, walk }: Programme): number =>
  cycle -
  plan.yellow -
  plan.redClearance -
  walk -
  plan.clearance.max -
  plan.buffer -
  plan.redYellow;
