/** When people came to one kerb, from what was seen there tick by tick. */
import type { ZoneInput } from "@crossing/config";

/** What changed in a tick: arrival times of those who are new, and how many are gone. */
export interface ZoneChange {
  readonly came: readonly number[];
  readonly left: number;
}

/** Takes one tick after the other; `serving`: while people may cross. */
export type ZoneWatch = (zone: ZoneInput | null, t: number, serving: boolean) => ZoneChange;

/** Two arrival times nearer than this are those of one person, s. */
const SAME_S = 1.5;
/** Somebody who was lost from sight while nobody may cross, and somebody new within this time, are one; s. */
const LOST_S = 3;

const NOTHING: ZoneChange = { came: [], left: 0 };

export function watchZone(): ZoneWatch {
  let there: readonly number[] = [];
  let lost: readonly number[] = [];
  return (zone, t, serving) => {
    // A blind zone tells nothing of anybody: those who were there stay until it sees again.
    if (zone === null) return NOTHING;
    const seen = arrivalsIn(zone, there, t);
    const { fresh, gone } = difference(there, seen);
    there = seen;
    if (serving) {
      lost = [];
      return { came: fresh, left: gone.length };
    }
    const found = Math.min(fresh.length, lost.length + gone.length);
    lost = [...lost, ...gone.map(() => t)].slice(found).filter((since) => t - since < LOST_S);
    return { came: fresh.slice(found), left: 0 };
  };
}

/** When each of those who wait came; where only their number is told, the newest came and the oldest went. */
function arrivalsIn(zone: ZoneInput, there: readonly number[], t: number): readonly number[] {
  if (zone.waits_s !== undefined) return zone.waits_s.map((wait) => t - wait).sort((a, b) => a - b);
  const more = zone.waiting - there.length;
  return more >= 0 ? [...there, ...Array.from({ length: more }, () => t)] : there.slice(-more);
}

/** Who is in one list and not in the other; both in order of time. */
function difference(
  before: readonly number[],
  now: readonly number[],
): { readonly fresh: readonly number[]; readonly gone: readonly number[] } {
  const fresh: number[] = [];
  const gone: number[] = [];
  let at = 0;
  for (const came of now) {
    while (at < before.length && before[at]! < came - SAME_S) gone.push(before[at++]!);
    if (at < before.length && before[at]! <= came + SAME_S) at += 1;
    else fresh.push(came);
  }
  gone.push(...before.slice(at));
  return { fresh, gone };
}
