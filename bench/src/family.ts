/**
 * A program with all processes that come of it, wherever they hang themselves.
 *
 * They are known by a word in their environment, which children inherit: npm, shells and ffmpeg too. Linux only.
 */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A started program and its descendants. */
export interface Family {
  readonly program: ChildProcess;
  /** Process ids of all who live. */
  pids(): readonly number[];
  /** Their memory together, MB, pages that are shared counted once in all: PSS. */
  memory_mb(): number;
  /** Ctrl-C, as a terminal sends it to a whole group. Gives ms until nobody was left, or null after `patience_ms`. */
  interrupt(patience_ms: number): Promise<number | null>;
  /** Ends whoever is left, by force; at our own exit it happens by itself. */
  end(): void;
}

const MARK = "CROSSING_BENCH_FAMILY";

/** Whether this system tells of its processes as Linux does. */
export const canWatch = (): boolean => process.platform === "linux";

/** Starts a program in a group of its own. */
export function startFamily(
  command: string,
  words: readonly string[],
  options: Pick<SpawnOptions, "cwd" | "stdio">,
): Family {
  const name = randomBytes(8).toString("hex");
  const env = { ...outsideNpm(process.env), [MARK]: name };
  const program = spawn(command, words, { ...options, env, detached: true });
  // Whoever waits for what it brings about sees that it did not start.
  program.on("error", () => undefined);
  const pids = (): readonly number[] => marked(`${MARK}=${name}`);
  const end = (): void => pids().forEach((pid) => kill(pid, "SIGKILL"));
  process.on("exit", end);
  return {
    program,
    pids,
    memory_mb: () => pids().reduce((sum, pid) => sum + pss_mb(pid), 0),
    async interrupt(patience_ms) {
      const asked = performance.now();
      if (program.pid !== undefined) kill(-program.pid, "SIGINT");
      while (performance.now() - asked < patience_ms) {
        if (pids().length === 0) return performance.now() - asked;
        await sleep(20);
      }
      return null;
    },
    end,
  };
}

/** The environment that a person's shell would give: npm, which runs us, leaves its marks in ours. */
const outsideNpm = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(npm_|INIT_CWD$|NODE_OPTIONS$)/i.test(name)),
  );

function marked(mark: string): readonly number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && read(`/proc/${pid}/environ`).split("\0").includes(mark));
}

function pss_mb(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

/** Empty for a process that is not ours, or gone meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** A negative number is a whole group. Nothing happens when it is gone by itself meanwhile. */
function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
