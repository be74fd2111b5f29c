/** What people and drivers are shown and told in each interval, word for word. */
import {
  type Bollards,
  type Indications,
  type Interval,
  type Prompt,
  instant,
} from "@crossing/config";
import { expect, test } from "vitest";
import { SHOWN, type State, initialState } from "@crossing/controller";
import { bollardsOf, voiceOf } from "../src/core/voice.ts";
import { PLAN } from "./strip.ts";

const INTERVALS: readonly [
  Interval,
  Indications["vehicle"],
  Indications["ped"],
  Bollards,
  Prompt | null,
][] = [
  ["start-up", "red", "dont-walk", "red", null],
  ["vehicle-green", "green", "dont-walk", "red", null],
  ["yellow-change", "yellow", "dont-walk", "red", null],
  ["red-clearance", "red", "dont-walk", "red", null],
  ["walk", "red", "walk", "green", "cross"],
  ["ped-clearance", "red", "flashing-walk", "red", null],
  ["buffer", "red", "dont-walk", "red", null],
  ["red-yellow", "red-yellow", "dont-walk", "red", null],
  ["fault-flash", "flashing-yellow", "dark", "dark", null],
];

const inside = (interval: Interval, is: Partial<State> = {}): State => ({
  ...initialState(PLAN, instant(0)),
  interval,
  inControl: true,
  ...is,
});

/** Somebody is on the road against red. */
const against = { seen: { ...initialState(PLAN, instant(0)).seen, redCrossing: true } };

test("every interval is in this table", () => {
  expect(Object.keys(SHOWN).toSorted()).toEqual(INTERVALS.map(([interval]) => interval).toSorted());
});

test.each(INTERVALS)(
  "in %s: vehicles %s, people %s, bollards %s, voice %s",
  (interval, vehicle, ped, bollards, voice) => {
    expect(SHOWN[interval]).toEqual({ vehicle, ped });
    expect(bollardsOf(inside(interval))).toBe(bollards);
    expect(voiceOf(inside(interval))).toBe(voice);
  },
);

test("who steps onto the road against red is told to wait; in walk nobody is", () => {
  expect(voiceOf(inside("vehicle-green", against))).toBe("wait");
  expect(voiceOf(inside("walk", against))).toBe("cross");
});

test.each<Interval>(["start-up", "walk", "vehicle-green"])(
  "a crossing that is the cabinet's says and shows nothing in %s",
  (interval) => {
    const away = inside(interval, { ...against, inControl: false });
    expect([bollardsOf(away), voiceOf(away)]).toEqual(["dark", null]);
  },
);
