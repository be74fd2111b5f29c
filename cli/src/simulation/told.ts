/** What is said at the end of a study: lines for people, or one JSON object. */
import type { Problem } from "@crossing/config";
import { type SimulationResult, differencesOf, figuresOf } from "@crossing/simulator";
import { figureLines, simulationLines } from "../simulation-lines.ts";
import { comparisonLines } from "./comparison-lines.ts";
import { type ChosenPlan, flagsOf } from "./plan-choice.ts";
import { seedsInWords } from "./seeds.ts";
import type { Study } from "./study.ts";

type Runs = readonly SimulationResult[];

interface Telling {
  readonly study: Study;
  readonly json: boolean;
}

/** `results`: for each plan its runs, in the order of the seeds. */
export function toldSimulation(
  plans: readonly ChosenPlan[],
  results: readonly Runs[],
  { study, json }: Telling,
): readonly string[] {
  const [plan, other] = plans;
  const [runs = []] = results;
  if (plan === undefined) return [];
  if (other !== undefined) return compared(plans, results, { study, json });
  if (json) return [JSON.stringify(objectOf(plan, runs))];
  const [run, more] = runs;
  if (run === undefined) return [];
  const lines = more === undefined ? simulationLines(run) : figureLines(runs, figuresOf(runs));
  return [...flagsOf(plan), ...lines];
}

/** One run as it always was; several with what they say together. */
const objectOf = (plan: ChosenPlan, runs: Runs): object => ({
  ...(runs.length === 1 ? runs[0] : several(runs)),
  ...brokenOf(plan),
});

const several = (runs: Runs): object => ({
  site: runs[0]?.site,
  policy: runs[0]?.policy,
  hours: runs[0]?.hours,
  seeds: runs.map(({ seed }) => seed),
  figures: figuresOf(runs),
  runs,
});

const brokenOf = ({ broken }: ChosenPlan): { readonly broken?: readonly Problem[] } =>
  broken.length === 0 ? {} : { broken };

function compared(
  plans: readonly ChosenPlan[],
  results: readonly Runs[],
  { study, json }: Telling,
): readonly string[] {
  const base = results[0] ?? [];
  const judged = plans.map((plan, at) => {
    const runs = results[at] ?? [];
    const differences = at === 0 ? null : differencesOf(base, runs);
    return { plan, name: plan.name, runs, figures: figuresOf(runs), differences };
  });
  const { seeds, demand } = study;
  if (json) {
    const told = judged.map(({ plan, name, ...rest }) => ({ name, ...brokenOf(plan), ...rest }));
    return [JSON.stringify({ hours: demand.hours, seeds, plans: told })];
  }
  const hours = Number(demand.hours.toFixed(2));
  return [
    `${demand.words}; ${hours} h, ${seeds.length > 1 ? "seeds" : "seed"} ${seedsInWords(seeds)}; ` +
      "the same arrivals for every plan; mean ± 95 % interval",
    ...(seeds.length > 1
      ? []
      : ["One seed has no interval: with --seeds 1..10 differences can be told from chance."]),
    ...plans.flatMap(flagsOf),
    "",
    ...comparisonLines(judged),
  ];
}
