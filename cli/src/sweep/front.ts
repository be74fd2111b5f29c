/** Which plans of a sweep no other beats, in vehicle delay against pedestrian wait. */
import { type Figures, type SimulationResult, figuresOf, pareto } from "@crossing/simulator";
import type { SweptPlan } from "./plans.ts";

/** A plan with what it does. */
export interface SweptPoint extends SweptPlan {
  readonly figures: Figures;
  /** No other plan that keeps the rules is better in one of the two and as good in the other. */
  readonly front: boolean;
}

/** Every plan that was run on every seed, in the order of the sweep. */
export function pointsOf(
  plans: readonly SweptPlan[],
  runs: readonly (readonly SimulationResult[])[],
): readonly SweptPoint[] {
  const points = plans.map((plan, at) => ({ ...plan, figures: figuresOf(runs[at] ?? []) }));
  const lawful = points.filter(({ broken }) => broken.length === 0);
  const front = new Set(
    pareto(lawful, ({ figures }) => [
      figures.vehicle_delay_mean_s.mean,
      figures.ped_wait_mean_s.mean,
    ]),
  );
  return points.map((point) => ({ ...point, front: front.has(point) }));
}
