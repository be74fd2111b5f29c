import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figures } from "@crossing/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PILOT_SITE } from "../src/places.ts";
import { goodSite } from "../src/site-file.ts";
import { plansOf } from "../src/sweep/plans.ts";
import type { ResultLine } from "../src/sweep/results-file.ts";
import { variedOf } from "../src/sweep/vary.ts";
import { told } from "./desk.ts";
import { CROSSING, start } from "./e2e/program.ts";
import { until } from "./until.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "sweep-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface SweepTold {
  readonly plans: readonly {
    readonly values: Readonly<Record<string, unknown>>;
    readonly broken: readonly object[];
    readonly front: boolean;
    readonly figures: Figures;
  }[];
}

const SHORT = ["--hours", "0.05", "--seeds", "2", "--jobs", "1"] as const;

const resultsIn = (file: string): readonly ResultLine[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as ResultLine);

describe("what is varied", () => {
  test.each([
    ["timing.max_wait_s=45,60,90", [45, 60, 90]],
    ["weights.ped_second=0.5..8:*2", [0.5, 1, 2, 4, 8]],
    ["timing.passage_s=2..4:+0.5", [2, 2.5, 3, 3.5, 4]],
    ["timing.passage_s=0.1..0.3:0.1", [0.1, 0.2, 0.3]],
    ["timing.walk_min_s=5..8", [5, 6, 7, 8]],
    ["timing.walk_min_s=5..10:+2,30", [5, 7, 9, 30]],
    ["policy.name=puffin,marginal,puffin", ["puffin", "marginal"]],
    ["timing.adaptive_clearance=true,false", [true, false]],
    ["coordination=null", [null]],
  ])("%s", (text, values) => {
    expect(variedOf(text).values).toEqual(values);
  });

  test.each([
    "timing",
    "=1",
    "a=",
    "a=1,,2",
    "a=8..1",
    "a=1..9:*1",
    "a=0..9:*2",
    "a=1..x",
    "a=1..9:+0",
  ])("%s cannot be meant", (text) => {
    expect(() => variedOf(text)).toThrow(/wanted path=values/);
  });
});

describe("the plans of a sweep", () => {
  const base = goodSite(PILOT_SITE);
  const swept = (...texts: readonly string[]) => plansOf(base, texts.map(variedOf));

  test("are every combination, each once", () => {
    const { plans } = swept("timing.max_wait_s=45,60", "weights.ped_second=1,2,4");
    expect(plans.map(({ site }) => [site.timing.max_wait_s, site.weights.ped_second])).toEqual(
      [45, 60].flatMap((wait) => [1, 2, 4].map((worth) => [wait, worth])),
    );
  });

  test("have a number of a policy only under that policy", () => {
    const { plans } = swept("policy.name=puffin,marginal", "policy.horizon_s=10,20");
    expect(plans.map(({ values }) => values)).toEqual([
      { "policy.name": "puffin" },
      { "policy.name": "marginal", "policy.horizon_s": 10 },
      { "policy.name": "marginal", "policy.horizon_s": 20 },
    ]);
  });

  test("keep the site's own numbers under its own policy", () => {
    const own = { ...base, policy: { name: "marginal", horizon_s: 17 } as const };
    const { plans } = plansOf(own, [variedOf("policy.name=marginal,puffin")]);
    expect(plans.map(({ site }) => site.policy)).toEqual([own.policy, { name: "puffin" }]);
  });

  test("leave out a combination that contradicts itself, and say so", () => {
    const green = `timing.vehicle_min_green_s=${base.timing.vehicle_max_green_s},${base.timing.vehicle_max_green_s + 1}`;
    const { plans, leftOut } = swept(green);
    expect(plans).toHaveLength(1);
    expect(leftOut).toEqual([expect.stringMatching(/^left out .*vehicle_max_green_s/)]);
  });

  test.each([
    ["timing.max_wait_s=60,500", /--vary: timing\.max_wait_s = 500: nobody waits longer/],
    ["timing.max_wait=60", /timing\.max_wait = 60: no such path/],
    ["policy.name=green-wave", /policy\.name = "green-wave": one of/],
    ["policy.cycle_s=60", /policy\.cycle_s = 60: no such path for the policy/],
    ["lanes.9.free_speed_m_per_s=12", /lanes\.9\.free_speed_m_per_s = 12: no such path/],
    ["id=Capital", /id = "Capital": small letters/],
  ])("%s is refused before anything runs", async (text, message) => {
    const out = join(dir, "never.jsonl");
    const { exit, said } = await told("sweep", PILOT_SITE, "--vary", text, "--out", out);
    expect({ exit, said }).toEqual({ exit: 2, said: expect.stringMatching(message) });
    expect(existsSync(out)).toBe(false);
  });
});

