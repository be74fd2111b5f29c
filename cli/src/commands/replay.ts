/** `crossing replay`: recorded minutes, decided again. */
import type { Command } from "commander";
import { EXIT, Refusal } from "../exit.ts";
import type { Counter } from "../program.ts";
import type { ReplayResult } from "../replay.ts";

const EXAMPLES = `
Runs the inputs of a recording through this version of the core, and says where it decides otherwise.
Exit 0 when every decision is the same, 1 when one differs or nothing could be compared.

Examples:
  $ crossing demo --record-trace evening.jsonl
  $ crossing replay evening.jsonl`;

export function addReplay(program: Command, counter: Counter): void {
  program
    .command("replay")
    .description("decide a recording of run or demo again, and compare")
    .argument("<recording.jsonl>", "a file written by --record-trace")
    .option("--json", "one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: { readonly json?: boolean }) =>
      replay(file, options, counter),
    );
}

async function replay(
  file: string,
  options: { readonly json?: boolean },
  { desk, end }: Counter,
): Promise<void> {
  const { replayFile } = await import("../recording-file.ts");
  const read = await replayFile(file);
  if (!read.ok) throw new Refusal(EXIT.usage, read.why);
  const { result } = read;
  if (options.json) desk.out(JSON.stringify(result));
  else for (const line of told(result)) desk.out(line);
  end(result.compared > 0 && result.different === 0 ? EXIT.ok : EXIT.failed);
}

const told = (result: ReplayResult): readonly string[] => [
  `${result.ticks} ticks of ${result.runs} run(s), ${result.compared} compared, ${result.gaps} gap(s): ` +
    `${result.different} decided otherwise`,
  ...result.differences.map(
    ({ seq, t_s, recorded, replayed }) =>
      `  tick ${seq}, ${t_s.toFixed(1)} s: recorded ${recorded.interval} (${recorded.reason.code}), ` +
      `now ${replayed.interval} (${replayed.reason.code})`,
  ),
];
