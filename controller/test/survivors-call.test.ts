/** All that is asked together: whether the crossing is called and since when, by how many, and when people are recalled. */
import { type Inputs, type Instant, type ZoneInput, instant, milliseconds } from "@crossing/config";
import type { Plan } from "@crossing/controller";
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

  test("is made as the loop begins, where nobody was ever served", () => {
    const how = { served: false, recalls: false };
    const is = demandAfter(every(50_000), demand(), QUIET, instant(10), how);
    expect(is.latchedAt).toBe(10);
  });
});
