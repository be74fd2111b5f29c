/** SUMO as a program: whether it is there, and a run of it with the CPU time it took. */
import { spawnSync } from "node:child_process";

/** Its version; null where there is none. */
export function sumoVersion(): string | null {
  const run = spawnSync("sumo", ["--version"], { encoding: "utf8" });
  if (run.status !== 0 || spawnSync("netconvert", ["--version"]).status !== 0) return null;
  return /Version (\S+)/.exec(run.stdout)?.[1] ?? "unknown";
}

/** Runs one of SUMO's programs in a folder to its end. Gives its CPU seconds; throws with its last words when it fails. */
export function runProgram(
  program: "sumo" | "netconvert",
  args: readonly string[],
  folder: string,
): number {
  // The shell tells what its children took, whatever else goes on in this process.
  const quoted = args.map((arg) => `'${arg}'`).join(" ");
  const run = spawnSync("sh", ["-c", `${program} ${quoted} && times`], {
    cwd: folder,
    encoding: "utf8",
  });
  if (run.status !== 0)
    throw new Error(`${program} in ${folder} ended with ${run.status}: ${run.stderr.slice(-500)}`);
  return childSeconds(run.stdout);
}

/** The second line of `times`: user and system time of children, as `0m1.23s 0m0.04s`. */
function childSeconds(out: string): number {
  const line = out.trim().split("\n").at(-1)!;
  return line
    .split(" ")
    .map((word) => /^(\d+)m([\d.]+)s$/.exec(word)!)
    .reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}
