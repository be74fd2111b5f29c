/**
 * Landmarks: small pieces of the unmoving background, cut out when the camera was commissioned.
 *
 * They tell a camera that was moved since then, even over a restart, which a learned background cannot. A patch is 16 x 16
 * points of the grid (a tenth of the picture's width), lightness only, base64: 344 characters.
 */
import type { CameraSite } from "@crossing/config";
import type { RgbPicture } from "../ports.ts";
import { GRID_HEIGHT, GRID_POINTS, GRID_WIDTH, gridOf } from "./grid.ts";

/** As the site file keeps it: the middle of the patch in fractions, and its lightness. */
export type SiteLandmark = CameraSite["landmarks"][number];

const WIDTH = GRID_WIDTH;
const HEIGHT = GRID_HEIGHT;
const SIDE = 16;
const POINTS = SIDE * SIDE;
/** So many are enough, and must be spread. */
const MOST = 12;
const APART = 20;
/** Nearer to the border a small move would take it out of the picture. */
const BORDER = 6;
/** Grey levels that a point may waver over the pictures, on average. */
const WAVER = 5;
/** A corner's weaker direction must have slopes of this mean square. */
const CORNER_MIN = 60;

/**
 * The best landmarks of a few pictures of one still camera, best first, at most 12.
 *
 * Good ones are rich in corners, do not waver from picture to picture, and look like nothing near them. Give pictures over
 * ten seconds or more, so that people and vehicles move on. Empty when nothing in the picture will do.
 */
export function landmarksOf(pictures: readonly RgbPicture[]): readonly SiteLandmark[] {
  const planes = pictures.map((picture) => gridOf(picture).plane);
  if (planes.length === 0) return [];
  const { mean, waver } = stillness(planes);
  const chosen: Candidate[] = [];
  for (const candidate of candidates(mean, waver)) {
    if (chosen.length === MOST) break;
    if (chosen.some((other) => near(other, candidate))) continue;
    if (!isUnique(mean, candidate)) continue;
    chosen.push(candidate);
  }
  return chosen.map(({ x, y }) => ({
    at: [fraction(x + SIDE / 2, WIDTH), fraction(y + SIDE / 2, HEIGHT)],
    patch: Buffer.from(patchAt(mean, x, y)).toString("base64"),
  }));
}

const fraction = (value: number, whole: number): number => Math.round((value / whole) * 1e5) / 1e5;

interface Candidate {
  readonly x: number;
  readonly y: number;
  readonly corner: number;
}

const near = (a: Candidate, b: Candidate): boolean =>
  Math.abs(a.x - b.x) < APART && Math.abs(a.y - b.y) < APART;

/** Mean lightness of each point, and how much it wavers around it. */
function stillness(planes: readonly Uint8Array[]): {
  readonly mean: Uint8Array;
  readonly waver: Float32Array;
} {
  const mean = new Uint8Array(GRID_POINTS);
  const waver = new Float32Array(GRID_POINTS);
  for (let at = 0; at < GRID_POINTS; at++) {
    let sum = 0;
    for (const plane of planes) sum += plane[at]!;
    mean[at] = Math.round(sum / planes.length);
    let off = 0;
    for (const plane of planes) off += Math.abs(plane[at]! - mean[at]!);
    waver[at] = off / planes.length;
  }
  return { mean, waver };
}

/** Places whose patch stands still and has corners, most corner first. */
function candidates(mean: Uint8Array, waver: Float32Array): readonly Candidate[] {
  const found: Candidate[] = [];
  for (let y = BORDER; y <= HEIGHT - SIDE - BORDER; y += 4)
    for (let x = BORDER; x <= WIDTH - SIDE - BORDER; x += 4) {
      const corner = cornerness(mean, waver, x, y);
      if (corner >= CORNER_MIN) found.push({ x, y, corner });
    }
  return found.sort((a, b) => b.corner - a.corner);
}

