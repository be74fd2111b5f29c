/**
 * What waiting costs, in person-seconds of somebody in a vehicle.
 *
 * A wait W costs its seconds, and over the knee the square of what is over: c(W) = k (W + max(0, W - knee)^2 / scale). The
 * knee of 30 s is where HCM 2000, table after eq. 18-5, begins to call non-compliance moderate (secondary).
 */
import type { Weights } from "@crossing/config";

/** The cost of one person's wait of `wait` s. */
export function waitCost(weights: Weights, wait: number): number {
  const over = wait - weights.knee_s;
  return weights.ped_second * (wait + (over > 0 ? (over * over) / weights.knee_scale_s : 0));
}

/** The cost of people who come at 1 a second, from now on, and all wait until `until` s from now: the integral of `waitCost`. */
export function waitCostOfComing(weights: Weights, until: number): number {
  const over = until - weights.knee_s;
  const late = over > 0 ? (over * over * over) / (3 * weights.knee_scale_s) : 0;
  return weights.ped_second * ((until * until) / 2 + late);
}
