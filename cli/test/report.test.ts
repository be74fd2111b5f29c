import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Site, POLICIES, checkSite } from "@crossing/config";
import { type DemandSpec, costOf, demandKind, simulate, waitCost } from "@crossing/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PILOT_SITE, ROOT } from "../src/places.ts";
import { bandOf } from "../src/report/band.ts";
import { bestPossible } from "../src/report/best.ts";
import { demandIn, originOf } from "../src/report/origin.ts";
import { otherPlans, ownPlan, rulesBroken } from "../src/report/plans.ts";
import { rowsOf } from "../src/report/rows.ts";
import { rivalsOf, outcomesOf } from "../src/report/tried.ts";
import { waitCurve } from "../src/report/waits.ts";
import { weighedAgain } from "../src/report/weighed.ts";
import { windowOf } from "../src/report/window.ts";
import { type Study, jobOf } from "../src/simulation/study.ts";
import { goodSite } from "../src/site-file.ts";
import { told } from "./desk.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "report-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const site: Site = { ...goodSite(PILOT_SITE), policy: POLICIES.puffin };
const busy = demandKind("poisson", { people_per_h: 120, vehicles_per_h: 1200 }, 0.2);

const studyOf = (spec: DemandSpec, seeds: readonly number[] = [1, 2], hours = 0.2): Study => ({
  demand: { spec, hours, streetOf: (one) => one, listed: false, words: "" },
  options: { dt: 0.5 },
  seeds,
});
const study = studyOf(busy);
const choice = { lang: "en", best: true } as const;

const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((here, key) => (here as Record<string, unknown>)[key], value);

describe("plans that are tried", () => {
  const others = otherPlans(site);

  test("are of every other kind, each with the number that it is named by", () => {
    const families = new Set(others.map(({ family }) => family));
    expect([...families]).toEqual(["marginal", "fixed", "puffin", "push-button", "tongzhou-2019"]);
    const named = others.flatMap((plan) =>
      plan.setting === null ? [] : [[at(plan.site, plan.setting.path), plan.setting.value]],
    );
    expect(named).toHaveLength(others.length - 1);
    for (const [found, wanted] of named) expect(found).toBe(wanted);
  });

  test("are all good site files, and differ from each other", () => {
    expect(others.every((plan) => checkSite(plan.site).ok)).toBe(true);
    expect(new Set(others.map((plan) => JSON.stringify(plan.site))).size).toBe(others.length);
  });

  test("have the site's own street, clearances and weights", () => {
    for (const { site: tried } of others) {
      expect(tried.crossing).toEqual(site.crossing);
      expect(tried.timing.ped_clearance_max_s).toBe(site.timing.ped_clearance_max_s);
      expect({ ...tried.weights, ped_second: 2 }).toEqual({ ...site.weights, ped_second: 2 });
    }
  });

  test("hold no fixed cycle that has no room for its parts", () => {
    const long = { ...site, timing: { ...site.timing, vehicle_min_green_s: 25 } };
    const cycles = otherPlans(long).filter(({ family }) => family === "fixed");
    expect(cycles.map(({ setting }) => setting?.value)).toEqual([70, 80, 100, 120, 150]);
  });

  test("against a rule break one that the site's own plan keeps, and say which", () => {
    const broken = rulesBroken(site);
    expect(broken.length).toBeGreaterThan(0);
    for (const plan of broken) expect(plan.broken.length).toBeGreaterThan(0);
    expect(ownPlan(site).broken).toEqual([]);
  });
});

test("a plan with another knob is weighed by the site's own weights", () => {
  const own = { ...site.weights, ped_second: 4 };
  const options = { site: { ...site, weights: own }, hours: 0.2, seed: 3, spec: busy };
  const waits: number[] = [];
  const run = simulate({
    ...options,
    warm_up_s: 0,
    onTrip: (trip) => {
      if (trip.type === "person") waits.push(trip.wait_s);
    },
  });
  const { cost } = weighedAgain(run, own, site.weights);
  const waited = waits.reduce((sum, wait_s) => sum + waitCost(site.weights, wait_s), 0);
  expect(cost.waiting).toBeCloseTo(waited, 6);
  const parts = cost.vehicle_delay + cost.stops + cost.violations + cost.conflicts + cost.leavers;
  expect(cost.total).toBeCloseTo(parts + waited, 6);
});

test("the rival of each kind is the cheapest that keeps the rules; the site's own kind is not its rival", async () => {
  const plans = [ownPlan(site), ...otherPlans(site).filter((_, index) => index % 2 === 0)];
  const [own, ...others] = await outcomesOf(plans, study, site.weights);
  const rivals = rivalsOf(own!, others);
  expect(rivals.map(({ plan }) => plan.family)).not.toContain("puffin");
  for (const { plan, result } of rivals) {
    const same = others.filter((other) => other.plan.family === plan.family);
    const costs = same.map((other) => other.result.figures.cost_per_h.mean!);
    expect(result.figures.cost_per_h.mean).toBe(Math.min(...costs));
  }
});

