/**
 * Where to look: which parts of a camera's picture go to the network.
 *
 * The network takes a small square, so a person in a crop around the waiting zone is much larger to it than in
 * the whole picture: nothing else does as much for finding people. A crop holds the polygon on the ground, the
 * height of the people who stand there, and room at the sides so that nobody is cut.
 */
import type { Box, CameraSite } from "@crossing/config";
import type { Size } from "../ports.ts";
import { area, around } from "./boxes.ts";

/** What the regions of a camera are made from. */
export type Ground = Pick<CameraSite, "zones" | "crosswalk" | "mount">;

type Polygon = CameraSite["zones"][number]["polygon"];

const PERSON_M = 1.75;
/** Room for tall people, for children jumping, and for an unknown lens. */
const HEADROOM = 1.3;
/** Half a person with a swinging bag, in heights of a person. */
const SIDE_ROOM = 0.35;
const FOOT_ROOM = 0.1;
/** Width over height, in pixels, that the network was happiest with. */
const ASPECT = 1.25;
/** Below this the network misses people: pixels of height in its input. */
const PERSON_MIN_PX = 60;
/** Focal length over picture height of a usual traffic camera (40 degrees from top to bottom). */
const FOCAL = 1.37;
/** A picture this wide is looked at in two halves when nobody says where people stand. */
const WIDE = 1.15;
const HALF = 0.55;

/** Zones first; the crosswalk joins a zone's crop when people stay large enough. Fractions of the picture. */
export function regionsOf(ground: Ground, size: Size, side: number): readonly Box[] {
  const zones = ground.zones.map(({ polygon }) => regionAround(polygon, ground.mount, size));
  const all = ground.crosswalk
    ? [...zones, regionAround(ground.crosswalk, ground.mount, size)]
    : zones;
  return joined(all, size, side).map(({ box }) => box);
}

/** Two overlapping halves of a wide picture, or all of a narrow one: for when no zones are known. */
export function wholePicture({ width, height }: Size): readonly Box[] {
  if (width / height < WIDE) return [[0, 0, 1, 1]];
  return [
    [0, 0, HALF, 1],
    [1 - HALF, 0, 1, 1],
  ];
}

interface Region {
  readonly box: Box;
  /** Height of the smallest person who stands there, fraction of the picture. */
  readonly person: number;
}

function regionAround(polygon: Polygon, mount: Ground["mount"], size: Size): Region {
  const xs = polygon.map(([x]) => x);
  const ys = polygon.map(([, y]) => y);
  const far = personAt(Math.min(...ys), mount);
  const near = personAt(Math.max(...ys), mount);
  const side = (SIDE_ROOM * near * size.height) / size.width;
  const box: Box = [
    Math.min(...xs) - side,
    Math.min(...ys) - far * HEADROOM,
    Math.max(...xs) + side,
    Math.max(...ys) + near * FOOT_ROOM,
  ];
  return { box: shaped(box, size), person: far };
}

/**
 * Height of a person whose feet are at row `y`, fraction of the picture.
 *
 * On level ground the row of the horizon is as high over the feet as the camera is over the ground.
 */
function personAt(y: number, mount: Ground["mount"]): number {
  const horizon = 0.5 - Math.tan((mount.pitch_deg * Math.PI) / 180) * FOCAL;
  return Math.max(0.05, ((y - horizon) * PERSON_M) / mount.height_m);
}

/** Grown to the network's favourite shape, and moved into the picture. */
function shaped([left, top, right, bottom]: Box, size: Size): Box {
  const wanted = (ASPECT * size.height) / size.width;
  const width = Math.max(right - left, (bottom - top) * wanted);
  const height = Math.max(bottom - top, width / wanted);
  const [x0, x1] = placed((left + right) / 2, width);
  const [y0, y1] = placed((top + bottom) / 2, height);
  return [x0, y0, x1, y1];
}

/** A span of `length` around `middle`, moved so that it lies within 0..1. */
function placed(middle: number, length: number): readonly [number, number] {
  const short = Math.min(1, length);
  const start = Math.min(1 - short, Math.max(0, middle - short / 2));
  return [start, start + short];
}

/** Joins regions while the smallest person in the joint one stays large enough: each region is one more run. */
function joined(regions: readonly Region[], size: Size, side: number): readonly Region[] {
  const kept: Region[] = [];
  for (const region of regions) {
    const at = kept.findIndex((other) => staysLarge(join(other, region, size), side));
    if (at < 0) kept.push(region);
    else kept[at] = join(kept[at]!, region, size);
  }
  return kept;
}

const join = (a: Region, b: Region, size: Size): Region => ({
  box: shaped(around(a.box, b.box), size),
  person: Math.min(a.person, b.person),
});

const staysLarge = ({ box, person }: Region, side: number): boolean =>
  area(box) > 0 && (person / (box[3] - box[1])) * side >= PERSON_MIN_PX;
