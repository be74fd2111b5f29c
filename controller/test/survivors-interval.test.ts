/** What ends each interval, to the millisecond: the lines that a strip of whole seconds, or the timing before them, would hide. */
import {
  type Indications,
  type Inputs,
  type Instant,
  type Interval,
  type Reason,
  instant,
  milliseconds,
} from "@crossing/config";
import { type Plan, SHOWN, type State, initialState, step } from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { type Countdowns, countdowns } from "../src/core/countdown.ts";
import { type Heads, headsOf } from "../src/core/heads.ts";
import { entryInterval, nextInterval } from "../src/core/interval.ts";
import { FIXED, PLAN, QUIET } from "./strip.ts";

const RED_YELLOW: Plan = { ...PLAN, redYellow: milliseconds(1500) };
const FIXED_PLAN: Plan = { ...PLAN, clearance: FIXED };
const FAULT: Reason = { code: "fault", numbers: {} };
const BEGAN = 50_000;

/** In an interval that began at 50 s, with nothing promised and the road not seen. */
function stateIn(interval: Interval, is: Partial<State> = {}): State {
  const since = instant(BEGAN);
  const first = initialState(PLAN, instant(0));
  return {
    ...first,
    interval,
    since,
    asked: since,
    inControl: true,
    shown: SHOWN[interval],
    ...is,
  };
}

const at = (ms: number): Instant => instant(BEGAN + ms);
const promise = (ms: number): Partial<State> => ({ walkAt: at(ms) });
const emptyFrom = (ms: number): Partial<State> => ({
  seen: { ...stateIn("walk").seen, emptySince: at(ms) },
});

describe("an interval ends", () => {
  type Row = [what: string, Plan, from: Interval, Partial<State>, last: number, to: Interval];
  test.each<Row>([
    ["start-up after its time", PLAN, "start-up", {}, 2000, "vehicle-green"],
    [
      "start-up of a latched fault in flash",
      PLAN,
      "start-up",
      { fault: FAULT },
      2000,
      "fault-flash",
    ],
    [
      "green at its minimum, when walk was due before",
      PLAN,
      "vehicle-green",
      promise(0),
      10_000,
      "yellow-change",
    ],
    [
      "green so that yellow and red fit before walk",
      PLAN,
      "vehicle-green",
      promise(20_000),
      15_000,
      "yellow-change",
    ],
    ["yellow after its time", PLAN, "yellow-change", {}, 3000, "red-clearance"],
    [
      "yellow after its time, in a fault too",
      PLAN,
      "yellow-change",
      { fault: FAULT },
      3000,
      "red-clearance",
    ],
    ["red clearance in walk", PLAN, "red-clearance", {}, 2000, "walk"],
    [
      "red clearance of a latched fault in flash",
      PLAN,
      "red-clearance",
      { fault: FAULT },
      2000,
      "fault-flash",
    ],
    [
      "walk after what it was given",
      PLAN,
      "walk",
      { walkFor: milliseconds(8500) },
      8500,
      "ped-clearance",
    ],
    [
      "clearance at its minimum on an empty road",
      PLAN,
      "ped-clearance",
      emptyFrom(0),
      4000,
      "buffer",
    ],
    [
      "clearance a second after the road was empty",
      PLAN,
      "ped-clearance",
      emptyFrom(5000),
      6000,
      "buffer",
    ],
    [
      "clearance at its maximum when the road cannot be seen",
      PLAN,
      "ped-clearance",
      {},
      12_000,
      "buffer",
    ],
    [
      "a fixed clearance at its maximum, also on an empty road",
      FIXED_PLAN,
      "ped-clearance",
      emptyFrom(0),
      FIXED.max,
      "buffer",
    ],
    ["the buffer in green", PLAN, "buffer", {}, 2000, "vehicle-green"],
    [
      "the buffer in red with yellow where there is one",
      RED_YELLOW,
      "buffer",
      {},
      2000,
      "red-yellow",
    ],
    [
      "the buffer of a latched fault in flash",
      RED_YELLOW,
      "buffer",
      { fault: FAULT },
      2000,
      "fault-flash",
    ],
    ["red with yellow in green", RED_YELLOW, "red-yellow", {}, 1500, "vehicle-green"],
  ])("%s, and not a millisecond before", (_, plan, from, is, last, to) => {
    expect(nextInterval(plan, stateIn(from, is), at(last - 1))).toBe(from);
    expect(nextInterval(plan, stateIn(from, is), at(last))).toBe(to);
  });

  test.each<[what: string, Plan, from: Interval, Partial<State>, to: Interval]>([
    ["green at once in a fault", PLAN, "vehicle-green", { fault: FAULT }, "yellow-change"],
    [
      "red with yellow at once in a fault",
      RED_YELLOW,
      "red-yellow",
      { fault: FAULT },
      "red-clearance",
    ],
    ["green never, while nothing is promised", PLAN, "vehicle-green", {}, "vehicle-green"],
    ["flash never by itself", PLAN, "fault-flash", { fault: FAULT }, "fault-flash"],
  ])("%s", (_, plan, from, is, to) => {
    expect(nextInterval(plan, stateIn(from, is), at(to === from ? 9_000_000 : 0))).toBe(to);
  });
});