/** Mean square slope of a patch in its weaker direction; 0 where it does not stand still. */
function cornerness(mean: Uint8Array, waver: Float32Array, left: number, top: number): number {
  let [xx, xy, yy, off] = [0, 0, 0, 0];
  for (let y = top; y < top + SIDE; y++)
    for (let x = left, at = y * WIDTH + left; x < left + SIDE; x++, at++) {
      const across = mean[at + 1]! - mean[at - 1]!;
      const down = mean[at + WIDTH]! - mean[at - WIDTH]!;
      xx += across * across;
      xy += across * down;
      yy += down * down;
      off += waver[at]!;
    }
  if (off > WAVER * POINTS) return 0;
  return ((xx + yy) / 2 - Math.hypot((xx - yy) / 2, xy)) / POINTS;
}

/** Elsewhere nearby nothing may look nearly like it: it would be found in the wrong place. */
function isUnique(mean: Uint8Array, { x, y }: Candidate): boolean {
  const landmark: Landmark = { x, y, patch: patchAt(mean, x, y) };
  return bestAround(landmark, mean, REACH, 4).likeness < LIKE - 0.05;
}

function patchAt(plane: Uint8Array, left: number, top: number): Uint8Array {
  const patch = new Uint8Array(POINTS);
  for (let y = 0; y < SIDE; y++) {
    const start = (top + y) * WIDTH + left;
    patch.set(plane.subarray(start, start + SIDE), y * SIDE);
  }
  return patch;
}

/** A landmark ready to be sought: its upper left corner in the grid. */
export interface Landmark {
  readonly x: number;
  readonly y: number;
  readonly patch: Uint8Array;
}

/** The landmarks of a site file; those that are none are left out. */
export function readLandmarks(landmarks: readonly SiteLandmark[]): readonly Landmark[] {
  return landmarks.flatMap(({ at: [u, v], patch }) => {
    const bytes = Uint8Array.from(Buffer.from(patch, "base64"));
    const x = Math.round(u * WIDTH - SIDE / 2);
    const y = Math.round(v * HEIGHT - SIDE / 2);
    const inside = x >= 0 && y >= 0 && x <= WIDTH - SIDE && y <= HEIGHT - SIDE;
    return inside && bytes.length === POINTS ? [{ x, y, patch: bytes }] : [];
  });
}

/** Where a landmark is: in its place, beside it, or not to be seen. */
export type Whereabouts = "in-place" | "beside" | "unseen";

/** A landmark may sway so many grid points (1.25 % of the width): wind, and the warmth of the day. */
const SWAY = 2;
const REACH = 24;
/** Correlation of lightness from which a patch counts as found. */
const LIKE = 0.65;
const SURELY = 0.8;

/** Where a landmark is in a plane. In place: 15 microseconds; elsewhere: 0.3 ms. */
export function seekLandmark(landmark: Landmark, plane: Uint8Array): Whereabouts {
  if (bestAround(landmark, plane, SWAY, 0).likeness >= LIKE) return "in-place";
  return bestAround(landmark, plane, REACH, SWAY + 1).likeness >= SURELY ? "beside" : "unseen";
}

/** The best likeness at most `reach` and at least `from` points away. */
function bestAround(
  { x, y, patch }: Landmark,
  plane: Uint8Array,
  reach: number,
  from: number,
): { readonly likeness: number } {
  const stride = reach > 4 ? 2 : 1;
  let likeness = -1;
  for (let v = Math.max(0, y - reach); v <= Math.min(HEIGHT - SIDE, y + reach); v += stride)
    for (let u = Math.max(0, x - reach); u <= Math.min(WIDTH - SIDE, x + reach); u += stride) {
      if (Math.max(Math.abs(u - x), Math.abs(v - y)) < from) continue;
      likeness = Math.max(likeness, correlation(patch, plane, v * WIDTH + u));
    }
  return { likeness };
}

/** Correlation of a patch with the plane from `start`, -1..1; 0 where either is flat. */
function correlation(patch: Uint8Array, plane: Uint8Array, start: number): number {
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let y = 0, at = 0; y < SIDE; y++)
    for (let x = 0, from = start + y * WIDTH; x < SIDE; x++, from++, at++) {
      const p = patch[at]!;
      const q = plane[from]!;
      a += p;
      b += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
  const own = aa - (a * a) / POINTS;
  const its = bb - (b * b) / POINTS;
  return own <= POINTS || its <= POINTS ? 0 : (ab - (a * b) / POINTS) / Math.sqrt(own * its);
}
