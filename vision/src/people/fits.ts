/** How well a box fits a track, and which go together. */
import type { Box, Instant } from "@crossing/config";
import { area, overlap, shared } from "../detect/boxes.ts";
import type { Sighting } from "../detect/gather.ts";
import { assign } from "./assign.ts";
import type { Track } from "./tracks.ts";

/** Below this a box and a track are not the same thing. */
const FIT_MIN = 0.2;
/** Feet this far off, in widths and heights of the box, still may be the same person's. */
const REACH = 0.5;
/** Each second out of sight lets somebody turn up this much farther off. */
const REACH_PER_S = 1;

/** The tracks and boxes that belong together: all at once, with the best fit in sum. */
export function pairsOf(
  tracks: readonly Track[],
  seen: readonly Sighting[],
  at: Instant,
): readonly (readonly [Track, Sighting])[] {
  const fits = tracks.map((track) => seen.map(({ box }) => fitOf(track, box, at)));
  return assign(fits).map(([track, one]) => [tracks[track]!, seen[one]!]);
}

/**
 * 0..1: overlap, or nearness of the feet for small boxes that jumped past each other; 0: not the same. Both count for
 * less the more the heights differ: nobody grows or shrinks, and somebody half as far away is twice as tall.
 */
function fitOf({ box, seenAt }: Track, seen: Box, at: Instant): number {
  const [width, height] = [
    (box[2] - box[0] + seen[2] - seen[0]) / 2,
    (box[3] - box[1] + seen[3] - seen[1]) / 2,
  ];
  const across = (box[0] + box[2] - seen[0] - seen[2]) / 2 / (2 * width);
  const down = (box[3] - seen[3]) / height;
  const reach = REACH + (REACH_PER_S * (at - seenAt)) / 1000;
  const near = 0.5 * (1 - Math.hypot(across, down) / reach);
  const fit = Math.max(overlap(box, seen), near) * likeness(box, seen) ** 2;
  return fit >= FIT_MIN ? fit : 0;
}

/** How alike two boxes are in height: the lower one's as a part of the taller one's. */
function likeness(a: Box, b: Box): number {
  const [one, other] = [a[3] - a[1], b[3] - b[1]];
  return Math.min(one, other) / Math.max(one, other);
}

/** So much of somebody must lie behind others who are nearer. */
const HIDDEN = 0.35;
/** Boxes that share more than this are one person's: the number has gone over to another track. */
const ONE = 0.4;

/** Whether a box lies behind one of those that were seen: their feet are lower in the picture, so they are nearer. */
export const hiddenBehind = (box: Box, seen: readonly Box[]): boolean =>
  seen.some((other) => other[3] > box[3] && shared(box, other) > HIDDEN * area(box)) &&
  !seen.some((other) => overlap(box, other) > ONE);

/** Nearer than this to the edge of the picture, in widths and heights of the box, somebody who is missed has left. */
const LEAVES = 0.15;

/** Whether a box lies at the edge of the picture, where people come and go. */
export function atEdge([left, top, right, bottom]: Box): boolean {
  const [x, y] = [LEAVES * (right - left), LEAVES * (bottom - top)];
  return left < x || right > 1 - x || bottom > 1 - y;
}

/** A part lies this much inside the whole, and ends this much of the whole's height above the feet. */
const PART = { inside: 0.8, above: 0.15 };

/** Whether a box shows only the upper part of somebody whose box is known. A child before an adult has its own feet. */
export const isPart = (box: Box, whole: Box): boolean =>
  shared(box, whole) > PART.inside * area(box) &&
  whole[3] - box[3] > PART.above * (whole[3] - whole[1]);
