/** What a plan costs people and vehicles together, in person-seconds. */
import type { Weights } from "@crossing/config";

/** Sums over a stream, each in its own unit. */
export interface PointTally {
  readonly vehicle_delay_s: number;
  readonly stops: number;
  /** Waits, each weighed by `waitCost`; person-seconds. */
  readonly weighed_waits: number;
  /** Crossed on red. */
  readonly violations: number;
  /** Of these, with a vehicle due in less than 5 s. */
  readonly conflicts: number;
  /** Gave up. */
  readonly leavers: number;
}

/** What a wait of `wait_s` weighs: beyond the knee each second weighs more. Person-seconds. */
export function waitCost(weights: Weights, wait_s: number): number {
  const over = Math.max(0, wait_s - weights.knee_s);
  return weights.ped_second * (wait_s + (over * over) / weights.knee_scale_s);
}

/** The whole cost, person-seconds. */
export const costOf = (weights: Weights, tally: PointTally): number =>
  weights.persons_per_vehicle * tally.vehicle_delay_s +
  weights.stop * tally.stops +
  tally.weighed_waits +
  weights.violation * tally.violations +
  weights.conflict * tally.conflicts +
  weights.leaver * tally.leavers;
