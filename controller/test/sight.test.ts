import { type Inputs, instant } from "@crossing/config";
import { expect, test } from "vitest";
import { mended, noSight, sightAfter } from "../src/core/sight.ts";

/** Told times of one lane, tick by tick every half second; what the core reckons with in the last of them. */
function afterTicks(told: readonly (readonly number[])[], gap_ms = 500): readonly number[] {
  let sight = noSight(instant(0));
  let inputs = lane([]);
  for (const [tick, eta_s] of told.entries()) {
    inputs = lane(eta_s);
    sight = sightAfter(sight, inputs, instant((tick + 1) * gap_ms));
  }
  return mended(inputs, sight).lanes[0]!.eta_s;
}

const lane = (eta_s: readonly number[]): Inputs => ({
  zones: {},
  buttons: {},
  crossing: 0,
  lanes: [{ id: "W0", queue: 0, eta_s, passages: 0 }],
  lookahead_s: 15,
  shown: null,
  link: "up",
  requests: [],
});

/** A vehicle that is `from` s away and told to be `wrong` times as far. */
const coming = (from: number, wrong: number, ticks = 8): number[][] =>
  Array.from({ length: ticks }, (_, tick) => [(from - tick / 2) * wrong]);

test.each([
  ["told too near by a fifth", 0.8],
  ["told too far by 15 %", 1.15],
  ["told rightly", 1],
  ["told too far by a third", 1.33],
])("a vehicle %s is reckoned to come when it comes", (_, wrong) => {
  const [eta] = afterTicks(coming(12, wrong));
  expect(eta).toBeCloseTo(12 - 3.5, 6);
});

test("a vehicle that has just come into sight stands as told", () => {
  expect(afterTicks([[], [14.2]])).toEqual([14.2]);
});

test("what is told rightly is not touched, not even in its last digit", () => {
  const told = coming(12, 1);
  expect(afterTicks(told)).toBe(told.at(-1));
});

test("two vehicles of one lane keep their own mistakes", () => {
  const near = coming(6, 0.9);
  const far = coming(10, 1.2);
  const etas = afterTicks(near.map((eta_s, tick) => [...eta_s, ...far[tick]!]));
  expect(etas[0]).toBeCloseTo(2.5, 6);
  expect(etas[1]).toBeCloseTo(6.5, 6);
});

test.each([
  ["runs down by half", 0.55, 0.6],
  ["runs down by half as much again", 1.48, 1.4],
])("a told time that %s is mended only as far as speeds differ", (_, wrong, believed) => {
  const told = coming(12, wrong);
  expect(afterTicks(told)[0]).toBeCloseTo(told.at(-1)![0]! / believed, 6);
});

test("a told time that stands still is nobody's pace", () => {
  expect(afterTicks(Array.from({ length: 8 }, () => [6]))).toEqual([6]);
});

test("where told times jump about, they are believed as they are rather than by their pace", () => {
  const even = coming(12, 1.15, 12);
  const jumping = even.map(([eta], tick) => [eta! + (tick % 2 === 0 ? 0.12 : -0.12)]);
  const off = (etas: readonly number[], told: number): number => Math.abs(etas[0]! - told);
  expect(off(afterTicks(jumping), jumping.at(-1)![0]!)).toBeLessThan(
    off(afterTicks(even), even.at(-1)![0]!),
  );
});

test.each([
  ["after a gap in time", 2000],
  ["when time goes backwards", -500],
])("nobody is recognised %s", (_, gap_ms) => {
  expect(afterTicks(coming(12, 1.2), gap_ms)).toEqual(coming(12, 1.2).at(-1));
});

test("a lane that nobody spoke of before stands as told", () => {
  const sight = noSight(instant(0));
  expect(mended(lane([5]), sight).lanes[0]!.eta_s).toEqual([5]);
});
