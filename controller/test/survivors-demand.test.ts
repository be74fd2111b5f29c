/** Who asks, since when and how sure that is: each limit from both sides, to the millisecond. */
import { type Inputs, type Instant, type ZoneInput, instant } from "@crossing/config";
import type { Plan } from "@crossing/controller";
import { describe, expect, test } from "vitest";
import {
  type Demand,
  type ZoneDemand,
  assumedDemand,
  demandAfter,
  noDemand,
} from "../src/core/demand.ts";
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

const zoneAfter = (was: Partial<ZoneDemand>, tick: Tick, is: Partial<Demand> = {}): ZoneDemand =>
  after(demand(was, is), tick).zones["A"]!;

test("at first nobody asks in any zone; after a restart somebody is assumed to", () => {
  expect(noDemand(PLAN)).toEqual({
    zones: { A: NOBODY, B: NOBODY },
    latchedAt: null,
    servedAt: null,
    calledAt: null,
    waiting: 0,
    oldestWait: 0,
    came: 0,
    steppedAt: null,
  });
  expect(assumedDemand(PLAN, now)).toEqual({ ...noDemand(PLAN), latchedAt: NOW });
});

describe("a zone in which somebody stands", () => {
  const one: Tick = { seen: { waiting: 1 } };

  test("is occupied from now, and by whom, and is no call yet", () => {
    expect(zoneAfter({ emptySince: ago(900) }, one)).toEqual({
      ...NOBODY,
      since: NOW,
      occupiedSince: NOW,
      arrivals: [NOW],
    });
  });

  test.each<[what: string, was: Partial<ZoneDemand>, Tick, is: Partial<ZoneDemand>]>([
    [
      "is no call before the dwell time",
      { since: ago(1999), occupiedSince: ago(1999) },
      one,
      { confirmed: false, since: ago(1999) },
    ],
    [
      "is a call at the dwell time",
      { since: ago(2000), occupiedSince: ago(2000) },
      one,
      { confirmed: true, since: ago(2000), occupiedSince: ago(2000) },
    ],
    [
      "is a call when it was occupied so long, though eyes tell a short wait",
      { occupiedSince: ago(2000) },
      { seen: { waiting: 1, waits_s: [0.5] } },
      { confirmed: true, since: ago(500) },
    ],
    [
      "is a call when eyes tell a long wait, though it was just seen",
      {},
      { seen: { waiting: 2, waits_s: [0.5, 2] } },
      { confirmed: true, since: ago(2000), occupiedSince: now },
    ],
    ["stays a call", { confirmed: true }, one, { confirmed: true, since: now }],
    [
      "waits from now when eyes tell of nobody",
      {},
      { seen: { waiting: 1, waits_s: [] } },
      { since: now },
    ],
    ["is pressed for from now", {}, { ...one, pressed: true }, { pressedAt: now }],
    [
      "is pressed for since the first press",
      { pressedAt: ago(40) },
      { ...one, pressed: true },
      { pressedAt: ago(40) },
    ],
    [
      "keeps its press when the button is let go",
      { pressedAt: ago(40) },
      one,
      { pressedAt: ago(40) },
    ],
    [
      "is not blind any more",
      { blind: true, emptySince: ago(3) },
      one,
      { blind: false, emptySince: null },
    ],
  ])("%s", (_, was, tick, is) => {
    expect(zoneAfter(was, tick)).toMatchObject(is);
  });

  const told: Tick = { seen: { waiting: 1, waits_s: [9] } };
  test.each<[what: string, servedAt: Instant | null, since: number]>([
    ["since they came, when nobody was ever served", null, NOW - 9000],
    ["since they came, when that was after walk", ago(9001), NOW - 9000],
    ["since walk, when they let it go by", ago(8999), NOW - 8999],
  ])("waits %s", (_, servedAt, since) => {
    expect(zoneAfter({}, told, { servedAt }).since).toBe(since);
  });
});

test("who has waited since before the loop began is believed, when nobody was ever served", () => {
  const inputs = { ...QUIET, zones: { A: { waiting: 1, waits_s: [9] } } };
  const is = demandAfter(ONE, noDemand(ONE), inputs, instant(5000), {
    served: false,
    recalls: false,
  });
  expect(is.zones["A"]!.since).toBe(-4000);
});

describe("who came when, as far as counts tell", () => {
  const two = [ago(9000), ago(4000)];
  test.each<[what: string, before: readonly Instant[], waiting: number, is: readonly number[]]>([
    ["stays as it is while as many stand there", two, 2, [NOW - 9000, NOW - 4000]],
    ["is longer by who came now", two, 4, [NOW - 9000, NOW - 4000, NOW, NOW]],
    ["loses who came last when one goes", two, 1, [NOW - 9000]],
  ])("%s", (_, arrivals, waiting, is) => {
    const seen = zoneAfter({ arrivals }, { seen: { waiting } }).arrivals;
    expect(seen).toEqual(is);
  });

  test("is not written anew while as many stand there", () => {
    expect(zoneAfter({ arrivals: two }, { seen: { waiting: 2 } }).arrivals).toBe(two);
  });

  test("is told apart for no more than two hundred", () => {
    expect(zoneAfter({ arrivals: two }, { seen: { waiting: 900 } }).arrivals).toHaveLength(200);
    expect(zoneAfter({ arrivals: two }, { seen: { waiting: 200 } }).arrivals).toHaveLength(200);
  });

  test("says how many came since the last tick; who goes does not make up for who comes", () => {
    expect(after(demand({ arrivals: two }), { seen: { waiting: 5 } }).came).toBe(3);
    const plan = { ...PLAN, zones: ["A", "B"] };
    const was = { ...noDemand(plan), zones: { A: { ...NOBODY, arrivals: two }, B: NOBODY } };
    const zones = { A: { waiting: 0 }, B: { waiting: 1 } };
    const notServed = { served: false, recalls: false };
    expect(demandAfter(plan, was, { ...QUIET, zones }, now, notServed).came).toBe(1);
  });
});

