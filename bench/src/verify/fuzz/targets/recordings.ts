/** Recordings of what was decided: replayed, explained, or refused in a sentence; never a stack of our own. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crossing } from "@crossing/cli";
import { instant } from "@crossing/config";
import { createLoop } from "@crossing/controller/loop";
import fc from "fast-check";
import { anyJson, mutatedJson, noJson } from "../nasty.ts";
import { type Target, must, trialOf } from "../target.ts";
import { PILOT, PILOT_JSON, QUIET } from "./pilot.ts";

const HEAD = { type: "recording", version: 1, site: PILOT_JSON };
const TICKS = recorded(8);
const COMMANDS = [["replay"], ["explain"], ["replay", "--json"]] as const;

const tick = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TICKS).map((record) => JSON.stringify(record)) },
  { weight: 6, arbitrary: fc.constantFrom(...TICKS).chain((record) => mutatedJson(record)) },
  anyJson,
  noJson,
);
const head = fc.oneof(
  { weight: 6, arbitrary: fc.constant(JSON.stringify(HEAD)) },
  mutatedJson(HEAD),
  noJson,
);

export const recordings: Target = {
  name: "recordings",
  fed: "recordings whose head and ticks are changed, torn or missing",
  inControl: false,
  open() {
    const folder = mkdtempSync(join(tmpdir(), "crossing-fuzz-"));
    const file = join(folder, "a.jsonl");
    const inputs = fc.record({
      head,
      ticks: fc.array(tick, { maxLength: 6 }),
      command: fc.constantFrom(...COMMANDS),
    });
    const feed = async ({ head, ticks, command }: Recording): Promise<void> => {
      writeFileSync(file, `${[head, ...ticks].join("\n")}\n`);
      const said: string[] = [];
      const exit = await crossing([command[0], file, ...command.slice(1)], {
        out: (line) => void said.push(line),
        say: (line) => void said.push(line),
      });
      must([0, 1, 2, 3].includes(exit), `ends with one of its exit codes, not ${exit}`);
      const stack = said.find((line) => /\n\s+at /.test(line));
      must(stack === undefined, `no stack of our own: ${stack}`);
    };
    const close = (): Promise<void> => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    };
    return Promise.resolve(trialOf(inputs, feed, close));
  },
};

interface Recording {
  readonly head: string;
  readonly ticks: readonly string[];
  readonly command: readonly [string, ...string[]];
}

/** The first ticks of a run at the pilot crossing, as `--record-trace` writes them. */
function recorded(count: number): readonly object[] {
  let now = 0;
  const records: object[] = [];
  const loop = createLoop({
    site: PILOT,
    boot: "b",
    clock: { now: () => instant(now) },
    cabinet: QUIET,
    trace: (record) => void records.push(record),
  });
  for (; records.length < count; now += 100) loop.tick(0);
  return records;
}
