/** Who is who among the processes of a started crossing. Linux only. */
import { readFileSync, readdirSync } from "node:fs";

/** A process that may be pestered. */
export type Who = "supervisor" | "control" | "vision" | "edge" | "ffmpeg" | "broker" | "cabinet";

/** The processes of `crossing run`, whose supervisor leads group `group`; a role may be played by several, or nobody. */
export function castOf(group: number): Readonly<Partial<Record<Who, readonly number[]>>> {
  const cast: Partial<Record<Who, number[]>> = {};
  for (const pid of membersOf(group)) {
    const who = pid === group ? "supervisor" : roleOf(read(`/proc/${pid}/cmdline`));
    if (who !== null) (cast[who] ??= []).push(pid);
  }
  return cast;
}

/** Living processes of a group, also those whose parents are gone. Field 5 of stat is the group, field 3 the state. */
export function membersOf(group: number): readonly number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => {
      if (!(pid > 0)) return false;
      const stat = read(`/proc/${pid}/stat`);
      const [state, , its] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return Number(its) === group && state !== "Z" && state !== "X";
    });
}

function roleOf(words: string): Who | null {
  const program = /process\/(control|vision|edge)\.[jt]s/.exec(words)?.[1];
  if (program !== undefined) return program as Who;
  return /^(\S*\/)?ffmpeg\0/.test(words) ? "ffmpeg" : null;
}

/** Sends a signal; false when nobody was there any more. A negative number is a group. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    return false;
  }
}

/** Empty for a process that is gone meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
