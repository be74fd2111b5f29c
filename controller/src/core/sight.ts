/**
 * Vehicles that are seen coming, followed from tick to tick.
 *
 * An arrival time is a distance over a speed, and the speed is often assumed. Who comes faster than assumed is told to be
 * nearer by more than a second every second: how fast the told time runs down is the share by which it is wrong, and
 * dividing by it mends it. Where told times jump about, the pace means nothing and they stand as told.
 */
import { type Inputs, type Instant, type LaneInput, elapsed } from "@crossing/config";

/** One vehicle that is seen coming. */
interface Coming {
  /** Seconds to the stop line, as told in the last tick. */
  readonly eta: number;
  /** The same when it was first seen, and when that was. */
  readonly first: number;
  readonly seenAt: Instant;
  /** By how much its told time runs down in a second. */
  readonly pace: number;
}

/** All vehicles in sight. */
export interface Sight {
  readonly at: Instant;
  /** By lane id, soonest first. */
  readonly lanes: Readonly<Record<string, readonly Coming[]>>;
  /** How far told times jump off their line from tick to tick, as a share of themselves; fading. */
  readonly jitter: number;
}

/** Nobody has been seen yet. */
export const noSight = (now: Instant): Sight => ({ at: now, lanes: {}, jitter: 0 });

/** What is in sight after this tick's evidence. */
export function sightAfter(before: Sight, inputs: Inputs, now: Instant): Sight {
  const since_s = elapsed(before.at, now) / 1000;
  if (since_s <= 0 || since_s > LONGEST_GAP_S) return { ...noSight(now), jitter: before.jitter };
  const lanes: Record<string, readonly Coming[]> = {};
  let { jitter } = before;
  for (const { id, eta_s } of inputs.lanes) {
    const followed = follow(before.lanes[id] ?? NOBODY, { eta_s, since_s, jitter }, now);
    lanes[id] = followed.coming;
    jitter = followed.jitter;
  }
  return { at: now, lanes, jitter };
}

/** The lanes with arrival times mended. */
export function mended(inputs: Inputs, { lanes }: Sight): Inputs {
  return inputs.lanes.every(({ eta_s }) => eta_s.length === 0)
    ? inputs
    : { ...inputs, lanes: inputs.lanes.map((lane) => mendedLane(lane, lanes[lane.id])) };
}

const mendedLane = (lane: LaneInput, coming: readonly Coming[] | undefined): LaneInput =>
  coming === undefined || coming.every(({ pace }) => pace === 1)
    ? lane
    : { ...lane, eta_s: coming.map(({ eta, pace }) => eta / pace) };

const NOBODY: readonly Coming[] = [];
/** After a longer gap nobody is recognised, s. */
const LONGEST_GAP_S = 1.5;
/** The share by which told times are usually wrong, and the most that is believed. */
const USUAL_ERROR = 0.15;
const MOST_ERROR = 0.4;
/** Nobody's told time runs on or down by more than this beyond its pace, s each s. */
const STRAY = 0.5;
/** A jump weighs this much against all before. */
const JUMP_SHARE = 0.02;
/** Told times run down this evenly when nobody errs; smaller errors are none. */
const EVEN = 0.01;

interface Told {
  readonly eta_s: readonly number[];
  readonly since_s: number;
  readonly jitter: number;
}

/** The vehicles of a lane after this tick: each told time continues the nearest that was expected, or is somebody new. */
function follow(
  before: readonly Coming[],
  { eta_s, since_s, jitter: known }: Told,
  now: Instant,
): { readonly coming: readonly Coming[]; readonly jitter: number } {
  const coming: Coming[] = [];
  let jitter = known;
  const left = [...before];
  for (const eta of eta_s) {
    const at = nearest(left, eta, since_s);
    if (at < 0) {
      coming.push({ eta, first: eta, seenAt: now, pace: 1 });
      continue;
    }
    const [was] = left.splice(at, 1);
    const jump = Math.abs(was!.eta - was!.pace * since_s - eta) / Math.max(1, eta);
    if (was!.first !== was!.eta) jitter += JUMP_SHARE * (jump - jitter);
    coming.push({ ...was!, eta, pace: paceOf(was!, { eta, now, jitter }) });
  }
  return { coming, jitter };
}

function nearest(coming: readonly Coming[], eta: number, since_s: number): number {
  let best = -1;
  let least = STRAY * since_s + 0.05;
  for (let at = 0; at < coming.length; at++) {
    const off = Math.abs(coming[at]!.eta - coming[at]!.pace * since_s - eta);
    if (off >= least) continue;
    least = off;
    best = at;
  }
  return best;
}

/** The pace over all the time it was seen, less believed the more told times jump about. */
function paceOf(
  { first, seenAt }: Coming,
  { eta, now, jitter }: { readonly eta: number; readonly now: Instant; readonly jitter: number },
): number {
  const seen_s = elapsed(seenAt, now) / 1000;
  const error = (first - eta) / seen_s - 1;
  const doubt = (jitter * Math.max(1, first)) / seen_s;
  const believed = (error * USUAL_ERROR ** 2) / (USUAL_ERROR ** 2 + 2 * doubt * doubt);
  return Math.abs(believed) < EVEN ? 1 : 1 + Math.min(MOST_ERROR, Math.max(-MOST_ERROR, believed));
}
