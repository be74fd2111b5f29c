/** All that is asked together: whether the crossing is called and since when, by how many, and when people are recalled. */
import { type Inputs, type Instant, type ZoneInput, instant, milliseconds } from "@crossing/config";
import type { Plan, Recall } from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { type Demand, type ZoneDemand, demandAfter, noDemand } from "../src/core/demand.ts";
import { PLAN, QUIET } from "./strip.ts";

const NOW = 500_000;
const now = instant(NOW);
const ago = (ms: number): Instant => instant(NOW - ms);
const ONE: Plan = { ...PLAN, zones: ["A"] };

const NOBODY: ZoneDemand = {
  since: null,
  occupiedSince: null,
  emptySince: null,
  confirmed: false,
  pressedAt: null,
  blind: false,
  arrivals: [],
};

/** Demand of one zone, A. */
const demand = (zone: Partial<ZoneDemand> = {}, is: Partial<Demand> = {}): Demand => ({
  ...noDemand(ONE),
  zones: { A: { ...NOBODY, ...zone } },
  ...is,
});

interface Tick {
  readonly seen?: ZoneInput | null;
  readonly pressed?: boolean;
  readonly served?: boolean;
  readonly recalls?: boolean;
  readonly requests?: Inputs["requests"];
  readonly plan?: Plan;
}

function after(was: Demand, tick: Tick = {}): Demand {
  const { seen = { waiting: 0 }, pressed = false, requests = [], plan = ONE } = tick;
  const inputs: Inputs = { ...QUIET, zones: { A: seen }, buttons: { A: pressed }, requests };
  const { served = false, recalls = false } = tick;
  return demandAfter(plan, was, inputs, now, { served, recalls });
}

describe("all that is asked", () => {
  test.each<[what: string, was: Demand, Tick, calledAt: number | null]>([
    [
      "is called by who has stood for long enough",
      demand({ occupiedSince: ago(2000) }),
      { seen: { waiting: 1 } },
      NOW,
    ],
    ["is not called by who just came", demand(), { seen: { waiting: 1 } }, null],
    ["is called by a press", demand(), { pressed: true }, NOW],
    ["is called by a request", demand(), { requests: ["ped-call"] }, NOW],
    ["is not called by another request", demand(), { requests: ["resume"] }, null],
    [
      "is called since the first who called",
      demand({ pressedAt: ago(70) }, { calledAt: ago(60) }),
      {},
      NOW - 60,
    ],
    ["is no longer called when nobody does", demand({}, { calledAt: ago(60) }), {}, null],
    [
      "stays called by a call of nobody in particular",
      demand({}, { latchedAt: ago(60), calledAt: ago(60) }),
      {},
      NOW - 60,
    ],
  ])("%s", (_, was, tick, calledAt) => {
    expect(after(was, tick).calledAt).toBe(calledAt);
  });

  test("is called by either zone, whatever the other says", () => {
    const buttons = { A: true };
    const is = demandAfter(PLAN, noDemand(PLAN), { ...QUIET, buttons }, now, {
      served: false,
      recalls: false,
    });
    expect(is.calledAt).toBe(NOW);
  });

  test("a request is latched from the first on", () => {
    expect(after(demand(), { requests: ["ped-call"] }).latchedAt).toBe(NOW);
    const again = after(demand({}, { latchedAt: ago(60) }), { requests: ["ped-call"] });
    expect(again.latchedAt).toBe(NOW - 60);
    expect(after(demand()).latchedAt).toBeNull();
  });

  test("people are counted over all zones, one for each that cannot be seen", () => {
    const plan = { ...PLAN, zones: ["A", "B", "C"] };
    const zones = { A: { waiting: 2 }, B: null, C: { waiting: 3 } };
    const is = demandAfter(plan, noDemand(plan), { ...QUIET, zones }, now, {
      served: false,
      recalls: false,
    });
    expect(is.waiting).toBe(6);
  });

  test.each<[what: string, was: Demand, Tick, wait: number]>([
    ["who stands there", demand({ since: ago(7000) }), { seen: { waiting: 1 } }, 7000],
    ["who may stand where nobody sees", demand({ since: ago(7000) }), { seen: null }, 7000],
    ["who pressed and is not seen", demand({ pressedAt: ago(8000), since: ago(9000) }), {}, 8000],
    [
      "who pressed, when longer than who stands there",
      demand({ pressedAt: ago(8000), since: ago(7000) }),
      { seen: { waiting: 1 } },
      8000,
    ],
    [
      "who stands there, when longer than who pressed",
      demand({ pressedAt: ago(7000), since: ago(8000) }),
      { seen: { waiting: 1 } },
      8000,
    ],
    ["nobody who walked off", demand({ since: ago(9000), confirmed: true }), {}, 0],
    [
      "a call of nobody in particular",
      demand({ pressedAt: ago(5) }, { latchedAt: ago(9000) }),
      {},
      9000,
    ],
    [
      "who pressed, when longer than that",
      demand({ pressedAt: ago(9000) }, { latchedAt: ago(5) }),
      {},
      9000,
    ],
  ])("the longest wait is that of %s", (_, was, tick, wait) => {
    expect(after(was, tick).oldestWait).toBe(wait);
  });

  test("the longest wait is that of either zone, in any order", () => {
    const waits = (a: number, b: number): number => {
      const zones = { A: { ...NOBODY, pressedAt: ago(a) }, B: { ...NOBODY, pressedAt: ago(b) } };
      const how = { served: false, recalls: false };
      return demandAfter(PLAN, { ...noDemand(PLAN), zones }, QUIET, now, how).oldestWait;
    };
    expect([waits(10, 90), waits(90, 10)]).toEqual([90, 90]);
  });
});

