/**
 * `npm run bench:policy [-- --quick] [--only id,...] [--scenario name,...] [--hours n] [--json] [--write] [--streams <folder>]`
 *
 * Compares policies with the clairvoyant optimum and prints the tables; `--write` puts them into
 * docs/bench-policy.md, `--streams` writes the arrivals of the scenarios as files. Exit 0, 1 when a goal is missed,
 * 2 for words that mean nothing.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { streamLines } from "@crossing/simulator";
import { machine, machineWords } from "../machine.ts";
import { askedBy } from "./asked.ts";
import { openCache } from "./cache.ts";
import { type Comparison, compare, overBest } from "./comparison.ts";
import { goalsOf } from "./goals.ts";
import { goalTable, page, rowTable, scenarioTable } from "./page.ts";
import type { Scenario } from "./scenarios.ts";
import { streamOf } from "./streams.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

process.exitCode = await bench(process.argv.slice(2));

async function bench(argv: readonly string[]): Promise<number> {
  const asked = askedBy(argv);
  if ("trouble" in asked) {
    say(`bench:policy: ${asked.trouble}\n`);
    return 2;
  }
  const { scenarios, contenders, streams } = asked;
  if (streams !== undefined) return writeStreams(scenarios, streams);
  const before = machineWords(machine());
  const began = Date.now();
  const comparison = await compare(scenarios, contenders, openCache(), (done, all) => {
    if (process.stderr.isTTY || done === all) say(`\rbench:policy: ${done} of ${all} runs`);
  });
  say(`, ${((Date.now() - began) / 1000).toFixed(0)} s\n`);
  const goals = goalsOf(comparison);
  if (asked.json) console.log(JSON.stringify({ machine: before, goals, ...plain(comparison) }));
  else
    console.log([goalTable(goals), rowTable(comparison), scenarioTable(comparison)].join("\n\n"));
  if (asked.write) writeFileSync(join(ROOT, "docs/bench-policy.md"), page(comparison, before));
  return goals.some(({ kept }) => kept === false) ? 1 : 0;
}

function writeStreams(scenarios: readonly Scenario[], folder: string): number {
  mkdirSync(folder, { recursive: true });
  const streams = scenarios.flatMap(({ name, hours }) =>
    hours.map((demand, hour) => ({ file: `${name}-${hour + 1}.jsonl`, demand })),
  );
  for (const { file, demand } of streams)
    writeFileSync(join(folder, file), `${streamLines(streamOf(demand)).join("\n")}\n`);
  say(`bench:policy: ${streams.length} streams in ${folder}\n`);
  return 0;
}

/** The comparison for machines: outcomes by scenario, hour and contender. */
function plain(comparison: Comparison): object {
  const { scenarios, best, rows } = comparison;
  return {
    scenarios: scenarios.map(({ name }) => name),
    best,
    rows: rows.map((row) => ({
      id: row.contender.id,
      over_best: overBest(comparison, row),
      outcomes: row.outcomes,
    })),
  };
}

function say(words: string): void {
  process.stderr.write(words);
}
