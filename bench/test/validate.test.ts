import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Site, readSite } from "@crossing/config";
import { describe, expect, onTestFinished, test } from "vitest";
import { drawArrivals } from "../src/validate/arrivals.ts";
import { isKept } from "../src/validate/check.ts";
import { type Case, compare } from "../src/validate/comparison.ts";
import type { Figures } from "../src/validate/outcome.ts";
import { quantile } from "../src/validate/outcome.ts";
import { plansOf } from "../src/validate/plans.ts";
import { cycleOf, recorded, repeated } from "../src/validate/programme.ts";
import { ranked, swaps } from "../src/validate/ranking.ts";
import { AFTER_S, ourPolicy, ourStreet } from "../src/validate/street-run.ts";
import { makeNet } from "../src/validate/sumo-net.ts";
import { COMPARABLE } from "../src/validate/sumo-types.ts";
import { sumoVersion } from "../src/validate/sumo.ts";
import { delayChecks, waitChecks } from "../src/validate/theory-delay.ts";
import { measuredLane, queueChecks } from "../src/validate/theory-queue.ts";
import { verdicts } from "../src/validate/verdict.ts";

const site = pilotSite();

function pilotSite(): Site {
  const file = new URL("../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url);
  const reading = readSite(readFileSync(file, "utf8"));
  if (!reading.ok) throw new Error("the pilot site file is malformed");
  return reading.site;
}

test("the street keeps to the formulas for queues, delays, waits and empty walks", () => {
  const lane = measuredLane(site);
  const checks = [...queueChecks(site, lane), ...delayChecks(site, lane), ...waitChecks(site)];
  expect(checks.length).toBeGreaterThan(15);
  expect(checks.filter((check) => !isKept(check))).toEqual([]);
});

test("a programme of our policy, replayed, gives the same people and vehicles as the closed loop did", () => {
  const rates = { people_per_h: 200, vehicles_per_h: 1200 };
  const arrivals = drawArrivals(3, site.lanes.length, rates, 900);
  const { outcome, trace } = ourPolicy(site, arrivals, { name: "puffin" });
  const replayed = ourStreet(site, arrivals, recorded(trace, arrivals.end_s + AFTER_S));
  expect(replayed).toEqual(outcome);
  expect(outcome.people.length).toBe(arrivals.people.length);
  expect(outcome.vehicles.length).toBe(arrivals.vehicles.length);
});

describe("beside SUMO", () => {
  const version = sumoVersion();

  test("the same arrivals under the same signal fare alike there, within all limits", ({
    skip,
  }) => {
    if (version === null) skip("no sumo and netconvert on this machine (Debian: sumo)");
    const folder = mkdtempSync(join(tmpdir(), "crossing-validate-test-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const cases = compare({
      site,
      sumo: { folder, net: makeNet(site, folder), types: COMPARABLE },
      demands: [{ people_per_h: 120, vehicles_per_h: 1200 }],
      seeds: [1, 2],
      end_s: 1800,
      plans: plansOf(site).filter(({ name }) => /^fixed 60|puffin/.test(name)),
    });
    const off = cases.flatMap((one) =>
      verdicts(one)
        .filter(({ kept }) => !kept)
        .map((verdict) => ({ plan: one.plan, ...verdict })),
    );
    expect(off).toEqual([]);
    expect(cases.map(({ sumo }) => sumo[0]!.vehicles > 300)).toEqual([true, true]);
    expect(swaps(cases, ({ delay_s }) => delay_s)).toEqual([]);
  });
});

describe("what the page is made of", () => {
  test("a cycle has its length, and repeats until the end", () => {
    const cycle = cycleOf(site, { cycle_s: 80, walk_s: 15 });
    const length = (phases: typeof cycle): number =>
      phases.reduce((sum, { duration_s }) => sum + duration_s, 0);
    expect(length(cycle)).toBe(80);
    expect(length(repeated(cycle, 700))).toBe(720);
  });

  test.each([
    [[1, 2, 3, 4, 5], 0.5, 3],
    [[5, 1], 0.25, 2],
    [[7], 0.95, 7],
  ])("of %j the %d quantile is %d", (values, share, value) => {
    expect(quantile(values, share)).toBe(value);
  });

  const figures = (delay_s: number): Figures => ({
    waits_s: [10],
    pedWait_s: 10,
    pedWaitP95_s: 10,
    delay_s,
    stops: 0.3,
    perHour: 1200,
    people: 1,
    vehicles: 100,
  });
  const caseOf = (plan: string, ours: readonly number[], sumo: readonly number[]): Case => ({
    plan,
    rates: { people_per_h: 60, vehicles_per_h: 1200 },
    ours: ours.map(figures),
    sumo: sumo.map(figures),
  });

  test("plans that change places are found, and told from chance", () => {
    const cases = [
      caseOf("a", [5, 5.1, 5.2], [7, 7.1, 7.2]),
      caseOf("b", [6, 6.1, 6.3], [6, 6.1, 6.1]),
      caseOf("c", [9, 9, 9], [9, 9, 9]),
      caseOf("d", [8, 10, 8.9], [9.2, 9, 9.1]),
    ];
    const found = swaps(cases, ({ delay_s }) => delay_s);
    expect(found.map(({ plans, certain }) => [...plans, certain])).toEqual([
      ["a", "b", true],
      ["c", "d", false],
    ]);
    const order = ranked(
      cases,
      ({ ours }) => ours,
      ({ delay_s }) => delay_s,
    );
    expect(order).toEqual(["a", "b", "d", "c"]);
  });

  test.each([
    ["11.4 s where SUMO has 10 s is within 1.5 s", 11.4, 10, true],
    ["11.6 s is not", 11.6, 10, false],
    ["22.9 s where SUMO has 20 s is within 15 %", 22.9, 20, true],
    ["23.1 s is not", 23.1, 20, false],
  ])("control delay of %s", (_, ours, sumo, kept) => {
    const delay = verdicts(caseOf("a", [ours], [sumo])).find(({ figure }) => figure === "delay")!;
    expect(delay.kept).toBe(kept);
  });
});
