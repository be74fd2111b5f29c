/**
 * What a report is made from: plain data that a simulation gave, without a word in any language.
 *
 * Times in seconds. The same data give the same page, to the last character.
 */
import type {
  PedIndication,
  PolicySite,
  Reason,
  RuleReport,
  Site,
  VehicleIndication,
} from "@crossing/config";
import type { DemandKind, Estimate, Figures } from "@crossing/simulator";

/** Everything in one report. */
export interface ReportData {
  readonly site: ReportSite;
  readonly origin: Origin;
  readonly demand: ReportDemand;
  /** The plan that is reported on, the site file's own. */
  readonly plan: PlanResult;
  /** What else was tried on the same arrivals: curves, and single points. */
  readonly others: readonly PlanResult[];
  /** The plan against the best of each other kind, on the same arrivals. */
  readonly rivals: readonly Rival[];
  readonly waits: readonly WaitCurve[];
  /** The same minutes under several plans; the first is the plan's own. */
  readonly bands: readonly Band[];
  readonly rows: readonly Row[];
  readonly rules: RuleReport;
  /** Null: the best possible was not looked for. */
  readonly best: BestPossible | null;
}

/** What a report says of the crossing itself. */
export type ReportSite = Pick<
  Site,
  "id" | "name" | "assumed" | "crossing" | "timing" | "policy" | "weights"
> & { readonly lanes: number };

/** From what the report was made: enough to make it again. */
export interface Origin {
  /** Of the program. */
  readonly version: string;
  readonly command: string;
  /** SHA-256 of the site and of the demand, and of both together with all settings; hexadecimal. */
  readonly hashes: { readonly site: string; readonly demand: string; readonly all: string };
  readonly seeds: readonly number[];
  readonly hours: number;
  readonly warm_up_s: number;
  readonly dt_s: number;
  /** How far vehicles were seen ahead. */
  readonly lookahead_s: number;
  /** How well all else was seen, as it was said; null: without fault. */
  readonly seeing: string | null;
  /** As it was given; null: left out, so that the same inputs give the same file. */
  readonly date: string | null;
}

/** Who came, in a few words. */
export interface ReportDemand {
  readonly source: "rates" | "counts" | "arrivals" | "spec";
  /** Of `rates`. */
  readonly kind: DemandKind | null;
  /** Name of the file, of anything but `rates`. */
  readonly file: string | null;
  /** Local time at the beginning, s after midnight; null: no certain time. */
  readonly time_of_day_s: number | null;
}

/** A kind of plan, drawn with one shape. `rules-broken`: the site's plan with a number that a rule forbids. */
export type Family = "site" | PolicySite["name"] | "rules-broken";

/** The number of a plan that was varied, by its path in the site file. */
export interface Setting {
  readonly path: SettingPath;
  readonly value: number;
}

/** The numbers that are varied. */
export type SettingPath =
  | "weights.ped_second"
  | "policy.programmes.0.cycle_s"
  | "policy.green_s"
  | "policy.wait_s"
  | "timing.vehicle_max_green_s"
  | "timing.vehicle_min_green_s"
  | "timing.walk_min_s"
  | "timing.ped_clearance_s"
  | "timing.ped_clearance_max_s"
  | "timing.yellow_s"
  | "timing.red_clearance_s"
  | "timing.buffer_s"
  | "timing.max_wait_s";

/** A plan and what came of it in the simulated street. */
export interface PlanResult extends Named {
  /** Identifiers of the rules that it breaks. */
  readonly broken: readonly string[];
  readonly figures: Figures;
}

/** Which plan. */
export interface Named {
  readonly family: Family;
  /** Null: a plan without a number to vary. */
  readonly setting: Setting | null;
}

/** A plan that the site's is compared with; `differences`: the site's minus this one's, seed by seed. */
export interface Rival extends Named {
  readonly differences: Figures;
}

/** How long people waited under one plan. */
export interface WaitCurve extends Named {
  readonly people: number;
  /** Share of people who waited at most so many seconds: at 0, 1, 2, ... s. */
  readonly within: readonly number[];
}

/** Some minutes of the signal. Moments are seconds since the beginning of the run. */
export interface Band extends Named {
  readonly seed: number;
  readonly from_s: number;
  readonly to_s: number;
  readonly vehicle: readonly Span<VehicleIndication>[];
  readonly ped: readonly Span<PedIndication>[];
  /** People at the kerbs; vehicles held back, or due and not yet over the stop line. */
  readonly waiting: readonly Span<number>[];
  readonly held: readonly Span<number>[];
  /** When somebody stepped off on red. */
  readonly red_crossings: readonly number[];
  /** Why vehicle green was held or ended: the reason, with its last numbers. */
  readonly decisions: readonly Span<Reason>[];
}

/** A time, from inclusive, to exclusive, in which something does not change. */
export interface Span<T> {
  readonly from_s: number;
  readonly to_s: number;
  readonly value: T;
}

/** A quarter of an hour, or an hour, of all seeds together. */
export interface Row {
  readonly from_s: number;
  readonly to_s: number;
  readonly people: Estimate;
  readonly vehicles: Estimate;
  readonly wait_s: Estimate;
  readonly longest_s: Estimate;
  readonly delay_s: Estimate;
  readonly walks: Estimate;
  readonly violations: Estimate;
}

/** How far plans are from what could be done by somebody who knows everything; in the point-queue model. */
export interface BestPossible {
  readonly seeds: readonly number[];
  /** False: the optimum is a plan that was found, and the true one may cost less. */
  readonly exact: boolean;
  readonly cost_per_h: Estimate;
  /** The clairvoyant, from most for vehicles to most for people. */
  readonly curve: readonly ModelPoint[];
  /** Plans in the same model on the same arrivals. */
  readonly plans: readonly ModelPlan[];
}

/** One plan in the point-queue model. */
export interface ModelPoint {
  readonly vehicle_delay_s: Estimate;
  readonly ped_wait_s: Estimate;
  readonly violations_per_100: Estimate;
}

export interface ModelPlan extends Named, ModelPoint {
  readonly broken: readonly string[];
  readonly cost_per_h: Estimate;
  /** Cost over the clairvoyant's, less 1. */
  readonly regret: Estimate;
}
