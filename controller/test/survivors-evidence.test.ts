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
