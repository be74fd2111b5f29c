/** What the kernel says of a process: memory, open files, threads. Linux only. */
import { readFileSync, readdirSync } from "node:fs";

/** A process at a moment. */
export interface Seen {
  readonly pid: number;
  /** Resident, MB. */
  readonly rss_mb: number;
  /** Of that, what is no file's: heap, stacks, buffers, MB. */
  readonly own_mb: number;
  readonly fds: number;
  readonly threads: number;
}

/** Null for a process that is gone. */
export function seenNow(pid: number): Seen | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const number = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]);
    const fds = readdirSync(`/proc/${pid}/fd`).length;
    return {
      pid,
      rss_mb: number("VmRSS") / 1024,
      own_mb: number("RssAnon") / 1024,
      fds,
      threads: number("Threads"),
    };
  } catch {
    return null;
  }
}
