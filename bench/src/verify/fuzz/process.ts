/**
 * One target in a process of its own: a crash, a hang or a leak in it is a finding, not the end of the run.
 *
 * This file is also that process: it is started again with the name of the target.
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Effort, type Fuzzed, fuzz } from "./fuzzing.ts";
import type { Target } from "./target.ts";
import { TARGETS } from "./targets/targets.ts";

const HEAP_MB = 512;
/** The machine may be busy with something else for most of the time. */
const WALL_PER_CPU = 8;
const START_S = 120;

/** Feeds the target in a fresh process; one that does not end in time is ended. */
export function runTarget(target: Target, effort: Effort): Promise<Fuzzed> {
  const child = fork(fileURLToPath(import.meta.url), [target.name, JSON.stringify(effort)], {
    execArgv: [...process.execArgv, "--expose-gc", `--max-old-space-size=${HEAP_MB}`],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let told: Fuzzed | null = null;
  let talk = "";
  child.on("message", (message: Fuzzed) => (told = message));
  child.stderr!.on("data", (bytes: Buffer) => (talk = (talk + bytes.toString()).slice(-500)));
  const late = setTimeout(
    () => child.kill("SIGKILL"),
    (effort.seconds * WALL_PER_CPU + START_S) * 1000,
  );
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      clearTimeout(late);
      resolve(told ?? broken(target, effort, `${signal ?? `exit ${code}`}: ${talk.trim()}`));
    });
  });
}

const broken = ({ name }: Target, { seed }: Effort, why: string): Fuzzed => ({
  target: name,
  inputs: 0,
  longest_ms: Infinity,
  grown_mb: null,
  found: [`${name}, seeds from ${seed}: the process crashed, ran out of memory or hung: ${why}`],
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = TARGETS.find(({ name }) => name === process.argv[2])!;
  const fuzzed = await fuzz(target, JSON.parse(process.argv[3]!) as Effort);
  process.send!(fuzzed, () => process.exit(0));
}
