import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SimulationResult, demandOf } from "@crossing/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arrivalsOf } from "../src/arrivals-file.ts";
import { PILOT_SITE } from "../src/places.ts";
import { goodSite } from "../src/site-file.ts";
import { runAll } from "../src/simulation/hands.ts";
import type { Job } from "../src/simulation/job.ts";
import { told } from "./desk.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "simulate-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const summary = async (...options: readonly string[]) => {
  const { exit, out, said } = await told("simulate", "--json", "--hours", "0.2", ...options);
  expect({ exit, said }).toEqual({ exit: 0, said: "" });
  return JSON.parse(out) as Record<string, unknown>;
};

/** The pilot's file with one number changed. */
function siteWith(section: string, key: string, value: unknown): string {
  const sheet = JSON.parse(readFileSync(PILOT_SITE, "utf8")) as Record<string, object>;
  sheet[section] = { ...sheet[section], [key]: value };
  const file = join(dir, `${key}.json`);
  writeFileSync(file, JSON.stringify(sheet));
  return file;
}

const linesOf = (file: string): readonly string[] => readFileSync(file, "utf8").trim().split("\n");

describe("one run", () => {
  test("the same seed gives the same hour, another seed another", async () => {
    const [first, again, other] = [
      await summary("--seed", "4"),
      await summary("--seed", "4"),
      await summary("--seed", "5"),
    ];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test("a kind of demand, dimmer eyes and a finer step are not the same hour", async () => {
    const plain = await summary();
    for (const option of [
      ["--demand", "platoon"],
      ["--lookahead", "0"],
      ["--dt", "0.25"],
      ["--warm-up", "0"],
    ])
      expect(await summary(...option)).not.toEqual(plain);
    expect(await summary("--demand", "poisson", "--seeing", "perfect", "--dt", "0.5")).toEqual(
      plain,
    );
  });

  test("demand may be written out", async () => {
    const spec = { people: [], vehicles: { kind: "poisson", per_h: 600 } };
    const nobody = await summary("--demand", JSON.stringify(spec));
    expect(nobody).toMatchObject({ people: 0 });
    expect(nobody["vehicles"]).toBeGreaterThan(60);
  });

  test("arrivals of a file are served, and the signals are traced", async () => {
    const [arrivals, trace] = [join(dir, "arrivals.jsonl"), join(dir, "trace.jsonl")];
    const lines = [
      { type: "scenario", id: "one", arrivals_end_s: 60, end_s: 180, lanes: 4, width_m: 15 },
      { type: "veh", t: 12.5, lane: 0 },
      { type: "ped", t: 20, side: 0, speed: 1.31, patience: -1, gap: 6, leave: -1, press: true },
    ];
    writeFileSync(arrivals, lines.map((line) => JSON.stringify(line)).join("\n"));
    const files = ["--arrivals", arrivals, "--trace", trace];
    const { exit, out } = await told("simulate", "--json", ...files);
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      people: 1,
      vehicles: 1,
      walks: 1,
      collisions: 0,
      hours: 0.05,
    });
    const states = linesOf(trace).map((line) => JSON.parse(line) as { t: number; state: string });
    expect(states[0]!.t).toBe(0);
    expect(states.map(({ state }) => state).join(" ")).toBe(
      "ALL_RED VEH_GREEN VEH_AMBER ALL_RED PED_GREEN PED_CLEAR ALL_RED VEH_GREEN",
    );
  });

  test("who came can be written down and come again", async () => {
    const file = join(dir, "kept.jsonl");
    const first = await summary("--arrivals-out", file, "--warm-up", "0");
    const { out } = await told("simulate", "--json", "--arrivals", file);
    const again = JSON.parse(out) as SimulationResult;
    const { people, vehicles, left_waiting, left_queued } = first as unknown as SimulationResult;
    expect({ people: again.people, vehicles: again.vehicles }).toEqual({
      people: people + left_waiting,
      vehicles: vehicles + left_queued,
    });
  });

  test("everybody, every quarter of an hour and every event are written", async () => {
    const [trips, quarters, events] = ["t.csv", "q.csv", "e.csv"].map((name) => join(dir, name));
    const files = ["--trips", trips!, "--intervals", quarters!, "--events", events!];
    const run = (await summary(...files)) as unknown as SimulationResult;
    const people = linesOf(trips!).filter((line) => line.startsWith("person,"));
    expect(people.length).toBeGreaterThanOrEqual(run.people);
    expect(linesOf(quarters!)).toHaveLength(2);
    // 21: walk begins.
    expect(linesOf(events!).filter((line) => line.split(",")[2] === "21").length).toBeGreaterThan(
      0,
    );
  });
});

