/** The plan: the site's timing in the units of the core. Made once, before the street is touched. */
import {
  type Duration,
  type PolicySite,
  type Site,
  type TimingSheet,
  milliseconds,
  seconds,
} from "@crossing/config";

/** All the core needs to know of a site. Times are Durations. */
export interface Plan {
  readonly zones: readonly string[];
  readonly lanes: readonly string[];
  readonly vehicleMinGreen: Duration;
  readonly vehicleMaxGreen: Duration;
  /** Gap in the traffic that ends vehicle green. */
  readonly passage: Duration;
  readonly yellow: Duration;
  readonly redClearance: Duration;
  readonly walkMin: Duration;
  readonly walkMax: Duration;
  readonly clearance: Clearance;
  readonly buffer: Duration;
  readonly redYellow: Duration;
  readonly startUp: Duration;
  /** Announced time to walk; 0: none. */
  readonly countdown: Duration;
  readonly maxWait: Duration;
  /** How long somebody must stand before it is a call. */
  readonly dwell: Duration;
  /** How long a zone must be empty before its call is dropped. */
  readonly cancel: Duration;
  /** A longer gap between two steps is a restart, not elapsed time. */
  readonly maxStep: Duration;
  readonly policy: PolicyPlan;
}

/** How long flashing walk lasts. Adaptive: ends between `min` and `max`, when the crossing is seen to be empty. */
export interface Clearance {
  readonly adaptive: boolean;
  readonly min: Duration;
  readonly max: Duration;
}

/** The policy with its own numbers. */
export type PolicyPlan =
  | { readonly name: "puffin" }
  | { readonly name: "tongzhou-2019"; readonly presence: Duration; readonly green: Duration };

/** The plan of a checked site. Site files speak seconds, the core milliseconds; they meet only here. */
export function planOf(site: Pick<Site, "zones" | "lanes" | "timing" | "demand" | "policy">): Plan {
  const sheet = site.timing;
  return {
    zones: site.zones.map((zone) => zone.id),
    lanes: site.lanes.map((lane) => lane.id),
    vehicleMinGreen: seconds(sheet.vehicle_min_green_s),
    vehicleMaxGreen: seconds(Math.max(sheet.vehicle_max_green_s, sheet.vehicle_min_green_s)),
    passage: seconds(sheet.passage_s),
    yellow: seconds(sheet.yellow_s),
    redClearance: seconds(sheet.red_clearance_s),
    walkMin: seconds(sheet.walk_min_s),
    walkMax: seconds(Math.max(sheet.walk_max_s, sheet.walk_min_s)),
    clearance: clearanceOf(sheet),
    buffer: seconds(sheet.buffer_s),
    redYellow: seconds(sheet.red_yellow_s),
    startUp: seconds(sheet.start_up_s),
    countdown: seconds(sheet.countdown_s),
    maxWait: seconds(sheet.max_wait_s),
    dwell: seconds(site.demand.dwell_s),
    cancel: seconds(site.demand.cancel_s),
    maxStep: milliseconds(1000),
    policy: policyOf(site.policy),
  };
}

const clearanceOf = (sheet: TimingSheet): Clearance =>
  sheet.adaptive_clearance
    ? {
        adaptive: true,
        min: seconds(sheet.ped_clearance_min_s),
        max: seconds(Math.max(sheet.ped_clearance_max_s, sheet.ped_clearance_min_s)),
      }
    : { adaptive: false, min: seconds(sheet.ped_clearance_s), max: seconds(sheet.ped_clearance_s) };

const policyOf = (policy: PolicySite): PolicyPlan =>
  policy.name === "tongzhou-2019"
    ? { name: policy.name, presence: seconds(policy.presence_s), green: seconds(policy.green_s) }
    : { name: policy.name };
