/** A street drawn by seed, so that faults can be shown without any clip: walls, windows, kerbs, people who walk. */
import type { RgbPicture } from "../../src/index.ts";
import { type Chance, chanceOf } from "./chance.ts";
import type { Feed } from "./watch.ts";

const WIDTH = 320;
const HEIGHT = 240;

/** A living camera before a drawn street; `people` walk through it. */
export function drawnStreet(seed: number, people = 6, source = "rtsp://camera/1"): Feed {
  const still = backgroundOf(chanceOf(seed));
  const picture = (look: number): RgbPicture => {
    const rgb = Uint8ClampedArray.from(still);
    for (let person = 0; person < people; person++) walk(rgb, person, look / 4);
    const chance = chanceOf(seed * 65_537 + look);
    for (let at = 0; at < rgb.length; at += 3) {
      const grain = (chance.next() + chance.next() - 1) * 4;
      for (let c = 0; c < 3; c++) rgb[at + c] = rgb[at + c]! + grain;
    }
    return { rgb: new Uint8Array(rgb.buffer), width: WIDTH, height: HEIGHT };
  };
  return { name: `drawn street ${seed}`, fps: 10, source, picture };
}

type Rgb = readonly [number, number, number];

function backgroundOf(chance: Chance): Uint8ClampedArray {
  const rgb = new Uint8ClampedArray(WIDTH * HEIGHT * 3).fill(118);
  const colour = (): Rgb => [
    50 + 150 * chance.next(),
    50 + 140 * chance.next(),
    40 + 120 * chance.next(),
  ];
  for (let house = 0; house < 9; house++) {
    const left = Math.floor(house * 36 + chance.next() * 10);
    fill(rgb, [left, 10 + chance.next() * 30, left + 30, 110], colour());
    for (let window = 0; window < 8; window++) {
      const x = left + 3 + (window % 2) * 14;
      const y = 44 + Math.floor(window / 2) * 16;
      fill(rgb, [x, y, x + 8, y + 9], colour());
    }
  }
  for (let stripe = 0; stripe < 9; stripe++)
    fill(rgb, [20 + stripe * 34, 150 + (stripe % 3) * 6, 38 + stripe * 34, 214], [222, 222, 214]);
  for (let thing = 0; thing < 14; thing++) {
    const [x, y] = [chance.next() * WIDTH, 112 + chance.next() * 120];
    fill(rgb, [x, y, x + 6 + chance.next() * 14, y + 5 + chance.next() * 12], colour());
  }
  return aslant(rgb);
}

/** Tilted a little, with soft edges: no real camera hangs so straight that walls lie along its rows. */
function aslant(rgb: Uint8ClampedArray): Uint8ClampedArray {
  const out = new Uint8ClampedArray(rgb.length);
  for (let y = 0, at = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++)
      for (let c = 0; c < 3; c++, at++) {
        const v = Math.min(HEIGHT - 2, Math.max(0, y + (x - WIDTH / 2) * 0.07));
        const u = Math.min(WIDTH - 2, Math.max(0, x - (y - HEIGHT / 2) * 0.05));
        const from = (Math.floor(v) * WIDTH + Math.floor(u)) * 3 + c;
        const [right, down] = [u % 1, v % 1];
        const upper = rgb[from]! * (1 - right) + rgb[from + 3]! * right;
        const below = from + WIDTH * 3;
        const lower = rgb[below]! * (1 - right) + rgb[below + 3]! * right;
        out[at] = upper * (1 - down) + lower * down;
      }
  return out;
}

/** Somebody who crosses the picture in about ten seconds, and rests a while outside it. */
function walk(rgb: Uint8ClampedArray, person: number, t_s: number): void {
  const speed = 24 + person * 5;
  const x = ((t_s * speed + person * 91) % (WIDTH + 120)) - 60;
  const y = 96 + (person % 4) * 26;
  fill(rgb, [x, y, x + 14, y + 36], [30 + person * 12, 36, 70 + person * 9]);
  fill(rgb, [x + 3, y - 10, x + 11, y], [206, 172, 148]);
}

function fill(
  rgb: Uint8ClampedArray,
  [left, top, right, bottom]: readonly [number, number, number, number],
  colour: Rgb,
): void {
  for (let y = Math.max(0, Math.round(top)); y < Math.min(HEIGHT, bottom); y++)
    for (let x = Math.max(0, Math.round(left)); x < Math.min(WIDTH, right); x++)
      rgb.set(colour, (y * WIDTH + x) * 3);
}