describe("several seeds", () => {
  test("give every figure its interval, over the runs one by one", async () => {
    const all = (await summary("--seeds", "2..4")) as unknown as {
      readonly seeds: readonly number[];
      readonly runs: readonly SimulationResult[];
      readonly figures: Record<string, { n: number; mean: number; half: number }>;
    };
    expect(all.seeds).toEqual([2, 3, 4]);
    expect(all.runs[1]).toEqual(await summary("--seed", "3"));
    const delays = all.runs.map((run) => run.vehicle_delay_s.mean!);
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / 3;
    expect(all.figures["vehicle_delay_mean_s"]!.mean).toBeCloseTo(mean, 9);
    expect(all.figures["vehicle_delay_mean_s"]!.half).toBeGreaterThan(0);
  });

  test("are the same in other processes", async () => {
    const job = (seed: number): Job => ({
      site: goodSite(PILOT_SITE),
      spec: {
        people: [{ kind: "poisson", per_h: 60 }],
        vehicles: { kind: "poisson", per_h: 900 },
      },
      seeing: {},
      hours: 0.1,
      dt_s: 0.5,
      seed,
    });
    const made = async (hands: number) => {
      const results: SimulationResult[] = [];
      await runAll([job(1), job(2)], {
        hands,
        onResult: (index, result) => (results[index] = result),
        onProgress: () => {},
      });
      return results;
    };
    expect(await made(1)).toEqual(await made(0));
  });
});

describe("two plans", () => {
  test("meet the same arrivals, and the difference is that of each seed", async () => {
    const all = (await summary("--compare", "puffin", "fixed", "--seeds", "3")) as unknown as {
      readonly plans: readonly {
        readonly name: string;
        readonly runs: readonly SimulationResult[];
        readonly differences: Record<string, { mean: number }> | null;
      }[];
    };
    const [puffin, fixed] = all.plans;
    expect([puffin!.name, fixed!.name, puffin!.differences]).toEqual(["puffin", "fixed", null]);
    const came = ({ vehicles, left_queued }: SimulationResult) => vehicles + left_queued;
    puffin!.runs.forEach((run, at) => expect(came(fixed!.runs[at]!)).toBe(came(run)));
    const waits = puffin!.runs.map(
      (run, at) => fixed!.runs[at]!.ped_wait_s.mean! - run.ped_wait_s.mean!,
    );
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / 3;
    expect(fixed!.differences!["ped_wait_mean_s"]!.mean).toBeCloseTo(mean, 9);
  });

  test("are compared in words: the same plan twice is the same", async () => {
    const same = siteWith("timing", "max_wait_s", 60);
    const { out } = await told("simulate", "--hours", "0.2", "--seeds", "2", "--compare", same);
    const { name } = goodSite(PILOT_SITE).policy;
    expect(out).toContain(`vehicle delay, mean: the same between ${name} and ${same}.`);
    expect(out).not.toContain("better");
  });

  test("are not compared by cost where they weigh differently", async () => {
    const other = siteWith("weights", "ped_second", 6);
    const { out } = await told("simulate", "--hours", "0.2", "--seeds", "2", "--compare", other);
    expect(out).toMatch(/cost an hour.*not to be compared/);
  });

  test("are not compared at different streets", async () => {
    const other = join(dir, "narrow.json");
    const sheet = JSON.parse(readFileSync(PILOT_SITE, "utf8")) as {
      lanes: object[];
      cameras: object[];
    };
    const narrow = {
      ...sheet,
      lanes: sheet.lanes.slice(0, 2),
      cameras: sheet.cameras.map((camera) => ({ ...camera, lanes: [] })),
    };
    writeFileSync(other, JSON.stringify(narrow));
    const { exit, said } = await told("simulate", "--compare", PILOT_SITE, other);
    expect({ exit, said }).toEqual({ exit: 2, said: expect.stringMatching(/lanes differ/) });
  });
});

