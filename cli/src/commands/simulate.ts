/** `crossing simulate`: hours of street in seconds, with the same core as at the kerb. */
import type { Command } from "commander";
import type { Counter } from "../program.ts";
import type { ChosenPlan } from "../simulation/plan-choice.ts";
import { type StreetOptions, addStreetOptions } from "../simulation/options.ts";
import type { RunFiles } from "../simulation/run-files.ts";
import type { Study } from "../simulation/study.ts";
import { whole } from "./numbers.ts";

interface SimulateOptions extends StreetOptions, RunFiles {
  readonly site?: string;
  readonly policy?: string;
  readonly seed: number;
  readonly compare?: readonly string[];
  readonly anyway?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
The same seed gives the same people and vehicles under every policy, and the same result on every machine.
Files (--trips, --intervals, --events, --trace, --arrivals-out) are of the first plan and the first seed.
With --seeds every figure has its 95 % interval; with --compare both plans meet the same arrivals, so that
most of chance falls out of their difference. A plan that breaks a rule is refused with exit 3.

Examples:
  $ crossing simulate --hours 24
  $ crossing simulate --policy tongzhou-2019 --people 60 --cars 1200 --json
  $ crossing simulate --counts tuesday.csv --seeds 1..10 --intervals quarters.csv
  $ crossing simulate --compare puffin marginal --seeds 10 --demand bus
  $ crossing simulate --compare now.json wanted.json --counts tuesday.csv --seeds 1..20
  $ crossing simulate --seeing noisy --lookahead 30 --trips trips.csv
  $ crossing simulate --arrivals evening.jsonl --trace signals.jsonl`;

export function addSimulate(program: Command, counter: Counter): void {
  const command = program
    .command("simulate")
    .description("run hours of simulated street, and say how people and vehicles fared")
    .option("--site <site.json>", "the site file (default: the pilot crossing)")
    .option("--policy <name>", "the timing policy, instead of the site file's")
    .option("--compare <plans...>", "site files or policies, on the same arrivals");
  addStreetOptions(command)
    .option("--seed <n>", "one day of chance", whole(0, 2 ** 31), 1)
    .option("--trips <csv>", "write what became of each person and vehicle")
    .option("--intervals <csv>", "write figures by quarter of an hour")
    .option("--events <csv>", "write the hi-resolution event log")
    .option("--trace <file>", "write what the signals showed, as JSON lines")
    .option("--arrivals-out <file>", "write who came, to be run again with --arrivals")
    .option("--anyway", "run a plan that breaks a rule all the same, and say so")
    .option("--json", "one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(async (options: SimulateOptions) => runSimulation(options, counter));
}

async function runSimulation(options: SimulateOptions, { desk }: Counter): Promise<void> {
  const { adviceOn, flagsOf } = await import("../simulation/plan-choice.ts");
  const { jobOf, studied } = await import("../simulation/study.ts");
  const { wantsFiles, runWithFiles } = await import("../simulation/run-files.ts");
  const { toldSimulation } = await import("../simulation/told.ts");

  const plans = await plansOf(options);
  for (const plan of plans)
    for (const line of [...flagsOf(plan), ...adviceOn(plan)]) desk.say(line);
  const study = await studyOf(options, plans);
  const first = jobOf(plans[0]!.site, study.seeds[0]!, study);
  const single = plans.length === 1 && study.seeds.length === 1;
  const alone = single || wantsFiles(options) ? await runWithFiles(first, options) : null;
  const results =
    single && alone !== null
      ? [[alone]]
      : await studied(
          plans.map(({ site }) => site),
          study,
        );
  for (const line of toldSimulation(plans, results, { study, json: options.json === true }))
    desk.out(line);
}

async function plansOf(options: SimulateOptions): Promise<readonly ChosenPlan[]> {
  const { planByName, planOfChoice } = await import("../simulation/plan-choice.ts");
  const { compare = [] } = options;
  const named = compare.map((name) => planByName(name, options));
  return named.length < 2 ? [planOfChoice(options), ...named] : named;
}

/** Who comes is the same for all plans, so they must have the same lanes. */
async function studyOf(options: SimulateOptions, plans: readonly ChosenPlan[]): Promise<Study> {
  const { demandOfChoice } = await import("../simulation/demand-choice.ts");
  const { refuseOtherStreets } = await import("../simulation/same-street.ts");
  refuseOtherStreets(plans);
  const demand = demandOfChoice(options, plans[0]!.site);
  return { demand, options, seeds: options.seeds ?? [options.seed] };
}