test.each<[Indications["vehicle"], Indications["ped"], Interval]>([
  ["green", "dont-walk", "vehicle-green"],
  ["yellow", "dont-walk", "yellow-change"],
  ["red", "walk", "ped-clearance"],
  ["red", "flashing-walk", "ped-clearance"],
  ["green", "walk", "ped-clearance"],
  ["red", "dont-walk", "start-up"],
  ["flashing-yellow", "dark", "start-up"],
])("heads that show %s and %s are taken up in %s beside %s", (vehicle, ped, interval) => {
  expect(entryInterval({ vehicle, ped })).toBe(interval);
});

describe("the displays", () => {
  const eight = { ...PLAN, countdown: milliseconds(8000) };
  const sure = { ...eight, clearance: FIXED, redYellow: milliseconds(1500) };
  const held: Plan = { ...sure, policy: { name: "marginal", horizon_s: 30 } };
  const dark = { ped: null, vehicle: null };
  const walk = { walkFor: milliseconds(7000) };
  const clears = FIXED.max / 1000;

  type Row = [what: string, Plan, Interval, Partial<State>, ms: number, shows: Countdowns];
  test.each<Row>([
    ["nothing, without a countdown", PLAN, "vehicle-green", promise(6000), 0, dark],
    ["nothing, without a promise", eight, "vehicle-green", {}, 0, dark],
    ["nothing, in a fault", eight, "vehicle-green", { ...promise(6000), fault: FAULT }, 0, dark],
    [
      "nothing, out of control",
      eight,
      "vehicle-green",
      { ...promise(6000), inControl: false },
      0,
      dark,
    ],
    [
      "seconds to yellow before those to walk begin",
      eight,
      "vehicle-green",
      promise(8001),
      0,
      { ped: null, vehicle: 4 },
    ],
    [
      "both from the first moment of the countdown",
      eight,
      "vehicle-green",
      promise(8000),
      0,
      { ped: 8, vehicle: 3 },
    ],
    [
      "a begun second as a whole one",
      eight,
      "vehicle-green",
      promise(8000),
      999,
      { ped: 8, vehicle: 3 },
    ],
    [
      "the next second when one is over",
      eight,
      "vehicle-green",
      promise(8000),
      1000,
      { ped: 7, vehicle: 2 },
    ],
    ["1 and never 0", eight, "vehicle-green", promise(0), 0, { ped: 1, vehicle: 1 }],
    [
      "seconds to walk in yellow",
      eight,
      "yellow-change",
      promise(5000),
      0,
      { ped: 5, vehicle: null },
    ],
    [
      "seconds to walk in red clearance",
      eight,
      "red-clearance",
      promise(2000),
      0,
      { ped: 2, vehicle: null },
    ],
    [
      "the end of walk and of red, when both are certain",
      sure,
      "walk",
      walk,
      500,
      { ped: 7 + clears, vehicle: 10 + clears },
    ],
    [
      "the end of a fixed clearance",
      sure,
      "ped-clearance",
      walk,
      0,
      { ped: clears, vehicle: clears + 4 },
    ],
    ["nothing in walk with an adaptive clearance", eight, "walk", walk, 0, dark],
    ["nothing in an adaptive clearance", eight, "ped-clearance", walk, 0, dark],
    ["nothing in a walk that the policy may hold", held, "walk", walk, 0, dark],
    [
      "the end of a fixed clearance after such a walk",
      held,
      "ped-clearance",
      walk,
      0,
      { ped: clears, vehicle: clears + 4 },
    ],
    ["drivers the buffer and red with yellow", sure, "buffer", {}, 0, { ped: null, vehicle: 4 }],
    ["drivers the rest of the buffer", eight, "buffer", {}, 1000, { ped: null, vehicle: 1 }],
    ["drivers red with yellow", sure, "red-yellow", {}, 0, { ped: null, vehicle: 2 }],
    ["nothing in start-up", eight, "start-up", promise(1000), 0, dark],
    ["nothing in flash", eight, "fault-flash", promise(1000), 0, dark],
  ])("show %s", (_, plan, interval, is, ms, shows) => {
    expect(countdowns(plan, stateIn(interval, is), at(ms))).toEqual(shows);
  });
});

