import { expect, test } from "vitest";
import { askedBy } from "../src/policy/asked.ts";
import { type Comparison, compare } from "../src/policy/comparison.ts";
import { CONTENDERS } from "../src/policy/contenders.ts";
import { goalsOf } from "../src/policy/goals.ts";
import { type Job, type Outcome, outcomeOf } from "../src/policy/jobs.ts";
import { page } from "../src/policy/page.ts";
import { QUICK, SCENARIOS } from "../src/policy/scenarios.ts";
import { streamOf } from "../src/policy/streams.ts";

const KINDS = ["poisson", "platoon", "bus", "school", "rush"] as const;

test.each(KINDS)("an hour of %s brings as many as it says, in order and at a distance", (kind) => {
  const flows = { vehicles_per_h: 1200, people_per_h: 600 };
  const { people, vehicles } = streamOf({ kind, ...flows, seed: 5 });
  expect(Math.abs(vehicles.length / 1200 - 1)).toBeLessThan(0.1);
  expect(Math.abs(people.length / 600 - 1)).toBeLessThan(0.12);
  const times = people.map(({ t }) => t);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const lane = vehicles.filter((one) => one.lane === 0).map(({ t }) => t);
  const headways = lane.slice(1).map((t, at) => t - lane[at]!);
  expect(Math.min(...headways)).toBeGreaterThanOrEqual(2);
});

test("the same demand is the same stream, and another seed another", () => {
  const demand = { kind: "bus", vehicles_per_h: 600, people_per_h: 60, seed: 1 } as const;
  expect(streamOf(demand)).toEqual(streamOf(demand));
  expect(streamOf({ ...demand, seed: 2 }).people).not.toEqual(streamOf(demand).people);
});

test.each([
  ["school", "people in the 12 minutes", 1440, 2160, 0.75, 0.85],
  ["rush", "people in the middle third", 1200, 2400, 0.4, 0.52],
  ["poisson", "people in the middle third", 1200, 2400, 0.28, 0.39],
] as const)("%s: share of %s", (kind, _, from, to, least, most) => {
  const { people } = streamOf({ kind, vehicles_per_h: 600, people_per_h: 600, seed: 3 });
  const share = people.filter(({ t }) => t >= from && t < to).length / people.length;
  expect(share).toBeGreaterThan(least);
  expect(share).toBeLessThan(most);
});

test("a platoon leaves the road empty between two", () => {
  const { vehicles } = streamOf({
    kind: "platoon",
    vehicles_per_h: 1200,
    people_per_h: 60,
    seed: 3,
  });
  const inCycle = Array.from({ length: 90 }, () => 0);
  for (const { t, lane } of vehicles) if (lane === 0) inCycle[Math.floor(t) % 90]! += 1;
  const busiest = inCycle.map((_, from) =>
    Array.from({ length: 40 }, (__, at) => inCycle[(from + at) % 90]!).reduce((a, b) => a + b),
  );
  const all = inCycle.reduce((a, b) => a + b);
  expect(Math.max(...busiest) / all).toBeGreaterThan(0.75);
});

test("there are 30 scenarios or more, of every kind, and the quick ones are among them", () => {
  expect(SCENARIOS.length).toBeGreaterThanOrEqual(30);
  expect(new Set(SCENARIOS.flatMap(({ hours }) => hours.map(({ kind }) => kind)))).toEqual(
    new Set(KINDS),
  );
  const names = SCENARIOS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(QUICK.filter((name) => !names.includes(name))).toEqual([]);
});

test.each([
  ["--fast", "wanted --quick"],
  ["--only nobody", "wanted any of marginal-0"],
  ["--scenario moon-1-1", "wanted any of poisson-200-5"],
  ["--write --quick", "--write wants all"],
  ["--write --hours 2", "--write wants all"],
  ["--hours 0", "wanted 1 to 3"],
  ["--hours two", "wanted 1 to 3"],
])("%s is refused, with what is wanted", (words, wanted) => {
  expect(askedBy(words.split(" "))).toMatchObject({ trouble: expect.stringContaining(wanted) });
});

