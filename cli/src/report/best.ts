/** How far plans are from the best possible, on the same arrivals in the point-queue model. */
import type { Site, Weights } from "@crossing/config";
import type { BestPossible, ModelPlan, ModelPoint } from "@crossing/dashboard/report";
import {
  type Clairvoyant,
  type PointResult,
  type PointSensing,
  type PointStream,
  arrivalLines,
  clairvoyant,
  demandOf,
  drivePoint,
  estimateOf,
  readStream,
} from "@crossing/simulator";
import type { Job } from "../simulation/job.ts";
import type { TriedPlan } from "./plans.ts";
import { pointCost } from "./weighed.ts";

/** What is looked at: the site's plan first, then the others. `jobs`: of the site's plan, one a seed. */
export interface BestOptions {
  readonly plans: readonly TriedPlan[];
  readonly jobs: readonly Job[];
  /** How much is done, 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/** What vehicles' costs are multiplied by along the clairvoyant's curve. */
const VEHICLE_WEIGHTS = [16, 4, 2, 1, 0.5, 0.25, 0.0625] as const;
/** Plans followed along the curve: a picture needs fewer than the optimum that plans are measured by. */
const CURVE_KEEP = 5;
/** A stream ends so long after its last arrival: all have got away by then, s. */
const AFTER_S = 600;

/** Drives every plan and finds the optimum, on each seed. Throws a RangeError when the model cannot hold the site. */
export async function bestPossible({
  plans,
  jobs,
  onProgress,
}: BestOptions): Promise<BestPossible> {
  const days: Day[] = [];
  for (const job of jobs) {
    days.push(dayOf(job, plans));
    onProgress(days.length / jobs.length);
    // A bar is drawn, and Ctrl-C heard, between two seeds.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    seeds: jobs.map(({ seed }) => seed),
    exact: days.every(({ exact }) => exact),
    cost_per_h: estimateOf(days.map((day) => day.optimum / day.hours)),
    curve: VEHICLE_WEIGHTS.map((_, index) =>
      pointOf(days.map(({ optima }) => optima[index]!.result)),
    ),
    plans: plans.map((plan, index) => modelPlan(plan, index, days)),
  };
}

/** One seed: every plan, and the clairvoyant at every weight. */
interface Day {
  readonly hours: number;
  readonly driven: readonly { readonly result: PointResult; readonly cost: number }[];
  readonly optima: readonly Clairvoyant[];
  /** Cost at the site's own weights, person-s; whether no plan costs less. */
  readonly optimum: number;
  readonly exact: boolean;
}

function dayOf(job: Job, plans: readonly TriedPlan[]): Day {
  const stream = streamOf(job);
  const weights = job.site.weights;
  const optima = VEHICLE_WEIGHTS.map((vehicle_weight) =>
    clairvoyant({
      site: job.site,
      stream,
      vehicle_weight,
      ...(vehicle_weight === 1 ? {} : { keep: CURVE_KEEP }),
    }),
  );
  const best = optima[VEHICLE_WEIGHTS.indexOf(1)]!;
  return {
    hours: job.hours,
    driven: plans.map(({ site }) => driven(site, job, stream, weights)),
    optima,
    optimum: best.result.cost,
    exact: best.exact,
  };
}

/** The street of the job is that of all plans: arrivals of a file may have other lanes than the site. */
function driven(
  site: Site,
  job: Job,
  stream: PointStream,
  weights: Weights,
): Day["driven"][number] {
  const { lanes, crossing } = job.site;
  const result = drivePoint({
    site: { ...site, lanes, crossing },
    stream,
    sensing: sensingOf(job),
    dt_s: job.dt_s,
  });
  return { result, cost: pointCost(result, site.weights, weights) };
}

function streamOf({ site, spec, seed, hours }: Job): PointStream {
  const end_s = hours * 3600;
  const head = {
    id: `${site.id}-${seed}`,
    arrivals_end_s: end_s,
    end_s: end_s + AFTER_S,
    lanes: site.lanes.length,
    width_m: site.crossing.length_m,
  };
  return readStream([...arrivalLines(demandOf(spec, { seed, site }), head)].join("\n"), seed);
}

/** How far the simulated street sees unless it is said. */
const LOOKAHEAD_S = 15;
const APPROACH_S = 5;

/** The same eyes as in the simulated street, as far as the model knows them. */
const sensingOf = ({ seeing, seed }: Job): PointSensing => ({
  lookahead_s: seeing.lookahead_s ?? LOOKAHEAD_S,
  approach_s: seeing.approach_s ?? APPROACH_S,
  queue: seeing.queues ?? true,
  waits: seeing.waits ?? true,
  crossing: seeing.crossing ?? true,
  ...(seeing.noise === undefined ? {} : { noise: { ...NO_NOISE, ...seeing.noise, seed } }),
});

const NO_NOISE = { eta_error: 0, vehicles_unseen: 0, people_unseen: 0, phantoms: 0 } as const;

const modelPlan = (plan: TriedPlan, index: number, days: readonly Day[]): ModelPlan => ({
  family: plan.family,
  setting: plan.setting,
  broken: plan.broken,
  ...pointOf(days.map(({ driven }) => driven[index]!.result)),
  cost_per_h: estimateOf(days.map(({ driven, hours }) => driven[index]!.cost / hours)),
  regret: estimateOf(
    days.map(({ driven, optimum }) => (optimum > 0 ? driven[index]!.cost / optimum - 1 : null)),
  ),
});

const pointOf = (results: readonly PointResult[]): ModelPoint => ({
  vehicle_delay_s: estimateOf(results.map((result) => result.mean_vehicle_delay_s)),
  ped_wait_s: estimateOf(results.map((result) => result.ped_wait_s.mean)),
  violations_per_100: estimateOf(
    results.map(({ violations, people }) => (people > 0 ? (100 * violations) / people : null)),
  ),
});
