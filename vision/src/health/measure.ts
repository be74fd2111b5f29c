/** All that is measured of one picture: plain numbers, and the picture brought down to the grid. */
import type { RgbPicture } from "../ports.ts";
import { type Slopes, slopesOf } from "./background.ts";
import { type Edges, edgesOf } from "./edges.ts";
import { type Grid, gridOf } from "./grid.ts";
import { type Light, lightOf } from "./light.ts";

/** One picture, measured. */
export interface Measured {
  readonly width: number;
  readonly height: number;
  readonly grid: Grid;
  readonly light: Light;
  readonly edges: Edges;
  readonly slopes: Slopes;
}

/** Smaller pictures are not measured: there is nothing to see in them. */
export const SIDE_MIN = 32;

/** Measures a picture; null when it is smaller than 32 pixels or its bytes do not fit its size. About 0.8 ms for 640 x 480. */
export function measure(picture: RgbPicture): Measured | null {
  const { width, height, rgb } = picture;
  if (width < SIDE_MIN || height < SIDE_MIN || rgb.length !== width * height * 3) return null;
  const grid = gridOf(picture);
  return {
    width,
    height,
    grid,
    light: lightOf(grid.plane),
    edges: edgesOf(picture),
    slopes: slopesOf(grid.plane),
  };
}
