/** One tick at a time: what a tick keeps, what it promises, and what it takes for nothing. */
import {
  type Inputs,
  type Instant,
  type Interval,
  type Reason,
  instant,
  milliseconds,
} from "@crossing/config";
import { type Plan, SHOWN, type State, initialState, step } from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { usualFlows } from "../src/core/flows.ts";
import { noSight } from "../src/core/sight.ts";
import { PLAN, QUIET } from "./strip.ts";

const NOW = 400_000;
const now = instant(NOW);
const ago = (ms: number): Instant => instant(NOW - ms);
const FAULT: Reason = { code: "fault", numbers: {} };
const MARGINAL: Plan = { ...PLAN, policy: { name: "marginal", horizon_s: 30 } };
const TRAFFIC: Partial<Inputs> = { lanes: [{ id: "W0", queue: 2, eta_s: [], passages: 0 }] };

/** In control, in this interval for so many milliseconds, a tick of 100 ms. */
function inside(interval: Interval, ms: number, is: Partial<State> = {}): State {
  const first = initialState(PLAN, ago(100));
  return {
    ...first,
    interval,
    since: ago(ms),
    asked: ago(ms),
    inControl: true,
    shown: SHOWN[interval],
    ...is,
  };
}

const after = (state: State, told: Partial<Inputs> = {}, plan: Plan = PLAN) =>
  step(plan, state, { ...QUIET, ...told }, now);

const pressedAt = (state: State): Instant | null => state.demand.zones["A"]!.pressedAt;

/** A crossing called by somebody who pressed so long ago. */
function called(ms: number): Pick<State, "demand"> {
  const { demand } = initialState(PLAN, ago(ms));
  const zones = { ...demand.zones, A: { ...demand.zones["A"]!, pressedAt: ago(ms) } };
  return { demand: { ...demand, zones, calledAt: ago(ms) } };
}

describe("an eye that has passed its checks", () => {
  const { health, ladder } = initialState(PLAN, ago(100));
  const zone = { ...health.zones["A"]!, doubt: "unseen", good: 5 } as const;
  const doubted = { health: { ...health, whole: false, zones: { ...health.zones, A: zone } } };
  const pinned = (level: 0 | 1, ms: number) => ({
    ladder: { ...ladder, level: 1, pinned: { level, until: instant(NOW + ms) } } as const,
  });

  test.each<[believed: boolean, where: string, State, Partial<Inputs>]>([
    [true, "in vehicle green", inside("vehicle-green", 900, doubted), {}],
    [false, "not in yellow", inside("yellow-change", 900, doubted), {}],
    [false, "not in start-up", inside("start-up", 900, doubted), {}],
    [
      true,
      "while the crossing is the cabinet's",
      inside("start-up", 900, { ...doubted, inControl: false }),
      { link: "lost" },
    ],
    [
      false,
      "not while the guard holds partial vision",
      inside("vehicle-green", 900, { ...doubted, ...pinned(1, 1) }),
      {},
    ],
    [
      true,
      "when its time is over",
      inside("vehicle-green", 900, { ...doubted, ...pinned(1, 0) }),
      {},
    ],
  ])("is believed again (%s) %s", (believed, _, state, told) => {
    expect(after(state, told).state.health.whole).toBe(believed);
  });

  test("is not believed before: its zone is one that nobody sees", () => {
    const { state, outputs } = after(inside("yellow-change", 900, doubted));
    expect(state.demand.zones["A"]).toMatchObject({ blind: true, confirmed: true });
    expect(outputs.mode).toBe("partial");
  });
});

describe("arrival times", () => {
  const lanes = (eta: number): Inputs["lanes"] => [
    { id: "W0", queue: 0, eta_s: [eta], passages: 0 },
  ];
  const coming = { eta: 8.1, first: 16, seenAt: ago(5000), pace: 1.5 };
  const sight = { at: ago(100), lanes: { W0: [coming] }, jitter: 0 };
  const told = (eta: number): Partial<Inputs> => ({ lanes: lanes(eta), lookahead_s: 30 });

  test("that run down too fast are mended before a policy that goes by prices reckons with them", () => {
    const state = inside("vehicle-green", 12_000, called(3000));
    const mended = after({ ...state, sight }, told(8), MARGINAL);
    const right = after({ ...state, sight: noSight(ago(100)) }, told(8 / 1.4), MARGINAL);
    expect(mended.outputs.reason).toEqual(right.outputs.reason);
    expect(mended.state.sight.at).toBe(NOW);
    expect(mended.state.platoons).not.toBe(state.platoons);
  });

  test("stand as told for a policy that does not, and nobody is followed", () => {
    const state = inside("vehicle-green", 12_000, { ...called(3000), sight });
    const done = after(state, told(4));
    expect(done.outputs.reason).toMatchObject({ code: "gap-out", numbers: { gap_s: 4 } });
    expect(done.state.sight).toBe(sight);
    expect(done.state.platoons).toBe(state.platoons);
  });
});

