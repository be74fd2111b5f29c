/** One scale for all plans: costs by the weights of the site, whatever weights a plan decided by. */
import type { Weights } from "@crossing/config";
import { type PointTally, type SimulationResult, costOf } from "@crossing/simulator";

/** The run with its costs by `weights`; it was decided by `own`, which differs in `ped_second` alone. */
export function weighedAgain(
  run: SimulationResult,
  own: Weights,
  weights: Weights,
): SimulationResult {
  const { waiting, total } = run.cost;
  const again = rescaled(waiting, own, weights);
  return { ...run, cost: { ...run.cost, waiting: again, total: total - waiting + again } };
}

/** The same of a run in the point-queue model. Person-seconds. */
export const pointCost = (tally: PointTally, own: Weights, weights: Weights): number =>
  costOf(weights, { ...tally, weighed_waits: rescaled(tally.weighed_waits, own, weights) });

const rescaled = (waiting: number, own: Weights, weights: Weights): number =>
  own.ped_second > 0 ? (waiting * weights.ped_second) / own.ped_second : waiting;
