/**
 * What can happen to a camera's picture: pure functions on RGB pictures, by seed.
 *
 * `turn` is the number of the picture since the fault began: noise and torn lines differ from picture to picture, a hand
 * or a turned camera does not.
 */
import type { RgbPicture } from "../../src/index.ts";
import { chanceOf } from "./chance.ts";

/** A fault in a picture. */
export type PictureFault = (picture: RgbPicture, turn: number, seed: number) => RgbPicture;

const GRAIN = 2;

/** Every byte through a function; the camera's own grain goes on. */
const light =
  (change: (value: number) => number, grain = GRAIN): PictureFault =>
  (picture, turn, seed) => {
    const chance = chanceOf(seed * 7919 + turn);
    const table = Float64Array.from({ length: 256 }, (_, value) => change(value));
    const rgb = new Uint8ClampedArray(picture.rgb.length);
    for (let at = 0; at < rgb.length; at += 3) {
      const off = (chance.next() + chance.next() - 1) * 2 * grain;
      for (let c = 0; c < 3; c++) rgb[at + c] = table[picture.rgb[at + c]!]! + off;
    }
    return { ...picture, rgb: bytes(rgb) };
  };

const bytes = (rgb: Uint8ClampedArray): Uint8Array => new Uint8Array(rgb.buffer);

/** No light at all: a lens cap, a dead sensor. */
export const black: PictureFault = light(() => 4, 1.5);
/** A street without lamps. */
export const dark: PictureFault = light((value) => 6 + value * 0.1, 3);
/** The exposure runs away. */
export const over: PictureFault = light((value) => value * 2.2 + 110);
/** Fog: little contrast before grey. */
export const fog: PictureFault = light((value) => 150 + (value - 128) * 0.2);

/** Out of focus: a box blur three times over, nearly a bell; `radius` pixels. */
export const blurred =
  (radius = 4): PictureFault =>
  (picture, turn, seed) => {
    let soft = picture;
    for (let times = 0; times < 3; times++)
      soft = boxed(boxed(soft, radius, 3), radius, picture.width * 3);
    return light((value) => value)(soft, turn, seed);
  };

/** Shaken from side to side by `length` pixels. */
export const shaken =
  (length = 12): PictureFault =>
  (picture, turn, seed) =>
    light((value) => value)(boxed(picture, Math.floor(length / 2), 3), turn, seed);

/** Means over `radius` steps both ways along rows (step 3) or columns (step width * 3). Written for speed. */
function boxed({ rgb, width, height }: RgbPicture, radius: number, step: number): RgbPicture {
  const out = new Uint8Array(rgb.length);
  const alongRows = step === 3;
  const length = alongRows ? width : height;
  // Along columns all of a row go down together, so that memory is read as it lies.
  const lines = alongRows ? height : 1;
  const abreast = alongRows ? 3 : width * 3;
  const means = Uint8Array.from({ length: 255 * (2 * radius + 1) + 1 }, (_, sum) =>
    Math.round(sum / (2 * radius + 1)),
  );
  const sums = new Int32Array(abreast);
  for (let line = 0; line < lines; line++) {
    const start = line * width * 3;
    const at = (place: number): number => start + Math.min(length - 1, Math.max(0, place)) * step;
    sums.fill(0);
    for (let place = -radius; place <= radius; place++)
      for (let c = 0, from = at(place); c < abreast; c++) sums[c]! += rgb[from + c]!;
    for (let place = 0; place < length; place++) {
      const [to, comes, goes] = [at(place), at(place + radius + 1), at(place - radius)];
      for (let c = 0; c < abreast; c++) {
        out[to + c] = means[sums[c]!]!;
        sums[c]! += rgb[comes + c]! - rgb[goes + c]!;
      }
    }
  }
  return { rgb: out, width, height };
}

type Rgb = readonly [number, number, number];

/** How much of each pixel is covered, 0..1, at (u, v) in fractions. */
type Cover = (u: number, v: number) => number;

/** Something before the lens; its edges are soft, as it is out of focus. It stays the same from picture to picture. */
const before = (coverOf: (seed: number) => Cover, colour: Rgb): PictureFault => {
  let made = { key: "", shares: new Float32Array(0) as Float32Array };
  return (picture, turn, seed) => {
    const key = `${picture.width} ${picture.height} ${seed}`;
    if (made.key !== key) made = { key, shares: sharesOf(picture, coverOf(seed)) };
    const chance = chanceOf(seed * 31 + turn);
    const rgb = new Uint8ClampedArray(picture.rgb.length);
    for (let pixel = 0, at = 0; at < rgb.length; pixel++, at += 3) {
      const share = made.shares[pixel]!;
      const off = (chance.next() - 0.5) * 4;
      for (let c = 0; c < 3; c++)
        rgb[at + c] = picture.rgb[at + c]! * (1 - share) + (colour[c]! + off) * share;
    }
    return { ...picture, rgb: bytes(rgb) };
  };
};

