/** The small world tried whole: the pilot's intervals every 0.5 s, the rest every second; all every 0.5 s is `npm run verify -- --only explore`. */
import { milliseconds } from "@crossing/config";
import { type Plan, step } from "@crossing/controller";
import { describe, expect, test, vi } from "vitest";
import { longestWait, longestWay } from "../src/verify/explore/longest.ts";
import { phases } from "../src/verify/explore/phases.ts";
import { inShapes, underPolicies } from "../src/verify/explore/plans.ts";
import { type World, explored } from "../src/verify/explore/search.ts";
import { isPending, services } from "../src/verify/explore/services.ts";

// A busy machine takes its time; nothing here is about that.
vi.setConfig({ testTimeout: 300_000 });

const TICK = 1000;
const SHAPES = inShapes();
const pilot = SHAPES[0]!.plan;

describe("intervals, whatever happens in any tick", () => {
  const shapes = [
    { ...SHAPES[0]!, tick: TICK / 2, states: 7103 },
    { ...SHAPES.at(-1)!, tick: TICK, states: 2438 },
  ];

  test.each(shapes)(
    "$name: no invariant is broken in any of $states states, looked at every $tick ms",
    ({ plan, tick, states }) => {
      const found = explored(phases(plan, tick));
      expect(found.broken).toEqual([]);
      expect(found.states).toBe(states);
    },
  );
});

describe("services", () => {
  const states = { threshold: 18_254, "tongzhou-2019": 15_626 } as const;

  test.each(Object.entries(states))(
    "under %s a kept call waits exactly as long as the plan's numbers allow, in %i states",
    (policy, states) => {
      const { plan } = underPolicies().find(({ plan }) => plan.policy.name === policy)!;
      const found = explored(services(plan, TICK), { edges: true });
      expect(found.broken).toEqual([]);
      expect(found.states).toBe(states);
      expect(longestWay(found, isPending) * TICK).toBe(longestWait(plan, TICK));
    },
  );
});

describe("the search finds", () => {
  /** The world as it is, run by a core that takes the plan for another. */
  const mistaken = (world: World, wrong: Partial<Plan>): World => ({
    ...world,
    *ticksFrom(word) {
      for (const tick of world.ticksFrom(word))
        yield { ...tick, step: (plan, ...rest) => step({ ...plan, ...wrong }, ...rest) };
    },
  });

  test.each([
    ["a yellow that is a second short", { yellow: milliseconds(2000) }, "minimums-are-kept"],
    ["a buffer that is a second short", { buffer: milliseconds(1000) }, "minimums-are-kept"],
    [
      "a clearance that is a second short",
      { clearance: { ...pilot.clearance, min: milliseconds(4000) } },
      "minimums-are-kept",
    ],
    [
      "a clearance that is too long",
      { clearance: { ...pilot.clearance, max: milliseconds(23_000) } },
      "walk-ends",
    ],
    [
      "a green that is a second short",
      { vehicleMinGreen: milliseconds(14_000) },
      "control-is-left-at-rest",
    ],
    [
      "a stall that is taken for time",
      { maxStep: milliseconds(9000) },
      "control-needs-the-line-and-steady-time",
    ],
  ] as const)("%s", (_, wrong, rule) => {
    const { broken } = explored(mistaken(phases(pilot, TICK), wrong), { most: 1 });
    expect(broken.flatMap(({ rules }) => rules)).toContain(rule);
  });

  test("a rule that lets somebody wait for ever", () => {
    const edges = [[1], [0, 2], []];
    const ring = { states: 3, ticks: 3, broken: [], words: ["a", "b", "c"], edges };
    expect(longestWay(ring, (word) => word !== "c")).toBe(Infinity);
    expect(longestWay(ring, (word) => word === "b")).toBe(1);
  });
});
