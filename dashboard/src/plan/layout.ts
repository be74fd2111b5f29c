/**
 * Where things are in the plan drawing, in drawing units. Not to scale: people and heads are drawn
 * larger than life, because they are what one looks for.
 *
 * The first zone is at the top; vehicles keep to the right, so those that go right as seen by somebody
 * who crosses from the first zone (to the left in the drawing) have the upper half.
 */
import type { LaneSite, Site } from "@crossing/config";

/** A place in the drawing. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The measures of one crossing's drawing. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly roadTop: number;
  readonly roadBottom: number;
  readonly laneHeight: number;
  /** Middle line between the two directions. */
  readonly divide: number;
  readonly lanes: readonly LanePlace[];
  readonly refuge: boolean;
}

/** Where a lane is, and which way its vehicles go: -1 to the left, 1 to the right. */
export interface LanePlace {
  readonly lane: LaneSite;
  readonly y: number;
  readonly heading: -1 | 1;
}

export const WIDTH = 1120;
export const MIDDLE = WIDTH / 2;
/** Half the width of the zebra. */
export const ZEBRA = 62;
/** From the middle of the zebra to a stop line. */
export const STOP = ZEBRA + 24;
/** Depth of the pavement. */
export const PAVEMENT = 150;
/** Half the width of a waiting zone. */
export const ZONE = 104;
/** Half the width of the part that a phone shows. */
export const PHONE = 214;
const UNITS_PER_M = 8.4;
const LANE_HEIGHT = 46;
const ROAD_MAX = 260;

/** The layout of a site. */
export function layoutOf(site: Pick<Site, "lanes" | "crossing">): Layout {
  const upper = site.lanes.filter(({ direction }) => direction === "A-to-B-right");
  const lower = site.lanes.filter(({ direction }) => direction === "A-to-B-left").reverse();
  const laneHeight = Math.min(LANE_HEIGHT, ROAD_MAX / site.lanes.length);
  const roadBottom = PAVEMENT + site.lanes.length * laneHeight;
  return {
    width: WIDTH,
    height: roadBottom + PAVEMENT,
    roadTop: PAVEMENT,
    roadBottom,
    laneHeight,
    divide: PAVEMENT + upper.length * laneHeight,
    lanes: [...upper, ...lower].map((lane, index) => ({
      lane,
      y: PAVEMENT + (index + 0.5) * laneHeight,
      heading: lane.direction === "A-to-B-right" ? -1 : 1,
    })),
    refuge: site.crossing.refuge,
  };
}

/** Where the front bumper of a vehicle is that has so many metres to its stop line. */
export const bumperAt = ({ y, heading }: LanePlace, distance_m: number): Place => ({
  x: MIDDLE - heading * (STOP + 6 + distance_m * UNITS_PER_M),
  y,
});

/** People in the front row of a zone, and in each row behind it. */
const ROW = 7;
/** Places drawn in one zone; more people are given as a number. */
export const PLACES = 2 * ROW;

/** Where the person in a place of a zone stands (the feet). Side 0 is the upper kerb. */
export function standingAt(layout: Layout, side: 0 | 1, slot: number): Place {
  const row = Math.floor(slot / ROW);
  // From the middle outwards: 0, 1, -1, 2, -2, ...
  const nth = slot % ROW;
  const column = nth % 2 === 0 ? -nth / 2 : (nth + 1) / 2;
  const x = MIDDLE + column * 27 + (row === 0 ? 0 : 13);
  return {
    x,
    y: side === 0 ? layout.roadTop - 24 - row * 36 : layout.roadBottom + 62 + row * 36,
  };
}

/** Where somebody on the carriageway is (the feet); progress 0 at the own kerb, 1 at the other. */
export function walkingAt(
  layout: Layout,
  walker: { readonly side: 0 | 1; readonly progress: number; readonly offset: number },
): Place {
  const along = walker.side === 0 ? walker.progress : 1 - walker.progress;
  const length = layout.roadBottom - layout.roadTop;
  return { x: MIDDLE + walker.offset * (ZEBRA - 12), y: layout.roadTop + 10 + along * length };
}
