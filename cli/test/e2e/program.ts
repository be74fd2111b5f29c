/** A program that runs beside the test: its lines, and its end. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "../../src/places.ts";

const BUILT = join(ROOT, "cli/dist/main.js");
const SOURCE = join(ROOT, "cli/src/main.ts");

/**
 * Arguments of node that run `crossing`: as it was built, which `npm test` and `npm run check` do first; from source
 * where nothing was built.
 */
export const CROSSING: readonly string[] = existsSync(BUILT)
  ? [BUILT]
  : ["--import", "tsx", "--conditions=source", SOURCE];

/** A running program. */
export interface Program {
  readonly pid: number;
  /** Lines of its stdout so far. */
  readonly out: readonly string[];
  /** Lines of its stderr so far. */
  readonly said: readonly string[];
  signal(signal: NodeJS.Signals): void;
  /** Settles with its exit code; -1 when a signal ended it. */
  readonly ended: Promise<number>;
  /** What it said, for the message of a failing test. */
  story(): string;
}

/** Starts a program; `env` is laid over ours. */
export function start(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program {
  const child: ChildProcess = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin`, ...env },
  });
  const out: string[] = [];
  const said: string[] = [];
  createInterface({ input: child.stdout! }).on("line", (line) => out.push(line));
  createInterface({ input: child.stderr! }).on("line", (line) => said.push(line));
  child.on("error", (error) => said.push(error.message));
  return {
    pid: child.pid ?? -1,
    out,
    said,
    signal: (signal) => {
      child.kill(signal);
    },
    ended: new Promise((resolve) => {
      child.on("close", (code) => resolve(code ?? -1));
    }),
    story: () => [...said, ...out.slice(-20)].join("\n"),
  };
}
