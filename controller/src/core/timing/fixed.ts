/**
 * Fixed time: walk comes once in every cycle, whether anybody is there or not. The programme may change by time of day; the
 * running cycle ends first.
 */
import { type Duration, inSeconds } from "@crossing/config";
import type { Plan } from "../plan.ts";
import type { Policy } from "./policy.ts";

/** A programme of a fixed plan. */
export interface Programme {
  /** Seconds after midnight, local time. */
  readonly from_s: number;
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

/** The programme that began last; before the first of the day it is yesterday's last. */
function programmeAt(
  programmes: readonly Programme[],
  time_of_day_s: number | undefined,
): Programme {
  if (time_of_day_s === undefined) return programmes[0]!;
  const begun = programmes.filter(({ from_s }) => from_s <= time_of_day_s);
  const among = begun.length > 0 ? begun : programmes;
  return among.reduce((last, next) => (next.from_s > last.from_s ? next : last));
}

/** Vehicle green of a cycle, where clearance runs to its maximum. */
const greenOf = (plan: Plan, { cycle, walk }: Programme): number =>
  cycle -
  plan.yellow -
  plan.redClearance -
  walk -
  plan.clearance.max -
  plan.buffer -
  plan.redYellow;
