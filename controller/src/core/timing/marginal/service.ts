/** Where the parts of one service lie in time. */
import type { Flows } from "../../flows.ts";
import type { Plan } from "../../plan.ts";

/** Seconds from the moment in which vehicle green ends. */
export interface Service {
  /** Vehicles that want to pass from here on are held: some of yellow is used. */
  readonly close: number;
  /** Walk begins. */
  readonly walk: number;
  /** How long walk lasts. */
  readonly lasts: number;
  /** Vehicles that were held go from here on. */
  readonly open: number;
  /** From the end of walk to the first moment at which the next service may begin. */
  readonly recovery: number;
}

/** Green that is lost until the first of a queue moves; as much of yellow is used. */
const LOST_S = 2;

/** The times of a usual service. */
export function serviceOf(plan: Plan, flows: Flows): Service {
  const walk = (plan.yellow + plan.redClearance) / 1000;
  return {
    close: Math.min(LOST_S, plan.yellow / 1000),
    walk,
    lasts: flows.walk_s,
    open: walk + flows.walk_s + afterWalk(plan, flows),
    recovery: afterWalk(plan, flows) - LOST_S + plan.vehicleMinGreen / 1000,
  };
}

/** From the end of walk until the first of a queue moves, s. */
export const afterWalk = (plan: Plan, flows: Flows): number =>
  flows.clearance_s + (plan.buffer + plan.redYellow) / 1000 + LOST_S;
