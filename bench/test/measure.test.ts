import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isLive } from "../src/live-page.ts";
import { type NamedRow, median, notHere, percentile, table } from "../src/measure.ts";
import { MEASUREMENTS } from "../src/measurements.ts";
import { renewed } from "../src/results.ts";

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 2, 100], 3],
])("the median of %j is %d", (values, middle) => {
  expect(median(values)).toBe(middle);
});

test.each([
  [0.95, 95],
  [0.99, 99],
  [1, 100],
  [0, 1],
])("of 1 to 100, the share %d does not exceed %d", (share, value) => {
  const values = Array.from({ length: 100 }, (_, at) => 100 - at);
  expect(percentile(values, share)).toBe(value);
});

test("nothing measured is no number, so no limit is kept by it", () => {
  expect(median([]) <= 5).toBe(false);
  expect(percentile([], 0.95) <= 200).toBe(false);
});

const row = (of: Partial<NamedRow>): NamedRow => ({
  name: "step",
  what: "a tick",
  must: "<= 5 µs",
  is: "6 µs",
  ok: false,
  how: "By hand.",
  ...of,
});

test.each([
  ["a broken limit in bold", { ok: false }, "| **no** |"],
  ["a kept limit", { ok: true }, "| yes |"],
  ["what this machine lacks", { ok: null }, "| not here |"],
  ["a value without a limit", { ok: null, must: null }, "| - |"],
])("the table shows %s", (_, of, words) => {
  const lines = table([row(of)]).split("\n");
  expect(lines[2]).toContain(words);
  expect(lines[2]).toContain("`npm run bench -- step`");
});

test("a measurement that cannot be made keeps its limits and says why", () => {
  expect(notHere([row({})], "no ffmpeg on this machine")).toMatchObject([
    { must: "<= 5 µs", is: "no ffmpeg on this machine", ok: null },
  ]);
});

test("every measurement of the contract has its name", () => {
  expect(Object.keys(MEASUREMENTS)).toEqual([
    "step",
    "speed",
    "line",
    "frame",
    "tfjs",
    "cameras",
    "drawn",
    "start",
    "count",
  ]);
});

test.each([
  ["a state of a controller that is heard", 'id: 1\nevent: state\ndata: {"stale":false}\n\n', true],
  ["a state from before a fall of control", 'event: state\ndata: {"stale":true}\n\n', false],
  ["half a state", 'event: state\ndata: {"stale":false}\n', false],
  ["something else", 'event: vision\ndata: {"stale":false}\n\n', false],
])("the page is live with %s: %j", (_, events, live) => {
  expect(isLive(events)).toBe(live);
});

test("a part that is made anew takes the place of its last, and the others stay", () => {
  const folder = mkdtempSync(join(tmpdir(), "crossing-results-"));
  const names = ["a", "b", "c"];
  expect(renewed("page", names, [{ name: "c", is: 1 }], folder)).toEqual([{ name: "c", is: 1 }]);
  expect(renewed("page", names, [{ name: "a", is: 2 }], folder)).toHaveLength(2);
  const third = renewed("page", names, [{ name: "c", is: 3 }], folder);
  expect(third).toEqual([
    { name: "a", is: 2 },
    { name: "c", is: 3 },
  ]);
  rmSync(folder, { recursive: true });
});
