/** People whom a detector sees although nobody is there: a shadow, a bag, a dog. */
import { chanceOf } from "../chance.ts";

/** Somebody who is not there: in which zone, from, until, s. */
export interface Phantom {
  readonly side: number;
  readonly from: number;
  readonly until: number;
}

const SHORTEST_S = 2;
const LONGEST_S = 6;

/** Phantoms up to `end_s`, in time order: they fill `share` of the time, a few seconds each, now here and now there. */
export function phantomsOf(seed: number, share: number, end_s: number): readonly Phantom[] {
  if (share <= 0) return [];
  const chance = chanceOf(seed, "phantoms");
  const apart = (((SHORTEST_S + LONGEST_S) / 2) * (1 - share)) / share;
  const phantoms: Phantom[] = [];
  for (let from = chance.exponential(1 / apart); from < end_s;) {
    const until = from + chance.uniform(SHORTEST_S, LONGEST_S);
    phantoms.push({ side: chance.below(2), from, until });
    from = until + chance.exponential(1 / apart);
  }
  return phantoms;
}
