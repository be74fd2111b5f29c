/** The colour of the ground at a point: road, zebra, markings, kerb and pavement. */
import { type Layout, STOP_LINE_GAP_M } from "../layout.ts";
import type { Rgb } from "./figure.ts";

const ASPHALT: Rgb = [92, 94, 98];
const WHITE: Rgb = [214, 214, 208];
const YELLOW: Rgb = [206, 172, 74];
const KERB: Rgb = [184, 182, 176];
const TILE: Rgb = [168, 158, 148];
const TACTILE: Rgb = [196, 164, 86];
const KERB_WIDTH_M = 0.2;
/** Bars of the zebra lie along the road: 0.45 m painted, 0.55 m bare. */
const ZEBRA_PITCH_M = 1;
const ZEBRA_BAR_M = 0.45;

/** The colour at a point of the plan, and beyond the pavement too. */
export function groundAt(layout: Layout, x: number, y: number): Rgb {
  const beyondKerb = Math.abs(y) - layout.length / 2;
  if (beyondKerb > KERB_WIDTH_M) return pavementAt(layout, x, beyondKerb);
  if (beyondKerb > 0) return speckled(KERB, x, y, 0.06);
  const paint = paintAt(layout, x, y);
  if (paint === null) return speckled(ASPHALT, x, y, 0.12);
  // Paint is worn: the asphalt shows through in patches.
  const worn = 0.72 + 0.28 * noiseAt(x * 3, y * 3);
  return mixed(speckled(ASPHALT, x, y, 0.12), paint, worn);
}

function paintAt(layout: Layout, x: number, y: number): Rgb | null {
  const half = layout.width / 2;
  if (Math.abs(x) <= half) {
    const along = (y + layout.length / 2 + 0.3) % ZEBRA_PITCH_M;
    return along < ZEBRA_BAR_M ? WHITE : null;
  }
  for (const lane of layout.lanes) {
    const before = -lane.direction * x - half - STOP_LINE_GAP_M;
    const inLane = Math.abs(y - lane.y) < lane.width / 2;
    if (inLane && before >= 0 && before < 0.35) return WHITE;
  }
  return lineAt(layout, x, y);
}

/** Lines between lanes: two yellow ones where directions meet, white otherwise, dashed away from the crossing. */
function lineAt(layout: Layout, x: number, y: number): Rgb | null {
  for (const lane of layout.lanes.slice(1)) {
    const off = Math.abs(y - (lane.y - lane.width / 2));
    const other = layout.lanes[lane.index - 1]!;
    if (other.direction !== lane.direction) {
      if (off > 0.06 && off < 0.2) return YELLOW;
      continue;
    }
    const solid = Math.abs(x) < layout.width / 2 + STOP_LINE_GAP_M + 25;
    if (off < 0.08 && (solid || Math.abs(x) % 15 < 6)) return WHITE;
  }
  return null;
}

function pavementAt(layout: Layout, x: number, beyond: number): Rgb {
  const half = layout.width / 2;
  const strip = Math.abs(x) < half && beyond > 0.35 && beyond < 0.75;
  const lead = Math.abs(x) < 0.25 && beyond >= 0.75 && beyond < 4.4;
  const along = beyond > 4.15 && beyond < 4.6;
  const joint = Math.abs(x % 0.6) < 0.025 || beyond % 0.6 < 0.025;
  if (strip || lead || along) return speckled(TACTILE, x * 4, beyond * 4, 0.16);
  const tint = 0.93 + 0.1 * noiseAt(Math.floor(x / 0.6) * 7.3, Math.floor(beyond / 0.6) * 3.1);
  const tile = speckled(TILE, x, beyond, 0.06);
  return scaled(tile, joint ? tint * 0.82 : tint);
}

const speckled = (colour: Rgb, x: number, y: number, by: number): Rgb =>
  scaled(colour, 1 + by * (noiseAt(x * 9, y * 9) + noiseAt(x * 0.7, y * 0.9) - 1));

export const scaled = ([r, g, b]: Rgb, by: number): Rgb => [r * by, g * by, b * by];

export const mixed = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** Smooth noise 0..1 with a grain of 1. */
export function noiseAt(x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const fx = x - left;
  const fy = y - top;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const upper = grain(left, top) + (grain(left + 1, top) - grain(left, top)) * sx;
  const lower = grain(left, top + 1) + (grain(left + 1, top + 1) - grain(left, top + 1)) * sx;
  return upper + (lower - upper) * sy;
}

function grain(x: number, y: number): number {
  let hash = Math.imul(x, 374761393) + Math.imul(y, 668265263);
  hash = Math.imul(hash ^ (hash >>> 13), 1274126177);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}
