/**
 * Vehicles that come in platoons from an upstream signal: its cycle and its shape, learned from what comes into sight.
 *
 * Every second the vehicles that came into sight are entered at the second in which they would pass the stop line. Where
 * they repeat after so many seconds more surely than chance would (autocorrelation), that is the upstream cycle, and a
 * profile over it is kept, lane by lane. Where nothing repeats, nothing is foretold.
 */
import type { Inputs, Instant } from "@crossing/config";
import { type Flows, vehicleRate } from "./flows.ts";

/** What is known of how vehicles come. Plain data; made anew once a second. */
export interface Platoons {
  /** The second of the loop's clock in which vehicles that come into sight now would pass; null: nothing was seen yet. */
  readonly second: number | null;
  /** Those that passed the stop line since that second began, by lane. */
  readonly passed: Readonly<Record<string, number>>;
  /** Vehicles in sight or standing there when that second began, by lane. */
  readonly inSight: Readonly<Record<string, number>>;
  /** Vehicles of each of the seconds before, newest last, by lane. */
  readonly past: Readonly<Record<string, readonly number[]>>;
  /** How seconds go with those `SHORTEST_CYCLE_S + index` seconds before them, and with themselves: faded sums. */
  readonly along: readonly number[];
  readonly square: number;
  /** Seconds that are in the sums, faded alike. */
  readonly seconds: number;
  /** The upstream cycle; null: none is seen. */
  readonly cycle_s: number | null;
  /** Vehicles a second in each second of the cycle, by lane. */
  readonly profile: Readonly<Record<string, readonly number[]>>;
  /** What is to be expected from this second on, by lane; empty where no cycle is known. */
  readonly ahead: Readonly<Record<string, Waves>>;
}

/** Vehicles to be expected, as sums from now until each coming second: their number, and that of their moments (s). */
export interface Waves {
  readonly vehicles: readonly number[];
  readonly moments: readonly number[];
}

const SHORTEST_CYCLE_S = 40;
const LONGEST_CYCLE_S = 150;
const LAGS = LONGEST_CYCLE_S - SHORTEST_CYCLE_S + 1;
/** The sums lose all but 37 % of their weight in this time. */
const FADES = Math.exp(-1 / 1800);
/** A cycle is believed that stands out so many standard deviations from chance. */
const SURE = 4;
/** A second of the running cycle weighs this much against the same second of all before. */
const NEWEST = 0.3;
/** The profile is read over so many seconds to either side: platoons spread, and cycles are not known to the second. */
const BLUR_S = 3;

/** Cycles are looked for in lags of so many seconds to either side together. */
const LAG_BLUR_S = 5;

/** Before anything was seen. */
export const noPlatoons: Platoons = {
  second: null,
  passed: {},
  inSight: {},
  past: {},
  along: Array.from<number>({ length: LAGS }).fill(0),
  square: 0,
  seconds: 0,
  cycle_s: null,
  profile: {},
  ahead: {},
};

/** What is known after this tick. Time that jumps by more than a few seconds, or sight that does, begins anew. */
export function platoonsAfter(
  before: Platoons,
  flows: Flows,
  inputs: Inputs,
  now: Instant,
): Platoons {
  const second = Math.floor(now / 1000 + inputs.lookahead_s);
  const passed = passedAfter(before.passed, inputs);
  if (second === before.second) return passed === before.passed ? before : { ...before, passed };
  const gone = before.second === null ? 0 : second - before.second;
  const inSight: Record<string, number> = {};
  const came: Record<string, number> = {};
  const nobody: Record<string, number> = {};
  for (const { id, queue, eta_s } of inputs.lanes) {
    const seen = (queue ?? 0) + eta_s.length;
    inSight[id] = seen;
    came[id] = Math.max(0, seen - (before.inSight[id] ?? seen) + (passed[id] ?? 0));
    nobody[id] = 0;
  }
  if (gone < 1 || gone > LONGEST_GAP_S) return { ...noPlatoons, second, inSight };
  let after = before;
  for (let at = before.second!; at < second; at++)
    after = secondOver(after, flows, at === before.second ? came : nobody, at);
  return { ...after, second, inSight, passed: {}, ahead: aheadOf(after, Math.floor(now / 1000)) };
}

/**
 * Vehicles past the stop line in this second so far, of lanes whose queue is known: of the others, one that leaves the
 * queue looks like one that came from nowhere.
 */
function passedAfter(before: Platoons["passed"], { lanes }: Inputs): Platoons["passed"] {
  let passed = before;
  for (const { id, queue, passages } of lanes)
    if (passages > 0 && queue !== null) passed = { ...passed, [id]: (passed[id] ?? 0) + passages };
  return passed;
}

const LONGEST_GAP_S = 5;

/** Enters a second that is over. */
function secondOver(
  before: Platoons,
  flows: Flows,
  came: Readonly<Record<string, number>>,
  at: number,
): Platoons {
  const along = faded(before.along);
  let square = before.square * FADES;
  const past: Record<string, readonly number[]> = {};
  for (const lane in came) {
    const usual = vehicleRate(flows, lane);
    const all = before.past[lane] ?? [];
    const over = came[lane]! - usual;
    square += over * over;
    for (let lag = SHORTEST_CYCLE_S; lag <= LONGEST_CYCLE_S && lag <= all.length; lag++)
      along[lag - SHORTEST_CYCLE_S]! += over * (all[all.length - lag]! - usual);
    past[lane] = [...all.slice(1 - LONGEST_CYCLE_S), came[lane]!];
  }
  const summed = {
    ...before,
    along,
    square,
    past,
    seconds: before.seconds * FADES + 1,
  };
  return profiled(at % LOOK_AGAIN_S === 0 ? cycled(summed, at) : summed, at);
}

