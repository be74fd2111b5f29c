/** Whether two streets put the same plans in the same order. */
import type { Figures } from "./outcome.ts";
import { mean } from "./outcome.ts";
import type { Case } from "./comparison.ts";

/** Two plans that the streets put in opposite order. */
export interface Swap {
  readonly plans: readonly [string, string];
  /** How much better the first is than the second: in ours, in SUMO's. Signs differ. */
  readonly ours: number;
  readonly sumo: number;
  /** Whether each difference, over the seeds, is more than chance (95 %, paired t). */
  readonly certain: boolean;
}

/** Pairs of plans whose order by `of` differs. Empty: the same ranking. */
export function swaps(cases: readonly Case[], of: (figures: Figures) => number): readonly Swap[] {
  const found: Swap[] = [];
  for (const [at, one] of cases.entries())
    for (const other of cases.slice(at + 1)) {
      const ours = differences(one.ours, other.ours, of);
      const sumo = differences(one.sumo, other.sumo, of);
      if (mean(ours) * mean(sumo) >= 0) continue;
      const certain = isCertain(ours) && isCertain(sumo);
      found.push({ plans: [one.plan, other.plan], ours: mean(ours), sumo: mean(sumo), certain });
    }
  return found;
}

/** Plans from best to worst. */
export const ranked = (
  cases: readonly Case[],
  figures: (one: Case) => readonly Figures[],
  of: (figures: Figures) => number,
): readonly string[] =>
  [...cases]
    .sort((a, b) => mean(figures(a).map(of)) - mean(figures(b).map(of)))
    .map(({ plan }) => plan);

const differences = (
  one: readonly Figures[],
  other: readonly Figures[],
  of: (figures: Figures) => number,
): readonly number[] => one.map((figures, at) => of(other[at]!) - of(figures));

/** Student's t, two-sided 95 %, by degrees of freedom from 1. */
const T95 = [
  12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13,
];

function isCertain(values: readonly number[]): boolean {
  const n = values.length;
  if (n < 2) return false;
  const middle = mean(values);
  const variance = values.reduce((all, value) => all + (value - middle) ** 2, 0) / (n - 1);
  return Math.abs(middle) > (T95[n - 2] ?? 2) * Math.sqrt(variance / n);
}