describe("the heads of an interval that was asked for at 50 s are", () => {
  const yellow = SHOWN["yellow-change"];
  const other: Indications = { vehicle: "yellow", ped: "dark" };
  const green = SHOWN["vehicle-green"];
  type Row = [Heads, what: string, shown: Inputs["shown"], ms: number, Partial<State>];

  test.each<Row>([
    ["unseen", "in the tick that asks", yellow, 0, {}],
    ["unseen", "when they tell nothing", null, 100, {}],
    ["behind", "when the vehicle head differs", green, 100, {}],
    ["behind", "when only the pedestrian head differs", other, 100, {}],
    ["behind", "until a second and a half", green, 1500, {}],
    ["settled", "not waited for after that", green, 1501, {}],
    ["there", "when they follow", yellow, 100, {}],
    ["there", "after a cycle of 250 ms", yellow, 250, {}],
    ["settled", "when ticks are farther apart: a simulation", yellow, 251, {}],
    [
      "there",
      "when they were behind before, however far the ticks",
      yellow,
      300,
      { since: at(50) },
    ],
    ["settled", "when they were so already", green, 100, { settled: true }],
    ["settled", "out of control", green, 100, { inControl: false }],
  ])("%s %s", (heads, _, shown, ms, is) => {
    const state = stateIn("yellow-change", { at: at(0), settled: false, ...is });
    expect(headsOf(state, { ...QUIET, shown }, at(ms))).toBe(heads);
  });
});

type Seen = (ms: number) => "green" | "yellow";
test.each<[what: string, vehicle: Seen, ends: number]>([
  ["seen late counts from then", (ms) => (ms < 200 ? "green" : "yellow"), 3200],
  ["seen once is not looked at again", (ms) => (ms === 200 ? "yellow" : "green"), 3200],
  ["seen on and on does not begin again", () => "yellow", 3100],
  ["never seen counts from when one stops waiting for it", () => "green", 4500],
])("a yellow of 3 s that is %s", (_, vehicle, ends) => {
  let state = stateIn("yellow-change", { at: at(0), settled: false, walkAt: at(5000) });
  let ms = 0;
  while (state.interval === "yellow-change" && ms < 10_000) {
    ms += 100;
    const shown: Indications = { vehicle: vehicle(ms), ped: "dont-walk" };
    state = step(PLAN, state, { ...QUIET, shown }, at(ms)).state;
  }
  expect([state.interval, ms]).toEqual(["red-clearance", ends]);
});