describe("a sweep", () => {
  test("ends with the front, and plans that break a rule are marked and not on it", async () => {
    const out = join(dir, "front.jsonl");
    const vary = ["--vary", "timing.yellow_s=2,3", "--vary", "policy.name=puffin,fixed"];
    const json = await told("sweep", PILOT_SITE, ...vary, ...SHORT, "--out", out, "--json");
    expect(json.exit).toBe(0);
    const { plans } = JSON.parse(json.out) as SweepTold;
    expect(plans).toHaveLength(4);
    const hasty = plans.filter(({ values }) => values["timing.yellow_s"] === 2);
    expect(hasty.map(({ broken, front }) => [broken.length > 0, front])).toEqual([
      [true, false],
      [true, false],
    ]);
    const lawful = plans.filter(({ broken }) => broken.length === 0);
    const costs = ({ figures }: (typeof plans)[number]) => [
      figures.vehicle_delay_mean_s.mean!,
      figures.ped_wait_mean_s.mean!,
    ];
    for (const plan of lawful) {
      const [delay, wait] = costs(plan);
      const beaten = lawful.some((other) => {
        const [otherDelay, otherWait] = costs(other);
        return (
          otherDelay! <= delay! &&
          otherWait! <= wait! &&
          (otherDelay! < delay! || otherWait! < wait!)
        );
      });
      expect(plan.front).toBe(!beaten);
    }
    const lines = await told("sweep", PILOT_SITE, ...vary, ...SHORT, "--out", out, "--all");
    expect(lines.said).toContain("8 runs are in");
    expect(lines.out).toMatch(/RULE timing\.yellow_s: [^]*2 plan\(s\) left off the front/);
    expect(lines.out).toMatch(/^front /m);
  });

  test("goes on from what is there, torn last line or not, and comes out the same", async () => {
    const out = join(dir, "resumed.jsonl");
    const argv = ["sweep", PILOT_SITE, "--vary", "timing.max_wait_s=45,60", ...SHORT, "--out", out];
    const whole = await told(...argv, "--json");
    const lines = readFileSync(out, "utf8").split("\n");
    expect(resultsIn(out)).toHaveLength(4);
    writeFileSync(out, `${lines.slice(0, 2).join("\n")}\n${lines[2]!.slice(0, 100)}`);
    const again = await told(...argv, "--json");
    expect(again.said).toContain(`4 runs are in ${out}, 2 of them from before`);
    expect(again.out).toBe(whole.out);
    const third = await told(...argv);
    expect(third.said).toContain("4 of them from before");
    const other = await told(...argv, "--cars", "600");
    expect(other.said).toContain(`4 runs are in ${out}`);
    expect(other.said).not.toContain("from before");
  });

  test("never writes into a file that is not its own", async () => {
    const file = join(dir, "site.json");
    const text = readFileSync(PILOT_SITE, "utf8");
    writeFileSync(file, text);
    const vary = ["--vary", "timing.max_wait_s=60"];
    const { exit, said } = await told("sweep", PILOT_SITE, ...vary, "--out", file);
    expect({ exit, said }).toEqual({
      exit: 2,
      said: expect.stringMatching(/no result of a sweep/),
    });
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("keeps what is done at Ctrl-C, ends with 130, and leaves nothing running", async () => {
    const out = join(dir, "broken-off.jsonl");
    const argv = ["--vary", "timing.max_wait_s=40..90", "--hours", "0.5", "--jobs", "2"];
    const program = start(process.execPath, [
      ...CROSSING,
      "sweep",
      PILOT_SITE,
      ...argv,
      "--out",
      out,
    ]);
    await until(() => existsSync(out) && readFileSync(out, "utf8").includes("\n"));
    program.signal("SIGINT");
    // Settles when every process that holds its stderr is gone: its helpers too.
    expect({ exit: await program.ended, story: program.story() }).toEqual({
      exit: 130,
      story: expect.stringMatching(/interrupted: \d+ of 255 runs are kept in /),
    });
    const kept = resultsIn(out).length;
    expect(kept).toBeGreaterThan(0);
    expect(program.story()).toContain(`${kept} of 255`);
  });
});

test("a sweep of nothing is refused", async () => {
  const { exit, said } = await told("sweep", PILOT_SITE);
  expect({ exit, said }).toEqual({ exit: 2, said: expect.stringMatching(/--vary/) });
});