const LOOK_AGAIN_S = 20;

function faded(sums: readonly number[]): number[] {
  const fading: number[] = [];
  for (const sum of sums) fading.push(sum * FADES);
  return fading;
}

/** With the cycle that the sums show now. */
function cycled(platoons: Platoons, at: number): Platoons {
  const found = cycleIn(platoons);
  const { cycle_s } = platoons;
  const same = found !== null && cycle_s !== null && Math.abs(found - cycle_s) <= 1;
  if (same || found === cycle_s) return platoons;
  return {
    ...platoons,
    cycle_s: found,
    profile: found === null ? {} : lastCycle(platoons, found, at),
  };
}

/** The time after which vehicles repeat best, or a whole part of it after which they repeat about as well; null: no better than by chance. */
function cycleIn({ along, square, seconds, past }: Platoons): number | null {
  const lanes = Object.keys(past).length;
  const smooth = along.map((_, index) => meanAround(along, index, LAG_BLUR_S));
  const best = highest(smooth, 0, LAGS);
  const byChance = square / Math.sqrt(Math.max(1, seconds * lanes) * (2 * LAG_BLUR_S + 1));
  if (seconds < LONGEST_CYCLE_S || smooth[best]! < SURE * byChance) return null;
  for (const part of [3, 2]) {
    const middle = Math.round((SHORTEST_CYCLE_S + best) / part) - SHORTEST_CYCLE_S;
    if (middle < 0) continue;
    const near = highest(smooth, Math.max(0, middle - LAG_BLUR_S), middle + LAG_BLUR_S + 1);
    if (smooth[near]! >= AS_GOOD * smooth[best]!) return SHORTEST_CYCLE_S + near;
  }
  return SHORTEST_CYCLE_S + best;
}

/** Two cycles repeat as well as one: of what is nearly as good, the shorter is the cycle. */
const AS_GOOD = 0.75;

/** Where the highest value is, from the first index to before the last. */
function highest(values: readonly number[], from: number, to: number): number {
  let best = from;
  for (let at = from; at < to; at++) if (values[at]! > values[best]!) best = at;
  return best;
}

function meanAround(values: readonly number[], middle: number, reach: number): number {
  let total = 0;
  let count = 0;
  for (let at = middle - reach; at <= middle + reach; at++) {
    const value = values[at];
    if (value === undefined) continue;
    total += value;
    count += 1;
  }
  return total / count;
}

/** The profile of the last cycle alone: what a newly found cycle begins with. `at`: the second that is over. */
function lastCycle({ past }: Platoons, cycle: number, at: number): Platoons["profile"] {
  const profile: Record<string, readonly number[]> = {};
  for (const lane in past) {
    const seconds = past[lane]!;
    const phases = Array.from<number>({ length: cycle }).fill(0);
    for (let back = 0; back < cycle && back < seconds.length; back++)
      phases[phaseOf(at - back, cycle)] = seconds[seconds.length - 1 - back]!;
    profile[lane] = phases;
  }
  return profile;
}

/** With the last second taken into the profile. */
function profiled(platoons: Platoons, at: number): Platoons {
  const { cycle_s, past } = platoons;
  if (cycle_s === null) return platoons;
  const phase = phaseOf(at, cycle_s);
  const profile: Record<string, readonly number[]> = {};
  for (const lane in past) {
    const phases = [...(platoons.profile[lane] ?? Array.from<number>({ length: cycle_s }).fill(0))];
    const was = phases[phase]!;
    phases[phase] = was + NEWEST * (past[lane]!.at(-1)! - was);
    profile[lane] = phases;
  }
  return { ...platoons, profile };
}

const phaseOf = (second: number, cycle: number): number => ((second % cycle) + cycle) % cycle;

/** How far ahead vehicles are foretold, s: the latest end of a red that is reckoned with, and what follows it. */
const FORETOLD_S = 150;

/** What the profile foretells from a second on. */
function aheadOf({ cycle_s, profile }: Platoons, second: number): Platoons["ahead"] {
  if (cycle_s === null) return {};
  const ahead: Record<string, Waves> = {};
  for (const lane in profile) ahead[lane] = wavesOf(profile[lane]!, cycle_s, second);
  return ahead;
}

function wavesOf(phases: readonly number[], cycle: number, first: number): Waves {
  const vehicles = [0];
  const moments = [0];
  // The mean over a window that moves on by a second: one in, one out.
  let window = 0;
  for (let off = -BLUR_S; off < BLUR_S; off++) window += phases[phaseOf(first + off, cycle)]!;
  for (let second = 0; second < FORETOLD_S; second++) {
    window += phases[phaseOf(first + second + BLUR_S, cycle)]!;
    const rate = Math.max(0, window) / (2 * BLUR_S + 1);
    vehicles.push(vehicles[second]! + rate);
    moments.push(moments[second]! + rate * (second + 0.5));
    window -= phases[phaseOf(first + second - BLUR_S, cycle)]!;
  }
  return { vehicles, moments };
}
