/** What the core learns of its street from what is counted: rates, groups, platoons, what detectors miss. */
import { type Inputs, instant } from "@crossing/config";
import { type Plan, type State, initialState, step } from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { PLAN, QUIET } from "./strip.ts";

const plan: Plan = { ...PLAN, policy: { name: "marginal", horizon_s: 30 } };
const SIGHT_S = 15;

/** A street of one lane on which a vehicle passes at each of these seconds; nobody wants to cross. */
function driven(
  passages: readonly number[],
  until: number,
  {
    seen = () => true,
    every = 1,
    queue = 0,
  }: { seen?: (n: number) => boolean; every?: number; queue?: number | null } = {},
): State {
  let state = initialState(plan, instant(0));
  for (let tick = 0; tick * every < until; tick++) {
    const now = tick * every;
    const lane: Inputs["lanes"][number] = {
      id: "W0",
      queue,
      eta_s: passages
        .filter((at, n) => at > now && at <= now + SIGHT_S && seen(n))
        .map((at) => at - now),
      passages: passages.filter((at) => at > now - every && at <= now).length,
    };
    const inputs = { ...QUIET, lanes: [lane], lookahead_s: SIGHT_S };
    state = step(plan, state, inputs, instant(now * 1000)).state;
  }
  return state;
}

/** Numbers that look like chance and are the same in every run: a linear congruential generator. */
function chance(seed: number): () => number {
  let last = seed;
  return () => (last = (last * 1103515245 + 12345) % 2147483648) / 2147483648;
}

/** Vehicles at a rate that follows the time, thinned by chance. */
function arrivals(until: number, rate: (second: number) => number, seed = 7): number[] {
  const next = chance(seed);
  return Array.from({ length: until }, (_, second) => second).filter(
    (second) => next() < rate(second),
  );
}

describe("platoons", () => {
  const platoon = (second: number): number => (second % 90 < 36 ? 0.3 : 0.03);

  test("the cycle of an upstream signal is found within a quarter of an hour, to a few seconds", () => {
    const { platoons } = driven(arrivals(2000, platoon), 1000);
    expect(Math.abs(platoons.cycle_s! - 90)).toBeLessThanOrEqual(4);
  });

  test.each([
    [45, 12],
    [60, 20],
    [128, 50],
  ])("a cycle of %i s is not taken for a multiple or a part of it", (cycle, green) => {
    const rate = (second: number): number => (second % cycle < green ? 0.35 : 0.02);
    const { platoons } = driven(arrivals(3000, rate), 2400);
    expect(Math.abs(platoons.cycle_s! - cycle)).toBeLessThanOrEqual(4);
  });

  test("it is found as well where nobody knows the queues", () => {
    const { platoons } = driven(arrivals(2000, platoon), 1500, { queue: null });
    expect(Math.abs(platoons.cycle_s! - 90)).toBeLessThanOrEqual(4);
  });

  test("vehicles that come by chance have no cycle", () => {
    for (const seed of [1, 2, 3])
      expect(
        driven(
          arrivals(3000, () => 0.13, seed),
          2900,
        ).platoons.cycle_s,
      ).toBeNull();
  });

  test("the profile is high where platoons pass and low between them", () => {
    const { platoons } = driven(arrivals(3000, platoon), 2700);
    const phases = platoons.profile["W0"]!;
    const mean = (from: number, to: number): number => {
      let total = 0;
      for (let second = from; second < to; second++)
        total += phases[(2700 + second) % platoons.cycle_s!]!;
      return total / (to - from);
    };
    // The 2700th second is the first of a platoon.
    expect(mean(6, 30)).toBeGreaterThan(3 * mean(46, 80));
  });

  test("a signal that stops is forgotten", () => {
    const passages = arrivals(9000, (second) => (second < 2000 ? platoon(second) : 0.12));
    expect(driven(passages, 2000).platoons.cycle_s).not.toBeNull();
    expect(driven(passages, 9000).platoons.cycle_s).toBeNull();
  });

  test("a jump in time or in sight begins anew", () => {
    const known = driven(arrivals(2000, platoon), 1000);
    const jumped = step(plan, known, QUIET, instant(2_000_000)).state;
    expect(jumped.platoons.past).toEqual({});
    expect(jumped.platoons.cycle_s).toBeNull();
  });

  test("a lane that turns up under a known cycle begins with nothing foretold", () => {
    const known = driven(arrivals(2000, platoon), 1500);
    const lane = { queue: 0, eta_s: [], passages: 0 };
    const both = {
      ...QUIET,
      lookahead_s: SIGHT_S,
      lanes: [
        { id: "W0", ...lane },
        { id: "N9", ...lane },
      ],
    };
    const { platoons } = step(plan, known, both, instant(1_500_000)).state;
    expect(new Set(platoons.profile["N9"])).toEqual(new Set([0]));
  });

  test("seconds without a tick are seconds without a vehicle", () => {
    const slow: Plan = { ...plan, maxStep: 10_000 as Plan["maxStep"] };
    let state = initialState(slow, instant(0));
    for (let second = 0; second < 100; second += 3)
      state = step(slow, state, { ...QUIET, lookahead_s: SIGHT_S }, instant(second * 1000)).state;
    expect(state.platoons.past["W0"]).toHaveLength(99);
  });

  test("ticks of a tenth and of a whole second learn the same", () => {
    const passages = arrivals(700, platoon);
    const [fine, coarse] = [0.1, 1].map((every) => driven(passages, 600, { every }).platoons);
    expect(fine!.past["W0"]!.slice(-100)).toEqual(coarse!.past["W0"]!.slice(-100));
  });
});

