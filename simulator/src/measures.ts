/** What a simulation is judged by. */
import type { ReasonCode } from "@crossing/config";
import type { Cost } from "./runs/cost.ts";
import type { IntervalMeasures } from "./runs/intervals.ts";
import type { LevelOfService } from "./runs/los.ts";
import type { Spread } from "./runs/spread.ts";

export type { Spread } from "./runs/spread.ts";

/**
 * Times in seconds; null where there was nobody to measure.
 *
 * Only people who came to the kerb, and vehicles that were due at the stop line, after the warm-up are in it; signals
 * and queues count from its end.
 */
export interface Measures {
  /** Left out at the beginning. */
  readonly warm_up_s: number;
  /** Measured after it. */
  readonly measured_s: number;
  readonly people: number;
  readonly vehicles: number;
  readonly people_per_h: number;
  readonly vehicles_per_h: number;
  readonly ped_wait_s: Spread;
  /** By kerb: zone ids. */
  readonly kerb_wait_s: Readonly<Record<string, Spread>>;
  readonly ped_los: LevelOfService | null;
  /** Share of people who waited longer than 30 s, and than 60 s. */
  readonly over_30_s: number | null;
  readonly over_60_s: number | null;
  readonly vehicle_delay_s: Spread;
  readonly vehicle_stops: number;
  readonly stops_per_vehicle: number | null;
  /** Most vehicles standing in one lane. */
  readonly longest_queue: number;
  readonly walks: number;
  /** Walks in which nobody stepped off. */
  readonly empty_walks: number;
  readonly empty_walk_share: number | null;
  /** Crossed on red. */
  readonly violations: number;
  readonly violations_per_100: number | null;
  /** Of these, with less than 5 s to the next vehicle. */
  readonly conflicts: number;
  readonly gave_up: number;
  /** People who waited longer than the site promises. */
  readonly max_wait_broken: number;
  /** Of these, those whom a detector or the button told of: to them it was promised. */
  readonly max_wait_broken_told: number;
  /** Vehicles over the stop line while the head showed red. */
  readonly red_runners: number;
  /** Person-seconds on the road under vehicle green, of people who stepped off in walk. */
  readonly stranded_person_s: number;
  /** People who stepped off in walk and were still on the road when vehicles got green. */
  readonly on_road_at_green: number;
  readonly collisions: number;
  readonly vehicle_green_share: number | null;
  /** Came and had not crossed, or driven on, at the end: in no other figure. Many: the crossing is overloaded. */
  readonly left_waiting: number;
  readonly left_queued: number;
  readonly cost: Cost;
  /** Every 15 minutes, from the beginning: the warm-up too. */
  readonly intervals: readonly IntervalMeasures[];
  /** How long each reason held, s. */
  readonly reasons_s: Readonly<Partial<Record<ReasonCode, number>>>;
}
