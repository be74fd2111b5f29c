/** Where people stand: polygons on the ground, and how long somebody has been in one. */
import type { Box, CameraSite, Instant } from "@crossing/config";
import type { Track } from "./tracks.ts";

/** A polygon of the site file: corners [x, y], fractions of the picture. */
export type Polygon = CameraSite["zones"][number]["polygon"];

/** The word for the carriageway part of the crosswalk among the places. */
export const CROSSWALK = "crosswalk";

/** One place that people can be in. */
export interface Place {
  /** A zone's id, or `crosswalk`. */
  readonly name: string;
  readonly polygon: Polygon;
}

/** Where one tracked person is, and since when; `leftAt` while the feet are seen elsewhere, but not yet for long. */
export interface Stay {
  readonly where: string | null;
  /** The place of the feet in this very look. */
  readonly here: string | null;
  readonly since: Instant;
  readonly leftAt: Instant | null;
  /** The last named place before this one, and the zone stood in last; null: none yet. */
  readonly from: string | null;
  readonly zone: string | null;
}

/** Feet that waver over a line stay where they were, unless they are gone for so long; ms. */
const WAVER = 400;
/** Who has just crossed walks on through the far zone. Somebody still there after so long does wait; ms. */
const WALKS_ON = 4000;

/** The places of a camera, zones first: feet in two of them count in the first. */
export const placesOf = (camera: Pick<CameraSite, "zones" | "crosswalk">): readonly Place[] => [
  ...camera.zones.map(({ zone, polygon }) => ({ name: zone, polygon })),
  ...(camera.crosswalk ? [{ name: CROSSWALK, polygon: camera.crosswalk }] : []),
];

/** The point where a person stands: the middle of the box's lower edge. */
export const feet = ([left, , right, bottom]: Box): readonly [x: number, y: number] => [
  (left + right) / 2,
  bottom,
];

/** The stays of all tracks at `at`, from those before; tracks that are gone are forgotten. */
export function stays(
  before: ReadonlyMap<number, Stay>,
  tracks: readonly Track[],
  places: readonly Place[],
  at: Instant,
): ReadonlyMap<number, Stay> {
  return new Map(
    tracks.map((track) => [track.id, stay(before.get(track.id), placeAt(track.box, places), at)]),
  );
}

/** Whether somebody is only walking off the crossing, and does not wait to cross back. */
export const walksOn = ({ where, from, zone, since }: Stay, at: Instant): boolean =>
  isZone(where) && from === CROSSWALK && zone !== where && at - since < WALKS_ON;

/**
 * The place somebody counts in: where the feet are now. Only between the road and the rest it takes a while: toes over
 * the kerb are not yet on the road, and feet at the crosswalk's edge must not end a clearance.
 */
export const countsIn = ({ where, here }: Stay): string | null =>
  where === CROSSWALK || here === CROSSWALK ? where : here;

/** Whether a place is a waiting zone. */
export const isZone = (place: string | null): boolean => place !== null && place !== CROSSWALK;

/** The first place that holds the feet of a box, by name; null: none. */
export function placeAt(box: Box, places: readonly Place[]): string | null {
  const [x, y] = feet(box);
  return places.find(({ polygon }) => holds(polygon, x, Math.min(y, BOTTOM)))?.name ?? null;
}

/** A box cut off by the lower edge of the picture stands in a polygon that reaches down to that edge. */
const BOTTOM = 0.999;

function stay(before: Stay | undefined, here: string | null, at: Instant): Stay {
  if (before === undefined) return begun(null, here, at);
  if (before.where === here) return { ...before, here, leftAt: null };
  const leftAt = before.leftAt ?? at;
  const gone = before.where === null || at - leftAt >= WAVER;
  return gone ? begun(before, here, leftAt) : { ...before, here, leftAt };
}

/** `zone` is the zone before this stay, so that who steps off the kerb and back again goes on waiting. */
function begun(before: Stay | null, here: string | null, since: Instant): Stay {
  const from = before?.where ?? before?.from ?? null;
  const zone = isZone(from) ? from : (before?.zone ?? null);
  return { where: here, here, since, leftAt: null, from, zone };
}

/** Whether a point lies in a polygon: a ray to the right crosses its sides an odd number of times. */
export function holds(polygon: Polygon, x: number, y: number): boolean {
  let odd = false;
  polygon.forEach(([x1, y1], at) => {
    const [x0, y0] = polygon.at(at - 1)!;
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) odd = !odd;
  });
  return odd;
}
