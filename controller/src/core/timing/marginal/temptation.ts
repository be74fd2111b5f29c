/**
 * How likely it is that those who wait lose patience, and find a gap to cross on red in.
 *
 * Gaps in sight are taken as they are seen: a long gap that comes while somebody has lost patience is a crossing on red,
 * and traffic that leaves none is none. Beyond sight there is only the mean chance of a gap.
 */
import { type BehaviourSite, patienceLost } from "@crossing/config";
import type { Lane } from "./lanes.ts";
import { HEADWAY_S } from "./lanes.ts";

/** A time without a vehicle at any stop line, s from now. */
interface Gap {
  readonly from: number;
  readonly length: number;
}

/** What tempts people: gaps in sight, and what is to be expected beyond. */
export interface Temptation {
  readonly behaviour: BehaviourSite;
  readonly gaps: readonly Gap[];
  /** How far gaps are seen, s. */
  readonly sight: number;
  /** The chance that somebody finds a gap beyond sight. */
  readonly beyond: number;
}

/** Shorter gaps tempt nobody, s. */
const SHORTEST_GAP_S = 2.5;

/** The gaps that these lanes show; `rate`: vehicles a second, all lanes together. */
export function temptationOf(
  behaviour: BehaviourSite,
  lanes: readonly Lane[],
  { rate, sight }: { readonly rate: number; readonly sight: number },
): Temptation {
  const gaps: Gap[] = [];
  let from = 0;
  for (const at of [...passagesOf(lanes, sight), sight]) {
    if (at - from >= SHORTEST_GAP_S) gaps.push({ from, length: at - from });
    from = at;
  }
  return { behaviour, gaps, sight, beyond: chanceBeyond(behaviour, rate) };
}

/** When vehicles will pass, over all lanes, while vehicles have green; up to the end of sight. */
function passagesOf(lanes: readonly Lane[], sight: number): readonly number[] {
  const passages: number[] = [];
  for (const { due } of lanes) {
    let last = -HEADWAY_S;
    for (const at of due) {
      last = Math.max(at, last + HEADWAY_S);
      if (last < sight) passages.push(last);
    }
  }
  return passages.sort((a, b) => a - b);
}

/** Over some ten seconds, about three gaps are looked at. */
const chanceBeyond = ({ gap }: BehaviourSite, rate: number): number =>
  Math.min(1, 3 * Math.exp(-gap.mean_s * rate));

/** The expected number of people who cross on red if vehicles keep green for `until` s, of those who have waited `waits` s. */
export function expectedOnRed(
  temptation: Temptation,
  waits: readonly number[],
  until: number,
): number {
  let people = 0;
  for (const wait of waits) people += chanceOf(temptation, wait, until);
  return people;
}

/** The chance that at least one of them does. */
export function chanceOnRed(
  temptation: Temptation,
  waits: readonly number[],
  until: number,
): number {
  let none = 1;
  for (const wait of waits) none *= 1 - Math.min(1, chanceOf(temptation, wait, until));
  return 1 - none;
}

/** The chance that somebody who has waited `wait` s crosses on red in the next `until` s. */
function chanceOf(
  { behaviour, gaps, sight, beyond }: Temptation,
  wait: number,
  until: number,
): number {
  // Whose patience was over a moment ago still stands here, for want of a gap; who lost it earlier has had one.
  let gone = patienceLost(behaviour, Math.max(0, wait - STILL_HERE_S));
  let chance = 0;
  for (const gap of gaps) {
    if (gap.from > until) return chance;
    const takes =
      Math.max(0, patienceLost(behaviour, wait + gap.from) - gone) *
      isLongEnough(behaviour, gap.length);
    chance += takes;
    gone += takes;
  }
  if (until <= sight) return chance;
  const later = patienceLost(behaviour, wait + until) - patienceLost(behaviour, wait + sight);
  return chance + beyond * Math.max(0, later);
}

const STILL_HERE_S = 10;

/** The share of people for whom a gap is long enough: the lognormal of the site, by a logistic curve within 1 %. */
function isLongEnough({ gap }: BehaviourSite, length: number): number {
  if (length <= gap.min_s) return 0;
  if (length >= gap.max_s) return 1;
  const middle = Math.log(gap.mean_s) - (gap.sigma * gap.sigma) / 2;
  return 1 / (1 + Math.exp((-1.702 * (Math.log(length) - middle)) / gap.sigma));
}
