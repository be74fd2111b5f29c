/** `crossing accept`: the twenty steps before a crossing is given to the street. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { EXIT, type Exit, Refusal } from "../exit.ts";
import type { Overrides } from "../overrides.ts";
import type { Acceptance } from "../accept/record.ts";
import type { Counter } from "../program.ts";
import type { Site } from "@crossing/config";

interface AcceptCommandOptions extends Pick<Overrides, "modbus" | "http"> {
  readonly steps?: readonly number[];
  readonly resume?: string;
  readonly out?: string;
  readonly report?: string;
  readonly script?: string;
  readonly withoutCabinet?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
For a crossing that runs (crossing run, or the service). Asks for one thing after the other: pull a cable in each phase,
switch the cabinet off, cover a camera, and so on; watches the box over HTTP and the cabinet over its own, only reading
Modbus connection; measures the reactions and judges them. Run it on a computer at the cabinet's side of the cable.
A cabinet whose watchdog is off or 0 fails. End it with q; --resume goes on another day.
A cabinet that serves one connection only: --without-cabinet (most steps are then skipped).
With --script nobody is asked: see docs/how-to/accept-a-site.md. Exit 0 when every step of this run passed, else 1.

Examples:
  $ crossing accept mill-lane.json --report acceptance.html
  $ crossing accept mill-lane.json --modbus 10.0.0.7:502 --steps 1,2,5
  $ crossing accept mill-lane.json --resume acceptance-mill-lane.json`;

export function addAccept(program: Command, counter: Counter): void {
  program
    .command("accept")
    .description("the acceptance of a site: twenty guided steps, judged and recorded")
    .argument("<site.json>", "the site file")
    .option("--modbus <host:port>", "the cabinet, seen from here")
    .option("--http <host:port>", "the box's page, seen from here")
    .option("--steps <numbers>", "only these, done before or not: 1,2,5", numbers)
    .option("--resume <file>", "go on with this record")
    .option("--out <file>", "the record (default: acceptance-<site>.json)")
    .option("--report <file.html>", "the record as a page to print and sign")
    .option("--script <file>", "nobody is asked: the script breaks the street of crossing demo")
    .option("--without-cabinet", "look only at the box")
    .option("--json", "the record on stdout too")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: AcceptCommandOptions) =>
      acceptSite(file, options, counter),
    );
}

const STEP_COUNT = 20;

function numbers(text: string): readonly number[] {
  const list = text.split(",").map(Number);
  const good = list.every((one) => Number.isInteger(one) && one >= 1 && one <= STEP_COUNT);
  if (!good) throw new InvalidArgumentError(`wanted step numbers from 1 to ${STEP_COUNT}: 1,2,5`);
  return list;
}

async function acceptSite(
  file: string,
  options: AcceptCommandOptions,
  { desk, end }: Counter,
): Promise<void> {
  const { goodSite } = await import("../site-file.ts");
  const { overridden } = await import("../overrides.ts");
  const { accept } = await import("../accept/accept.ts");
  const { STEPS } = await import("../accept/steps.ts");
  const records = await import("../accept/record.ts");
  const { acceptancePage } = await import("../accept/page.ts");
  const { writeOut } = await import("../vision/pictures.ts");

  const site = overridden(goodSite(file), options);
  const out = options.resume ?? options.out ?? `acceptance-${site.id}.json`;
  if (options.resume === undefined) records.refuseOverwriting(out);
  const record =
    options.resume === undefined ? await blank(site) : records.readAcceptance(out, site);
  const steps =
    options.steps === undefined
      ? records.openSteps(record)
      : STEPS.filter(({ number }) => options.steps!.includes(number));
  const keep = (now: Acceptance): void => {
    records.writeAcceptance(out, now);
    if (options.report !== undefined) writeOut(options.report, acceptancePage(now));
  };
  keep(record);
  const { windows, hands } = await means(site, options, desk.say);
  const reports = (camera: string): string =>
    join(dirname(out), `walk-test-${site.id}-${camera}.json`);
  const after = await accept({
    site,
    steps,
    record,
    windows,
    hands,
    walkTests: records.walkTallies(site, reports),
    say: desk.say,
    keep,
  }).finally(() => windows.cabinet?.close());
  if (options.json) desk.out(JSON.stringify(after));
  const done = steps.map(({ number }) => after.done.find(({ step }) => step === number)?.verdict);
  const passed = done.filter((verdict) => verdict === "pass").length;
  desk.say(`${out}: ${passed} of ${steps.length} passed; ${records.outcomeOf(after)}`);
  end(exitOf(passed === steps.length));
}

const exitOf = (good: boolean): Exit => (good ? EXIT.ok : EXIT.failed);

async function blank(site: Site): Promise<Acceptance> {
  const { version } = await import("../places.ts");
  const { host, port, unit, serial, profile } = site.cabinet;
  const where = serial === null ? `${host}:${port}` : serial.path;
  return {
    type: "acceptance",
    site: site.id,
    name: site.name,
    cabinet: `${where} unit ${unit}, ${profile}`,
    version: version(),
    begun: new Date().toISOString(),
    done: [],
  };
}

/** Eyes and hands. Throws a Refusal when the box cannot be asked at all: then nothing can be accepted. */
async function means(site: Site, options: AcceptCommandOptions, say: (line: string) => void) {
  const { boxAt, resumeAt } = await import("../accept/looks.ts");
  const { askedPeople, demoAt, scriptedHands } = await import("../accept/hands.ts");
  const { createOnlooker } = await import("@crossing/signal-driver");
  const { monotonic } = await import("../clock.ts");
  const { host, port, token_file } = site.http;
  const page = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const token = token_file === null ? null : readFileSync(token_file, "utf8").trim();
  const box = boxAt(page, token);
  if ((await box()) === null)
    throw new Refusal(
      EXIT.unreachable,
      `${page}: the box does not answer; start crossing run, or name its page with --http`,
    );
  const cabinet = options.withoutCabinet ? null : createOnlooker(site.cabinet, monotonic);
  const hands =
    options.script === undefined
      ? askedPeople(say, process.stdin)
      : scriptedHands(options.script, demoAt(page, token));
  return { windows: { box, cabinet, resume: resumeAt(page, token) }, hands };
}
