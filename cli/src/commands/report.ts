/** `crossing report`: a plan, what it does, and why it is right, in one file to hand in. */
import { accessSync, constants, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { EXIT, Refusal } from "../exit.ts";
import type { Counter } from "../program.ts";
import type { ReportChoice } from "../report/origin.ts";
import { type StreetOptions, addStreetOptions } from "../simulation/options.ts";

interface ReportOptions extends StreetOptions, ReportChoice {
  readonly out: string;
  readonly anyway?: boolean;
}

const EXAMPLES = `
One file that needs nothing else: no script, no outside request; print it to PDF from any browser. It has the plan
beside fixed cycles, PUFFIN, push-button and the Tongzhou rule on the same arrivals, waits, minutes of the signal with
reasons, quarters of an hour, the distance to the best possible, every rule with its clause, and how to make it again.
The same inputs give the same file, to the last character; --date is the only date in it.

Examples:
  $ crossing report --out report.html
  $ crossing report --site mill-lane.json --counts tuesday.csv --seeds 1..10 --out mill-lane.html
  $ crossing report --site mill-lane.json --people 200 --cars 1800 --lang zh --date 2026-11-22 --out mill-lane.html`;

const SEEDS = [1, 2, 3, 4, 5];

export function addReport(program: Command, counter: Counter): void {
  const command = program
    .command("report")
    .description("write what a plan does and why it is right, as one HTML file")
    .option("--site <site.json>", "the site file (default: the pilot crossing)")
    .option("--policy <name>", "the timing policy, instead of the site file's");
  addStreetOptions(command)
    .option("--out <report.html>", "the file to write", "report.html")
    .addOption(new Option("--lang <language>", "of the report").choices(["zh", "en"]).default("en"))
    .option("--date <YYYY-MM-DD>", "a date to print; left out unless given", dateIn)
    .option("--no-best", "without the best possible: about half the time")
    .option("--anyway", "report on a plan that breaks a rule all the same, and say so")
    .addHelpText("after", EXAMPLES)
    .action(async (options: ReportOptions) => report(options, counter));
}

function dateIn(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError("wanted a day, as in 2026-11-22.");
}

async function report(options: ReportOptions, { desk }: Counter): Promise<void> {
  const { reportHtml } = await import("@crossing/dashboard/report");
  const { demandOfChoice } = await import("../simulation/demand-choice.ts");
  const { flagsOf, planOfChoice } = await import("../simulation/plan-choice.ts");
  const { reportData } = await import("../report/report-data.ts");

  const plan = planOfChoice(options);
  for (const flag of flagsOf(plan)) desk.say(flag);
  // Before the runs: minutes of work must not end at a folder that is not there.
  refuseFolder(options.out);
  const demand = demandOfChoice(options, plan.site);
  const study = { demand, options, seeds: options.seeds ?? SEEDS };
  const data = await reportData(plan.site, options, study);
  writeFileSync(options.out, reportHtml(data, options.lang));
  desk.say(`${options.out}: written`);
}

function refuseFolder(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch {
    throw new Refusal(EXIT.failed, `--out ${file}: nothing can be written there; check the folder`);
  }
}
