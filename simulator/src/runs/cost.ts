/** What a run cost people and vehicles, on the one scale of the site's weights. */
import type { Weights } from "@crossing/config";
import { waitCost } from "../point/cost.ts";

/** Person-seconds, in all and by part. */
export interface Cost {
  readonly total: number;
  readonly vehicle_delay: number;
  readonly stops: number;
  readonly waiting: number;
  readonly violations: number;
  readonly conflicts: number;
  readonly leavers: number;
}

/** What is weighed. `waits_s`: of everybody who came, those who gave up or crossed on red too. */
export interface Costly {
  readonly vehicleDelay_s: number;
  readonly stops: number;
  readonly waits_s: readonly number[];
  readonly violations: number;
  readonly conflicts: number;
  readonly leavers: number;
}

/** The cost of what is listed in `costly`. A conflict costs on top of its violation. */
export function costOf(weights: Weights, costly: Costly): Cost {
  const parts = {
    vehicle_delay: weights.persons_per_vehicle * costly.vehicleDelay_s,
    stops: weights.stop * costly.stops,
    waiting: costly.waits_s.reduce((sum, wait_s) => sum + waitCost(weights, wait_s), 0),
    violations: weights.violation * costly.violations,
    conflicts: weights.conflict * costly.conflicts,
    leavers: weights.leaver * costly.leavers,
  };
  const total = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { total, ...parts };
}
