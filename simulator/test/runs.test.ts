import type { Site } from "@crossing/config";
import { describe, expect, test } from "vitest";
import {
  type DemandSpec,
  compare,
  differencesOf,
  estimateOf,
  figureOf,
  figuresOf,
  isClear,
  pareto,
  simulateSeeds,
  studentT975,
} from "../src/index.ts";
import { pilotSite } from "./pilot-site.ts";

const site = pilotSite();
const slow: Site = { ...site, policy: { name: "tongzhou-2019", presence_s: 20, green_s: 15 } };
const rates = { people_per_h: 120, vehicles_per_h: 1200 };
const seeds = [1, 2, 3, 4, 5, 6];
const usual = { hours: 0.5, rates, seeds };

describe("an estimate from several runs", () => {
  test.each([
    [1, 12.706],
    [2, 4.303],
    [5, 2.571],
    [7, 2.365],
    [8, 2.306],
    [9, 2.262],
    [15, 2.131],
    [29, 2.045],
    [60, 2.0],
    [1e6, 1.96],
  ])("Student's t with %d degrees of freedom is %d", (degrees, quantile) => {
    expect(Math.abs(studentT975(degrees) - quantile)).toBeLessThan(0.001);
  });

  test("is the mean, give or take t times the standard error", () => {
    const { n, mean, half } = estimateOf([2, 4, 6, 8]);
    expect({ n, mean }).toEqual({ n: 4, mean: 5 });
    expect(half).toBeCloseTo((3.1824 * Math.sqrt(20 / 3)) / 2, 4);
  });

  test.each([
    [[], { n: 0, mean: null, half: null }],
    [[null, null], { n: 0, mean: null, half: null }],
    [[3, null], { n: 1, mean: 3, half: null }],
    [[3, 3, 3], { n: 3, mean: 3, half: 0 }],
  ])("leaves out runs in which there was nothing to measure: %j", (values, estimate) => {
    expect(estimateOf(values)).toEqual(estimate);
  });

  test.each([
    [{ n: 3, mean: 2, half: 1.9 }, true],
    [{ n: 3, mean: -2, half: 1.9 }, true],
    [{ n: 3, mean: 2, half: 2 }, false],
    [{ n: 1, mean: 2, half: null }, false],
    [{ n: 0, mean: null, half: null }, false],
  ])("is clear when its interval leaves 0 out: %j", (estimate, clear) => {
    expect(isClear(estimate)).toBe(clear);
  });

  test("holds the true mean in about 95 of 100 cases", () => {
    // 400 times ten runs of a uniform figure with the mean 0.5, by a plain generator.
    let state = 12345;
    const draw = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const held = Array.from({ length: 400 }, () => {
      const { mean, half } = estimateOf(Array.from({ length: 10 }, draw));
      return Math.abs(mean! - 0.5) <= half!;
    }).filter(Boolean).length;
    expect(held).toBeGreaterThan(365);
    expect(held).toBeLessThan(395);
  });
});

describe("several seeds", () => {
  test("are runs of their own, and one estimate of each figure", () => {
    const { runs, figures } = simulateSeeds({ ...usual, site });
    expect(runs.map(({ seed }) => seed)).toEqual(seeds);
    const waits = runs.map((run) => run.ped_wait_s.mean!);
    expect(new Set(waits).size).toBe(6);
    expect(figures.ped_wait_mean_s).toEqual(estimateOf(waits));
    expect(figures.cost_per_h.n).toBe(6);
    expect(figuresOf(runs)).toEqual(figures);
  });

  test("none are refused", () => {
    expect(() => simulateSeeds({ ...usual, site, seeds: [] })).toThrow("seeds: at least one");
  });

  test("progress goes once from 0 to 1", () => {
    const told: number[] = [];
    compare(site, slow, { ...usual, seeds: [1, 2], onProgress: (done) => told.push(done) });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.length).toBe(12);
    expect(told.at(-1)).toBe(1);
    expect(told[0]).toBeGreaterThan(0);
  });

  test("a list of arrivals is the same for every seed and both plans", () => {
    const spec: DemandSpec = {
      people: [{ kind: "listed", people: [100, 200, 300].map((t) => ({ t, side: 0 })) }],
      vehicles: { kind: "listed", vehicles: [{ t: 150, lane: 0 }] },
    };
    const { a, b } = compare(site, slow, { hours: 0.2, spec, seeds: [1, 2] });
    for (const run of [...a.runs, ...b.runs])
      expect(run).toMatchObject({ people: 3, vehicles: 1, warm_up_s: 0 });
  });
});

describe("two plans on the same arrivals", () => {
  const { a, b, differences } = compare(site, slow, usual);

  test("differ by what each seed differs", () => {
    const mean = (runs: typeof a.runs): number =>
      runs.reduce((sum, run) => sum + run.vehicle_delay_s.mean!, 0) / runs.length;
    expect(differences.vehicle_delay_mean_s.mean).toBeCloseTo(mean(b.runs) - mean(a.runs), 9);
    expect(figureOf(b.runs[0]!, "vehicle_delay_mean_s")).toBe(b.runs[0]!.vehicle_delay_s.mean);
    expect(isClear(differences.walks_per_h)).toBe(true);
  });

  test("met the same people and vehicles", () => {
    a.runs.forEach((run, at) => {
      const other = b.runs[at]!;
      const came = ({ people, left_waiting }: typeof run): number => people + left_waiting;
      expect(Math.abs(came(run) - came(other))).toBeLessThanOrEqual(2);
      expect(Math.abs(run.vehicles - other.vehicles)).toBeLessThan(20);
    });
  });

  test("a plan does not differ from itself", () => {
    const none = differencesOf(a.runs, a.runs);
    for (const { mean, half } of Object.values(none)) expect([mean, half]).toEqual([0, 0]);
  });

  test("only seeds that both have are compared", () => {
    expect(differencesOf(a.runs, b.runs.slice(0, 4)).cost_per_h.n).toBe(4);
  });

  test("the interval of a small change is narrower than the two runs' own", () => {
    const later = { ...site, timing: { ...site.timing, vehicle_min_green_s: 16 } };
    const small = compare(site, later, usual);
    const half = small.differences.vehicle_delay_mean_s.half!;
    expect(half).toBeLessThan(small.a.figures.vehicle_delay_mean_s.half!);
    expect(half).toBeLessThan(small.b.figures.vehicle_delay_mean_s.half!);
  });
});

describe("the Pareto front", () => {
  const front = (points: readonly (readonly [number | null, number | null])[]) =>
    pareto(points, (point) => point);

  test("holds what nothing beats, in order of the first cost", () => {
    expect(
      front([
        [3, 1],
        [1, 3],
        [2, 2],
        [2.5, 2],
        [2, 2.5],
        [3, 3],
        [4, 1],
      ]),
    ).toEqual([
      [1, 3],
      [2, 2],
      [3, 1],
    ]);
  });

  test("of equals holds one, of nothing nothing, and leaves out what was not measured", () => {
    expect(
      front([
        [1, 1],
        [1, 1],
        [null, 0],
        [0, null],
      ]),
    ).toEqual([[1, 1]]);
    expect(front([])).toEqual([]);
  });
});
