/** Where the front of a vehicle is on its lane, from its box and the ground. */
import type { Box } from "@crossing/config";
import type { Approach, Street } from "../ground/street.ts";
import type { GroundPlane, Pair } from "../ground/plane.ts";
import { feet, holds } from "../people/places.ts";

/** A car; a bus seen from behind is taken for a car and its front for nearer than it is. */
const LENGTH_M = 4.5;

/** A vehicle on a lane. */
export interface OnLane {
  readonly lane: Approach;
  /** From its front to the stop line, m; negative past it. */
  readonly ahead_m: number;
  /** How well that is known, m. */
  readonly sd_m: number;
}

/** The lane that a box stands in, and where; null: in none, or beyond the horizon. */
export function onLane(box: Box, { lanes, plane }: Street): OnLane | null {
  const foot = feet(box);
  const lane =
    lanes.find(({ polygon }) => holds(polygon, foot[0], Math.min(foot[1], BOTTOM))) ?? null;
  return lane === null ? null : onThis(lane, box, plane);
}

/** Where a box is on the lane that it is known to be in, also past the stop line; null: beyond the horizon. */
export function onThis(lane: Approach, box: Box, plane: GroundPlane): OnLane | null {
  const [foot, front] = [plane.toGround(feet(box)), frontOf(lane, box, plane)];
  if (foot === null || front === null) return null;
  const ahead_m = (lane.stopLine_m - front.x_m) * lane.direction;
  return { lane, ahead_m, sd_m: Math.max(FRONT_M, OFF * Math.abs(front.span_m)) };
}

const BOTTOM = 0.999;
/** How far off a box ends: so much of its length on the ground, and this at least, m. */
const OFF = 0.12;
const FRONT_M = 0.4;

/**
 * The front: seen from the side it is where the box ends in the direction of the lane, seen from before it is the
 * lower edge, and seen from behind it is a car's length beyond that edge.
 */
function frontOf(
  { direction }: Approach,
  box: Box,
  plane: GroundPlane,
): { readonly x_m: number; readonly span_m: number } | null {
  const [x, y] = feet(box);
  const ground = plane.toGround([x, y]);
  const onwards = ground && plane.toImage([ground[0] + direction, ground[1]]);
  if (ground === null || onwards === null) return null;
  const half = (box[2] - box[0]) / 2;
  const [dx, dy]: Pair = [onwards[0] - x, onwards[1] - y];
  // A metre onwards is this part of the box's width: 1 / 4.5 from the side, next to nothing from before.
  const sideways = Math.min(1, (Math.abs(dx) * LENGTH_M) / (2 * half));
  const corner = plane.toGround([x + Math.sign(dx) * half * sideways, y]);
  if (corner === null) return null;
  const away = dy < 0 ? (1 - sideways) * LENGTH_M : 0;
  return { x_m: corner[0] + direction * away, span_m: 2 * (corner[0] - ground[0]) };
}
