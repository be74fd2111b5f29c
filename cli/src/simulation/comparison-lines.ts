/** Plans side by side on the same arrivals: what differs, by how much, and whether it can be told from chance. */
import { isDeepStrictEqual } from "node:util";
import type { Site } from "@crossing/config";
import { type Estimate, type Figures, isClear } from "@crossing/simulator";
import { columns } from "./columns.ts";
import { SHOWN_FIGURES, type ShownFigure, differenceInWords, estimateInWords } from "./figures.ts";

/** A plan with its figures, and how they differ from those of the first. */
export interface ComparedPlan {
  readonly name: string;
  /** Its site: costs can only be compared under the same weights. */
  readonly plan: { readonly site: Pick<Site, "weights"> };
  readonly figures: Figures;
  /** This one less the first, seed by seed; null for the first itself. */
  readonly differences: Figures | null;
}

/** A table for each plan against the first, and what it says in words. */
export function comparisonLines(plans: readonly ComparedPlan[]): readonly string[] {
  const [first, ...others] = plans;
  if (first === undefined) return [];
  return others.flatMap((other, at) => [
    ...(at === 0 ? [] : [""]),
    ...tableOf(first, other),
    ...saidOf(first, other),
  ]);
}

function tableOf(first: ComparedPlan, other: ComparedPlan): readonly string[] {
  const differences = other.differences ?? other.figures;
  const rows = [
    ["", first.name, other.name, "difference", ""],
    ...SHOWN_FIGURES.map(({ name, words, unit, digits }) => [
      unit === "" ? words : `${words}, ${unit}`,
      estimateInWords(first.figures[name], digits),
      estimateInWords(other.figures[name], digits),
      differenceInWords(differences[name], digits),
      name === "cost_per_h" && !weighedAlike(first, other)
        ? "each by its own weights: not to be compared"
        : verdictOf(differences[name]),
    ]),
  ];
  return columns(rows, [VERDICT_COLUMN]);
}

const VERDICT_COLUMN = 4;

const weighedAlike = (one: ComparedPlan, other: ComparedPlan): boolean =>
  isDeepStrictEqual(one.plan.site.weights, other.plan.site.weights);

/** What can be said of a difference; of every figure less is better. */
export function verdictOf(difference: Estimate): string {
  const { mean, half } = difference;
  if (mean === null) return "";
  if (mean === 0 && (half ?? 0) === 0) return "the same";
  if (!isClear(difference)) return "no difference shown";
  return mean < 0 ? "better" : "worse";
}

/** The two figures that a plan is chosen by, in a sentence each. */
function saidOf(first: ComparedPlan, other: ComparedPlan): readonly string[] {
  const chosenBy = SHOWN_FIGURES.filter(({ name }) => CHOSEN_BY.includes(name));
  return chosenBy.map((figure) => sentence(first, other, figure));
}

const CHOSEN_BY: readonly string[] = ["ped_wait_mean_s", "vehicle_delay_mean_s"];

function sentence(first: ComparedPlan, other: ComparedPlan, figure: ShownFigure): string {
  const { name, words, unit, digits } = figure;
  const difference = (other.differences ?? other.figures)[name];
  const verdict = verdictOf(difference);
  if (verdict !== "better" && verdict !== "worse")
    return `${words}: ${verdict || "not measured"} between ${first.name} and ${other.name}.`;
  const { mean, half } = difference;
  const size = estimateInWords({ n: 0, mean: Math.abs(mean ?? 0), half }, digits);
  return `${words}: ${other.name} is ${verdict} than ${first.name} by ${size} ${unit}.`;
}
