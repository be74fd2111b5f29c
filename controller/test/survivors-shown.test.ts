/** One tick at a time: what follows the interval, what the interlock makes of it, and what the street is told. */
import {
  type Inputs,
  type Instant,
  type Interval,
  type Reason,
  instant,
  milliseconds,
} from "@crossing/config";
import { type Plan, SHOWN, type State, initialState, step, surrender } from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { usualFlows } from "../src/core/flows.ts";
import { FIXED, PLAN, QUIET } from "./strip.ts";

const NOW = 400_000;
const now = instant(NOW);
const ago = (ms: number): Instant => instant(NOW - ms);
const FAULT: Reason = { code: "fault", numbers: {} };

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

describe("the next interval", () => {
  test("begins in this tick, and its heads are looked at anew", () => {
    const { state, outputs } = after(
      inside("yellow-change", 3000, { walkAt: instant(NOW + 2000) }),
    );
    expect(state.shown).toBe(SHOWN["red-clearance"]);
    expect([outputs.vehicle, outputs.ped]).toEqual(["red", "dont-walk"]);
    expect(state).toMatchObject({
      interval: "red-clearance",
      since: NOW,
      asked: NOW,
      settled: false,
      walkAt: NOW + 2000,
    });
  });

  test("is walk as the policy wants it, the promise kept, and a service of which nothing is known", () => {
    const service = { people: 5, known: false };
    const state = inside("red-clearance", 2000, { walkAt: now, walkFor: milliseconds(1) });
    const { state: is } = after({ ...state, seen: { ...state.seen, service } });
    expect(is).toMatchObject({ interval: "walk", walkAt: null, walkFor: 7000 });
    expect(is.seen.service).toEqual({ people: 0, known: true });
  });

  test("after a clearance has learned how long that took; no other has", () => {
    const learns = (interval: Interval, ms: number): number =>
      after(inside(interval, ms), {}, { ...PLAN, clearance: FIXED }).state.flows.clearance_s;
    const before = usualFlows(PLAN).clearance_s;
    expect(learns("ped-clearance", 6000)).toBeCloseTo(before + 0.1 * (6 - before));
    expect([learns("buffer", 2000), learns("ped-clearance", 5999)]).toEqual([before, before]);
  });

  test.each<[what: string, entered: number, crossing: number | null, is: Interval]>([
    ["goes on while somebody who just stepped off holds the traffic anyway", 300, 1, "walk"],
    ["ends when who is on the road will soon be over", 7000, 1, "ped-clearance"],
    ["ends when nobody sees the road", 300, null, "ped-clearance"],
  ])("after a walk that could end, %s", (_, entered, crossing, is) => {
    const plan: Plan = { ...PLAN, policy: { name: "marginal", horizon_s: 30 } };
    const state = inside("walk", 7000, {
      walkFor: milliseconds(7000),
      price: { value: 2, at: now },
    });
    const seen = { ...state.seen, entered: [ago(entered)], onCrossing: 1 };
    const lanes = [{ id: "W0", queue: 3, eta_s: [], passages: 0 }];
    const done = after({ ...state, seen }, { crossing, lanes, lookahead_s: 15 }, plan);
    expect(done.state.interval).toBe(is);
  });

  test.each<[what: string, crossing: number | null, is: Interval]>([
    ["goes on while the road is seen empty", 0, "walk"],
    ["ends where nobody sees it, and a clearance usually takes long", null, "ped-clearance"],
  ])("after a walk that could end, with a vehicle far off, %s", (_, crossing, is) => {
    const plan: Plan = { ...PLAN, policy: { name: "marginal", horizon_s: 30 } };
    const state = inside("walk", 7000, {
      walkFor: milliseconds(7000),
      price: { value: 0.5, at: now },
      flows: { ...usualFlows(plan), clearance_s: 12 },
    });
    const lanes = [{ id: "W0", queue: 0, eta_s: [12], passages: 0 }];
    const done = after(state, { crossing, lanes, lookahead_s: 15 }, plan);
    expect(done.state.interval).toBe(is);
  });

  test("after a walk has learned how long that took; no other has", () => {
    const learns = (interval: Interval, ms: number): number =>
      after(inside(interval, ms), {}, { ...PLAN, clearance: FIXED }).state.flows.walk_s;
    const before = usualFlows(PLAN).walk_s;
    expect(learns("walk", 9000)).toBeCloseTo(before + 0.1 * (9 - before));
    expect([learns("buffer", 2000), learns("ped-clearance", 6000)]).toEqual([before, before]);
  });

  test("is flash after a latched fault, and no walk is promised any more", () => {
    const state = inside("red-clearance", 2000, { fault: FAULT, walkAt: now });
    expect(after(state).state).toMatchObject({ interval: "fault-flash", walkAt: null });
  });

  test("is none while the crossing is the cabinet's, however long", () => {
    const state = inside("start-up", 90_000, { inControl: false });
    expect(after(state, { link: "lost" }).state.interval).toBe("start-up");
  });
});

