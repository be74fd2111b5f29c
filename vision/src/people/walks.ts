/**
 * How people move on the ground: place, speed and heading in metres, for cameras that know their ground.
 *
 * Each whole box gives a place, known less well the farther off it is: a row of the picture far away is half a metre.
 */
import type { Instant } from "@crossing/config";
import type { GroundPlane, Pair } from "../ground/plane.ts";
import { type Motion, firstSeen, movedOn, seenAt } from "./kalman.ts";
import { feet } from "./places.ts";
import type { Track } from "./tracks.ts";

/** One person on the ground, m and m per ms. */
export interface Walk {
  readonly x: Motion;
  readonly y: Motion;
  readonly at: Instant;
  /** Goes somewhere, as opposed to standing about. */
  readonly walking: boolean;
}

/** How far the feet of a box are off, as parts of its width and height. */
const OFF = { x: 0.08, y: 0.05 };
/** No foot is known better than this, m: half a step. */
const STEP_M = 0.15;
/** Speeds of people seen first: as good as anything up to a run. */
const SPEED_SD = 1.2 / 1000;
/** How much people change their pace: 0.25 m/s within a second. */
const PACE_CHANGE = 0.25 ** 2 / 1000 ** 3;

/** The walks of all tracks; a track whose feet were never seen on the ground has none. */
export function walks(
  before: ReadonlyMap<number, Walk>,
  tracks: readonly Track[],
  plane: GroundPlane,
  at: Instant,
): ReadonlyMap<number, Walk> {
  const after = new Map<number, Walk>();
  for (const track of tracks) {
    const walk = walkOf(before.get(track.id), track, plane, at);
    if (walk !== null) after.set(track.id, walk);
  }
  return after;
}

function walkOf(
  before: Walk | undefined,
  track: Track,
  plane: GroundPlane,
  at: Instant,
): Walk | null {
  const moved = before ? onwards(before, at) : null;
  const place = track.whole.at === at ? placeOf(track, plane) : null;
  if (place === null) return moved;
  const { point, sd } = place;
  if (moved === null)
    return {
      x: firstSeen(point[0], sd[0], SPEED_SD),
      y: firstSeen(point[1], sd[1], SPEED_SD),
      at,
      walking: false,
    };
  const seen = {
    ...moved,
    x: seenAt(moved.x, point[0], sd[0]),
    y: seenAt(moved.y, point[1], sd[1]),
  };
  return { ...seen, walking: walksNow(seen) };
}

const onwards = (walk: Walk, at: Instant): Walk => ({
  ...walk,
  x: movedOn(walk.x, at - walk.at, PACE_CHANGE),
  y: movedOn(walk.y, at - walk.at, PACE_CHANGE),
  at,
});

/** Where the feet are on the ground, and how well that is known along and across the road; null: beyond the horizon. */
function placeOf(
  { whole: { box } }: Track,
  plane: GroundPlane,
): { readonly point: Pair; readonly sd: Pair } | null {
  const at = feet(box);
  const point = plane.toGround(at);
  const scale = plane.scaleAt(at);
  if (point === null || scale === null) return null;
  const [x, y] = [OFF.x * (box[2] - box[0]), OFF.y * (box[3] - box[1])];
  const sd = (axis: 0 | 1): number =>
    Math.hypot(scale.across[axis] * x, scale.down[axis] * y, STEP_M);
  return { point, sd: [sd(0), sd(1)] };
}

/** Who stands, sways by less than this; who walks slowly with a stick is faster. m/s. */
const STANDS_M_PER_S = 0.35;
const WALKS_M_PER_S = 0.5;

function walksNow(walk: Walk): boolean {
  const { speed, sd } = paceOf(walk);
  return walk.walking ? speed > STANDS_M_PER_S : speed - sd > WALKS_M_PER_S;
}

/** Speed over ground and its standard deviation, m/s. */
export function paceOf({ x, y }: Walk): { readonly speed: number; readonly sd: number } {
  const speed = Math.hypot(x.speed, y.speed) * 1000;
  return { speed, sd: Math.sqrt(Math.max(x.varSpeed, y.varSpeed)) * 1000 };
}
