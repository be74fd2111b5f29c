/** `crossing explain`: each decision with its time and its reason. */
import { type Command, Option } from "commander";
import { EXIT, Refusal } from "../exit.ts";
import { secondsIn } from "../explain/clock.ts";
import type { Ticks } from "../explain/sources.ts";
import type { Counter } from "../program.ts";
import type { DemandOptions } from "../simulation/demand-choice.ts";
import { between, whole } from "./numbers.ts";

interface ExplainOptions extends DemandOptions {
  readonly from?: number;
  readonly to?: number;
  readonly lang: "zh" | "en";
  readonly every?: boolean;
  readonly json?: boolean;
  readonly simulate?: boolean;
  readonly site?: string;
  readonly policy?: string;
  readonly minutes: number;
  readonly seed: number;
  readonly seeing?: string;
  readonly lookahead?: number;
  readonly dt: number;
  readonly anyway?: boolean;
}

const EXAMPLES = `
One line for each change of reason: when it began (since the beginning), how long it held, its code, and the
sentence with its last numbers. Every tick with --every; codes and numbers for machines with --json.

Examples:
  $ crossing explain evening.jsonl --from 0:12:00 --to 0:14:00
  $ crossing explain evening.jsonl --lang zh
  $ crossing explain --simulate --policy marginal --minutes 5
  $ crossing explain --simulate --people 200 --json | jq 'select(.code == "max-wait")'`;

export function addExplain(program: Command, counter: Counter): void {
  program
    .command("explain")
    .description("say why the crossing did what it did, decision by decision")
    .argument("[recording.jsonl]", "a file written by --record-trace")
    .option("--from <time>", "since the beginning: 1:23:45, 23:45 or 95", secondsIn)
    .option("--to <time>", "as --from", secondsIn)
    .addOption(new Option("--lang <language>").choices(["zh", "en"]).default("en"))
    .option("--every", "every tick, not only changes")
    .option("--json", "one JSON object a line")
    .option("--simulate", "a fresh simulation instead of a recording")
    .option("--site <site.json>", "with --simulate: the site file (default: the pilot crossing)")
    .option("--policy <name>", "with --simulate: the timing policy")
    .option("--minutes <m>", "with --simulate: how long", between(0.1, 1440), 5)
    .option("--seed <n>", "with --simulate: the day of chance", whole(0, 2 ** 31), 1)
    .option("--people <per hour>", "with --simulate (default: 60)", between(0, 3000))
    .option("--cars <per hour>", "with --simulate (default: 1200)", between(0, 4000))
    .option("--demand <kind>", "with --simulate: as of crossing simulate")
    .option("--arrivals <file>", "with --simulate: as of crossing simulate")
    .option("--seeing <quality>", "with --simulate: as of crossing simulate")
    .option("--lookahead <s>", "with --simulate: how far vehicles are known", between(0, 120))
    .option("--dt <s>", "with --simulate: length of a step", between(0.05, 5), 0.5)
    .option("--anyway", "with --simulate: even a plan that breaks a rule")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string | undefined, options: ExplainOptions) =>
      explainAll(file, options, counter),
    );
}

async function explainAll(
  file: string | undefined,
  options: ExplainOptions,
  { desk }: Counter,
): Promise<void> {
  const { decisions } = await import("../explain/decisions.ts");
  const { decisionLine } = await import("../explain/lines.ts");
  const { from = 0, to = Infinity, lang, json = false } = options;
  if ((file === undefined) === (options.simulate !== true))
    throw new Refusal(EXIT.usage, "explain: wanted a recording, or --simulate");
  const told = decisions((decision) => {
    if (decision.to_s >= from && decision.from_s < to)
      desk.out(decisionLine(decision, { language: lang, json }));
  }, options.every);
  await ticksOf(file, options, { tick: (t_s, outputs) => told.tick(t_s, outputs), say: desk.say });
  told.end();
}

async function ticksOf(
  file: string | undefined,
  options: ExplainOptions,
  { tick, say }: { readonly tick: Ticks; readonly say: (line: string) => void },
): Promise<void> {
  const { ticksOfRecording, ticksOfRun } = await import("../explain/sources.ts");
  if (file !== undefined) return ticksOfRecording(file, tick);
  const { demandOfChoice } = await import("../simulation/demand-choice.ts");
  const { flagsOf, planOfChoice } = await import("../simulation/plan-choice.ts");
  const { jobOf } = await import("../simulation/study.ts");
  const plan = planOfChoice(options);
  for (const flag of flagsOf(plan)) say(flag);
  const { site } = plan;
  const demand = demandOfChoice({ ...options, hours: options.minutes / 60 }, site);
  ticksOfRun(jobOf(site, options.seed, { demand, options, seeds: [] }), tick);
}
