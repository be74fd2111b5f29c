/** Painting into an RGB frame: polygons with soft edges, soft ellipses, and sprites. Hot loops: they write in place. */
import type { Rgb } from "./figure.ts";
import type { Sprite } from "./sprite.ts";

/** An RGB picture, 3 bytes a pixel, rows from the top. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8ClampedArray;
}

export type Corner = readonly [u: number, v: number];

const SUBROWS = 3;
const cover = new Float32Array(4096);

/** Fills a polygon; edges are soft. `alpha` 1 covers wholly. */
export function fillPolygon(
  canvas: Canvas,
  corners: readonly Corner[],
  colour: Rgb,
  alpha = 1,
): void {
  let [top, bottom, left, right] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [u, v] of corners) {
    top = Math.min(top, v);
    bottom = Math.max(bottom, v);
    left = Math.min(left, u);
    right = Math.max(right, u);
  }
  top = Math.max(0, Math.floor(top));
  bottom = Math.min(canvas.height - 1, Math.floor(bottom));
  left = Math.max(0, Math.floor(left));
  right = Math.min(canvas.width - 1, Math.floor(right));
  if (left > right) return;
  for (let row = top; row <= bottom; row++) {
    cover.fill(0, left, right + 1);
    for (let part = 0; part < SUBROWS; part++)
      coverRow(corners, row + (part + 0.5) / SUBROWS, left, right);
    blendRow(canvas, row, { left, right }, colour, alpha / SUBROWS);
  }
}

const crossings = new Float64Array(64);

/** Adds to `cover` what a polygon covers of the pixels along one line. */
function coverRow(corners: readonly Corner[], v: number, left: number, right: number): void {
  const count = crossingsAt(corners, v);
  for (let pair = 0; pair + 1 < count; pair += 2) {
    const from = Math.max(left, crossings[pair]!);
    const to = Math.min(right + 1, crossings[pair + 1]!);
    if (to <= from) continue;
    const first = Math.floor(from);
    const last = Math.min(right, Math.floor(to));
    if (first === last) {
      cover[first] = cover[first]! + to - from;
      continue;
    }
    cover[first] = cover[first]! + first + 1 - from;
    for (let u = first + 1; u < last; u++) cover[u] = cover[u]! + 1;
    cover[last] = cover[last]! + to - last;
  }
}

/** Writes where the edges cross the line at `v` into `crossings`, from the left; gives how many. */
function crossingsAt(corners: readonly Corner[], v: number): number {
  let count = 0;
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
    const a = corners[i]!;
    const b = corners[j]!;
    if (a[1] > v === b[1] > v || count === crossings.length) continue;
    const u = a[0] + ((v - a[1]) / (b[1] - a[1])) * (b[0] - a[0]);
    let place = count++;
    for (; place > 0 && crossings[place - 1]! > u; place--)
      crossings[place] = crossings[place - 1]!;
    crossings[place] = u;
  }
  return count;
}

function blendRow(
  canvas: Canvas,
  row: number,
  { left, right }: { readonly left: number; readonly right: number },
  colour: Rgb,
  share: number,
): void {
  const { rgb } = canvas;
  const [r, g, b] = colour;
  for (let u = left, at = (row * canvas.width + left) * 3; u <= right; u++, at += 3) {
    const part = Math.min(1, cover[u]! * share);
    if (part <= 0) continue;
    rgb[at] = rgb[at]! + (r - rgb[at]!) * part;
    rgb[at + 1] = rgb[at + 1]! + (g - rgb[at + 1]!) * part;
    rgb[at + 2] = rgb[at + 2]! + (b - rgb[at + 2]!) * part;
  }
}

/** A soft dark ellipse, as a shadow: darkest in the middle. Radii in pixels. */
export function shade(
  canvas: Canvas,
  at: { readonly u: number; readonly v: number; readonly ru: number; readonly rv: number },
  strength: number,
): void {
  const { u, v, ru, rv } = at;
  for (let y = Math.max(0, Math.ceil(v - rv)); y <= Math.min(canvas.height - 1, v + rv); y++)
    for (let x = Math.max(0, Math.ceil(u - ru)); x <= Math.min(canvas.width - 1, u + ru); x++) {
      const out = ((x - u) / ru) ** 2 + ((y - v) / rv) ** 2;
      if (out >= 1) continue;
      const light = 1 - strength * (1 - out) * (1 - out * 0.4);
      const pixel = (y * canvas.width + x) * 3;
      for (let channel = 0; channel < 3; channel++)
        canvas.rgb[pixel + channel] = canvas.rgb[pixel + channel]! * light;
    }
}

/** Puts a sprite with its foot at (u, v), at `scale` pixels a metre, smoothly scaled. */
export function place(canvas: Canvas, sprite: Sprite, u: number, v: number, scale: number): void {
  const step = sprite.scale / scale;
  const left = Math.max(0, Math.ceil(u - sprite.footX / step));
  const right = Math.min(
    canvas.width - 1,
    Math.floor(u + (sprite.width - 2 - sprite.footX) / step),
  );
  const top = Math.max(0, Math.ceil(v - sprite.footY / step));
  const bottom = Math.min(
    canvas.height - 1,
    Math.floor(v + (sprite.height - 2 - sprite.footY) / step),
  );
  for (let y = top; y <= bottom; y++) {
    const sy = sprite.footY + (y - v) * step;
    for (let x = left; x <= right; x++)
      placePixel(canvas, sprite, sprite.footX + (x - u) * step, sy, (y * canvas.width + x) * 3);
  }
}

function placePixel(canvas: Canvas, sprite: Sprite, sx: number, sy: number, at: number): void {
  const x = Math.trunc(sx);
  const y = Math.trunc(sy);
  const { rgba } = sprite;
  const row = sprite.width * 4;
  const from = y * row + x * 4;
  const fx = sx - x;
  const fy = sy - y;
  const w00 = (1 - fx) * (1 - fy);
  const w10 = fx * (1 - fy);
  const w01 = (1 - fx) * fy;
  const w11 = fx * fy;
  const alpha =
    rgba[from + 3]! * w00 +
    rgba[from + 7]! * w10 +
    rgba[from + row + 3]! * w01 +
    rgba[from + row + 7]! * w11;
  if (alpha < 1) return;
  const behind = 1 - alpha / 255;
  for (let channel = 0; channel < 3; channel++) {
    const pixel = from + channel;
    const front =
      rgba[pixel]! * w00 +
      rgba[pixel + 4]! * w10 +
      rgba[pixel + row]! * w01 +
      rgba[pixel + row + 4]! * w11;
    canvas.rgb[at + channel] = front + canvas.rgb[at + channel]! * behind;
  }
}