describe("the price of a second", () => {
  const priced = (at: Instant | null) => inside("vehicle-green", 900, { price: { value: 7, at } });
  test.each<[anew: boolean, what: string, Instant | null, Plan]>([
    [true, "at first", null, MARGINAL],
    [false, "not in less than a minute", ago(59_999), MARGINAL],
    [true, "after a minute", ago(60_000), MARGINAL],
    [false, "never for a policy that does not go by it", null, PLAN],
  ])("is reckoned anew (%s) %s", (anew, _, at, plan) => {
    const { price } = after(priced(at), {}, plan).state;
    expect([price.at, price.value === 7]).toEqual([anew ? NOW : at, !anew]);
  });
});

test("the price of a second is known from the first tick of the loop", () => {
  const first = initialState(MARGINAL, instant(0));
  expect(step(MARGINAL, first, QUIET, instant(10)).state.price.at).toBe(10);
});

describe("a press", () => {
  test.each<[what: string, Interval, ms: number, pressed: Instant | null]>([
    ["in walk is answered by it", "walk", 6999, null],
    ["in the tick that ends walk comes too late: it is a call for the next", "walk", 7000, now],
    ["in clearance is a call", "ped-clearance", 100, now],
    ["in green is a call", "vehicle-green", 100, now],
  ])("%s", (_, interval, ms, pressed) => {
    expect(pressedAt(after(inside(interval, ms), { buttons: { A: true } }).state)).toBe(pressed);
  });

  test("counts from a walk that the heads only begin to show", () => {
    const late = { settled: false, asked: ago(1000), shown: SHOWN.walk };
    const state = inside("walk", 9000, late);
    const { state: is } = after(state, { buttons: { A: true }, shown: SHOWN["red-clearance"] });
    expect([is.interval, is.since, pressedAt(is)]).toEqual(["walk", NOW, null]);
  });
});

describe("people who come", () => {
  /** Those counted as having come in this tick. */
  function came(state: State, told: Partial<Inputs>): number {
    const { recent } = after(state, told).state.flows;
    return recent - state.flows.recent * Math.exp(-0.1 / 8);
  }
  const zones = (a: number) => ({ zones: { A: { waiting: a }, B: { waiting: 0 } } });
  const road = (onCrossing: number) => ({ seen: { ...inside("walk", 0).seen, onCrossing } });

  test("are those who came to a kerb, while walk is not shown", () => {
    expect(came(inside("vehicle-green", 900, road(0)), { ...zones(2), crossing: 1 })).toBeCloseTo(
      2,
    );
  });

  test("are those who came onto the road, or to the kerb, in walk", () => {
    expect(came(inside("walk", 900, road(1)), { crossing: 3 })).toBeCloseTo(2);
    expect(came(inside("walk", 900, road(1)), { ...zones(2), crossing: 3 })).toBeCloseTo(4);
    expect(came(inside("walk", 900, road(3)), { crossing: 1 })).toBeCloseTo(0);
  });

  test("are not those who stepped off the kerb onto it", () => {
    const state = inside("walk", 900, road(1));
    const stood = { ...state, demand: { ...state.demand, waiting: 2 } };
    expect(came(stood, { crossing: 3 })).toBeCloseTo(0);
  });

  test("are none in walk when the road cannot be seen", () => {
    expect(came(inside("walk", 900, road(0)), { ...zones(2), crossing: null })).toBeCloseTo(0);
  });

  test("are counted per second only while walk is not shown", () => {
    const counted = (interval: Interval): number =>
      after(inside(interval, 900)).state.flows.peopleTime_s;
    const before = usualFlows(PLAN).peopleTime_s;
    expect(counted("walk")).toBe(before);
    expect(counted("buffer")).toBeCloseTo(before * Math.exp(-0.1 / 600) + 0.1);
  });
});

describe("how long walk lasts", () => {
  const walkFor = milliseconds(8000);
  const steps = { waiting: 1, steppedAt: ago(300) };
  const stepping = { demand: { ...initialState(PLAN, ago(0)).demand, ...steps } };

  test.each<[what: string, Plan, Interval, ms: number, Partial<State>, lasts: number]>([
    ["stays as it was begun, before it could end", MARGINAL, "walk", 5000, stepping, 8000],
    [
      "is longer while people still step off, for a policy that looks",
      MARGINAL,
      "walk",
      8000,
      stepping,
      8001,
    ],
    ["is not longer for traffic that is worth more", MARGINAL, "walk", 8000, {}, 8000],
    ["is not longer for a policy that does not look", PLAN, "walk", 8000, stepping, 8000],
    ["is not looked at in another interval", MARGINAL, "vehicle-green", 9000, stepping, 8000],
  ])("%s", (_, plan, interval, ms, is, lasts) => {
    const state = inside(interval, ms, { walkFor, price: { value: 0, at: ago(1) }, ...is });
    const { state: next } = after(state, TRAFFIC, plan);
    expect(next.walkFor).toBe(lasts);
    expect(next.interval).toBe(
      lasts > 8000 || ms < 8000 || interval !== "walk" ? interval : "ped-clearance",
    );
  });
});