test.each<ZoneInput | null>([{ waiting: 0 }, { waiting: 2 }, null])(
  "in walk nobody has waited, also where the zone tells %o",
  (seen) => {
    expect(after(demand({ since: ago(9000) }), { seen, served: true }).oldestWait).toBe(0);
  },
);

const BY_TIME = (always: boolean): Recall => ({
  always,
  programmes: [
    { from_s: 25_200, after: milliseconds(50_000) },
    { from_s: 79_200, after: milliseconds(70_000) },
  ],
});

describe("while no zone can be seen, a plan with a recall", () => {
  const TWO: Plan = { ...PLAN, recall: BY_TIME(false) };
  const UNSEEN = { ...QUIET, zones: { A: null, B: null }, time_of_day_s: 80_000 };
  const how = { served: false, recalls: false };
  const was = (served: number, zone: Partial<ZoneDemand> = {}): Demand => ({
    ...noDemand(TWO),
    servedAt: ago(served),
    zones: { A: { ...NOBODY, ...zone }, B: NOBODY },
  });
  const UNASKED: ZoneDemand = { ...NOBODY, blind: true };
  const ASKED: ZoneDemand = { ...UNASKED, since: now, confirmed: true };

  test("assumes nobody before its time", () => {
    expect(demandAfter(TWO, was(69_999), UNSEEN, now, how)).toMatchObject({
      zones: { A: UNASKED, B: UNASKED },
      calledAt: null,
      latchedAt: null,
      waiting: 0,
      oldestWait: 0,
    });
  });

  test.each([
    ["so long after the last walk", was(70_000)],
    ["where nobody was ever served", { ...was(0), servedAt: null }],
  ])("assumes somebody at every kerb %s", (_, before) => {
    expect(demandAfter(TWO, before, UNSEEN, now, how)).toMatchObject({
      zones: { A: ASKED, B: ASKED },
      calledAt: now,
      latchedAt: null,
      waiting: 2,
    });
  });

  test("keeps a press, and who stood there", () => {
    const pressed = demandAfter(TWO, was(10_000, { pressedAt: ago(70) }), UNSEEN, now, how);
    expect(pressed).toMatchObject({
      zones: { A: { ...UNASKED, pressedAt: ago(70) } },
      calledAt: now,
      waiting: 0,
    });
    const stood = demandAfter(TWO, was(10_000, { since: ago(900) }), UNSEEN, now, how);
    expect(stood).toMatchObject({
      zones: { A: { ...ASKED, since: ago(900) }, B: UNASKED },
      calledAt: now,
      waiting: 1,
      oldestWait: 900,
    });
  });

  test.each([
    ["another zone is seen", TWO, { A: null, B: { waiting: 0 } }],
    ["the plan has no recall", { ...TWO, recall: null }, { A: null, B: null }],
  ])("is as any other where %s", (_, plan, zones) => {
    const is = demandAfter(plan, was(10_000), { ...UNSEEN, zones }, now, how);
    expect(is).toMatchObject({ zones: { A: ASKED }, calledAt: now });
  });
});

describe("a recall", () => {
  const every = (ms: number): Plan => ({
    ...ONE,
    recall: { always: true, programmes: [{ from_s: 0, after: milliseconds(ms) }] },
  });
  test.each<[is: boolean, what: string, Tick, servedAt: Instant | null]>([
    [false, "by a plan without one", {}, null],
    [true, "by a plan with one, when nobody was ever served", { plan: every(50_000) }, null],
    [false, "before its time", { plan: every(50_000) }, ago(49_999)],
    [true, "at its time", { plan: every(50_000) }, ago(50_000)],
    [false, "for whom nobody sees, before two minutes", { recalls: true }, ago(119_999)],
    [true, "for whom nobody sees, after two minutes", { recalls: true }, ago(120_000)],
    [
      true,
      "for whom nobody sees, sooner when the plan says so",
      { recalls: true, plan: every(50_000) },
      ago(50_000),
    ],
    [
      true,
      "for whom nobody sees, no later when the plan says so",
      { recalls: true, plan: every(200_000) },
      ago(120_000),
    ],
    [
      false,
      "of a plan alone, not after two minutes already",
      { plan: every(200_000) },
      ago(199_999),
    ],
  ])("is %s %s", (is, _, tick, servedAt) => {
    expect(after(demand({}, { servedAt }), tick).latchedAt !== null).toBe(is);
  });

  test.each<[is: boolean, what: string, time: number, servedAt: number]>([
    [false, "by the programme of the day, before its time", 40_000, 49_999],
    [true, "by the programme of the day, at its time", 40_000, 50_000],
    [false, "by that of the night, before its time", 80_000, 69_999],
    [true, "by that of the night, at its time", 80_000, 70_000],
  ])("is %s %s", (is, _, time_of_day_s, served) => {
    const inputs = { ...QUIET, time_of_day_s };
    const was = demand({}, { servedAt: ago(served) });
    const how = { served: false, recalls: false };
    const made = demandAfter({ ...ONE, recall: BY_TIME(true) }, was, inputs, now, how);
    expect(made.latchedAt !== null).toBe(is);
  });

  test("is made as the loop begins, where nobody was ever served", () => {
    const how = { served: false, recalls: false };
    const is = demandAfter(every(50_000), demand(), QUIET, instant(10), how);
    expect(is.latchedAt).toBe(10);
  });
});
