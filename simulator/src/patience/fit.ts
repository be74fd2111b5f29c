/**
 * How patient the people of a site are, from recorded waits: maximum likelihood with censoring.
 *
 * Assumed: people are like each other but for the three kinds of the model; being served or leaving has nothing to do
 * with how much patience was left; and patience is over when somebody crosses on red, unless the records hold the gaps
 * that were on offer. Without the gaps people look more patient than they are, never less: in dense traffic by half.
 */
import { BEHAVIOUR, type BehaviourSite } from "@crossing/config";
import { type SurvivalStep, kaplanMeier } from "./kaplan-meier.ts";
import { type Goodness, goodnessOf } from "./goodness.ts";
import { type FittedFigure, estimateOf } from "./interval.ts";
import { type Crowd, type Tally, WITHIN_S, lostIn, tallied } from "./model.ts";
import { type WaitCounts, type WaitRecord, countsOf } from "./records.ts";
import { type Found, likeliest } from "./search.ts";

/** What the records say, with 95 % intervals. */
export interface PatienceFit {
  readonly ok: true;
  readonly counts: WaitCounts;
  /** The longest wait in the records, s: what the fit says of longer ones is a guess. */
  readonly longest_s: number;
  readonly opportunists: FittedFigure;
  readonly never: FittedFigure;
  readonly shape: FittedFigure;
  readonly scale_s: FittedFigure;
  readonly log_likelihood: number;
  /** As observed, without the model. */
  readonly curve: readonly SurvivalStep[];
  /** How well the model's form suits the records; null where the records cannot tell. */
  readonly goodness: Goodness | null;
  /** Kept so that more can be asked of the fit. */
  readonly tallies: readonly Tally[];
}

/** Records too few for a fit, with what can be shown of them all the same. */
export interface TooFew {
  readonly ok: false;
  readonly counts: WaitCounts;
  readonly longest_s: number;
  /** So many crossings on red are needed. */
  readonly wanted: number;
  readonly curve: readonly SurvivalStep[];
}

/** Four figures from fewer crossings than this would be an invention. */
const LEAST_RED = 30;

/**
 * Fits the patience model. Waits in seconds; the order of records does not matter. `needed`: the gaps that people of
 * the site need, which matter where the records hold gaps.
 */
export function fitPatience(
  records: readonly WaitRecord[],
  needed: BehaviourSite["gap"] = BEHAVIOUR.gap,
): PatienceFit | TooFew {
  const counts = countsOf(records);
  const longest_s = records.reduce((most, { wait_s }) => Math.max(most, wait_s), 0);
  const curve = kaplanMeier(records);
  if (counts.red < LEAST_RED) return { ok: false, counts, longest_s, wanted: LEAST_RED, curve };
  const tallies = tallied(records, needed);
  const best = likeliest(tallies);
  const figure = (name: keyof Crowd): FittedFigure =>
    estimateOf(tallies, best, name, best.crowd[name]);
  return {
    ok: true,
    counts,
    longest_s,
    opportunists: figure("opportunists"),
    never: figure("never"),
    shape: figure("shape"),
    scale_s: figure("scale_s"),
    log_likelihood: best.logLikelihood,
    curve,
    goodness: goodnessOf(best.crowd, records),
    tallies,
  };
}

/** The crowd of a fit, without its intervals. */
export const crowdOf = ({ opportunists, never, shape, scale_s }: PatienceFit): Crowd => ({
  opportunists: opportunists.value,
  never: never.value,
  shape: shape.value,
  scale_s: scale_s.value,
});

/**
 * The share whose patience is over after a wait, 0 to 1, with its 95 % interval.
 *
 * Under 2 s, where only opportunists differ, the interval is that of 2 s in proportion.
 */
export function lostBy(fit: PatienceFit, wait_s: number): FittedFigure {
  if (wait_s <= 0) return { value: 0, low: 0, high: 0 };
  const crowd = crowdOf(fit);
  if (wait_s < WITHIN_S) {
    const later = lostBy(fit, WITHIN_S);
    const part = lostIn(crowd, wait_s) / later.value;
    return { value: part * later.value, low: part * later.low, high: part * later.high };
  }
  const best: Found = { crowd, logLikelihood: fit.log_likelihood };
  return estimateOf(fit.tallies, best, { lost_after_s: wait_s }, lostIn(crowd, wait_s));
}
