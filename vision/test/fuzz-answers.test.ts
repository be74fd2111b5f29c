import type { Box } from "@crossing/config";
import { expect, test } from "vitest";
import { believable } from "../src/detect/reading.ts";

const BOX: Box = [0.1, 0.1, 0.2, 0.4];
const person = (score: number, box: Box = BOX) => ({ kind: "person", score, box }) as const;

test.each([
  ["a score that is no number", person(NaN)],
  ["an endless score", person(Infinity)],
  ["a score below nothing", person(-0.1)],
  ["a side that is no number", person(0.9, [NaN, 0, 1, 1])],
  ["an endless side", person(0.9, [0, 0, Infinity, 1])],
  ["a side miles away", person(0.9, [0, 0, 3e38, 1])],
])("a box with %s is none", (_, odd) => {
  expect(believable([odd, person(0.5)])).toEqual([person(0.5)]);
});

test("of a million boxes the best thousand are looked at", () => {
  const all = Array.from({ length: 1_000_000 }, (_, at) => person(at / 1e6));
  const kept = believable(all);
  expect(kept).toHaveLength(1000);
  expect(Math.min(...kept.map(({ score }) => score))).toBeCloseTo(0.999, 6);
});
