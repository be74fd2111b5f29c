/** The plan: the site's timing in the units of the core. Made once, before the street is touched. */
import {
  type BehaviourSite,
  type Duration,
  type PolicySite,
  type Site,
  type TimingSheet,
  type Weights,
  milliseconds,
  seconds,
} from "@crossing/config";
import { type FromTime, afterMidnight } from "./time-of-day.ts";
import type { Programme } from "./timing/fixed.ts";

/** All the core needs to know of a site. Times are Durations. */
export interface Plan {
  readonly zones: readonly string[];
  readonly lanes: readonly string[];
  /** Kerb to kerb, and the width of the crosswalk, m. */
  readonly length_m: number;
  readonly width_m: number;
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
  /** When somebody is assumed to wait of whom nobody tells; null or left out: at every kerb that cannot be seen, all the time. */
  readonly recall?: Recall | null;
  /** A longer gap between two steps is a restart, not elapsed time. */
  readonly maxStep: Duration;
  readonly policy: PolicyPlan;
  /** What costs what, for a policy that weighs. */
  readonly weights: Weights;
  readonly behaviour: BehaviourSite;
  /** Usual flows, per second: people of both kerbs, vehicles of all lanes. */
  readonly flows: { readonly people: number; readonly vehicles: number };
  /** When vehicle green may end, if the neighbours leave it only then. */
  readonly coordination: Coordination | null;
}

/** Calls of nobody in particular, so long after the last walk as the programme of the time of day says. */
export interface Recall {
  /** Whatever is seen; false: only while no waiting zone can be. */
  readonly always: boolean;
  /** One at least; the first holds too where the time of day is not known. */
  readonly programmes: readonly RecallProgramme[];
}

/** One of them. */
export interface RecallProgramme extends FromTime {
  readonly after: Duration;
}

/** A window that comes back with each cycle of the neighbouring signals. */
export interface Coordination {
  readonly cycle_s: number;
  readonly offset_s: number;
  readonly from_s: number;
  readonly to_s: number;
}

/** How long flashing walk lasts. Adaptive: ends between `min` and `max`, when the crossing is seen to be empty. */
export interface Clearance {
  readonly adaptive: boolean;
  readonly min: Duration;
  readonly max: Duration;
}

/** The policy with its own numbers. */
export type PolicyPlan =
  | { readonly name: "marginal"; readonly horizon_s: number }
  | { readonly name: "fixed"; readonly programmes: readonly Programme[] }
  | { readonly name: "push-button"; readonly green: Duration; readonly walk: Duration }
  | { readonly name: "puffin" }
  | { readonly name: "threshold"; readonly people: number; readonly wait: Duration }
  | { readonly name: "tongzhou-2019"; readonly presence: Duration; readonly green: Duration };

/** The plan of a checked site. Site files speak seconds, the core milliseconds; they meet only here. */
export function planOf(site: PlannedSite): Plan {
  const sheet = site.timing;
  return {
    zones: site.zones.map((zone) => zone.id),
    lanes: site.lanes.map((lane) => lane.id),
    length_m: site.crossing.length_m,
    width_m: site.crossing.width_m,
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
    weights: site.weights,
    behaviour: site.behaviour,
    flows: {
      people: site.flows.people_per_h / 3600,
      vehicles: site.flows.vehicles_per_h / 3600,
    },
    coordination: coordinationOf(site.coordination),
    recall: recallOf(site.recall),
  };
}

/** The parts of a site that a plan is made of. */
export type PlannedSite = Pick<
  Site,
  | "crossing"
  | "zones"
  | "lanes"
  | "timing"
  | "demand"
  | "policy"
  | "weights"
  | "behaviour"
  | "flows"
  | "coordination"
  | "recall"
>;

const coordinationOf = (site: Site["coordination"]): Coordination | null =>
  site && {
    cycle_s: site.cycle_s,
    offset_s: site.offset_s,
    from_s: site.window_s[0],
    to_s: site.window_s[1],
  };

const recallOf = (site: Site["recall"]): Recall | null =>
  site && {
    always: site.when === "always",
    programmes: site.programmes.map(({ from, after_s }) => ({
      from_s: afterMidnight(from),
      after: seconds(after_s),
    })),
  };

const clearanceOf = (sheet: TimingSheet): Clearance =>
  sheet.adaptive_clearance
    ? {
        adaptive: true,
        min: seconds(sheet.ped_clearance_min_s),
        max: seconds(Math.max(sheet.ped_clearance_max_s, sheet.ped_clearance_min_s)),
      }
    : { adaptive: false, min: seconds(sheet.ped_clearance_s), max: seconds(sheet.ped_clearance_s) };

function policyOf(policy: PolicySite): PolicyPlan {
  switch (policy.name) {
    case "marginal":
    case "puffin":
      return policy;
    case "fixed":
      return { name: policy.name, programmes: policy.programmes.map(programmeOf) };
    case "push-button":
      return { name: policy.name, green: seconds(policy.green_s), walk: seconds(policy.walk_s) };
    case "threshold":
      return { name: policy.name, people: policy.people, wait: seconds(policy.wait_s) };
    case "tongzhou-2019":
      return {
        name: policy.name,
        presence: seconds(policy.presence_s),
        green: seconds(policy.green_s),
      };
  }
}

type ProgrammeSite = Extract<PolicySite, { name: "fixed" }>["programmes"][number];

const programmeOf = ({ from, cycle_s, walk_s }: ProgrammeSite): Programme => ({
  from_s: afterMidnight(from),
  cycle: seconds(cycle_s),
  walk: seconds(walk_s),
});