describe("a band", () => {
  const one: DemandSpec = {
    people: [{ kind: "listed", people: [{ t: 100, side: 0, patience: -1, leave: -1, det: true }] }],
    vehicles: { kind: "listed", vehicles: [{ t: 150, lane: 0 }] },
  };
  const window = { from_s: 60, to_s: 240 };
  const band = bandOf(ownPlan(site), 1, window, studyOf(one, [1], 0.1));

  test("shows one person from the kerb to the walk", () => {
    const walk = band.ped.find(({ value }) => value === "walk")!;
    const waited = band.waiting.filter(({ value }) => value === 1);
    expect(band.waiting.every(({ value }) => value <= 1)).toBe(true);
    expect(waited[0]!.from_s).toBe(100);
    expect(waited.at(-1)!.to_s).toBeGreaterThanOrEqual(walk.from_s);
    expect(waited.at(-1)!.to_s).toBeLessThan(walk.from_s + 4);
  });

  test("has no hole: every row goes from its beginning to its end", () => {
    for (const row of [band.vehicle, band.ped, band.waiting, band.held]) {
      expect(row[0]!.from_s).toBe(window.from_s);
      expect(row.at(-1)!.to_s).toBe(window.to_s);
      row.slice(1).forEach((span, index) => expect(span.from_s).toBe(row[index]!.to_s));
    }
  });

  test("says why green was held while somebody waited, and nothing while nobody asked", () => {
    expect(band.decisions.length).toBeGreaterThan(0);
    for (const { from_s, value } of band.decisions) {
      expect(from_s).toBeGreaterThanOrEqual(100);
      expect(value.code).not.toBe("rest-no-demand");
    }
  });

  test("is of minutes within the run, busier than most", () => {
    const job = jobOf(site, 1, studyOf(demandKind("school", RATES, 1), [1], 1));
    const { from_s, to_s } = windowOf(job);
    expect(from_s).toBeGreaterThanOrEqual(300);
    expect(to_s).toBeLessThanOrEqual(3600);
    const short = windowOf({ ...job, hours: 0.05 });
    expect(short).toEqual({ from_s: 18, to_s: 180 });
  });
});

const RATES = { people_per_h: 100, vehicles_per_h: 600 };

test("waits are the share of people who had gone: rising to 1, with the mean of the run", () => {
  const curve = waitCurve(ownPlan(site), [1], study);
  const run = simulate(jobOf(site, 1, study));
  expect(curve.people).toBe(run.people);
  expect(curve.within.every((share, index) => share >= (curve.within[index - 1] ?? 0))).toBe(true);
  expect(curve.within.at(-1)).toBeCloseTo(1, 12);
  const mean = curve.within.reduce((sum, share) => sum + 1 - share, 0);
  expect(mean).toBeGreaterThan(run.ped_wait_s.mean! - 1);
  expect(mean).toBeLessThan(run.ped_wait_s.mean! + 1);
});

test("rows are quarters of an hour, and hours where a run is long; means are of people, not of quarters", () => {
  const run = simulate({ site, hours: 0.6, seed: 1, spec: busy });
  expect(rowsOf([run]).map(({ to_s }) => to_s)).toEqual([900, 1800, 2160]);
  const quarter = (from_s: number, people: number, mean_wait_s: number | null) => ({
    ...run.intervals[0]!,
    from_s,
    to_s: from_s + 900,
    people,
    mean_wait_s,
    max_wait_s: mean_wait_s,
  });
  const day = {
    ...run,
    hours: 5,
    intervals: [
      quarter(0, 1, 40),
      quarter(900, 3, 20),
      quarter(1800, 0, null),
      quarter(2700, 0, null),
    ],
  };
  const [row] = rowsOf([day, day]);
  expect(row).toMatchObject({ from_s: 0, to_s: 3600, wait_s: { mean: 25, half: 0 } });
  expect(row!.longest_s.mean).toBe(40);
});

test("nobody does better than who knows everything", async () => {
  const plans = [ownPlan(site), ...otherPlans(site).filter((_, index) => index % 5 === 0)];
  const jobs = [1, 2].map((seed) => jobOf(site, seed, study));
  const best = await bestPossible({ plans, jobs, onProgress: () => {} });
  for (const { regret } of best.plans) expect(regret.mean).toBeGreaterThan(0);
  const delays = best.curve.map(({ vehicle_delay_s }) => vehicle_delay_s.mean!);
  const waits = best.curve.map(({ ped_wait_s }) => ped_wait_s.mean!);
  expect(delays[0]).toBeLessThan(delays.at(-1)!);
  expect(waits[0]).toBeGreaterThan(waits.at(-1)!);
});

test("a cost in the model is by the same scale as in the street", () => {
  const tally = {
    vehicle_delay_s: 100,
    stops: 3,
    weighed_waits: waitCost(site.weights, 45),
    violations: 1,
    conflicts: 0,
    leavers: 0,
  };
  expect(costOf(site.weights, tally)).toBeCloseTo(140 + 24 + 2 * (45 + 225 / 30) + 40, 9);
});

