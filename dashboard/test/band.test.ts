import { expect, test } from "vitest";
import type { EventView } from "@crossing/config";
import { type Sample, type Span, bandOf, remembered, spansOf } from "../src/index.ts";

const T0 = Date.parse("2026-11-20T08:00:00Z");

/** Samples, five to a second, from a strip of one letter per second: G Y R for vehicles, a blank for silence. */
function seen(strip: string, from = 0): readonly Sample[] {
  const vehicles = { G: "green", Y: "yellow", R: "red", "?": "unknown" } as const;
  return strip.split("").flatMap((letter, second) => {
    if (letter === " ") return [];
    return [0, 0.2, 0.4, 0.6, 0.8].map((part): Sample => ({
      at: T0 + (from + second + part) * 1000,
      vehicle: vehicles[letter as keyof typeof vehicles],
      ped: "dont-walk",
      waiting: 0,
      called: false,
      faulty: letter === "?",
    }));
  });
}

const event = (second: number, code: number | null, name = "", boot = "a"): EventView => ({
  v: 1,
  ts: new Date(T0 + second * 1000).toISOString(),
  boot,
  seq: second,
  mono_ms: second * 1000,
  class: "signal",
  name,
  code,
  param: 2,
  numbers: {},
  historical: false,
});

/** Spans as `green 0-10`, in seconds. */
const told = (spans: readonly Span<unknown>[]): readonly string[] =>
  spans.map(({ from, to, value }) => `${String(value)} ${(from - T0) / 1000}-${(to - T0) / 1000}`);

const window = (from: number, to: number) => ({ from: T0 + from * 1000, to: T0 + to * 1000 });

test("equal states make one bar, and the last bar reaches now", () => {
  const { vehicle } = bandOf(seen("GGGGYYYRR"), [], window(0, 9));
  expect(told(vehicle)).toEqual(["green 0-4", "yellow 4-7", "red 7-9"]);
});

test("before the page was opened the event log fills the band", () => {
  const log = [event(0, 1), event(10, 8), event(13, 10)];
  const { vehicle } = bandOf(seen("RR", 14), log, window(0, 16));
  expect(told(vehicle)).toEqual(["green 0-10", "yellow 10-13", "red 13-16"]);
});

test("pedestrian heads are read from the log by their codes", () => {
  const log = [event(2, 21), event(9, 22), event(18, 23)];
  const { ped } = bandOf([], log, window(0, 20));
  expect(told(ped)).toEqual(["walk 2-9", "flashing-walk 9-18", "dont-walk 18-20"]);
});

test("a cut in the stream leaves a hole, not a guess", () => {
  const { vehicle } = bandOf(seen("GGG          GG"), [], window(0, 15));
  expect(told(vehicle)).toEqual(["green 0-5.3", "green 13-15"]);
});

test("while the cabinet is not heard the band shows nothing, whatever the log says was wanted", () => {
  const { vehicle, faulty } = bandOf(seen("GG???GG"), [event(0, 1)], window(0, 7));
  expect(told(vehicle)).toEqual(["green 0-2", "green 5-7"]);
  expect(told(faulty)).toEqual(["true 2-5"]);
});

test("a restart of control ends what the old run began", () => {
  const log = [event(0, 1, "begin-green", "a"), event(30, 10, "begin-red-clearance", "b")];
  const { vehicle } = bandOf([], log, window(0, 40));
  expect(told(vehicle)).toEqual(["red 30-40"]);
});

test("calls and crossings on red are marked, and only inside the window", () => {
  const log = [event(1, 45), event(8, 45), event(9, null, "red-crossing"), event(9.5, 1)];
  const { ticks } = bandOf([], log, window(5, 20));
  expect(ticks.map(({ kind }) => kind)).toEqual(["call", "red-crossing"]);
});

test("bars are cut at both edges of the window", () => {
  const { vehicle } = bandOf(seen("GGGGGGGGGG"), [], window(3, 8));
  expect(told(vehicle)).toEqual(["green 3-8"]);
});

test("what has left the band is forgotten, and a state from the past does not bend it", () => {
  const [first] = seen("G");
  const [late] = seen("R", 200);
  if (first === undefined || late === undefined) throw new Error("no samples");
  expect(remembered([first], late)).toEqual([late]);
  expect(remembered([late], first)).toEqual([first]);
});

test("nobody knows for longer than a sample holds", () => {
  const [only] = seen("G");
  if (only === undefined) throw new Error("no sample");
  expect(told(spansOf([only], ({ vehicle }) => vehicle, T0 + 60_000))).toEqual(["green 0-2.5"]);
});
