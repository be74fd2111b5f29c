/** What the kernel says of a process: memory, open files, threads. Linux only. */
import { readFileSync, readdirSync } from "node:fs";

/** A process at a moment. */
export interface Seen {
  readonly pid: number;
  /** Resident, MB. */
  readonly rss_mb: number;
  /** Of that, what is no file's: heap, stacks, buffers, MB. */
  readonly own_mb: number;
  /** Of that, what the C library has handed out from its first arena, and not what the engine holds of its own, MB. */
  readonly heap_mb: number;
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
      heap_mb: heapOf(readFileSync(`/proc/${pid}/smaps`, "utf8")) / 1024,
      fds,
      threads: number("Threads"),
    };
  } catch {
    return null;
  }
}

/** Resident kB of the map that the kernel calls [heap]; 0 where there is none. */
export function heapOf(smaps: string): number {
  const from = smaps.indexOf("[heap]");
  return from < 0 ? 0 : Number(/^Rss:\s+(\d+)/m.exec(smaps.slice(from))?.[1] ?? 0);
}