describe("a plan that breaks a rule", () => {
  test("is refused with 3, by the rule", async () => {
    const { exit, said } = await told("simulate", "--site", siteWith("timing", "yellow_s", 2));
    expect(exit).toBe(3);
    expect(said).toMatch(/timing\.yellow_s = 2: [\s\S]*--anyway/);
  });

  test("runs anyway when told to, and carries its flag", async () => {
    const argv = ["simulate", "--anyway", "--hours", "0.1"];
    const file = siteWith("timing", "yellow_s", 2);
    const { exit, out } = await told(...argv, "--site", file);
    expect({ exit, out }).toEqual({ exit: 0, out: expect.stringMatching(/BREAKS A RULE/) });
    const json = await told(...argv, "--site", file, "--json");
    expect(JSON.parse(json.out)).toHaveProperty("broken.0.path", "timing.yellow_s");
  });
});

describe("counts", () => {
  const counts = (text: string): string => {
    const file = join(dir, "counts.csv");
    writeFileSync(file, text);
    return file;
  };

  test("make a morning of exactly so many vehicles and people", async () => {
    const file = counts(
      "from,to,people_a,people_b,vehicles\n07:00,07:15,6,4,200\n07:15,07:30,0,0,100\n",
    );
    const { exit, out } = await told("simulate", "--json", "--counts", file, "--warm-up", "0");
    const run = JSON.parse(out) as SimulationResult;
    expect({ exit, hours: run.hours }).toEqual({ exit: 0, hours: 0.5 });
    expect(run.people + run.left_waiting).toBe(10);
    expect(run.vehicles + run.left_queued).toBe(300);
  });

  test("that are wrong are refused with the line", async () => {
    const file = counts("from,to,people,vehicles\n07:00,06:00,6,200\n");
    const { exit, said } = await told("simulate", "--counts", file);
    expect({ exit, said }).toEqual({
      exit: 2,
      said: expect.stringMatching(/counts\.csv: line 2: /),
    });
  });
});

test.each([
  [["--demand", "nobody"], /--demand nobody: wanted poisson, platoons, bus, school, rush, JSON/],
  [["--demand", "{}"], /--demand: people: wanted a list[^]*for instance \{"people"/],
  [
    ["--demand", '{"people":[{"kind":"poisson","per_hour":9}],"vehicles":{"kind":"ships"}}'],
    /people\.0\.per_hour: no such key[^]*people\.0\.per_h = nothing[^]*vehicles\.kind: wanted one/,
  ],
  [["--seeing", '{"noise":{"fog":1}}'], /--seeing: noise\.fog: no such key/],
  [["--seeing", '{"fog":1}'], /--seeing: fog: no such key/],
  [["--seeing", '{"outages":[{"detector":"zone:Z","from_s":0,"to_s":9}]}'], /zone:Z/],
  [["--counts", "nowhere.csv"], /nowhere\.csv: cannot be read/],
  [["--counts", "a.csv", "--people", "9"], /--counts and --people or cars/],
  [["--arrivals", "a", "--demand", "bus"], /--demand and --arrivals: each says who comes/],
  [["--warm-up", "3600"], /--warm-up 3600: as long as the whole run/],
  [["--seeds", "5..1"], /wanted seeds as 1\.\.10/],
  [["--policy", "green-wave"], /--policy green-wave: one of/],
  [["--compare", "green-wave"], /green-wave: cannot be read/],
])("what cannot be meant is refused with 2: %j", async (options, message) => {
  const { exit, said } = await told("simulate", ...options);
  expect({ exit, said }).toEqual({ exit: 2, said: expect.stringMatching(message) });
});

test("a scenario says how wide the street is and which lanes it has", () => {
  const file = join(dir, "narrow.jsonl");
  const lines = [
    { type: "scenario", id: "narrow", arrivals_end_s: 60, end_s: 180, lanes: 2, width_m: 7 },
    { type: "veh", t: 12.5, lane: 1 },
  ];
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join("\n"));
  const pilot = goodSite(PILOT_SITE);
  const { streetOf, spec } = arrivalsOf(file, pilot);
  const site = streetOf(pilot);
  expect(site.crossing.length_m).toBe(7);
  expect(site.lanes.map(({ direction }) => direction)).toEqual(["A-to-B-right", "A-to-B-left"]);
  const [vehicle] = demandOf(spec, { seed: 1, site }).vehicles(60);
  expect(site.lanes[vehicle!.lane]!.direction).toBe("A-to-B-left");
});
