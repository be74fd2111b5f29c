/** `crossing simulate`: hours of street in seconds, with the same core as at the kerb. */
import type { Command } from "commander";
import type { Counter } from "../program.ts";
import { between, whole } from "./numbers.ts";

interface SimulateOptions {
  readonly site?: string;
  readonly policy?: string;
  readonly hours: number;
  readonly seed: number;
  readonly people: number;
  readonly cars: number;
  readonly arrivals?: string;
  readonly trace?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
The same seed gives the same people and vehicles under every policy, and the same result on every machine.

Examples:
  $ crossing simulate --hours 24
  $ crossing simulate --policy tongzhou-2019 --people 60 --cars 1200 --json
  $ crossing simulate --arrivals evening.jsonl --trace signals.jsonl`;

export function addSimulate(program: Command, counter: Counter): void {
  program
    .command("simulate")
    .description("run hours of simulated street, and say how people and vehicles fared")
    .option("--site <site.json>", "the site file (default: the pilot crossing)")
    .option("--policy <name>", "the timing policy, instead of the site file's")
    .option("--hours <h>", "how long people and vehicles arrive", between(0.01, 1000), 1)
    .option("--seed <n>", "the same seed gives the same arrivals", whole(0, 2 ** 31), 1)
    .option("--people <per hour>", "people who want to cross", between(0, 3000), 60)
    .option("--cars <per hour>", "vehicles, all lanes together", between(0, 4000), 1200)
    .option("--arrivals <file>", "arrivals from a file of JSON lines instead of drawn ones")
    .option("--trace <file>", "write what the signals showed, as JSON lines")
    .option("--json", "one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(async (options: SimulateOptions) => runSimulation(options, counter));
}

async function runSimulation(options: SimulateOptions, { desk }: Counter): Promise<void> {
  const { simulate } = await import("@crossing/simulator");
  const { siteOfChoice } = await import("../site-file.ts");
  const { arrivalsOf } = await import("../arrivals-file.ts");
  const { simulationLines } = await import("../simulation-lines.ts");
  const { openLines } = await import("../lines-file.ts");

  const site = siteOfChoice(options.site, options.policy);
  const trace = options.trace === undefined ? null : await openLines(options.trace);
  const arrivals =
    options.arrivals === undefined ? null : arrivalsOf(options.arrivals, options.seed, site);
  const result = simulate({
    site,
    seed: options.seed,
    ...(arrivals ?? {
      hours: options.hours,
      rates: { people_per_h: options.people, vehicles_per_h: options.cars },
    }),
    onState: (line) => trace?.write(JSON.stringify(line)),
  });
  await trace?.close();
  if (options.json) return desk.out(JSON.stringify(result));
  for (const line of simulationLines(result)) desk.out(line);
}