describe("where a report comes from", () => {
  test("hashes are of the data: the same for the same, others for another seed, demand or site", () => {
    const hashes = originOf(choice, site, study).hashes;
    expect(originOf({ ...choice, lang: "zh" }, { ...site }, studyOf(busy)).hashes).toEqual(hashes);
    expect(originOf(choice, site, studyOf(busy, [1, 3])).hashes.all).not.toBe(hashes.all);
    const other = originOf(choice, { ...site, id: "other" }, study).hashes;
    expect([other.site === hashes.site, other.demand === hashes.demand]).toEqual([false, true]);
  });

  test("the command gives the report again", () => {
    const options = { dt: 0.5, people: 200, counts: "a day's.csv" };
    const { command } = originOf({ ...choice, best: false }, site, { ...study, options });
    expect(command).toBe(
      "crossing report --people 200 --counts 'a day'\\''s.csv' --seeds 1,2 --lang en --no-best",
    );
  });

  test.each([
    [{ dt: 0.5 }, { source: "rates", kind: "poisson", file: null }],
    [
      { dt: 0.5, demand: "bus" },
      { source: "rates", kind: "bus", file: null },
    ],
    [
      { dt: 0.5, demand: "platoon" },
      { source: "rates", kind: "platoons", file: null },
    ],
    [
      { dt: 0.5, counts: "a/b.csv" },
      { source: "counts", kind: null, file: "b.csv" },
    ],
    [
      { dt: 0.5, demand: "a/spec.json" },
      { source: "spec", kind: null, file: "spec.json" },
    ],
  ])("%j is told as %j", (options, wanted) => {
    expect(demandIn({ ...study, options })).toEqual({ ...wanted, time_of_day_s: null });
  });
});

describe("crossing report", () => {
  const short = ["--hours", "0.06", "--seeds", "2", "--people", "300"];

  test("writes one file, the same each time, in both languages", async () => {
    const files = ["first.html", "again.html", "zh.html"].map((name) => join(dir, name));
    const [first, again, zh] = files as [string, string, string];
    const made = await told("report", ...short, "--out", first);
    expect([made.exit, made.out, made.said]).toEqual([0, "", `${first}: written`]);
    await told("report", ...short, "--out", again);
    await told(
      "report",
      ...short,
      "--no-best",
      "--lang",
      "zh",
      "--date",
      "2026-11-22",
      "--out",
      zh,
    );
    const [one, two, three] = files.map((file) => readFileSync(file, "utf8")) as [
      string,
      string,
      string,
    ];
    expect(two).toBe(one);
    expect(one).toContain("How far from the best possible");
    expect(one).not.toMatch(/<script|https?:/);
    expect(three).toContain('<html lang="zh-CN">');
    expect(three).toContain("2026-11-22");
    expect(three).not.toContain("距离最优还有多远");
  });

  test.each([
    [["--out", "no/such/folder/report.html"], 1, "nothing can be written there"],
    [["--date", "2026-02-30"], 2, "wanted a day"],
    [["--site", "nowhere.json"], 2, "cannot be read"],
    [["--lang", "fr"], 2, "Allowed choices are zh, en"],
  ])("refuses %j before anything is run", async (options, exit, words) => {
    const answer = await told("report", ...short, ...options);
    expect(answer.exit).toBe(exit);
    expect(answer.said).toContain(words);
  });

  test("refuses a plan that breaks a rule, unless it is wanted anyway: then it is said", async () => {
    const file = join(dir, "broken.json");
    writeFileSync(file, JSON.stringify(rulesBroken(site)[0]!.site));
    expect((await told("report", ...short, "--site", file)).exit).toBe(3);
    const out = join(dir, "anyway.html");
    const anyway = await told(
      "report",
      ...short,
      "--no-best",
      "--anyway",
      "--site",
      file,
      "--out",
      out,
    );
    expect([anyway.exit, anyway.said.includes("BREAKS A RULE")]).toEqual([0, true]);
    expect(readFileSync(out, "utf8")).toContain("BROKEN");
  });
});

test("every command of the how-to on tuning is there, with the options that it is called with", async () => {
  const page = readFileSync(join(ROOT, "docs/how-to/tune-a-crossing.md"), "utf8");
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text!);
  const lines = blocks.flatMap((text) => text.replaceAll("\\\n", " ").split("\n"));
  const calls = lines.flatMap((line) => line.split("npx crossing ").slice(1));
  const names = calls.map((call) => call.split(" ")[0]!);
  expect([...new Set(names)].sort()).toEqual(
    ["check", "demo", "explain", "patience", "replay", "report", "simulate", "sweep"].sort(),
  );
  for (const [index, call] of calls.entries()) {
    const { out } = await told(
      ...(names[index] === "patience" ? ["patience", "fit"] : [names[index]!]),
      "--help",
    );
    for (const [option] of call.matchAll(/(?<=\s)--[a-z-]+/g)) expect(out).toContain(`${option} `);
  }
});
