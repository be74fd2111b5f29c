/** What the road shows, tick by tick: empty since when, against red by whom, and how many a service has seen. */
import { type Inputs, type Interval, instant } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { type Seen, seenAfter, unseen } from "../src/core/evidence.ts";
import { QUIET } from "./strip.ts";

const INTERVALS: readonly Interval[] = [
  "vehicle-green",
  "yellow-change",
  "red-clearance",
  "walk",
  "ped-clearance",
  "buffer",
  "red-yellow",
  "fault-flash",
  "start-up",
];

const NOW = instant(5000);
const road = (is: Partial<Seen> = {}): Seen => ({ ...unseen(instant(1000)), ...is });
const after = (before: Seen, interval: Interval, crossing: Inputs["crossing"]): Seen =>
  seenAfter(before, interval, { ...QUIET, crossing }, NOW);

test("of a road at which nobody has looked nothing is known, not even that it is empty", () => {
  expect(unseen(NOW)).toEqual({
    traffic: { lastVehicle: 5000 },
    emptySince: null,
    onCrossing: 0,
    entered: [],
    redCrossing: false,
    service: { people: 0, known: true },
  });
});

test("vehicles are taken in", () => {
  const lanes = [{ id: "W0", queue: 1, eta_s: [], passages: 0 }];
  const seen = seenAfter(road(), "walk", { ...QUIET, lanes }, NOW);
  expect(seen.traffic).toEqual({ lastVehicle: 5000 });
});

test.each<
  [what: string, before: Seen["emptySince"], crossing: number | null, since: number | null]
>([
  ["now, when nobody is on it", null, 0, 5000],
  ["before, when still nobody is on it", instant(2000), 0, 2000],
  ["never, with somebody on it", instant(2000), 1, null],
  ["never, when it cannot be seen", instant(2000), null, null],
])("the road is empty since %s", (_, emptySince, crossing, since) => {
  expect(after(road({ emptySince }), "ped-clearance", crossing).emptySince).toBe(since);
});

test("nobody is counted on a road that cannot be seen", () => {
  expect(after(road({ onCrossing: 3 }), "walk", null).onCrossing).toBe(0);
  expect(after(road(), "walk", 2).onCrossing).toBe(2);
});

describe("somebody who steps onto the road", () => {
  test("is crossing against red in vehicle green, yellow and red clearance, and in no other interval", () => {
    const red = INTERVALS.filter((interval) => after(road(), interval, 1).redCrossing);
    expect(red).toEqual(["vehicle-green", "yellow-change", "red-clearance"]);
  });

  test.each<[what: string, before: Partial<Seen>, crossing: number | null, is: boolean]>([
    ["is, on a road that was empty", { onCrossing: 0 }, 1, true],
    ["is not, among others who were there before", { onCrossing: 1 }, 2, false],
    ["still is, while anybody is on it", { onCrossing: 2, redCrossing: true }, 1, true],
    ["is no longer, when it is empty", { onCrossing: 2, redCrossing: true }, 0, false],
    ["is not known to be, when it cannot be seen", { redCrossing: true }, null, false],
  ])("against red %s", (_, before, crossing, is) => {
    expect(after(road(before), "vehicle-green", crossing).redCrossing).toBe(is);
  });
});

describe("a service", () => {
  test("runs in walk, clearance and buffer, and in no other interval", () => {
    const serving = INTERVALS.filter((interval) => after(road(), interval, 2).service.people === 2);
    expect(serving).toEqual(["walk", "ped-clearance", "buffer"]);
  });

  test("keeps the most people it has seen, and whether it could see all the time", () => {
    const seen = [1, 3, 2].reduce<Seen>((before, people) => after(before, "walk", people), road());
    expect(seen.service).toEqual({ people: 3, known: true });
    const lost = after(seen, "ped-clearance", null);
    expect(lost.service).toEqual({ people: 3, known: false });
    expect(after(lost, "ped-clearance", 1).service).toEqual({ people: 3, known: false });
  });

  test("that is over is kept as it was", () => {
    const before = road({ service: { people: 2, known: true } });
    expect(after(before, "vehicle-green", null).service).toBe(before.service);
  });
});

describe("when each who is on the road stepped onto it", () => {
  const [first, second] = [instant(2000), instant(3000)];
  test.each<[what: string, before: readonly number[], crossing: number | null, is: number[]]>([
    ["now, for who is new", [first], 3, [2000, 5000, 5000]],
    ["now, for the first", [], 1, [5000]],
    ["as before, while nobody comes or goes", [first, second], 2, [2000, 3000]],
    ["without who was there longest, when one is gone", [first, second], 1, [3000]],
    ["of nobody, when all are gone", [first, second], 0, []],
    ["of nobody, when it cannot be seen", [first, second], null, []],
  ])("is told %s", (_, before, crossing, is) => {
    const entered = before.map((at) => instant(at));
    expect(after(road({ entered }), "walk", crossing).entered).toEqual(is);
  });

  test("is the same record as long as their number is", () => {
    const entered = [first, second];
    expect(after(road({ entered }), "walk", 2).entered).toBe(entered);
  });

  test("is told of fifty at most", () => {
    const crowd = after(road({ entered: [first] }), "walk", 900).entered;
    expect([crowd.length, crowd[0], crowd.at(-1)]).toEqual([50, 2000, 5000]);
  });
});