describe("a zone that was left", () => {
  const called = { since: ago(9000), confirmed: true, arrivals: [ago(9000)] };
  test.each<[what: string, was: Partial<ZoneDemand>, is: Partial<ZoneDemand>]>([
    [
      "is empty from now, and its call is kept",
      called,
      { ...called, emptySince: now, arrivals: [], occupiedSince: null },
    ],
    [
      "keeps its call for less than the cancel time",
      { ...called, emptySince: ago(2999) },
      { confirmed: true, since: ago(9000), emptySince: ago(2999) },
    ],
    [
      "loses its call at the cancel time",
      { ...called, emptySince: ago(3000) },
      { confirmed: false, since: null, emptySince: ago(3000) },
    ],
    [
      "keeps nothing that was no call",
      { ...called, confirmed: false, emptySince: ago(1) },
      { confirmed: false, since: null },
    ],
    [
      "keeps its press",
      { pressedAt: ago(60_000), emptySince: ago(60_000) },
      { pressedAt: ago(60_000), confirmed: false },
    ],
  ])("%s", (_, was, is) => {
    expect(zoneAfter(was, {})).toEqual({ ...NOBODY, ...was, ...is, arrivals: [] });
  });

  test("is pressed for by somebody whom nobody sees", () => {
    expect(zoneAfter({}, { pressed: true }).pressedAt).toBe(NOW);
  });
});

describe("a zone that cannot be seen", () => {
  test("is a call from now, and forgets neither a press nor who stood there", () => {
    const was = {
      occupiedSince: ago(5),
      emptySince: ago(5),
      arrivals: [ago(7)],
      pressedAt: ago(6),
    };
    expect(zoneAfter(was, { seen: null })).toEqual({
      since: NOW,
      occupiedSince: null,
      emptySince: null,
      confirmed: true,
      pressedAt: NOW - 6,
      blind: true,
      arrivals: [NOW - 7],
    });
  });

  test("waits since who stood there came", () => {
    expect(zoneAfter({ since: ago(800) }, { seen: null }).since).toBe(NOW - 800);
  });

  test("takes a press", () => {
    expect(zoneAfter({}, { seen: null, pressed: true }).pressedAt).toBe(NOW);
  });

  test("is what a zone is that the inputs do not speak of, or that is new in the plan", () => {
    const plan = { ...PLAN, zones: ["A", "C"] };
    const is = demandAfter(plan, demand(), QUIET, now, { served: false, recalls: false });
    expect(is.zones["C"]).toEqual({ ...NOBODY, since: NOW, confirmed: true, blind: true });
    expect(is.waiting).toBe(1);
  });
});

describe("walk", () => {
  const served = (was: Partial<ZoneDemand>, seen: ZoneInput | null, is: Partial<Demand> = {}) =>
    after(demand(was, is), { seen, served: true, pressed: true });
  const called = { since: ago(9000), confirmed: true, pressedAt: ago(9000) };

  test.each<[what: string, ZoneInput | null, Partial<ZoneDemand>]>([
    ["forgets every call and press", { waiting: 0 }, {}],
    ["knows only how many still stand there", { waiting: 2 }, { arrivals: [now, now] }],
    ["still knows that a zone is not seen", null, { blind: true }],
  ])("%s", (_, seen, is) => {
    expect(served(called, seen).zones["A"]).toEqual({ ...NOBODY, ...is });
  });

  test("serves a call of nobody in particular too, and one that is asked for in this tick", () => {
    const is = after(demand({}, { latchedAt: ago(5), calledAt: ago(5) }), {
      served: true,
      requests: ["ped-call"],
    });
    expect(is).toMatchObject({ latchedAt: null, calledAt: null, servedAt: NOW, oldestWait: 0 });
  });

  test("is remembered, and not before it was shown", () => {
    expect(after(demand()).servedAt).toBeNull();
    expect(after(demand({}, { servedAt: ago(70) })).servedAt).toBe(NOW - 70);
  });

  test("knows when somebody last stepped off: one fewer stands there than before", () => {
    const arrivals = [ago(9), ago(8)];
    expect(served({ arrivals }, { waiting: 1 }).steppedAt).toBe(NOW);
    expect(served({ arrivals }, { waiting: 2 }, { steppedAt: ago(40) }).steppedAt).toBe(NOW - 40);
    expect(served({ arrivals }, { waiting: 3 }).steppedAt).toBeNull();
    const leaves = after(demand({ arrivals }, { steppedAt: ago(40) }), { seen: { waiting: 1 } });
    expect(leaves.steppedAt).toBe(NOW - 40);
  });

  test("knows it of either kerb, whatever the other does", () => {
    const zones = { A: { ...NOBODY, arrivals: [ago(9)] }, B: NOBODY };
    const told = { ...QUIET, zones: { A: { waiting: 0 }, B: { waiting: 0 } } };
    const was = { ...noDemand(PLAN), zones };
    expect(demandAfter(PLAN, was, told, now, { served: true, recalls: false }).steppedAt).toBe(NOW);
  });
});