function sharesOf({ width, height }: RgbPicture, cover: Cover): Float32Array {
  const shares = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++)
      shares[at] = Math.min(1, Math.max(0, cover(x / width, y / height)));
  return shares;
}

/** A hand or a bag over the whole lens. */
export const hand: PictureFault = before(
  () => (u, v) => 0.97 + 0.02 * Math.sin(u * 3 + v * 2),
  [96, 62, 52],
);
/** A leaf over the left 60 %. */
export const leaf: PictureFault = before(
  () => (u, v) => (0.6 - u + 0.08 * Math.sin(v * 9)) * 12,
  [42, 88, 30],
);
/** Tape over all but a strip. */
export const tape: PictureFault = before(() => (_, v) => (v - 0.22) * 40, [176, 170, 150]);
/** A spider before the lens, lit by infrared: a bright body and legs. */
export const spider: PictureFault = before(
  () => (u, v) => {
    const [x, y] = [u - 0.5, (v - 0.5) * 0.75];
    const far = Math.hypot(x, y);
    const leg = Math.cos(Math.atan2(y, x) * 8) > 0.35 && far < 0.5 ? 1.2 : 0;
    return Math.max((0.24 - far) * 14, leg);
  },
  [214, 214, 208],
);
/** Dirt on the lens: soft, dark blots over much of it. */
export const dirt: PictureFault = before(
  (seed) => {
    const chance = chanceOf(seed + 5);
    const blots = Array.from({ length: 14 }, () => ({
      x: chance.next(),
      y: chance.next(),
      r: 0.1 + 0.12 * chance.next(),
    }));
    return (u, v) =>
      Math.max(...blots.map(({ x, y, r }) => 2.1 * (1 - Math.hypot(u - x, (v - y) * 0.75) / r)));
  },
  [58, 52, 44],
);
/** The low sun shines into the lens: a burnt middle and a veil over everything. */
export const glare: PictureFault = before(
  () => (u, v) => 1.25 - Math.hypot(u - 0.55, (v - 0.4) * 0.75) * 1.1,
  [255, 255, 250],
);

/** Where each pixel comes from, fractions. */
type From = (u: number, v: number) => readonly [number, number];

/** Another view of the scene, the same from picture to picture; outside the picture it is mirrored at the border. */
const bent = (from: From): PictureFault => {
  let made = { key: "", sources: new Uint32Array(0) as Uint32Array };
  return (picture, turn, seed) => {
    const { width, height, rgb } = picture;
    const key = `${width} ${height}`;
    if (made.key !== key) made = { key, sources: sourcesOf(picture, from) };
    const out = new Uint8Array(rgb.length);
    for (let pixel = 0, at = 0; at < rgb.length; pixel++, at += 3) {
      const source = made.sources[pixel]!;
      out[at] = rgb[source]!;
      out[at + 1] = rgb[source + 1]!;
      out[at + 2] = rgb[source + 2]!;
    }
    return light((value) => value, 1)({ ...picture, rgb: out }, turn, seed);
  };
};

function sourcesOf({ width, height }: RgbPicture, from: From): Uint32Array {
  const sources = new Uint32Array(width * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const [u, v] = from(x / width, y / height);
      const p = mirrored(Math.round(u * width), width);
      const q = mirrored(Math.round(v * height), height);
      sources[at] = (q * width + p) * 3;
    }
  return sources;
}

function mirrored(place: number, length: number): number {
  const inside = place < 0 ? -place : place >= length ? 2 * length - 2 - place : place;
  return Math.min(length - 1, Math.max(0, inside));
}

/** Knocked aside by a twelfth of the width. */
export const moved: PictureFault = bent((u, v) => [u + 0.08, v + 0.03]);
/** Turned away: another scene. */
export const turnedAway: PictureFault = bent((u, v) => [u + 0.45, v - 0.3]);
/** Slipped on its mast by 7 degrees. */
export const rotated: PictureFault = bent((u, v) => {
  const [x, y] = [u - 0.5, (v - 0.5) * 0.75];
  const [sin, cos] = [Math.sin(0.12), Math.cos(0.12)];
  return [0.5 + x * cos - y * sin, 0.5 + (x * sin + y * cos) / 0.75];
});
/** Somebody turned the zoom by a quarter. */
export const zoomed: PictureFault = bent((u, v) => [
  0.5 + (u - 0.5) / 1.25,
  0.5 + (v - 0.5) / 1.25,
]);

