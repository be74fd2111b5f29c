/** Processes and what they have started. */
import { existsSync, readFileSync } from "node:fs";

/** Process ids of all that a process has started, and what those have started. Linux only. */
export function familyOf(parent: number): readonly number[] {
  const file = `/proc/${parent}/task/${parent}/children`;
  if (!existsSync(file)) return [];
  const children = readFileSync(file, "utf8").trim().split(/\s+/).filter(Boolean).map(Number);
  return children.flatMap((pid) => [pid, ...familyOf(pid)]);
}

/** Those of them that are still there. */
export const alive = (pids: readonly number[]): readonly number[] =>
  pids.filter((pid) => existsSync(`/proc/${pid}`));
