/**
 * How likely it is that those who wait lose patience, and find a gap to cross on red in.
 *
 * Gaps in sight are taken as they are seen: a long gap that comes while somebody has lost patience is a crossing on red,
 * and traffic that leaves none is none. Beyond sight there is only the mean chance of a gap.
 */
import { type BehaviourSite, patienceLost } from "@crossing/config";
import { HEADWAY_S, type Lane } from "./lanes.ts";

/** What tempts those who wait: worked out once for all moments that are weighed. */
export interface Temptation {
  /** The gaps in sight: from when, s from now, and how many people are expected to take it. */
  readonly gaps: readonly { readonly from: number; readonly people: number }[];
  /** How far gaps are seen, s. */
  readonly sight: number;
  /** Expected people who take a gap in each second beyond sight, as sums from its end on. */
  readonly later: readonly number[];
}

/** Who waits where. */
export interface Tempted {
  readonly behaviour: BehaviourSite;
  /** How long each has waited, s. */
  readonly waits: readonly number[];
  readonly lanes: readonly Lane[];
  /** Vehicles a second, all lanes together. */
  readonly rate: number;
  readonly sight: number;
  /** No later moment is asked about, s. */
  readonly horizon: number;
}

/** What tempts them in the time that is weighed. */
export function temptationOf(tempted: Tempted): Temptation {
  const { behaviour, waits, lanes, sight, horizon } = tempted;
  const gone = waits.map((wait) => patienceLost(behaviour, Math.max(0, wait - STILL_HERE_S)));
  const gaps = gapsIn(lanes, sight).map(({ from, length }) => {
    const enough = isLongEnough(behaviour, length);
    let people = 0;
    for (const [n, wait] of waits.entries()) {
      const takes = Math.max(0, patienceLost(behaviour, wait + from) - gone[n]!) * enough;
      gone[n]! += takes;
      people += takes;
    }
    return { from, people };
  });
  return { gaps, sight, later: laterOf(tempted, Math.ceil(horizon - sight)) };
}

/** Whose patience was over so short a time ago still stands here, for want of a gap; who lost it earlier has had one, s. */
const STILL_HERE_S = 10;
/** Shorter gaps tempt nobody, s. */
const SHORTEST_GAP_S = 2.5;

/** Times without a vehicle at any stop line, s from now. */
function gapsIn(
  lanes: readonly Lane[],
  sight: number,
): { readonly from: number; readonly length: number }[] {
  const gaps = [];
  let from = 0;
  for (const at of [...passagesIn(lanes, sight), sight]) {
    if (at - from >= SHORTEST_GAP_S) gaps.push({ from, length: at - from });
    from = at;
  }
  return gaps;
}

/** When vehicles will pass, over all lanes, while vehicles have green; up to the end of sight. */
function passagesIn(lanes: readonly Lane[], sight: number): readonly number[] {
  const passages: number[] = [];
  for (const { due, passed_s } of lanes) {
    let last = -passed_s;
    for (const at of due) {
      last = Math.max(at, last + HEADWAY_S);
      if (last < sight) passages.push(last);
    }
  }
  return passages.sort((a, b) => a - b);
}

/** Those who lose patience beyond sight, and find a gap by the mean chance of one. */
function laterOf({ behaviour, waits, rate, sight }: Tempted, seconds: number): readonly number[] {
  // Over some ten seconds, about three gaps are looked at.
  const chance = Math.min(1, 3 * Math.exp(-behaviour.gap.mean_s * rate));
  const lostAfter = (time: number): number => {
    let people = 0;
    for (const wait of waits) people += patienceLost(behaviour, wait + time);
    return people;
  };
  const before = lostAfter(sight);
  const later = [0];
  for (let second = 1; second <= seconds; second++)
    later.push(chance * (lostAfter(sight + second) - before));
  return later;
}

/** The expected number of people who cross on red if vehicles keep green for `until` s. */
export function expectedOnRed({ gaps, sight, later }: Temptation, until: number): number {
  let people = 0;
  for (const gap of gaps) if (gap.from <= until) people += gap.people;
  const beyond = Math.min(later.length - 1, Math.max(0, Math.ceil(until - sight)));
  return people + later[beyond]!;
}

/** The chance that at least one of them does, as of rare events that know nothing of each other. */
export const chanceOnRed = (temptation: Temptation, until: number): number =>
  -Math.expm1(-expectedOnRed(temptation, until));

/** The share of people for whom a gap is long enough: the lognormal of the site, by a logistic curve within 1 %. */
function isLongEnough({ gap }: BehaviourSite, length: number): number {
  if (length <= gap.min_s) return 0;
  if (length >= gap.max_s) return 1;
  const middle = Math.log(gap.mean_s) - (gap.sigma * gap.sigma) / 2;
  return 1 / (1 + Math.exp((-1.702 * (Math.log(length) - middle)) / gap.sigma));
}
