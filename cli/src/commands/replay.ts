/** `crossing replay`: recorded minutes, decided again, and under other plans. */
import type { Command } from "commander";
import { EXIT, Refusal } from "../exit.ts";
import type { Counter } from "../program.ts";
import type { Day } from "../recorded-day/day.ts";
import type { PlanOfDay } from "../recorded-day/other-plans.ts";
import type { ChosenPlan } from "../simulation/plan-choice.ts";
import { seedsOf } from "../simulation/seeds.ts";
import { between, whole } from "./numbers.ts";

interface ReplayOptions {
  readonly plan?: readonly string[];
  readonly policy?: readonly string[];
  readonly seeds: readonly number[];
  readonly dt: number;
  readonly jobs?: number;
  readonly anyway?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Runs the inputs of a recording through this version of the core, and says where it decides otherwise.
With --plan or --policy the people and vehicles of the recording then meet other plans in the simulator.
Exit 0 when every decision is the same, 1 when one differs or nothing could be compared.

Examples:
  $ crossing demo --record-trace evening.jsonl
  $ crossing replay evening.jsonl
  $ crossing replay evening.jsonl --policy marginal --policy puffin
  $ crossing replay evening.jsonl --plan wanted.json --seeds 1..20 --json`;

export function addReplay(program: Command, counter: Counter): void {
  program
    .command("replay")
    .description("decide a recording of run or demo again, and compare other plans on it")
    .argument("<recording.jsonl>", "a file written by --record-trace")
    .option("--plan <site.json>", "another plan for the same street; repeatable", also)
    .option("--policy <name>", "the recorded site under another policy; repeatable", also)
    .option("--seeds <list>", "chance in what was not recorded", seedsOf, [1, 2, 3, 4, 5])
    .option("--dt <s>", "length of a step in the simulator", between(0.05, 5), 0.5)
    .option("--jobs <n>", "processes at once", whole(1, 256))
    .option("--anyway", "run a plan that breaks a rule all the same, and say so")
    .option("--json", "one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: ReplayOptions) => replay(file, options, counter));
}

const also = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

async function replay(file: string, options: ReplayOptions, { desk, end }: Counter): Promise<void> {
  const { readRecording } = await import("../recording-file.ts");
  const { dayReader } = await import("../recorded-day/day.ts");
  const { otherPlanLines, replayLines } = await import("../recorded-day/lines.ts");
  const read = await readRecording(file, dayReader);
  if (!read.ok) throw new Refusal(EXIT.usage, read.why);
  const day = read.result;
  const { replayed } = day;
  const plans = await plansOnDay(file, day, options);
  if (options.json) desk.out(JSON.stringify({ ...replayed, ...objectOf(day, plans, options) }));
  else {
    for (const line of replayLines(replayed)) desk.out(line);
    if (plans.length > 0)
      for (const line of otherPlanLines(day, plans, options.seeds)) desk.out(line);
  }
  end(replayed.compared > 0 && replayed.different === 0 ? EXIT.ok : EXIT.failed);
}

/** The recorded plan and the others that were asked for; none when none was. */
async function plansOnDay(
  file: string,
  day: Day,
  options: ReplayOptions,
): Promise<readonly PlanOfDay[]> {
  const others = await plansOfChoice(day, options);
  if (others.length === 0) return [];
  if (day.demand.hours <= 0)
    throw new Refusal(EXIT.usage, `${file}: no time passes in it; nothing to run other plans on`);
  const { underOtherPlans } = await import("../recorded-day/other-plans.ts");
  return underOtherPlans(day, others, { options, seeds: options.seeds });
}

async function plansOfChoice(
  { site }: Day,
  { plan = [], policy = [], anyway = false }: ReplayOptions,
): Promise<readonly ChosenPlan[]> {
  if (plan.length + policy.length === 0) return [];
  const { planOfChoice, planUnder } = await import("../simulation/plan-choice.ts");
  return [
    ...plan.map((file) => ({ ...planOfChoice({ site: file, anyway }), name: file })),
    ...policy.map((name) => planUnder(site, name, anyway)),
  ];
}

function objectOf(day: Day, plans: readonly PlanOfDay[], { seeds }: ReplayOptions): object {
  if (plans.length === 0) return {};
  const { demand, seeing, walks } = day;
  const { hours, people, vehicles } = demand;
  return {
    day: { hours, people, vehicles, walks, seeing },
    seeds,
    plans: plans.map(({ plan, ...rest }) => ({ ...rest, broken: plan.broken })),
  };
}
