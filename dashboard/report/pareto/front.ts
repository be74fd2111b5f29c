/** What a chart of vehicle delay against people's wait shows: which points, how far the axes go. */
import type { Estimate } from "@crossing/simulator";
import { type Ends, roundUp } from "../chart/scale.ts";
import type { Family, ModelPlan, ModelPoint, Named, PlanResult } from "../data.ts";

/** One plan on the chart; `delay` in s a vehicle, `wait` in s a person. */
export interface FrontPoint extends Named {
  readonly broken: boolean;
  readonly delay: Estimate;
  readonly wait: Estimate;
  /** Of 100 people, how many crossed on red. */
  readonly violations: number | null;
}

/** A point that could be measured. */
export interface KnownPoint extends FrontPoint {
  readonly x: number;
  readonly y: number;
}

/** Plans of one kind in the order of their setting. */
export interface Curve {
  readonly family: Family;
  readonly points: readonly KnownPoint[];
}

/** What is drawn. */
export interface Front {
  readonly x: Ends;
  readonly y: Ends;
  readonly curves: readonly Curve[];
  /** How many plans lie beyond the axes, or could not be measured. */
  readonly outside: number;
}

/** About so many numbers on each axis. */
export const TICKS = 7;

/** The chart of those points; axes begin at 0 and also hold the clairvoyant curve where there is one. */
export function frontOf(points: readonly FrontPoint[], ceiling: readonly ModelPoint[]): Front {
  const known = points.flatMap(knownOf);
  const unreachable = ceiling.flatMap(({ vehicle_delay_s, ped_wait_s }) =>
    vehicle_delay_s.mean === null || ped_wait_s.mean === null
      ? []
      : [{ x: vehicle_delay_s.mean, y: ped_wait_s.mean }],
  );
  const all = [...known, ...unreachable];
  const x = axisFor(all.map((point) => point.x));
  const y = axisFor(all.map((point) => point.y));
  const shown = known.filter((point) => point.x <= x[1] && point.y <= y[1]);
  return { x, y, curves: curvesOf(shown), outside: points.length - shown.length };
}

export const pointOfPlan = ({ family, setting, broken, figures }: PlanResult): FrontPoint => ({
  family,
  setting,
  broken: broken.length > 0,
  delay: figures.vehicle_delay_mean_s,
  wait: figures.ped_wait_mean_s,
  violations: figures.violations_per_100.mean,
});

export const pointOfModel = (plan: ModelPlan): FrontPoint => ({
  family: plan.family,
  setting: plan.setting,
  broken: plan.broken.length > 0,
  delay: plan.vehicle_delay_s,
  wait: plan.ped_wait_s,
  violations: plan.violations_per_100.mean,
});

function knownOf(point: FrontPoint): readonly KnownPoint[] {
  const { delay, wait } = point;
  return delay.mean === null || wait.mean === null
    ? []
    : [{ ...point, x: delay.mean, y: wait.mean }];
}

/** One plan that chokes the street must not press all others into a corner. */
const FAR = 2.5;

function axisFor(values: readonly number[]): Ends {
  const sorted = [...values].sort((a, b) => a - b);
  const usual = sorted[Math.floor(0.75 * (sorted.length - 1))] ?? 0;
  const reach = Math.max(1, ...sorted.filter((value) => value <= FAR * usual));
  return [0, roundUp(reach * 1.04, TICKS)];
}

/** The plan itself comes last, so that it is drawn on top. */
const ORDER: readonly Family[] = [
  "fixed",
  "push-button",
  "threshold",
  "puffin",
  "tongzhou-2019",
  "marginal",
  "rules-broken",
  "site",
];

const curvesOf = (points: readonly KnownPoint[]): readonly Curve[] =>
  ORDER.map((family) => ({
    family,
    points: points
      .filter((point) => point.family === family)
      .sort((a, b) => (a.setting?.value ?? 0) - (b.setting?.value ?? 0)),
  })).filter(({ points }) => points.length > 0);

/** Kinds whose points belong together on a line. */
export const isCurve = ({ family, points }: Curve): boolean =>
  family !== "rules-broken" && points.length > 1;
