/** The end of a sweep for people to read; `--json` has every plan. */
import type { Figures } from "@crossing/simulator";
import { columns } from "../simulation/columns.ts";
import { estimateInWords } from "../simulation/figures.ts";
import type { SweptPoint } from "./front.ts";
import { inWords } from "./plans.ts";

/** The front from the plan that is best for vehicles to the one that is best for people, then who breaks rules. */
export function frontLines(points: readonly SweptPoint[], all: boolean): readonly string[] {
  const shown = [...(all ? points : points.filter(({ front }) => front))].sort(byDelay);
  const paths = [...new Set(points.flatMap(({ values }) => Object.keys(values)))];
  return [
    ...columns([
      [...HEAD.slice(0, 1), ...paths, ...HEAD.slice(1)],
      ...shown.map((point) => rowOf(point, paths)),
    ]),
    ...below(points),
  ];
}

const HEAD = ["", "vehicle delay, s", "ped wait, s", "95 % below, s", "on red, of 100", "cost/h"];

const byDelay = (a: SweptPoint, b: SweptPoint): number =>
  (a.figures.vehicle_delay_mean_s.mean ?? Infinity) -
  (b.figures.vehicle_delay_mean_s.mean ?? Infinity);

const rowOf = (point: SweptPoint, paths: readonly string[]): readonly string[] => [
  markOf(point),
  ...paths.map((path) => (path in point.values ? String(point.values[path]) : "-")),
  ...figuresIn(point.figures),
];

/** By a word, not by colour: the front, a plan that breaks a rule, or one that another beats. */
function markOf({ front, broken }: SweptPoint): string {
  if (broken.length > 0) return "RULE";
  return front ? "front" : "";
}

const figuresIn = (figures: Figures): readonly string[] => [
  estimateInWords(figures.vehicle_delay_mean_s, 2),
  estimateInWords(figures.ped_wait_mean_s, 1),
  estimateInWords(figures.ped_wait_p95_s, 1),
  estimateInWords(figures.violations_per_100, 1),
  estimateInWords(figures.cost_per_h, 0),
];

function below(points: readonly SweptPoint[]): readonly string[] {
  const front = points.filter((point) => point.front).length;
  const breaking = points.filter(({ broken }) => broken.length > 0);
  const beaten = points.length - front - breaking.length;
  return [
    "",
    `${front} of ${points.length} plans are on the front of vehicle delay against pedestrian wait; ` +
      `${beaten} are beaten by another in both, or in one and equal in the other.`,
    ...brokenLines(breaking),
  ];
}

/** For each rule that is broken, by how many plans and by which. */
function brokenLines(breaking: readonly SweptPoint[]): readonly string[] {
  const byRule = new Map<string, string[]>();
  for (const { broken, values } of breaking)
    for (const { path, wanted } of broken) {
      const rule = `${path}: ${wanted}`;
      byRule.set(rule, [...(byRule.get(rule) ?? []), inWords(values)]);
    }
  return [...byRule].map(
    ([rule, plans]) => `RULE ${rule}. ${plans.length} plan(s) left off the front: ${someOf(plans)}`,
  );
}

const NAMED = 3;

const someOf = (plans: readonly string[]): string =>
  plans.slice(0, NAMED).join("; ") + (plans.length > NAMED ? "; ..." : "");
