/**
 * The plan of one crossing in metres, from its site file.
 *
 * Origin in the middle of the crosswalk; x along the road, y across it from the kerb of the first zone
 * (y = -length / 2) to the kerb of the second (y = +length / 2). Somebody who crosses from the first to
 * the second zone has +x on the right hand.
 */
import type { Site } from "@crossing/config";

/** All that the street and the drawn camera need to know of where things are. Metres. */
export interface Layout {
  readonly length: number;
  readonly width: number;
  readonly lanes: readonly LaneLayout[];
  readonly zones: readonly [ZoneLayout, ZoneLayout];
}

export interface LaneLayout {
  readonly id: string;
  readonly index: number;
  /** +1: vehicles go towards +x. */
  readonly direction: 1 | -1;
  /** Middle of the lane. */
  readonly y: number;
  readonly width: number;
  readonly freeSpeed: number;
  /** From the advance loop to the stop line. */
  readonly advance: number;
  /** Numbers of the loops at the cabinet; null: there is none. */
  readonly advanceLoop: number | null;
  readonly stopLoop: number | null;
}

/** A waiting area: a rectangle behind its kerb. `side` is -1 at the first kerb, +1 at the second. */
export interface ZoneLayout {
  readonly id: string;
  readonly side: 1 | -1;
  readonly kerb: number;
  readonly button: boolean;
  /** Half its length along the road. */
  readonly halfWidth: number;
  /** How far it reaches from the kerb onto the pavement. */
  readonly depth: number;
}

/** From stop line to the near edge of the crosswalk. */
export const STOP_LINE_GAP_M = 2;
/** From kerb to the far edge of a waiting zone. */
const ZONE_DEPTH_M = 2.4;
/** A zone reaches this much past the crosswalk on either side: people stand at its corners too. */
const ZONE_MARGIN_M = 0.15;

/** The plan of a site. Lanes lie in the order of the file from the first kerb to the second. */
export function layoutOf(site: Pick<Site, "crossing" | "lanes" | "zones">): Layout {
  const { length_m: length, width_m: width } = site.crossing;
  const laneWidth = length / site.lanes.length;
  return {
    length,
    width,
    lanes: site.lanes.map((lane, index) => ({
      id: lane.id,
      index,
      direction: lane.direction === "A-to-B-right" ? 1 : -1,
      y: -length / 2 + (index + 0.5) * laneWidth,
      width: laneWidth,
      freeSpeed: lane.free_speed_m_per_s,
      advance: lane.advance_distance_m,
      advanceLoop: lane.advance_loop,
      stopLoop: lane.stop_loop,
    })),
    zones: [zoneOf(site, 0), zoneOf(site, 1)],
  };
}

function zoneOf(site: Pick<Site, "crossing" | "zones">, index: 0 | 1): ZoneLayout {
  const zone = site.zones[index]!;
  const side = index === 0 ? -1 : 1;
  return {
    id: zone.id,
    side,
    kerb: (side * site.crossing.length_m) / 2,
    button: zone.button,
    halfWidth: site.crossing.width_m / 2 + ZONE_MARGIN_M,
    depth: ZONE_DEPTH_M,
  };
}

/** Corners of a waiting zone on the ground, around the rectangle. */
export function zoneCorners(zone: ZoneLayout): readonly (readonly [number, number])[] {
  const far = zone.kerb + zone.side * zone.depth;
  return rectangle(zone.halfWidth, zone.kerb, far);
}

/** Who stands with the toes over the kerbstone is waiting, not crossing; and a foot is seen to half a metre at best. */
const KERBSTONE_M = 0.6;
/**
 * From afar a metre of ground is a few rows of the picture, less than a foot's place is known to: with the crosswalk
 * up to the far kerb, people who wait over there are taken for people on the road. That end is the other camera's.
 */
const FAR_END_M = 2;

/** Corners of the part of the crosswalk where a camera on `side` sees that somebody is on the road, around the rectangle. */
export function crosswalkCorners(
  layout: Layout,
  side: ZoneLayout["side"],
): readonly (readonly [number, number])[] {
  const half = layout.length / 2;
  return rectangle(layout.width / 2, side * (half - KERBSTONE_M), -side * (half - FAR_END_M));
}

const rectangle = (
  half: number,
  from: number,
  to: number,
): readonly (readonly [number, number])[] => [
  [-half, from],
  [half, from],
  [half, to],
  [-half, to],
];

/** Where along the road (x) a vehicle's front is that stands `s` metres past its stop line. */
export function roadX(layout: Layout, lane: LaneLayout, s: number): number {
  return lane.direction * (s - STOP_LINE_GAP_M - layout.width / 2);
}
