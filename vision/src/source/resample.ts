/**
 * Cuts a region out of a picture and scales it, in plain JavaScript: for sources that do not come through ffmpeg.
 *
 * Bilinear in fixed point with tables made once per region. A measured hot loop: about 1.5 ms for 300 x 300.
 */
import type { Box } from "@crossing/config";
import type { RgbPicture, Size } from "../ports.ts";

/** Where each output column or row comes from: first source index, and the weight of the next one in 256ths. */
interface Axis {
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly weight: Int32Array;
}

/** Something that scales one region of pictures of one size; the answer is valid until the next call. */
export type Resampler = (picture: RgbPicture) => Uint8Array;

/** A resampler of `region` (fractions) of pictures of `from` to a picture of `to`. */
export function resampler(region: Box, from: Size, to: Size): Resampler {
  const columns = axis(region[0] * from.width, region[2] * from.width, from.width, to.width, 3);
  const rowBytes = from.width * 3;
  const rows = axis(
    region[1] * from.height,
    region[3] * from.height,
    from.height,
    to.height,
    rowBytes,
  );
  const out = new Uint8Array(to.width * to.height * 3);
  return ({ rgb }) => {
    for (let y = 0; y < to.height; y++) mixRow(out, y * to.width * 3, rgb, columns, rowOf(rows, y));
    return out;
  };
}

/** Two rows of the source, and the weight of the lower one in 256ths. */
interface Row {
  readonly upper: number;
  readonly lower: number;
  readonly down: number;
}

const rowOf = (rows: Axis, y: number): Row => ({
  upper: rows.first[y]!,
  lower: rows.next[y]!,
  down: rows.weight[y]!,
});

/** One row of the answer. The three colors are written out: a loop over them takes twice the time. */
function mixRow(out: Uint8Array, start: number, rgb: Uint8Array, columns: Axis, row: Row): void {
  const { first, next, weight } = columns;
  const { upper, lower, down } = row;
  const up = 256 - down;
  for (let x = 0, at = start; x < first.length; x++, at += 3) {
    const across = weight[x]!;
    const a = (256 - across) * up;
    const b = across * up;
    const c = (256 - across) * down;
    const d = across * down;
    const p = upper + first[x]!;
    const q = upper + next[x]!;
    const r = lower + first[x]!;
    const s = lower + next[x]!;
    out[at] = (rgb[p]! * a + rgb[q]! * b + rgb[r]! * c + rgb[s]! * d + HALF) >> 16;
    out[at + 1] =
      (rgb[p + 1]! * a + rgb[q + 1]! * b + rgb[r + 1]! * c + rgb[s + 1]! * d + HALF) >> 16;
    out[at + 2] =
      (rgb[p + 2]! * a + rgb[q + 2]! * b + rgb[r + 2]! * c + rgb[s + 2]! * d + HALF) >> 16;
  }
}

/** Rounds to the nearest when the last 16 bits are thrown away. */
const HALF = 32_768;

function axis(start: number, end: number, limit: number, length: number, stride: number): Axis {
  const first = new Int32Array(length);
  const next = new Int32Array(length);
  const weight = new Int32Array(length);
  for (let at = 0; at < length; at++) {
    const wanted = start + ((at + 0.5) * (end - start)) / length - 0.5;
    const position = Math.min(limit - 1, Math.max(0, wanted));
    const index = Math.min(limit - 1, Math.floor(position));
    first[at] = index * stride;
    next[at] = Math.min(limit - 1, index + 1) * stride;
    weight[at] = Math.round((position - index) * 256);
  }
  return { first, next, weight };
}
