/** When the road will be empty, and what walk makes of it. */
import { type Inputs, BEHAVIOUR, instant } from "@crossing/config";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Seen, seenAfter, unseen } from "../src/core/evidence.ts";
import { usualFlows } from "../src/core/flows.ts";
import type { Plan } from "../src/core/plan.ts";
import { noPlatoons } from "../src/core/platoons.ts";
import { clearedIn, occupiedFor } from "../src/core/timing/marginal/road.ts";
import { longerWalk } from "../src/core/timing/marginal/walk.ts";
import type { Walking } from "../src/core/timing/policy.ts";
import { PLAN, QUIET } from "./strip.ts";

/** Everybody walks 1 m/s, so who steps off is across in 10 s. */
const EVEN: Plan = {
  ...PLAN,
  behaviour: {
    ...BEHAVIOUR,
    speeds: [{ share: 1, mean_m_per_s: 1, deviation_m_per_s: 0 }],
  },
};

describe("who is on the road", () => {
  const told = (...counts: readonly (number | null)[]): Seen => {
    let seen = unseen(instant(0));
    for (const [second, crossing] of counts.entries()) {
      const inputs: Inputs = { ...QUIET, crossing };
      seen = seenAfter(seen, "walk", inputs, instant(second * 1000));
    }
    return seen;
  };

  test.each([
    [[0], []],
    [[1], [0]],
    [
      [1, 1, 3],
      [0, 2000, 2000],
    ],
    // Who came first is across first.
    [[1, 2, 2, 1], [1000]],
    [[2, 0], []],
    [
      [2, null, 2],
      [2000, 2000],
    ],
  ])("counts of %o a second: stepped on at %o", (counts, entered) => {
    expect(told(...counts).entered).toEqual(entered);
  });
});

describe("when the road is empty", () => {
  test("an empty road is empty now", () => {
    expect(occupiedFor(EVEN, [])).toEqual([]);
  });

  test("where all walk alike, it is occupied until the last who came is across", () => {
    const occupied = occupiedFor(EVEN, [8, 3]);
    // 10 s less 3.
    expect(occupied.slice(0, 13)).toEqual(Array.from({ length: 13 }, () => expect.closeTo(1, 5)));
    expect(occupied.length).toBeLessThanOrEqual(15);
  });

  test("who should be across and is not is the slowest there is: gone at once, as far as is known", () => {
    expect(occupiedFor(EVEN, [30])).toEqual([]);
  });

  test("clearance that begins later ends later only where people do not hold it anyway", () => {
    const occupied = occupiedFor(EVEN, [2]);
    // Across in 8 s, seen empty a second later; four seconds at least, twelve at most.
    expect(clearedIn(EVEN, occupied, 0)).toBeCloseTo(9, 0);
    expect(clearedIn(EVEN, occupied, 4)).toBeCloseTo(9, 0);
    expect(clearedIn(EVEN, occupied, 8)).toBe(12);
    expect(clearedIn(EVEN, [], 0)).toBe(4);
    expect(clearedIn(PLAN, occupiedFor(PLAN, [0, 0, 0, 0, 0, 0, 0, 0]), 0)).toBeLessThanOrEqual(12);
  });

  test("is within the limits of clearance, and never sooner for one more person or a later end of walk", () => {
    const ages = fc.array(fc.double({ min: 0, max: 25, noNaN: true }), { maxLength: 8 });
    const age = fc.double({ min: 0, max: 25, noNaN: true });
    const times = fc.double({ min: 0, max: 20, noNaN: true });
    fc.assert(
      fc.property(ages, age, times, times, (some, another, walk, more) => {
        const fewer = clearedIn(PLAN, occupiedFor(PLAN, some), walk);
        const others = clearedIn(PLAN, occupiedFor(PLAN, [...some, another]), walk);
        const later = clearedIn(PLAN, occupiedFor(PLAN, some), walk + more);
        expect(fewer).toBeGreaterThanOrEqual(walk + 4);
        expect(fewer).toBeLessThanOrEqual(walk + 12 + 0.5);
        expect(others).toBeGreaterThanOrEqual(fewer - 1e-9);
        expect(later).toBeGreaterThanOrEqual(fewer - 0.5);
      }),
    );
  });
});

describe("a longer walk", () => {
  const plan: Plan = { ...EVEN, policy: { name: "marginal", horizon_s: 30 } };
  const queue = Array.from({ length: 2 }, (_, n) => n * 2);
  /** Traffic waits. Those on the road stepped off so long ago, s. */
  const walking = (road_s: readonly number[] | null): Walking => ({
    plan,
    flows: usualFlows(plan),
    platoons: noPlatoons,
    price: 1,
    inputs: {
      ...QUIET,
      lanes: [{ id: "W0", queue: 0, eta_s: queue, passages: 0 }],
      lookahead_s: 15,
    },
    walked: 7000 as Walking["walked"],
    stepping: false,
    road_s,
  });

  test("costs the traffic that waits nothing while people on the road hold it anyway", () => {
    expect(longerWalk(walking([1]))).toBeLessThan(0);
  });

  test("is not worth it when the road is about to be empty, or empty, or nobody sees it", () => {
    for (const road of [[9], [], null]) expect(longerWalk(walking(road))).toBeGreaterThan(0);
  });

  test("costs no less the nearer those on the road are to the other side", () => {
    const costs = [1, 3, 5, 7, 9].map((age) => longerWalk(walking([age])));
    for (const [n, cost] of costs.slice(1).entries())
      expect(cost).toBeGreaterThanOrEqual(costs[n]!);
  });
});
