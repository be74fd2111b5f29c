import { expect, test } from "vitest";
import { resampler } from "../src/source/resample.ts";

const gray = (...levels: number[]): Uint8Array =>
  Uint8Array.from(levels.flatMap((level) => [level, level, level]));
const levels = (rgb: Uint8Array): number[] => [...rgb].filter((_, at) => at % 3 === 0);

const RAMP = { width: 4, height: 1, rgb: gray(0, 100, 200, 40) };

test("a picture of the same size comes out as it went in", () => {
  const to = { width: 4, height: 1 };
  expect(levels(resampler([0, 0, 1, 1], RAMP, to)(RAMP))).toEqual([0, 100, 200, 40]);
});

test("a region is cut out, and nothing of what lies beside it", () => {
  const to = { width: 2, height: 2 };
  expect(levels(resampler([0.25, 0, 0.75, 1], RAMP, to)(RAMP))).toEqual([100, 200, 100, 200]);
});

test("half the size is the mean of two pixels, double the size goes from one to the next", () => {
  expect(levels(resampler([0, 0, 1, 1], RAMP, { width: 2, height: 1 })(RAMP))).toEqual([50, 120]);
  const wide = resampler([0, 0, 0.5, 1], RAMP, { width: 4, height: 1 })(RAMP);
  expect(levels(wide)).toEqual([0, 25, 75, 125]);
});

test("colors stay apart", () => {
  const red = { width: 1, height: 1, rgb: Uint8Array.of(255, 10, 0) };
  const grown = resampler([0, 0, 1, 1], red, { width: 3, height: 3 })(red);
  expect(Array.from(grown.subarray(0, 3))).toEqual([255, 10, 0]);
});
