/**
 * What a wait and the gaps on offer say of when patience was over: how likely the record is, for each moment at which
 * it may have been.
 *
 * People differ in the gap they need, as the site says. Whoever had lost patience and passed up gaps of 7 s needs more
 * than 7 s; whoever then took one of 9 s needs no more than that. A record that says nothing is as likely for every
 * moment, and so changes nothing.
 */
import type { BehaviourSite } from "@crossing/config";
import type { Gap, WaitRecord } from "./records.ts";

/** Patience is told apart to this, s. */
export const CELL_S = 0.5;

/** How long people take to step off, s: a gap that began later was not passed up. */
const REACTION_S = 1.5;
/** The time over which the gap that is needed shrinks once patience is over, s. */
const SHRINKING_S = 30;
/** Detectors err: no moment is ruled out altogether. */
const LEAST = 1e-3;

/** For each cell of `CELL_S` up to the wait: how likely the record is when patience was over in that cell. */
export function likelihoodByCell(record: WaitRecord, needed: BehaviourSite["gap"]): Float64Array {
  const { wait_s, ended, gaps = [] } = record;
  const decided = wait_s - REACTION_S;
  const passed = gaps.filter(([waited]) => waited < decided);
  const last = gaps.filter(([waited]) => waited >= decided && waited <= wait_s);
  return Float64Array.from({ length: Math.ceil(wait_s / CELL_S) }, (_, cell) => {
    const over = (cell + 0.5) * CELL_S;
    const more = needing(needed, longest(passed, over, needed.shrink));
    if (ended !== "red") return Math.max(LEAST, 1 - more);
    // Whoever crossed when no gap was seen found one all the same.
    const taken = last.length === 0 ? 1 : needing(needed, longest(last, over, needed.shrink));
    return Math.max(LEAST, taken - more);
  });
}

/** The longest of the gaps after patience was over, each as it would have been judged at first. */
function longest(gaps: readonly Gap[], over: number, shrink: number): number {
  let most = 0;
  for (const [waited, gap_s] of gaps) {
    if (waited < over - CELL_S / 2) continue;
    const pressed = Math.min(1, Math.max(0, waited - over) / SHRINKING_S);
    most = Math.max(most, gap_s / (1 - shrink * pressed));
  }
  return most;
}

/** The share of people who need no more than a gap of this length. */
function needing({ mean_s, sigma, min_s, max_s }: BehaviourSite["gap"], gap_s: number): number {
  if (gap_s < min_s) return 0;
  if (gap_s >= max_s) return 1;
  if (sigma === 0) return gap_s >= mean_s ? 1 : 0;
  const middle = Math.log(mean_s) - (sigma * sigma) / 2;
  return normalShare((Math.log(gap_s) - middle) / sigma);
}

/** The share of a standard normal below `z` (Abramowitz and Stegun 26.2.17, right to 1e-7). */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const sum =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
  return z > 0 ? 1 - tail : tail;
}
