/**
 * How the machine treats the control process: before everybody else, if it may.
 *
 * Under load only SCHED_FIFO keeps ticks on time: in measurements with both cores busy it brought the latest one in a
 * thousand from 90 ms to 1 ms, and nice did little. Where it is refused the crossing runs on, less punctually.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { setPriority } from "node:os";
import { promisify } from "node:util";

/** `fifo`: real time; `nice`: favoured; `normal`: like everybody else; `unknown`: not asked for yet. */
export type Scheduling = "fifo" | "nice" | "normal" | "unknown";

/** What became of asking. */
export interface Preferred {
  readonly scheduling: Scheduling;
  /** What was refused and what to do; null with `fifo`. */
  readonly trouble: string | null;
}

/** What is asked of the machine; tests play it. */
export interface Scheduler {
  /** Null when all threads of `pid` run under SCHED_FIFO now, else why not. */
  fifo(pid: number): Promise<string | null>;
  /** Whether `pid` is favoured now. */
  nice(pid: number): boolean;
}

/** Above user programs, below the kernel's own threads (50). */
const PRIORITY = 20;
const NICE = -10;
const SCHED_FIFO = 1;

/** Puts the control process `pid` before everybody else, as far as that is allowed. Never throws. */
export async function prefer(pid: number, scheduler: Scheduler = machine): Promise<Preferred> {
  const refused = await scheduler.fifo(pid);
  if (refused === null) return { scheduling: "fifo", trouble: null };
  const scheduling = scheduler.nice(pid) ? "nice" : "normal";
  const instead = scheduling === "nice" ? "it runs favoured instead (nice -10)" : "nor is nice -10";
  return {
    scheduling,
    trouble:
      `control: SCHED_FIFO is not allowed (${refused}), ${instead}; on a busy machine ticks may come up to 0.1 s late; ` +
      "give the service LimitRTPRIO=20, as config/deploy/crossing.service does",
  };
}

/** Whether a process of this account could be given SCHED_FIFO: tried on a short-lived one. Null: yes, else why not. */
export async function fifoRefused(): Promise<string | null> {
  return ran("chrt", ["--fifo", String(PRIORITY), "true"]);
}

const machine: Scheduler = {
  async fifo(pid) {
    const all = ["--all-tasks", "--fifo", "--pid", String(PRIORITY), String(pid)];
    const refused = await ran("chrt", all);
    if (refused !== null) return refused;
    return policyOf(pid) === SCHED_FIFO
      ? null
      : "chrt said yes, but the kernel shows another policy";
  },
  nice(pid) {
    try {
      setPriority(pid, NICE);
      return true;
    } catch {
      return false;
    }
  },
};

/** Runs a program; null when it went well, else the last thing it said. */
async function ran(program: string, args: readonly string[]): Promise<string | null> {
  try {
    await promisify(execFile)(program, args, { timeout: 5000 });
    return null;
  } catch (error) {
    const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
    return (stderr ?? "").trim().split("\n").at(-1) || message;
  }
}

/** Policy of a process as the kernel has it: field 41 of /proc/<pid>/stat; null when it is gone. */
export function policyOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, field 2, may hold spaces; what follows its bracket is field 3.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(fields[41 - 3]);
  } catch {
    return null;
  }
}