/** White and black specks: a bad cable. */
export const saltAndPepper =
  (share = 0.06): PictureFault =>
  (picture, turn, seed) => {
    const chance = chanceOf(seed * 101 + turn);
    const rgb = Uint8Array.from(picture.rgb);
    for (let at = 0; at < rgb.length; at += 3)
      if (chance.next() < share) rgb.fill(chance.next() < 0.5 ? 0 : 255, at, at + 3);
    return { ...picture, rgb };
  };

/** Heavy grain: a gain far too high. */
export const grainy =
  (deviation = 22): PictureFault =>
  (picture, turn, seed) => {
    const chance = chanceOf(seed * 211 + turn);
    const rgb = new Uint8ClampedArray(picture.rgb.length);
    for (let at = 0; at < rgb.length; at += 3) {
      const off = chance.bell() * deviation;
      for (let c = 0; c < 3; c++) rgb[at + c] = picture.rgb[at + c]! + off;
    }
    return { ...picture, rgb: bytes(rgb) };
  };

/** Bands of rows shifted aside: torn pictures. */
export const striped: PictureFault = (picture, turn, seed) => {
  const { width, height } = picture;
  const chance = chanceOf(seed * 307 + turn);
  const rgb = Uint8Array.from(picture.rgb);
  for (let y = 0; y < height;) {
    const rows = 4 + Math.floor(chance.next() * 14);
    const aside = Math.floor((chance.next() - 0.5) * width * 0.6);
    for (let row = y; row < Math.min(height, y + rows); row++)
      for (let x = 0; x < width; x++) {
        const from = (row * width + ((x + aside + width) % width)) * 3;
        for (let c = 0; c < 3; c++) rgb[(row * width + x) * 3 + c] = picture.rgb[from + c]!;
      }
    y += rows + Math.floor(chance.next() * 20);
  }
  return { ...picture, rgb };
};

/** Blocks of 16 x 16 from elsewhere, or grey: data lost on the way. */
export const blocky: PictureFault = (picture, turn, seed) => {
  const { width, height } = picture;
  const chance = chanceOf(seed * 401 + turn);
  const rgb = Uint8Array.from(picture.rgb);
  for (let y = 0; y + 16 <= height; y += 16)
    for (let x = 0; x + 16 <= width; x += 16) {
      if (chance.next() > 0.35) continue;
      const grey = chance.next() < 0.4;
      const fromX = Math.floor(chance.next() * (width - 16));
      const fromY = Math.floor(chance.next() * (height - 16));
      for (let row = 0; row < 16; row++) {
        const to = ((y + row) * width + x) * 3;
        const from = ((fromY + row) * width + fromX) * 3;
        if (grey) rgb.fill(128, to, to + 48);
        else rgb.set(picture.rgb.subarray(from, from + 48), to);
      }
    }
  return { ...picture, rgb };
};

/** From one row on the last row is repeated: the decoder ran out of data. */
export const smeared: PictureFault = (picture, turn, seed) => {
  const { width, height } = picture;
  const chance = chanceOf(seed * 503 + turn);
  const from = Math.floor(height * (0.15 + 0.2 * chance.next()));
  const rgb = Uint8Array.from(picture.rgb);
  for (let row = from + 1; row < height; row++)
    rgb.copyWithin(row * width * 3, from * width * 3, (from + 1) * width * 3);
  return { ...picture, rgb };
};

/** Each pixel through a function of its colours. */
const coloured =
  (change: (r: number, g: number, b: number) => Rgb): PictureFault =>
  (picture) => {
    const rgb = new Uint8ClampedArray(picture.rgb.length);
    for (let at = 0; at < rgb.length; at += 3) {
      const [r, g, b] = change(picture.rgb[at]!, picture.rgb[at + 1]!, picture.rgb[at + 2]!);
      rgb[at] = r;
      rgb[at + 1] = g;
      rgb[at + 2] = b;
    }
    return { ...picture, rgb: bytes(rgb) };
  };

/** Without colour: infrared, or a broken colour channel. */
export const grey: PictureFault = coloured((r, g, b) => {
  const value = Math.round(0.3 * r + 0.59 * g + 0.11 * b);
  return [value, value, value];
});
/** Green: the colour planes are missing. */
export const green: PictureFault = coloured((_, g, b) => [g * 0.25, 90 + g * 0.6, b * 0.25]);

/** The picture in another shape: 4:3 squeezed into a square, as after a reset of the camera. */
export const reshaped: PictureFault = ({ rgb, width, height }) => {
  const side = Math.min(width, height);
  const out = new Uint8Array(side * side * 3);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at += 3) {
      const from = (Math.floor((y * height) / side) * width + Math.floor((x * width) / side)) * 3;
      out.set(rgb.subarray(from, from + 3), at);
    }
  return { rgb: out, width: side, height: side };
};
