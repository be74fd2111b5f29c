/** A lane as a fallible detector tells of it. */
import type { LaneInput } from "@crossing/config";
import { type Chance, chanceOf } from "../chance.ts";
import type { Street } from "../street.ts";
import { QUEUED_SPEED } from "../truth.ts";
import type { VehicleView } from "../views.ts";
import type { DetectorErrors, Noise, Quality } from "./quality.ts";
import { type Sight, isHeld, isTold, sightOf } from "./sightings.ts";

/**
 * Tells of one lane, once a tick. `lane`: as it is, with all vehicles that are on the street or will be soon, however
 * far detectors see; `views`: its vehicles, first one first.
 */
export type LaneEyes = (lane: LaneInput, views: readonly VehicleView[], t_s: number) => LaneInput;

/** How one vehicle is seen, from the lane's first to its last. Changed in place. */
interface Watched {
  readonly sight: Sight;
  readonly unseen: boolean;
  /** What its arrival times are multiplied by. */
  readonly stretch: number;
  /** Since when it is in range, s; null: not yet. */
  since_s: number | null;
  passed_s: number | null;
}

export interface LaneEyesOptions {
  readonly index: number;
  readonly seed: number;
  readonly quality: Quality;
  /** How far ahead vehicles are told of, s. */
  readonly lookahead_s: number;
}

/**
 * Eyes for one lane. The n-th vehicle of a lane is seen in the same way whatever the signals do; it never overtakes,
 * so counting those that have passed tells which is which.
 */
export function laneEyes({ index, seed, quality, lookahead_s }: LaneEyesOptions): LaneEyes {
  const { noise = {}, errors = {}, queues = true } = quality;
  const chance = chanceOf(seed, `sight of lane ${index}`);
  // Those before the stop line that have been looked at, first one first, and those just past it that may be held.
  const before: Watched[] = [];
  let gone: Watched[] = [];

  return (lane, views, t_s) => {
    const passed = before.splice(0, lane.passages);
    for (const vehicle of passed) vehicle.passed_s = t_s;
    gone = [...gone, ...passed].filter((each) => isHeld(each.sight, t_s - each.passed_s!));
    const vehicles = inOrder(lane, views);
    while (before.length < vehicles.length) before.push(drawn(chance, noise, errors));
    let queue = gone.length;
    const eta_s: number[] = [];
    vehicles.forEach((eta, at) => {
      const vehicle = before[at]!;
      if (eta !== null && eta > lookahead_s) return;
      vehicle.since_s ??= t_s;
      if (!isTold(vehicle.sight, t_s - vehicle.since_s)) return;
      if (eta === null) queue += 1;
      else if (!vehicle.unseen) eta_s.push(eta * vehicle.stretch);
    });
    return {
      id: lane.id,
      queue: queues ? queue : null,
      eta_s: eta_s.sort((a, b) => a - b),
      passages: passed.filter(({ sight }) => sight.kind !== "missed").length,
    };
  };
}

/** Draws how the next vehicle will be seen; always the same number of draws. */
function drawn(chance: Chance, noise: Noise, errors: DetectorErrors): Watched {
  const unseen = chance.happens(noise.vehicles_unseen ?? 0);
  const stretch = Math.max(0, 1 + (noise.eta_error ?? 0) * chance.normal(0, 1));
  return { sight: sightOf(chance, errors.lanes), unseen, stretch, since_s: null, passed_s: null };
}

/** The vehicles before the stop line, first one first: seconds to it, or null for one that stands in the queue. */
function inOrder(lane: LaneInput, views: readonly VehicleView[]): readonly (number | null)[] {
  const onStreet: (number | null)[] = [];
  let rolling = 0;
  for (const { s, speed } of views) {
    if (s >= 0) continue;
    onStreet.push(speed < QUEUED_SPEED ? null : lane.eta_s[rolling++]!);
  }
  // Those who find no room at the far end stand in the queue too, and the rest is yet to come.
  const beyond = lane.queue! - (onStreet.length - rolling);
  const queuedBeyond = Array.from({ length: beyond }, () => null);
  return [...onStreet, ...queuedBeyond, ...lane.eta_s.slice(rolling)];
}

/** The vehicles of each lane, first one first. */
export function viewsByLane(street: Street): ReadonlyMap<string, readonly VehicleView[]> {
  const lanes = new Map<string, VehicleView[]>();
  for (const view of street.vehicles()) {
    const lane = lanes.get(view.lane);
    if (lane === undefined) lanes.set(view.lane, [view]);
    else lane.push(view);
  }
  return lanes;
}
