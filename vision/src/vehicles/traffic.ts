/**
 * Vehicles on the lanes that a camera sees: who stands in the queue, who comes and when, who has passed.
 *
 * Only for cameras that know their ground. Pure, as all of following: the state of before and one look give the next.
 */
import type { Instant, LaneInput } from "@crossing/config";
import type { Approach, Street } from "../ground/street.ts";
import { type Motion, movedOn, seenAt } from "../people/kalman.ts";
import type { Track } from "../people/tracks.ts";
import { onLane, onThis } from "./place.ts";
import { type LookedAt, isWatched, lookedAt, sightOf } from "./sight.ts";

/** One vehicle on its lane. */
export interface Car {
  readonly lane: string;
  /** From its front to the stop line, m, and how that changes, m per ms: falling while it comes. */
  readonly ahead: Motion;
  readonly at: Instant;
  readonly queued: boolean;
  readonly passed: boolean;
  /** Where it was when it was first sure to be there, m. */
  readonly cameFrom_m: number;
}

/** All that is remembered of the traffic. */
export interface Traffic {
  readonly cars: ReadonlyMap<number, Car>;
  /** Vehicles past the stop line since the beginning, by lane. */
  readonly passages: Readonly<Record<string, number>>;
  /** Where the last vehicles that passed had first been seen, m, by lane. */
  readonly cameFrom: Readonly<Record<string, readonly number[]>>;
  readonly looked: readonly LookedAt[];
}

export const NO_TRAFFIC: Traffic = { cars: new Map(), passages: {}, cameFrom: {}, looked: [] };

/** One look at the traffic; `boxes` are what was looked at. */
export interface TrafficLook {
  /** Vehicles that are sure to be there, and those that are only remembered. */
  readonly present: readonly Track[];
  readonly regions: readonly LookedAt["region"][];
  readonly at: Instant;
}

/** The traffic after one look. */
export function watched(
  before: Traffic,
  { present, regions, at }: TrafficLook,
  street: Street,
): Traffic {
  const cars = new Map<number, Car>();
  const passages = { ...before.passages };
  const cameFrom = { ...before.cameFrom };
  for (const track of present) {
    const was = before.cars.get(track.id);
    const car = carOf(was, track, street, at);
    if (car === null) continue;
    cars.set(track.id, car);
    if (!car.passed || was?.passed !== false) continue;
    passages[car.lane] = (passages[car.lane] ?? 0) + 1;
    cameFrom[car.lane] = [...(cameFrom[car.lane] ?? []), car.cameFrom_m].slice(-REMEMBERED);
  }
  return { cars, passages, cameFrom, looked: lookedAt(before.looked, regions, at) };
}

/** Of so many vehicles that passed we remember where they were first seen. */
const REMEMBERED = 15;

/** What the eyes tell of the lanes. `passages` counts from the beginning, so that a record lost loses no vehicle. */
export interface TrafficTold {
  readonly lanes: readonly LaneInput[];
  /** How far ahead the arrivals see in every lane told, s; null: no lane is told. */
  readonly lookahead_s: number | null;
}

/** The lanes that are wholly looked at, as they are now. */
export function traffic(now: Traffic, street: Street | null): TrafficTold {
  const seen = street?.lanes.filter((lane) => isWatched(lane, now.looked)) ?? [];
  if (street === null || seen.length === 0) return { lanes: [], lookahead_s: null };
  const sights = seen.map((lane) => seenAhead(lane, street, now) / lane.freeSpeed_m_per_s);
  return { lanes: seen.map((lane) => laneOf(lane, now)), lookahead_s: Math.min(...sights) };
}

function laneOf(lane: Approach, { cars, passages }: Traffic): LaneInput {
  const here = [...cars.values()].filter((car) => car.lane === lane.id && !car.passed);
  return {
    id: lane.id,
    queue: here.filter(({ queued }) => queued).length,
    eta_s: here
      .filter(({ queued, ahead }) => !queued && ahead.at > 0)
      .map((car) => etaOf(car, lane.freeSpeed_m_per_s))
      .sort((a, b) => a - b),
    passages: passages[lane.id] ?? 0,
  };
}

/** Who brakes for the queue would come faster at free flow; who is fast, comes fast. Part of the free speed. */
const FREE_AT_LEAST = 0.6;

const etaOf = ({ ahead }: Car, free: number): number =>
  Math.max(0, ahead.at) / Math.max(-ahead.speed * 1000, FREE_AT_LEAST * free);

/** As far as the picture allows, and no farther than where vehicles were in truth first seen. */
function seenAhead(lane: Approach, street: Street, { cameFrom, looked }: Traffic): number {
  const firsts = [...(cameFrom[lane.id] ?? [])].sort((a, b) => a - b);
  const usual = firsts.length < ENOUGH ? Infinity : firsts[Math.floor(firsts.length / 2)]!;
  return Math.max(0, Math.min(sightOf(lane, street, looked), usual));
}

/** So many vehicles make a habit. */
const ENOUGH = 5;

/** Slower is standing in the queue, and faster is under way again, m/s. */
const STANDS_M_PER_S = 1.5;
const DRIVES_M_PER_S = 3.5;
/** So far past the stop line a vehicle under way has passed, m: who stops on the line or a little past it has not. */
const PASSED_M = -1.5;
/** One that is out of sight must have gone farther: it may have braked. */
const PASSED_UNSEEN_M = -2.5;
/** How much vehicles change their speed: by 2.5 m/s within a second. */
const BRAKES = 2.5 ** 2 / 1000 ** 3;

function carOf(was: Car | undefined, track: Track, street: Street, at: Instant): Car | null {
  const fresh = track.whole.at === at;
  if (was === undefined) return fresh ? newCar(track, street, at) : null;
  const lane = street.lanes.find(({ id }) => id === was.lane)!;
  const place = fresh
    ? (onLane(track.whole.box, street) ?? onThis(lane, track.whole.box, street.plane))
    : null;
  const moved = movedOn(was.ahead, at - was.at, BRAKES);
  const ahead = place === null ? moved : seenAt(moved, place.ahead_m, place.sd_m);
  const speed = -ahead.speed * 1000;
  const queued = was.queued ? speed < DRIVES_M_PER_S : speed < STANDS_M_PER_S;
  return {
    // In another lane now: it counts there as if it had always been.
    lane: place?.lane.id ?? was.lane,
    ahead,
    at,
    queued,
    passed: was.passed || (!queued && isPast(ahead.at, place?.ahead_m ?? null)),
    cameFrom_m: was.cameFrom_m,
  };
}

const isPast = (reckoned_m: number, seen_m: number | null): boolean =>
  seen_m === null ? reckoned_m < PASSED_UNSEEN_M : Math.max(reckoned_m, seen_m) < PASSED_M;

/** First seen: it may stand or come at free speed, nobody knows yet. Past the line already: it is not ours to count. */
function newCar(track: Track, street: Street, at: Instant): Car | null {
  const place = onLane(track.whole.box, street);
  if (place === null) return null;
  const half = place.lane.freeSpeed_m_per_s / 2000;
  const ahead: Motion = {
    at: place.ahead_m,
    speed: -half,
    varAt: place.sd_m ** 2,
    cov: 0,
    varSpeed: half * half,
  };
  const passed = place.ahead_m < PASSED_M;
  return { lane: place.lane.id, ahead, at, queued: false, passed, cameFrom_m: place.ahead_m };
}
