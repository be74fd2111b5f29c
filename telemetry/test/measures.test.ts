import { expect, test } from "vitest";
import { createMeasures, nearestRank, waitsOf } from "../src/measures.ts";
import { trace } from "./scripted.ts";

const MINUTE = 60_000;

const walk = (at: number, ...waits: readonly number[]) => ({
  name: "begin-walk",
  mono_ms: at,
  numbers: {
    waiting: waits.length,
    wait_sum_s: waits.reduce((sum, wait) => sum + wait, 0),
    ...Object.fromEntries(waits.slice(0, 16).map((wait, place) => [`w${place}`, wait])),
  },
});

const serviceEnd = (at: number, numbers: Record<string, number>) => ({
  name: "service-end",
  mono_ms: at,
  numbers,
});

test.each([
  ["of nobody there is none", [], null],
  ["of one it is that one", [7], 7],
  ["of twenty it is the nineteenth", Array.from({ length: 20 }, (_, n) => n + 1), 19],
  ["of twenty-one it is the twentieth", Array.from({ length: 21 }, (_, n) => n + 1), 20],
])("p95 by nearest rank: %s", (_, waits, p95) => {
  expect(nearestRank(waits, 0.95)).toBe(p95);
});

test.each([
  ["each named wait counts", { waiting: 2, wait_sum_s: 9, w0: 6, w1: 3 }, [6, 3]],
  ["somebody whose wait nobody knows is left out", { waiting: 3, wait_sum_s: 6, w0: 6 }, [6]],
  ["nobody waiting is no wait", { waiting: 0, wait_sum_s: 0 }, []],
])("waits of a walk: %s", (_, numbers, waits) => {
  expect(waitsOf(numbers as unknown as Record<string, number>)).toEqual(waits);
});

test("the people after the sixteenth are counted with the mean of the rest", () => {
  const { numbers } = walk(0, ...Array.from({ length: 16 }, () => 10), 4, 2);
  expect(waitsOf(numbers)).toEqual([...Array.from({ length: 16 }, () => 10), 3, 3]);
});

test("nothing is claimed before anything happened", () => {
  expect(createMeasures().view(5 * MINUTE, "2026-11-21T00:00:00.000Z")).toEqual({
    since: "2026-11-21T00:00:00.000Z",
    wait_mean_s: null,
    wait_p95_s: null,
    vehicle_delay_s: null,
    walks: 0,
    empty_greens: null,
    red_crossings: 0,
    wait_trend_s: Array.from({ length: 12 }, () => null),
  });
});

test("waits of the served and of those who gave up, walks, empty greens and red crossings", () => {
  const measures = createMeasures();
  measures.event(walk(1 * MINUTE, 10, 20));
  measures.event(serviceEnd(1.5 * MINUTE, { people: 2, known: 1, empty: 0 }));
  measures.event({ name: "left-waiting", mono_ms: 2 * MINUTE, numbers: { wait_s: 45 } });
  measures.event({ name: "red-crossing", mono_ms: 2 * MINUTE, numbers: { people: 3 } });
  measures.event(walk(3 * MINUTE));
  measures.event(serviceEnd(3.5 * MINUTE, { people: 0, known: 1, empty: 1 }));
  measures.event(walk(4 * MINUTE));
  measures.event(serviceEnd(4.5 * MINUTE, { people: 0, known: 0, empty: 0 }));
  expect(measures.view(5 * MINUTE, "")).toMatchObject({
    wait_mean_s: 25,
    wait_p95_s: 45,
    walks: 3,
    empty_greens: 0.5,
    red_crossings: 3,
  });
});

test("what is older than an hour is forgotten", () => {
  const measures = createMeasures();
  measures.event(walk(0, 80));
  measures.event(walk(30 * MINUTE, 8));
  expect(measures.view(60 * MINUTE, "")).toMatchObject({ walks: 2, wait_mean_s: 44 });
  expect(measures.view(60 * MINUTE + 1, "")).toMatchObject({ walks: 1, wait_mean_s: 8 });
});

test("the trend has twelve five-minute spans, and the running one is last", () => {
  const measures = createMeasures();
  measures.event(walk(1 * MINUTE, 10));
  measures.event(walk(4 * MINUTE, 20));
  measures.event(walk(57 * MINUTE, 7));
  const { wait_trend_s } = measures.view(58 * MINUTE, "");
  expect(wait_trend_s).toEqual([15, ...Array.from({ length: 10 }, () => null), 7]);
});

const lanes = (queue: number | null, passages: number) => [
  { id: "W0", queue, eta_s: [], passages },
];

test("vehicle delay is queued time over vehicles passed", () => {
  const measures = createMeasures();
  // Three vehicles stand for 10 s, then all three pass.
  for (let seq = 0; seq <= 100; seq++) {
    measures.trace(trace({ seq, at: seq * 100, inputs: { lanes: lanes(3, seq === 100 ? 3 : 0) } }));
  }
  expect(measures.view(10_000, "").vehicle_delay_s).toBe(10);
});

test("vehicle delay is the same when half the traces never came", () => {
  const measures = createMeasures();
  for (let seq = 0; seq <= 400; seq += 2) {
    const passages = seq % 20 === 0 ? 1 : 0;
    measures.trace(trace({ seq, at: seq * 100, inputs: { lanes: lanes(2, passages) } }));
  }
  // Heard: 20 of the 20 s that 200 ticks speak for, 2 vehicles standing, 20 passed.
  expect(measures.view(40_000, "").vehicle_delay_s).toBe(2);
});

test.each([
  ["an unknown queue says nothing", { queue: null, gap: 100, boot: "run1" }],
  ["a silence of minutes says nothing", { queue: 3, gap: 120_000, boot: "run1" }],
  ["a fresh start of control says nothing", { queue: 3, gap: 100, boot: "run2" }],
])("vehicle delay: %s", (_, { queue, gap, boot }) => {
  const measures = createMeasures();
  measures.trace(trace({ seq: 1, at: 0, inputs: { lanes: lanes(1, 0) } }));
  measures.trace(trace({ seq: 2, at: gap, boot, inputs: { lanes: lanes(queue, 1) } }));
  expect(measures.view(gap, "").vehicle_delay_s).toBeNull();
});