describe("the last word", () => {
  test("is not spoken while the crossing is the cabinet's: its green is no fault of ours", () => {
    const state = inside("start-up", 900, { inControl: false });
    const done = after(state, { link: "lost", shown: SHOWN["vehicle-green"] }).state;
    expect([done.fault, done.shown]).toEqual([null, SHOWN["vehicle-green"]]);
  });

  test("latches what it refuses, and goes on from what the heads show, from this tick on", () => {
    const state = inside("buffer", 900, { shown: SHOWN["vehicle-green"], walkAt: now });
    expect(after(state).state).toMatchObject({
      interval: "vehicle-green",
      since: NOW,
      asked: NOW,
      settled: false,
      walkAt: null,
      fault: FAULT,
      shown: SHOWN["vehicle-green"],
    });
  });

  test("keeps the first fault", () => {
    const fault: Reason = { code: "fault", numbers: { first: 1 } };
    const state = inside("buffer", 900, { shown: SHOWN["vehicle-green"], fault });
    expect(after(state).state.fault).toBe(fault);
  });

  test("gives up the crossing where no legal road leads on", () => {
    const state = inside("buffer", 900, { shown: { vehicle: "green", ped: "walk" } });
    expect(after(state).state).toMatchObject({ inControl: false, fault: FAULT });
  });
});

describe("the street is told", () => {
  test.each<[lit: boolean, what: string, State, Partial<Inputs>]>([
    [true, "for a press in green", inside("vehicle-green", 900), { buttons: { A: true } }],
    [false, "for nobody", inside("vehicle-green", 900), {}],
    [true, "for a zone that is not seen", inside("vehicle-green", 900), { zones: { A: null } }],
    [false, "while walk answers it", inside("walk", 900), { zones: { A: null } }],
  ])("by the call lamp (%s) %s", (lit, _, state, told) => {
    expect(after(state, told).outputs.call_lamps["A"]).toBe(lit);
  });

  test("by no lamp of the call that this walk answers, from its first tick on", () => {
    const { demand } = inside("red-clearance", 2000);
    const zone = { ...demand.zones["A"]!, confirmed: true, pressedAt: ago(9000) };
    const zones = { ...demand.zones, A: zone };
    const state = inside("red-clearance", 2000, { demand: { ...demand, zones } });
    const { outputs } = after(state, { zones: { A: { waiting: 1 }, B: { waiting: 0 } } });
    expect([outputs.interval, outputs.call_lamps]).toEqual(["walk", { A: false, B: false }]);
  });

  const blind = { A: null, B: null };
  test.each<[mode: string, State, Partial<Inputs>]>([
    ["normal", inside("walk", 900), {}],
    ["partial", inside("walk", 900), { crossing: null }],
    ["partial", inside("walk", 900), { zones: { A: { waiting: 0 } } }],
    ["no-vision", inside("walk", 900), { zones: blind }],
    ["fault", inside("fault-flash", 900, { fault: FAULT }), { zones: blind }],
    ["withdrawn", inside("start-up", 900, { inControl: false, fault: FAULT }), {}],
  ])("that the mode is %s", (mode, state, told) => {
    expect(after(state, told).outputs.mode).toBe(mode);
  });
});

test("a crossing that must not be trusted any more is the cabinet's from this tick on", () => {
  const { state, outputs, events } = surrender(PLAN, inside("walk", 900), QUIET, now);
  expect(state).toMatchObject({ at: NOW, inControl: false, fault: FAULT, ladder: { level: 5 } });
  expect(outputs).toMatchObject({ mode: "withdrawn", level: 5, reason: FAULT });
  expect(events.map(({ name }) => name)).toContain("fault-latched");
});
