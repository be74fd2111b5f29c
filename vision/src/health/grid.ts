/**
 * A picture brought down to a grid of 160 x 120, whatever its size and shape: all that health looks at.
 *
 * At each point of the grid four neighbouring pixels are read. Their mean is the plane; one of them, as it is, keeps the
 * grain of the camera, by which a living picture is told from a dead one. Hot loops, written out on purpose: 0.3 ms.
 */
import type { RgbPicture } from "../ports.ts";

export const GRID_WIDTH = 160;
export const GRID_HEIGHT = 120;
export const GRID_POINTS = GRID_WIDTH * GRID_HEIGHT;

/** A picture as health sees it. */
export interface Grid {
  /** Lightness 0..255, means of four pixels, rows from the top. */
  readonly plane: Uint8Array;
  /** Single pixels (green), with the camera's grain in them. */
  readonly grain: Uint8Array;
  /** Standard deviation of the grain, grey levels: the median of what is left when straight edges and slopes cancel. */
  readonly noise: number;
  /** Share of points with a pixel far off its neighbours, 0..1. */
  readonly specks: number;
  /** Mean red, green and blue. */
  readonly colour: readonly [number, number, number];
  /** Mean distance of the three colours from each other, grey levels; under 2 is a picture without colour. */
  readonly saturation: number;
}

/** What is left of a quad of pixels beyond this is a speck: salt, pepper, broken bytes. */
const SPECK = 40;
/** A bell's median distance from its middle, in standard deviations. */
const MEDIAN_OF_BELL = 0.6745;

/** The grid of a picture of at least 2 x 2 pixels. */
export function gridOf({ rgb, width, height }: RgbPicture): Grid {
  const plane = new Uint8Array(GRID_POINTS);
  const grain = new Uint8Array(GRID_POINTS);
  const left = new Uint32Array(512);
  const columns = columnsOf(width);
  const row = width * 3;
  let [reds, greens, blues, spread, specks] = [0, 0, 0, 0, 0];
  for (let y = 0, at = 0; y < GRID_HEIGHT; y++) {
    const start = Math.min(height - 2, Math.floor(((y + 0.5) * height) / GRID_HEIGHT)) * row;
    for (let x = 0; x < GRID_WIDTH; x++, at++) {
      const p = start + columns[x]!;
      const q = p + row;
      const red = rgb[p]!;
      const green = rgb[p + 1]!;
      const blue = rgb[p + 2]!;
      const a = lightness(red, green, blue);
      const b = lightness(rgb[p + 3]!, rgb[p + 4]!, rgb[p + 5]!);
      const c = lightness(rgb[q]!, rgb[q + 1]!, rgb[q + 2]!);
      const d = lightness(rgb[q + 3]!, rgb[q + 4]!, rgb[q + 5]!);
      plane[at] = (a + b + c + d + 512) >> 10;
      grain[at] = green;
      const rest = Math.abs(a - b - c + d) >> 8;
      left[rest >> 1] = left[rest >> 1]! + 1;
      if (rest > SPECK * 2) specks += 1;
      reds += red;
      greens += green;
      blues += blue;
      spread += Math.abs(red - green) + Math.abs(green - blue);
    }
  }
  return {
    plane,
    grain,
    noise: medianOf(left) / MEDIAN_OF_BELL,
    specks: specks / GRID_POINTS,
    colour: [reds / GRID_POINTS, greens / GRID_POINTS, blues / GRID_POINTS],
    saturation: spread / GRID_POINTS / 2,
  };
}

/** 256ths of a grey level. */
const lightness = (red: number, green: number, blue: number): number =>
  red * 77 + green * 150 + blue * 29;

/** Where the columns of the grid begin in a row of bytes. */
function columnsOf(width: number): Uint32Array {
  const columns = new Uint32Array(GRID_WIDTH);
  for (let x = 0; x < GRID_WIDTH; x++)
    columns[x] = Math.min(width - 2, Math.floor(((x + 0.5) * width) / GRID_WIDTH)) * 3;
  return columns;
}

/** The median of counted values, between the steps of the counting. */
function medianOf(counts: Uint32Array): number {
  let below = 0;
  for (let value = 0; value < counts.length; value++) {
    const here = counts[value]!;
    if (below + here >= GRID_POINTS / 2) return value + (GRID_POINTS / 2 - below) / here;
    below += here;
  }
  return counts.length;
}
