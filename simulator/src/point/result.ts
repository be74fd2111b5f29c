/** What came of a plan on a point-queue street. */
import { type PointTally, costOf, waitCost } from "./cost.ts";
import { STOP_S } from "./lanes.ts";
import type { PointStreet } from "./street.ts";

/** Times in seconds. Whoever is not through when the stream ends counts as having waited until then. */
export interface PointResult extends PointTally {
  /** All of it, person-seconds. */
  readonly cost: number;
  readonly people: number;
  readonly vehicles: number;
  readonly ped_wait_s: PointSpread;
  /** Mean over all vehicles, the undelayed included. */
  readonly mean_vehicle_delay_s: number;
  readonly walks: number;
  /** Walks in which nobody stepped off. */
  readonly empty_walks: number;
  /** People who stepped off in walk and were on the road when vehicle green began. */
  readonly stranded: number;
  /** People or vehicles who were not through at the end of the stream. */
  readonly left_over: number;
  /** When the last of them was through, s. */
  readonly through_s: number;
}

export interface PointSpread {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** The sums of a street that is through, or whose stream has ended. */
export function resultOf(street: PointStreet): PointResult {
  const { stream, trips, delays } = street;
  const waits = trips.flatMap((trip) => (trip === undefined ? [] : [trip.wait_s]));
  const tally = added(street.tally, unsettled(street));
  return {
    ...tally,
    cost: costOf(street.weights, tally),
    people: stream.people.length,
    vehicles: stream.vehicles.length,
    ped_wait_s: spreadOf(waits),
    mean_vehicle_delay_s: tally.vehicle_delay_s / Math.max(1, stream.vehicles.length),
    walks: street.walks,
    empty_walks: street.empty_walks,
    stranded: street.stranded,
    left_over: stream.people.length - waits.length + stream.vehicles.length - delays.length,
    through_s: street.t_s,
  };
}

/** Waits and delays up to now of whoever has not got away yet. */
function unsettled({ stream, waiting, lanes, t_s, weights }: PointStreet): PointTally {
  const held = lanes.flatMap(({ arrivals, gone }) =>
    [...arrivals.subarray(gone)].filter((at) => at < t_s).map((at) => t_s - at),
  );
  const waits = waiting.map((person) => waitCost(weights, t_s - stream.people[person]!.t));
  return {
    vehicle_delay_s: total(held),
    stops: held.filter((delay) => delay >= STOP_S).length,
    weighed_waits: total(waits),
    violations: 0,
    conflicts: 0,
    leavers: 0,
  };
}

const added = (a: PointTally, b: PointTally): PointTally => ({
  vehicle_delay_s: a.vehicle_delay_s + b.vehicle_delay_s,
  stops: a.stops + b.stops,
  weighed_waits: a.weighed_waits + b.weighed_waits,
  violations: a.violations + b.violations,
  conflicts: a.conflicts + b.conflicts,
  leavers: a.leavers + b.leavers,
});

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

function spreadOf(values: readonly number[]): PointSpread {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return {
    mean: total(values) / Math.max(1, sorted.length),
    p50: at(0.5),
    p95: at(0.95),
    max: sorted.at(-1) ?? 0,
  };
}
