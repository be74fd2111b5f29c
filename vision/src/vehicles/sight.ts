/** How much of a lane is really looked at, and how far ahead a vehicle in it can be seen. */
import type { Box, Instant } from "@crossing/config";
import type { Approach, Street } from "../ground/street.ts";

/** A region that was looked at, and when. */
export interface LookedAt {
  readonly region: Box;
  readonly at: Instant;
}

/** A region looked at in turn with others is still seen for so long, ms. */
const TURN = 1500;

/** The regions looked at lately, with those of this look. */
export const lookedAt = (
  before: readonly LookedAt[],
  regions: readonly Box[],
  at: Instant,
): readonly LookedAt[] => [
  ...before.filter(
    (one) =>
      at - one.at <= TURN &&
      !regions.some((region) => region.every((side, n) => side === one.region[n])),
  ),
  ...regions.map((region) => ({ region, at })),
];

/** A corner this near to the edge of a region is in it. */
const EDGE = 0.02;

/** Whether the whole lane was looked at lately: a lane of which a part is never seen has no queue to tell. */
export const isWatched = ({ polygon }: Approach, looked: readonly LookedAt[]): boolean =>
  polygon.every(([x, y]) =>
    looked.some(
      ({ region: [left, top, right, bottom] }) =>
        x >= left - EDGE && x <= right + EDGE && y >= top - EDGE && y <= bottom + EDGE,
    ),
  );

const CAR_WIDTH_M = 1.8;
/** The network finds a car that is so much of its crop wide: 15 pixels of 300. */
const CAR_MIN = 0.05;

/** How far up the lane a car is large enough to be found, m from the stop line. */
export function sightOf(lane: Approach, { plane }: Street, looked: readonly LookedAt[]): number {
  const y = middleOf(lane, plane);
  for (let ahead = 0; ahead < lane.reach_m; ahead += 1) {
    const at = plane.toImage([lane.stopLine_m - lane.direction * ahead, y]);
    const scale = at && plane.scaleAt(at);
    if (at === null || scale === null) return ahead;
    const widths = looked
      .filter(({ region: [left, , right] }) => at[0] >= left && at[0] <= right)
      .map(({ region: [left, , right] }) => right - left);
    const crop = Math.min(1, ...widths);
    if (CAR_WIDTH_M / Math.hypot(...scale.across) < CAR_MIN * crop) return ahead;
  }
  return lane.reach_m;
}

/** The middle of the lane, m across the road. */
function middleOf({ polygon }: Approach, plane: Street["plane"]): number {
  const ys = polygon.map((corner) => plane.toGround(corner)?.[1] ?? null).filter((y) => y !== null);
  return ys.length === 0 ? 0 : (Math.min(...ys) + Math.max(...ys)) / 2;
}
