/** `crossing patience fit`: how long people here bear to wait, from what was recorded. */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { PatienceFit } from "@crossing/simulator";
import { EXIT, Refusal } from "../exit.ts";
import type { PatienceReport } from "../patience-report.ts";
import type { Counter } from "../program.ts";
import type { Language } from "../rule-lines.ts";
import { between } from "./numbers.ts";

interface FitOptions {
  readonly site?: string;
  readonly wait?: number;
  readonly plot?: string;
  readonly writeSite?: string;
  readonly lang: Language;
  readonly json?: boolean;
}

const EXAMPLES = `
Reads a CSV of trips, JSON lines {"wait_s":12.5,"ended":"served|red|left"}, an event log, or a recording of
run --record-trace. Waits of people who were served count as censored: they had patience at least so long. Where gaps
in the traffic are known, as in a recording (or as "gaps":[[waited_s,gap_s],...] in JSON lines), whoever had lost
patience and found no gap counts too. Exit 1 when there are too few crossings on red for a fit.

Examples:
  $ crossing patience fit waits.jsonl --wait 35
  $ crossing patience fit trips.csv --site mill-lane.json --plot patience.svg
  $ crossing patience fit evening.jsonl --site mill-lane.json --write-site mill-lane-fitted.json`;

export function addPatience(program: Command, counter: Counter): void {
  const patience = program
    .command("patience")
    .description("how long people bear to wait, from what was recorded");
  patience
    .command("fit")
    .description(
      "fit the patience of a site's people, with 95 % intervals, and say what a plan means",
    )
    .argument("<events>", "recorded waits")
    .option("--site <site.json>", "compare with this site file, and with the wait of its plan")
    .option("--wait <s>", "wait of whoever comes first, instead of the plan's", between(0, 600))
    .option("--plot <file.svg>", "draw the curve of those still patient")
    .option("--write-site <file.json>", "write a copy of --site with the fitted patience in it")
    .addOption(
      new Option("--lang <language>", "of table and plot").choices(["zh", "en"]).default("en"),
    )
    .option("--json", "one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(async (events: string, options: FitOptions) => fit(events, options, counter));
}

async function fit(events: string, options: FitOptions, { desk, end }: Counter): Promise<void> {
  const { patienceJson, patienceLines } = await import("../patience-report.ts");
  refuseClash(options);
  const report = await reportOf(events, options);
  if (options.plot !== undefined) await plot(options.plot, report, options.lang);
  if (options.writeSite !== undefined && report.fit.ok)
    await writeSite(options.writeSite, options.site!, report.fit);
  end(report.fit.ok ? EXIT.ok : EXIT.failed);
  if (options.json) return desk.out(JSON.stringify({ file: events, ...patienceJson(report) }));
  for (const line of patienceLines(report, options.lang)) desk.out(line);
}

/** What cannot be meant together, before anything is read. */
function refuseClash({ site, writeSite }: FitOptions): void {
  if (writeSite === undefined) return;
  if (site === undefined)
    throw new Refusal(EXIT.usage, "--write-site: --site is wanted too, of which it makes a copy");
  if (resolve(site) === resolve(writeSite))
    throw new Refusal(EXIT.usage, "--write-site: another file than --site; the old one is kept");
}

async function reportOf(events: string, options: FitOptions): Promise<PatienceReport> {
  const { fitPatience, planWait_s } = await import("@crossing/simulator");
  const { readWaits } = await import("../waits-file.ts");
  const { goodSite } = await import("../site-file.ts");
  const named = options.site === undefined ? null : goodSite(options.site);
  const waits = await readWaits(events);
  const site = named ?? waits.site;
  return {
    waits,
    fit: fitPatience(waits.records, site?.behaviour.gap),
    planWait_s: options.wait ?? (site === null ? null : planWait_s(site)),
    behaviour: site?.behaviour ?? null,
  };
}

async function plot(file: string, report: PatienceReport, language: Language): Promise<void> {
  const { patienceSvg } = await import("../patience-plot.ts");
  const { sentencesOf } = await import("../patience-report.ts");
  const { fit: found, planWait_s, behaviour } = report;
  const sentence = sentencesOf(report)[0]!;
  write(file, patienceSvg({ fit: found, planWait_s, behaviour, sentence }, language));
}

/** The site file as it is written, with another `behaviour`. */
async function writeSite(file: string, from: string, fit: PatienceFit): Promise<void> {
  const { behaviourWith } = await import("@crossing/simulator");
  const { goodSite } = await import("../site-file.ts");
  const sheet = JSON.parse(readFileSync(from, "utf8")) as Record<string, unknown>;
  const behaviour = behaviourWith(fit, goodSite(from).behaviour);
  write(file, `${JSON.stringify({ ...sheet, behaviour }, null, 2)}\n`);
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(EXIT.usage, `${file}: cannot be written (${why}); check the folder`);
  }
}
