/**
 * Where to look: which parts of a camera's picture go to the network.
 *
 * The network takes a small square, so a person in a crop around the waiting zone is much larger to it than in
 * the whole picture: nothing else does as much for finding people. A crop holds the polygon on the ground, the
 * height of the people who stand there, and room at the sides so that nobody is cut.
 */
import type { Box, CameraSite } from "@crossing/config";
import type { Detector, Size } from "../ports.ts";
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
/** Sizes of the smallest person in the network's input, pixels, that plans are made for: coarse to fine. */
const PERSON_PX = [0, 30, 45, PERSON_MIN_PX] as const;
/** Share of a region's width and height that a tile over its far part has. */
const TILE = 0.6;

/** Zones first; the crosswalk joins a zone's crop when people stay large enough. Fractions of the picture. */
export const regionsOf = (
  ground: Ground,
  size: Size,
  side: number,
  aspect = ASPECT,
): readonly Box[] =>
  plan(ground, { size, side, aspect, personPx: PERSON_MIN_PX }).map(({ box }) => box);

/**
 * Where to look with at most `budget` crops, at least one: the finest of a few plans that stays within it.
 *
 * A machine that is short joins crops, so that people are smaller in them; one that has time looks again, and closer,
 * at the far part of every crop in which people are small. Zones come first. Fractions of the picture.
 */
export function looksOf(
  ground: Ground,
  size: Size,
  { side, aspect = ASPECT }: Pick<Detector, "side" | "aspect">,
  { budget }: { readonly budget: number },
): readonly Box[] {
  const plans = PERSON_PX.map((personPx) => plan(ground, { size, side, aspect, personPx }));
  const finest = plans.at(-1)!;
  const closer = finest.flatMap((region) => [region.box, ...tilesOf(region, side)]);
  const all = [...plans.map((regions) => regions.map(({ box }) => box)), closer];
  return all.findLast((boxes) => boxes.length <= budget) ?? all[0]!;
}

/** Two tiles side by side over the far part of a region in which people are small: near people are large enough. */
function tilesOf({ box, person }: Region, side: number): readonly Box[] {
  const [left, top, right, bottom] = box;
  if ((person / (bottom - top)) * side >= PERSON_MIN_PX) return [];
  const [width, height] = [(right - left) * TILE, (bottom - top) * TILE];
  return [
    [left, top, left + width, top + height],
    [right - width, top, right, top + height],
  ];
}

interface Wish {
  readonly size: Size;
  readonly side: number;
  readonly aspect: number;
  /** Regions are joined while the smallest person stays as large as this in the network's input, pixels. */
  readonly personPx: number;
}

function plan({ zones, crosswalk, mount }: Ground, wish: Wish): readonly Region[] {
  const polygons = [...zones.map(({ polygon }) => polygon), ...(crosswalk ? [crosswalk] : [])];
  return joined(
    polygons.map((polygon) => regionAround(polygon, mount, wish)),
    wish,
  );
}

interface Region {
  readonly box: Box;
  /** Height of the smallest person who stands there, fraction of the picture. */
  readonly person: number;
}

function regionAround(polygon: Polygon, mount: Ground["mount"], wish: Wish): Region {
  const { size } = wish;
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
  return { box: shaped(box, wish), person: far };
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
function shaped([left, top, right, bottom]: Box, { size, aspect }: Wish): Box {
  const wanted = (aspect * size.height) / size.width;
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
function joined(regions: readonly Region[], wish: Wish): readonly Region[] {
  const kept: Region[] = [];
  for (const region of regions) {
    const at = kept.findIndex((other) => staysLarge(join(other, region, wish), wish));
    if (at < 0) kept.push(region);
    else kept[at] = join(kept[at]!, region, wish);
  }
  return kept;
}

const join = (a: Region, b: Region, wish: Wish): Region => ({
  box: shaped(around(a.box, b.box), wish),
  person: Math.min(a.person, b.person),
});

const staysLarge = ({ box, person }: Region, { side, personPx }: Wish): boolean =>
  area(box) > 0 && (person / (box[3] - box[1])) * side >= personPx;
