/** How a queue leaves, as the default policy reckons it: who is held by a red that begins in so many seconds. */
import { WEIGHTS, instant, seconds } from "@crossing/config";
import { initialState } from "@crossing/controller";
import { expect, test } from "vitest";
import { type Flows, flowsAfter, passedAgo_s, usualFlows } from "../src/core/flows.ts";
import { approachOf } from "../src/core/timing/marginal/approach.ts";
import { laneOf, redCost } from "../src/core/timing/marginal/lanes.ts";
import { PLAN, QUIET } from "./strip.ts";

const SECOND = seconds(1);

/** What a red from `close` to 30 s costs three vehicles that stand there, when the last passed so long ago. */
function costOf(passed_s: number, close: number): number {
  const input = { id: "W0", queue: 3, eta_s: [], passages: 0 };
  const known = { queue: 3, passed_s, sight: 60, forecast: { rate: 0 }, unforeseen: 0 };
  return redCost(WEIGHTS, laneOf(input, known), close, 30);
}

/** Nobody held: those who leave at `times`, s, lose them, and have stopped after two. */
const freely = (times: readonly number[]): number =>
  times.reduce((sum, time) => sum + 1.4 * time + (time >= 2 ? 8 : 0), 0);
/** Those who are held leave at 30, 32 ... s. */
const held = (count: number): number => freely([30, 32, 34].slice(0, count));

test.each([
  ["long ago, the next leaves now", Infinity, 2.5, freely([0, 2]) + held(1)],
  ["half a second ago, the next leaves in one and a half", 0.5, 2.5, freely([1.5]) + held(2)],
  ["just now, the next leaves in two", 0, 2, held(3)],
  ["just now, and green lasts long enough for two", 0, 4.5, freely([2, 4]) + held(1)],
  ["a headway ago, the next leaves now", 2, 2.5, freely([0, 2]) + held(1)],
])("when the last passed %s", (_, passed_s, close, cost) => {
  expect(costOf(passed_s, close)).toBeCloseTo(cost, 9);
});

test("a second of waiting lets half a vehicle of a queue pass, not a whole one again and again", () => {
  // Ticks of half a second: each takes the last passage for what it is.
  const saved = [0, 0.5, 1, 1.5].map((ago) => costOf(ago, 2) - costOf(ago, 3));
  expect(saved.filter((more) => more > 0).length).toBe(2);
});

test("who is counted in a tick passed in the middle of it, in that lane, and is remembered until the next", () => {
  const counted = (before: Flows, ms: number, passages: readonly (readonly [string, number])[]) =>
    flowsAfter(
      before,
      {
        ...QUIET,
        lanes: passages.map(([id, count]) => ({ id, queue: 0, eta_s: [], passages: count })),
      },
      { now: instant(ms), came: 0, since: SECOND, waiting: true },
    );
  const first = counted(usualFlows(PLAN), 5000, [
    ["W0", 1],
    ["W1", 0],
  ]);
  expect(first.passedAt).toEqual({ W0: 4500 });
  const next = counted(first, 8000, [
    ["W0", 0],
    ["W1", 2],
  ]);
  expect(next.passedAt).toEqual({ W0: 4500, W1: 7500 });
  expect(counted(next, 9000, [["W0", 0]]).passedAt).toBe(next.passedAt);
  expect(passedAgo_s(next, "W0", instant(9000))).toBe(4.5);
  expect(passedAgo_s(next, "E0", instant(9000))).toBe(Infinity);
});

test("in red nobody keeps a headway to who passed before it", () => {
  const lanes = [{ id: "W0", queue: 1, eta_s: [], passages: 0 }];
  const flows = { ...usualFlows(PLAN), passedAt: { W0: instant(9500) } };
  const known = {
    plan: PLAN,
    flows,
    platoons: initialState(PLAN, instant(0)).platoons,
    inputs: { ...QUIET, lanes },
  };
  const passed = (signal: Parameters<typeof approachOf>[1]) =>
    approachOf(known, signal).lanes[0]!.passed_s;
  expect(passed({ green_s: 30, now: instant(10_000) })).toBe(0.5);
  expect(passed({ red_s: 3 })).toBe(Infinity);
});