/** A comparison in which everybody's cost is said beforehand, as a multiple of an optimum of 100. */
async function invented(costs: Readonly<Record<string, number>>): Promise<Comparison> {
  const scenarios = SCENARIOS.slice(0, 2).map((one) => ({ ...one, hours: one.hours.slice(0, 1) }));
  const contenders = CONTENDERS.filter(({ id }) => id in costs);
  const known = (job: Job): Outcome => {
    const cost = job.kind === "best" ? 100 : 100 * costs[idOf(job)]!;
    return { ...EMPTY, cost };
  };
  const idOf = (job: Job): string =>
    contenders.find(({ variants, sensing }) =>
      variants.some(
        (one) => job.kind === "drive" && same([one, sensing], [job.variant, job.sensing]),
      ),
    )!.id;
  return compare(scenarios, contenders, { get: known, put: () => {} }, () => {});
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const EMPTY: Omit<Outcome, "cost"> = {
  vehicle_delay_s: 0,
  stops: 0,
  weighed_waits: 0,
  violations: 6,
  conflicts: 0,
  leavers: 0,
  people: 100,
  vehicles: 100,
  ped_wait_s: { mean: 0, p50: 0, p95: 0, max: 0 },
  mean_vehicle_delay_s: 0,
  walks: 1,
  empty_walks: 0,
  stranded: 0,
  left_over: 0,
  through_s: 0,
  max_wait_broken: 0,
  unknown_waits: 0,
  broken: [],
  exact: true,
};

test.each([
  ["kept", { "marginal-15": 1.25, "fixed-60": 2.6, puffin: 1.6, tongzhou: 2.8 }, true],
  ["kept beside a fixed plan that promises nothing", { "marginal-15": 1.25, fixed: 1.9 }, true],
  ["missed by the optimum", { "marginal-15": 1.31 }, false],
  ["missed by PUFFIN", { "marginal-15": 1.29, puffin: 1.6 }, false],
  ["missed by a fixed plan", { "marginal-15": 1.25, "fixed-60": 2.4 }, false],
  ["missed by the countdown", { "marginal-30-countdown-15": 1.35 }, false],
])("goals are %s", async (_, costs, kept) => {
  const goals = goalsOf(await invented(costs));
  expect(goals.length).toBeGreaterThan(0);
  expect(goals.every((goal) => goal.kept !== false)).toBe(kept);
});

test("what people cost whom nobody told of is said beside the goal, and does not help it", async () => {
  const comparison = await invented({ "marginal-15-noisy": 1.36 });
  const [row] = comparison.rows;
  const outcomes = row!.outcomes.map((hours) =>
    hours.map((outcome) => ({ ...outcome, unknown_waits: 10 })),
  );
  const [goal] = goalsOf({ ...comparison, rows: [{ ...row!, outcomes }] });
  expect(goal).toMatchObject({ kept: false, is: expect.stringContaining("36.0 % (26.0 %") });
});

test("the page has every scenario and every goal, and says what was broken", async () => {
  const comparison = await invented({ "marginal-15": 1.25, puffin: 1.6 });
  const [first, second] = comparison.rows[0]!.outcomes;
  const broken = first!.map((outcome) => ({ ...outcome, broken: ["yellow: 4 s: 2 s"] }));
  const row = { ...comparison.rows[0]!, outcomes: [broken, second!] };
  const text = page({ ...comparison, rows: [row, comparison.rows[1]!] }, "a machine");
  for (const { name } of comparison.scenarios)
    expect(text).toContain(`| ${name} | 100 | 25 | 60 |`);
  expect(text).toContain("poisson-200-5, hour 1: yellow: 4 s: 2 s");
  expect(text).toContain("<= 30.0 % | 25.0 % | yes |");
});

test("a peer is tuned to the hours of a scenario together, not to each", async () => {
  const [fixed] = CONTENDERS.filter(({ id }) => id === "fixed-round");
  const scenarios = SCENARIOS.slice(0, 1).map((one) => ({ ...one, hours: one.hours.slice(0, 2) }));
  const costs = new Map([
    // Best of all in the first hour, worst in the second; and one that is middling in both.
    [60, [100, 900]],
    [80, [300, 300]],
  ]);
  const known = (job: Job): Outcome => {
    const hour = scenarios[0]!.hours.findIndex(({ seed }) => seed === job.demand.seed);
    const cycle =
      job.kind === "drive" && job.variant.policy.name === "fixed"
        ? job.variant.policy.programmes[0]!.cycle_s
        : 0;
    return { ...EMPTY, cost: costs.get(cycle)?.[hour] ?? 1000 };
  };
  const { rows, best } = await compare(
    scenarios,
    [fixed!],
    { get: known, put: () => {} },
    () => {},
  );
  expect(rows[0]!.outcomes.map((hours) => hours.map(({ cost }) => cost))).toEqual([[300, 300]]);
  expect(best.A.map((hours) => hours.length)).toEqual([2]);
});

test("a job gives what its policy came to, and never better than the best", () => {
  const demand = { kind: "poisson", vehicles_per_h: 200, people_per_h: 5, seed: 9 } as const;
  const best = outcomeOf({ kind: "best", demand, hardware: "A" });
  const variant = { hardware: "A", policy: { name: "puffin" } } as const;
  const driven = outcomeOf({ kind: "drive", demand, variant, sensing: { lookahead_s: 0 } });
  expect(best.exact).toBe(true);
  expect(driven.cost).toBeGreaterThan(best.cost);
  expect(driven.people).toBe(best.people);
});
