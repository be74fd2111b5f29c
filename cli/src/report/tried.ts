/** Every plan of a report in the simulated street, on the same arrivals. */
import type { Weights } from "@crossing/config";
import type { PlanResult, Rival } from "@crossing/dashboard/report";
import { type SimulationResult, differencesOf, figuresOf } from "@crossing/simulator";
import { type Study, studied } from "../simulation/study.ts";
import type { TriedPlan } from "./plans.ts";
import { weighedAgain } from "./weighed.ts";

/** A plan with all its runs, costs by the weights of the site's own plan. */
export interface Outcome {
  readonly plan: TriedPlan;
  readonly runs: readonly SimulationResult[];
  readonly result: PlanResult;
}

/** Runs each plan on each seed of the study. */
export async function outcomesOf(
  plans: readonly TriedPlan[],
  study: Study,
  weights: Weights,
): Promise<readonly Outcome[]> {
  const all = await studied(
    plans.map(({ site }) => site),
    study,
  );
  return plans.map((plan, index) => {
    const { family, setting, broken, site } = plan;
    const runs = (all[index] ?? []).map((run) => weighedAgain(run, site.weights, weights));
    return { plan, runs, result: { family, setting, broken, figures: figuresOf(runs) } };
  });
}

/**
 * Of each other kind that keeps the rules, the plan that costs least; the marginal rule only beside a site that does
 * not have it.
 */
export function rivalsOf(own: Outcome, others: readonly Outcome[]): readonly Outcome[] {
  const policy = own.plan.site.policy.name;
  const best = new Map<string, Outcome>();
  for (const other of others) {
    const { family, broken } = other.plan;
    if (family === "rules-broken" || family === policy || broken.length > 0) continue;
    const known = best.get(family);
    if (known === undefined || costOf(other) < costOf(known)) best.set(family, other);
  }
  return [...best.values()];
}

const costOf = ({ result }: Outcome): number => result.figures.cost_per_h.mean ?? Infinity;

/** The site's plan against another. */
export const rivalry = (own: Outcome, { plan, runs }: Outcome): Rival => ({
  family: plan.family,
  setting: plan.setting,
  differences: differencesOf(runs, own.runs),
});
