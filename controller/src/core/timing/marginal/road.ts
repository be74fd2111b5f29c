/**
 * When the road will be empty, as far as counts tell who stepped onto it when.
 *
 * Who has just stepped off needs the whole crossing, whether walk is still shown or not: while the road is not empty
 * anyway, walk costs vehicles nothing. Who stepped off long ago and is still there is slow.
 */
import { inSeconds } from "@crossing/config";
import { SURELY_EMPTY } from "../../interval.ts";
import type { Plan } from "../../plan.ts";

/** What is looked at every half second, s. */
const STEP_S = 0.5;
/** A road that is empty with a chance as small as this never is: nobody is reckoned to stay longer. */
const HARDLY = 0.001;
/** Nobody is reckoned to need longer, s. */
const LONGEST_S = 60;

/** The chance that the road is not empty, by half seconds from now, until it hardly is not. `ages_s`: how long ago each on it stepped off. */
export function occupiedFor(plan: Plan, ages_s: readonly number[]): readonly number[] {
  const before = ages_s.map((age) => crossedWithin(plan, age));
  const occupied: number[] = [];
  for (let time = STEP_S / 2; time < LONGEST_S; time += STEP_S) {
    let empty = 1;
    for (const [n, age] of ages_s.entries()) {
      const left = 1 - before[n]!;
      // Slower than anybody: as good as over.
      if (left > HARDLY) empty *= (crossedWithin(plan, age + time) - before[n]!) / left;
    }
    if (1 - empty < HARDLY) break;
    occupied.push(1 - empty);
  }
  return occupied;
}

/** When ped clearance that begins in `walk` s is expected to end, s from now: within its limits, and not before the road is seen empty. */
export function clearedIn(plan: Plan, occupied: readonly number[], walk: number): number {
  const seen = inSeconds(SURELY_EMPTY);
  const least = walk + inSeconds(plan.clearance.min);
  const most = walk + inSeconds(plan.clearance.max);
  let time = least;
  const last = Math.min(occupied.length, Math.ceil((most - seen) / STEP_S));
  for (let n = Math.max(0, Math.floor((least - seen) / STEP_S)); n < last; n++)
    time += STEP_S * occupied[n]!;
  return time;
}

/** The share of people who have crossed so long after they stepped off: by their speeds, normal ones as logistic ones within 1 %. */
function crossedWithin({ behaviour, length_m }: Plan, time: number): number {
  if (time <= 0) return 0;
  const slowest = length_m / time;
  let share = 0;
  for (const kind of behaviour.speeds) {
    const over = (kind.mean_m_per_s - slowest) / Math.max(SPREAD, kind.deviation_m_per_s);
    share += kind.share / (1 + Math.exp(-1.702 * over));
  }
  return share;
}

/** Speeds without any spread are spread so little, m/s. */
const SPREAD = 0.01;
