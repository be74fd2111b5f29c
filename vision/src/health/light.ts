/** How light and how rich in contrast a picture is. */
import { GRID_POINTS } from "./grid.ts";

/** Grey levels 0..255 and shares 0..1. */
export interface Light {
  /** One in a hundred points is darker, one in twenty, and so on. */
  readonly p1: number;
  readonly p5: number;
  readonly p95: number;
  readonly p99: number;
  /** From p5 to p95. */
  readonly contrast: number;
  /** Share of points that are as white as can be. */
  readonly burnt: number;
}

const POINTS = GRID_POINTS;
const WHITE = 250;

/** The light of a plane of the grid. */
export function lightOf(plane: Uint8Array): Light {
  const counts = new Uint32Array(256);
  for (let at = 0; at < plane.length; at++) counts[plane[at]!] = counts[plane[at]!]! + 1;
  const p5 = levelAt(counts, 0.05);
  const p95 = levelAt(counts, 0.95);
  const burnt = counts.subarray(WHITE).reduce((sum, count) => sum + count, 0) / POINTS;
  return {
    p1: levelAt(counts, 0.01),
    p5,
    p95,
    p99: levelAt(counts, 0.99),
    contrast: p95 - p5,
    burnt,
  };
}

function levelAt(counts: Uint32Array, share: number): number {
  let below = 0;
  for (let level = 0; level < 256; level++) {
    below += counts[level]!;
    if (below >= share * POINTS) return level;
  }
  return 255;
}