describe("flows", () => {
  test("the site's usual flows give way to what is counted", () => {
    const { flows } = driven(
      arrivals(3000, () => 0.2),
      2500,
    );
    expect(flows.vehicles["W0"]! / flows.vehicleTime_s).toBeGreaterThan(0.17);
    expect(flows.vehicles["W0"]! / flows.vehicleTime_s).toBeLessThan(0.23);
  });

  test("the share of vehicles that nobody sees coming is learned", () => {
    const passages = arrivals(3000, () => 0.2);
    const all = driven(passages, 2500).flows;
    const some = driven(passages, 2500, { seen: (n) => n % 5 !== 0 }).flows;
    const passed = all.vehicles["W0"]!;
    expect(all.foreseen / passed).toBeCloseTo(1, 1);
    expect(some.foreseen / passed).toBeCloseTo(0.8, 1);
  });

  test("a lane that turns up begins as the others stand; without any lane the usual flows stay", () => {
    const known = driven(
      arrivals(700, () => 0.2),
      600,
    );
    const lane = { queue: 0, eta_s: [], passages: 0 };
    const both = {
      ...QUIET,
      lanes: [
        { id: "W0", ...lane },
        { id: "N9", ...lane },
      ],
    };
    const { flows } = step(plan, known, both, instant(600_000)).state;
    expect(flows.vehicles["N9"]).toBeCloseTo(flows.vehicles["W0"]!, 6);
    const blind = step(plan, known, { ...QUIET, lanes: [] }, instant(600_000)).state;
    expect(blind.flows.vehicles).toEqual(known.flows.vehicles);
  });

  test("the clearance that people need is learned from each that ends", () => {
    const clearing = (crossing: number | null): number => {
      let state = initialState(plan, instant(0));
      for (let second = 0; second < 600; second++) {
        const walking = state.interval === "ped-clearance";
        const inputs = {
          ...QUIET,
          zones: { A: { waiting: 1 }, B: { waiting: 0 } },
          crossing: walking ? crossing : 0,
        };
        state = step(plan, state, inputs, instant(second * 1000)).state;
      }
      return state.flows.clearance_s;
    };
    expect(clearing(null)).toBeGreaterThan(clearing(0) + 3);
  });

  test("another policy learns no platoons: nobody asks for them", () => {
    let state = initialState(PLAN, instant(0));
    for (let second = 0; second < 100; second++)
      state = step(PLAN, state, QUIET, instant(second * 1000)).state;
    expect(state.platoons.second).toBeNull();
    expect(state.price).toEqual({ value: 0, at: null });
  });
});
