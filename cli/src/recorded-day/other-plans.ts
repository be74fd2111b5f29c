/** A recorded day under other plans: the people and vehicles that came, in the simulator. */
import { type Figures, type SimulationResult, differencesOf, figuresOf } from "@crossing/simulator";
import type { ChosenDemand } from "../simulation/demand-choice.ts";
import { type ChosenPlan, brokenShalls } from "../simulation/plan-choice.ts";
import { refuseOtherStreets } from "../simulation/same-street.ts";
import { type Study, studied } from "../simulation/study.ts";
import type { Day } from "./day.ts";

/** A plan on the recorded day. */
export interface PlanOfDay {
  readonly plan: ChosenPlan;
  readonly name: string;
  readonly runs: readonly SimulationResult[];
  readonly figures: Figures;
  /** This one less the recorded plan, on the same arrivals; null for that plan itself. */
  readonly differences: Figures | null;
}

/** Name of the plan that the recording was decided by. */
export const RECORDED = "recorded plan";

/** The recorded plan and the others, each on every seed: a seed is what the record does not tell of people. */
export async function underOtherPlans(
  day: Day,
  others: readonly ChosenPlan[],
  { options, seeds }: Pick<Study, "options" | "seeds">,
): Promise<readonly PlanOfDay[]> {
  const recorded = { name: RECORDED, site: day.site, broken: brokenShalls(day.site) };
  const plans = [recorded, ...others];
  refuseOtherStreets(plans);
  const results = await studied(
    plans.map(({ site }) => site),
    { demand: demandOf(day), options, seeds, seeing: day.seeing },
  );
  return plans.map((plan, at) => {
    const runs = results[at] ?? [];
    const differences = at === 0 ? null : differencesOf(results[0] ?? [], runs);
    return { plan, name: plan.name, runs, figures: figuresOf(runs), differences };
  });
}

const demandOf = ({ demand }: Day): ChosenDemand => ({
  spec: demand.spec,
  hours: demand.hours,
  streetOf: (site) => site,
  listed: true,
  words: "the recorded day",
});
