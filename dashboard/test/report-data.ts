/** Report data as a simulation could have given them, small enough to be read. */
import { readFileSync } from "node:fs";
import { type Site, readSite, ruleReport } from "@crossing/config";
import { type Estimate, FIGURE_NAMES, type Figures } from "@crossing/simulator";
import type { Band, ModelPlan, PlanResult, ReportData, WaitCurve } from "../report/index.ts";

const FILE = new URL("../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url);

export const about = (mean: number | null, half: number | null = 0.4): Estimate => ({
  n: half === null ? 1 : 5,
  mean,
  half,
});

/** All figures: those given, and 1 for the others. */
export const figures = (given: Readonly<Partial<Record<keyof Figures, Estimate>>>): Figures => ({
  ...(Object.fromEntries(FIGURE_NAMES.map((name) => [name, about(1)])) as Figures),
  ...given,
});

/** A plan at a place of the chart. */
export const planAt = (
  plan: Pick<PlanResult, "family" | "setting">,
  delay: number | null,
  wait: number | null,
  broken: readonly string[] = [],
): PlanResult => ({
  ...plan,
  broken,
  figures: figures({
    vehicle_delay_mean_s: about(delay),
    ped_wait_mean_s: about(wait),
    violations_per_100: about(3),
  }),
});

const knob = (value: number) => ({ path: "weights.ped_second", value }) as const;
const cycle = (value: number) => ({ path: "policy.programmes.0.cycle_s", value }) as const;

const waits = (family: WaitCurve["family"], typical: number): WaitCurve => ({
  family,
  setting: null,
  people: 280,
  within: Array.from({ length: 181 }, (_, second) => 1 - Math.exp(-((second / typical) ** 2))),
});

const band = (family: Band["family"]): Band => ({
  family,
  setting: null,
  seed: 1,
  from_s: 300,
  to_s: 480,
  vehicle: [
    { from_s: 300, to_s: 380, value: "green" },
    { from_s: 380, to_s: 383, value: "yellow" },
    { from_s: 383, to_s: 405, value: "red" },
    { from_s: 405, to_s: 480, value: "green" },
  ],
  ped: [
    { from_s: 300, to_s: 385, value: "dont-walk" },
    { from_s: 385, to_s: 392, value: "walk" },
    { from_s: 392, to_s: 403, value: "flashing-walk" },
    { from_s: 403, to_s: 480, value: "dont-walk" },
  ],
  waiting: [
    { from_s: 300, to_s: 350, value: 0 },
    { from_s: 350, to_s: 385, value: 3 },
    { from_s: 385, to_s: 480, value: 0 },
  ],
  held: [{ from_s: 385, to_s: 420, value: 6 }],
  red_crossings: [361],
  decisions: [
    {
      from_s: 352,
      to_s: 370,
      value: {
        code: "extend-vehicle",
        numbers: { vehicles: 4, waiting: 3, oldest_s: 18, remaining_s: 12 },
      },
    },
    {
      from_s: 370,
      to_s: 380,
      value: { code: "committed", numbers: { walk_in_s: 5 } },
    },
  ],
});

const model = (family: ModelPlan["family"], delay: number, wait: number): ModelPlan => ({
  family,
  setting: null,
  broken: [],
  vehicle_delay_s: about(delay),
  ped_wait_s: about(wait),
  violations_per_100: about(4),
  cost_per_h: about(7000, 300),
  regret: about(0.26, 0.04),
});

/** A report on the pilot crossing. */
export function reportData(): ReportData {
  const site = pilot();
  return {
    site: { ...site, lanes: site.lanes.length },
    origin: {
      version: "0.1.0",
      command: "crossing report --seeds 1..5 --lang en",
      hashes: { site: "a".repeat(64), demand: "b".repeat(64), all: "c".repeat(64) },
      seeds: [1, 2, 3, 4, 5],
      hours: 1,
      warm_up_s: 300,
      dt_s: 0.5,
      lookahead_s: 15,
      seeing: null,
      date: "2026-11-22",
    },
    demand: { source: "rates", kind: "poisson", file: null, time_of_day_s: null },
    plan: planAt({ family: "site", setting: null }, 4.8, 13.8),
    others: [
      ...[0.5, 1, 2, 4, 8].map((value, at) =>
        planAt({ family: "marginal", setting: knob(value) }, 2.7 + 0.3 * at, 19 - 1.6 * at),
      ),
      ...[60, 80, 120].map((value, at) =>
        planAt({ family: "fixed", setting: cycle(value) }, 8 - 1.8 * at, 16 + 7 * at),
      ),
      planAt({ family: "tongzhou-2019", setting: null }, 5, 23),
      planAt(
        { family: "rules-broken", setting: { path: "timing.ped_clearance_max_s", value: 13 } },
        4.7,
        13.6,
        ["cn-gb-2"],
      ),
    ],
    rivals: [
      {
        family: "fixed",
        setting: cycle(80),
        differences: figures({
          ped_wait_mean_s: about(-9.2, 1.4),
          vehicle_delay_mean_s: about(0.2, 0.6),
        }),
      },
    ],
    waits: [waits("site", 16), waits("fixed", 34), waits("tongzhou-2019", 27)],
    bands: [band("site"), band("fixed")],
    rows: [0, 900].map((from_s) => ({
      from_s,
      to_s: from_s + 900,
      people: about(15, 4),
      vehicles: about(290, 20),
      wait_s: about(14),
      longest_s: about(32, 7),
      delay_s: about(4.6),
      walks: about(10),
      violations: about(0.8),
    })),
    rules: ruleReport(site),
    best: {
      seeds: [1, 2, 3, 4, 5],
      exact: true,
      cost_per_h: about(5400, 300),
      curve: [
        [0.8, 26],
        [1.2, 16],
        [3.1, 6],
      ].map(([delay, wait]) => ({
        vehicle_delay_s: about(delay!),
        ped_wait_s: about(wait!),
        violations_per_100: about(5),
      })),
      plans: [model("site", 3.4, 12.6), model("fixed", 4.1, 23)],
    },
  };
}

export function pilot(): Site {
  const read = readSite(readFileSync(FILE, "utf8"));
  if (!read.ok) throw new Error("the pilot site file is not in order; run: crossing check");
  return read.site;
}