describe("walk is promised", () => {
  test("from a green that somebody asked to end, for after yellow and red", () => {
    const { state, outputs } = after(inside("vehicle-green", 12_000, called(3000)), {
      lookahead_s: 30,
    });
    expect([state.walkAt, outputs.reason.code, state.interval]).toEqual([
      NOW + 5000,
      "gap-out",
      "yellow-change",
    ]);
  });

  test("once: a promise is not moved", () => {
    const plan = { ...PLAN, countdown: milliseconds(15_000) };
    const state = inside("vehicle-green", 12_000, { ...called(3000), walkAt: instant(NOW + 9000) });
    const done = after(state, { lookahead_s: 30 }, plan);
    expect([done.state.walkAt, done.outputs.reason.code]).toEqual([NOW + 9000, "committed"]);
  });

  const minute = milliseconds(60_000);
  const slow: Plan = {
    ...PLAN,
    startUp: minute,
    redClearance: minute,
    clearance: { adaptive: false, min: minute, max: minute },
    buffer: minute,
    redYellow: minute,
  };
  test.each<[Interval, is: Partial<State>]>([
    ["start-up", {}],
    ["red-clearance", {}],
    ["ped-clearance", {}],
    ["buffer", {}],
    ["red-yellow", {}],
    ["vehicle-green", { fault: FAULT }],
  ])("not from %s %o, however long it has lasted", (interval, is) => {
    const state = inside(interval, 12_000, { ...called(90_000), ...is });
    expect(after(state, { lookahead_s: 30 }, slow).state.walkAt).toBeNull();
  });

  test.each<[what: string, services: number, told: Partial<Inputs>]>([
    ["by what was seen: that day begins anew", 0, { lookahead_s: 30 }],
    ["by time alone: one service more", 4, TRAFFIC],
  ])("and it is kept in mind what decided it, %s", (_, services, told) => {
    const adaptive = { since: ago(9000), services: 3, idle: false };
    const state = inside("vehicle-green", 90_000, { ...called(25_000), adaptive });
    const done = after(state, told).state.adaptive;
    expect(done).toEqual({ since: services === 0 ? NOW : NOW - 9000, services, idle: false });
  });
});

describe("a reckoned hold", () => {
  const reason: Reason = { code: "marginal-hold", numbers: { better_in_s: 3 } };
  const held = (ms: number, waiting: number) => ({ holding: { at: ago(ms), waiting, reason } });
  const asked = called(3000);
  const somebody = { ...asked, demand: { ...asked.demand, waiting: 0 } };

  test("stands for less than half a second, while as many wait", () => {
    const done = after(
      inside("vehicle-green", 12_000, { ...somebody, ...held(499, 0) }),
      TRAFFIC,
      MARGINAL,
    );
    expect(done.outputs.reason).toBe(reason);
    expect(done.state.holding?.at).toBe(NOW - 499);
  });

  test.each<[what: string, Partial<State>]>([
    ["after half a second", { ...somebody, ...held(500, 0) }],
    ["when another comes or goes", { ...somebody, ...held(100, 1) }],
  ])("is reckoned anew %s", (_, is) => {
    const lanes = [{ id: "W0", queue: 9, eta_s: [1, 2, 3, 4], passages: 0 }];
    const done = after(inside("vehicle-green", 12_000, is), { lanes, lookahead_s: 15 }, MARGINAL);
    expect(done.outputs.reason).not.toBe(reason);
    expect(done.outputs.reason.code).toBe("marginal-hold");
    expect(done.state.holding).toEqual({ at: NOW, waiting: 0, reason: done.outputs.reason });
  });

  test("is forgotten when nobody calls any more", () => {
    const done = after(inside("vehicle-green", 12_000, held(100, 0)), {}, MARGINAL);
    expect([done.outputs.reason.code, done.state.holding]).toEqual(["rest-no-demand", null]);
  });

  test("is none of a policy that reckons nothing", () => {
    const done = after(inside("vehicle-green", 12_000, somebody), TRAFFIC);
    expect([done.outputs.reason.code, done.state.holding]).toEqual(["extend-vehicle", null]);
  });
});
