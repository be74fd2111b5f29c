/** The comparison as a page of Markdown. */
import {
  type Comparison,
  type Hours,
  type Row,
  brokenIn,
  costOf,
  overBest,
  pooled,
  violationsPer100,
} from "./comparison.ts";
import { type Goal, goalsOf, percent } from "./goals.ts";
import type { Outcome } from "./jobs.ts";

/** The whole page; `machine`: where and when it was made. */
export function page(comparison: Comparison, machine: string): string {
  return [
    HEAD,
    machine,
    "## Goals",
    goalTable(goalsOf(comparison)),
    GOAL_WORDS,
    "## All together",
    ALL_WORDS,
    rowTable(comparison),
    "## Scenario by scenario",
    SCENARIO_WORDS,
    scenarioTable(comparison),
    brokenWords(comparison),
    HOW,
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

const HEAD = `# How good the timing is

Written by \`npm run bench:policy -- --write\`; not edited by hand. One crossing of 15 m with 2 + 2 lanes, on a street of
point queues, three hours of arrivals a scenario. Costs are person-seconds: what vehicles and people wait, stop, risk and
give up, weighed as in \`config/src/timing-site.ts\`. The **clairvoyant optimum** knows every arrival and everybody's patience
beforehand, and has the same minimums, clearances and longest wait; nobody can do better.`;

/** Why a row has no goal. */
const GOAL_WORDS = `Goals are for all scenarios together. [Which fixed plans are peers](decisions/0024-which-fixed-plan-is-the-peer.md): the four
cycles of the study that the goal is from, and the plans that keep the longest wait as we and the optimum do. Rows without a goal are for comparison:
the best of all plans, some of which let people wait for far longer; hours near saturation, which are the dearest and leave the least to choose; and a
geometric mean, in which every hour counts the same.`;

const ALL_WORDS = `Over optimum: the sum of the costs of all scenarios over the sum of their optima with the same hardware, less 1.
Peers are tuned to each scenario with hindsight: the plan that is best over its three hours. The 95 % wait is the mean of
the hours', by people.`;

const SCENARIO_WORDS =
  "Cost over the optimum of the same hardware, in %, all its hours together. Names: kind of demand, vehicles an hour, people an hour.";

const HOW = `## How

- **Demand**: \`poisson\`; \`platoon\`: 80 % of vehicles within 36 s of every 90 s; \`bus\`: 70 % of people in groups of 4 to
  14 within 20 s; \`school\`: 75 % within 12 minutes in groups of 3 to 5; \`rush\`: 0.4 to 1.6 times the mean and back.
  People differ in speed, patience, gap and button as the simulator draws them; the decision is told none of it.
- **Core**: the one of the street, closed loop, steps of 0.5 s; an observer that shares nothing with it checks minimums,
  clearances, countdowns, demand and longest wait in every run.
- **Noisy**: a vehicle's arrival time is wrong by 15 % all the way, 10 % of vehicles are not seen before they queue, 10 % of people
  are never seen (60 % press the button), and 2 % of the time somebody is seen who is not there.
- **Optimum**: dynamic programming over all services on a grid of 1 s; green ends only while somebody is there. Where a
  row says "at most", plans were dropped on the way: the optimum may be lower.
- **Tuned**: fixed time over cycles of 50 to 150 s and walks of 7 and 15 s, or over those of 50 to 75 s that keep the longest wait; push-button over greens of 15 to 60 s;
  threshold over 12 pairs; PUFFIN over longest greens of 20 to 60 s.`;

export function goalTable(goals: readonly Goal[]): string {
  return table(
    ["what", "must", "is", "kept"],
    goals.map(({ what, must, is, kept }) => [
      what,
      must,
      is,
      kept === null ? "" : kept ? "yes" : "**no**",
    ]),
  );
}

export function rowTable(comparison: Comparison): string {
  const { best, rows } = comparison;
  const optimum = (hardware: "A" | "F"): string[] => [
    hardware === "A"
      ? "clairvoyant optimum, eyes on the road"
      : "clairvoyant optimum, fixed clearance",
    "",
    ...figures(best[hardware]),
    "",
  ];
  return table(
    [
      "policy",
      "over optimum",
      "person-s an hour",
      "vehicle delay s",
      "stops of 100",
      "wait s",
      "95 % wait s",
      "longest s",
      "on red of 100",
      "empty walks %",
      "stranded",
      "broken",
    ],
    [
      optimum("A"),
      optimum("F"),
      ...rows.map((row) => [
        row.contender.what,
        percent(overBest(comparison, row)),
        ...figures(row.outcomes),
        String(brokenIn(comparison, row).length),
      ]),
    ],
  );
}

/** Means over all people or vehicles of all scenarios. */
function figures(outcomes: readonly Hours[]): string[] {
  const hours = outcomes.flat();
  const sum = (of: (outcome: Outcome) => number): number =>
    hours.reduce((total, outcome) => total + of(outcome), 0);
  const people = sum((one) => one.people);
  const vehicles = sum((one) => one.vehicles);
  const byPeople = (of: (outcome: Outcome) => number): number =>
    sum((one) => of(one) * one.people) / people;
  return [
    (pooled(outcomes) / hours.length).toFixed(0),
    (sum((one) => one.vehicle_delay_s) / vehicles).toFixed(2),
    ((100 * sum((one) => one.stops)) / vehicles).toFixed(1),
    byPeople((one) => one.ped_wait_s.mean).toFixed(1),
    byPeople((one) => one.ped_wait_s.p95).toFixed(1),
    Math.max(...hours.map((one) => one.ped_wait_s.max)).toFixed(1),
    violationsPer100(outcomes).toFixed(1),
    (
      (100 * sum((one) => one.empty_walks)) /
      Math.max(
        1,
        sum((one) => one.walks),
      )
    ).toFixed(1),
    String(sum((one) => one.stranded)),
  ];
}

/** Columns of the page that shows each scenario. */
const SHOWN = [
  "marginal-0",
  "marginal-8",
  "marginal-15",
  "marginal-30",
  "marginal-30-countdown-15",
  "marginal-15-noisy",
  "puffin",
  "fixed",
  "tongzhou",
];

export function scenarioTable({ scenarios, best, rows }: Comparison): string {
  const shown = rows.filter(({ contender }) => SHOWN.includes(contender.id));
  const cell = ({ contender, outcomes }: Row, at: number): string =>
    (
      (costOf(outcomes[at]!) / costOf(best[contender.variants[0]!.hardware][at]!) - 1) *
      100
    ).toFixed(0);
  return table(
    ["scenario", "optimum, person-s", ...shown.map(({ contender }) => contender.id)],
    scenarios.map(({ name }, at) => [
      name,
      `${best.A[at]!.every(({ exact }) => exact) ? "" : "at most "}${costOf(best.A[at]!).toFixed(0)}`,
      ...shown.map((row) => cell(row, at)),
    ]),
  );
}

function brokenWords(comparison: Comparison): string {
  const all = comparison.rows.flatMap((row) =>
    brokenIn(comparison, row).map((what) => `- ${row.contender.what}: ${what}`),
  );
  return all.length === 0 ? "" : `## Broken\n\n${all.join("\n")}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
