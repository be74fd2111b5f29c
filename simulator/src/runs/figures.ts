/** The measures that are compared from run to run: one number each. */
import type { SimulationResult } from "../simulate.ts";

/** Every figure by name, its unit in the name; null where a run had nobody to measure. */
const FIGURES = {
  ped_wait_mean_s: (run) => run.ped_wait_s.mean,
  ped_wait_p50_s: (run) => run.ped_wait_s.p50,
  ped_wait_p95_s: (run) => run.ped_wait_s.p95,
  ped_wait_max_s: (run) => run.ped_wait_s.max,
  over_30_s_share: (run) => run.over_30_s,
  over_60_s_share: (run) => run.over_60_s,
  vehicle_delay_mean_s: (run) => run.vehicle_delay_s.mean,
  vehicle_delay_p95_s: (run) => run.vehicle_delay_s.p95,
  stops_per_vehicle: (run) => run.stops_per_vehicle,
  longest_queue: (run) => run.longest_queue,
  people_per_h: (run) => run.people_per_h,
  vehicles_per_h: (run) => run.vehicles_per_h,
  walks_per_h: (run) => (run.walks * 3600) / run.measured_s,
  empty_walk_share: (run) => run.empty_walk_share,
  violations_per_100: (run) => run.violations_per_100,
  conflicts: (run) => run.conflicts,
  gave_up: (run) => run.gave_up,
  max_wait_broken: (run) => run.max_wait_broken,
  max_wait_broken_told: (run) => run.max_wait_broken_told,
  on_road_at_green: (run) => run.on_road_at_green,
  stranded_person_s: (run) => run.stranded_person_s,
  red_runners: (run) => run.red_runners,
  collisions: (run) => run.collisions,
  vehicle_green_share: (run) => run.vehicle_green_share,
  left_waiting: (run) => run.left_waiting,
  left_queued: (run) => run.left_queued,
  cost_per_h: (run) => (run.cost.total * 3600) / run.measured_s,
} as const satisfies Record<string, (run: SimulationResult) => number | null>;

export type FigureName = keyof typeof FIGURES;

/** The names in the order in which they are shown. */
export const FIGURE_NAMES = Object.keys(FIGURES) as readonly FigureName[];

/** One figure of one run. */
export const figureOf = (run: SimulationResult, name: FigureName): number | null =>
  FIGURES[name](run);

/** Something for each figure. */
export const byFigure = <T>(of: (name: FigureName) => T): Readonly<Record<FigureName, T>> =>
  Object.fromEntries(FIGURE_NAMES.map((name) => [name, of(name)])) as Record<FigureName, T>;
