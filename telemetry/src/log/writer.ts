/**
 * The hand that writes the event log: in groups, one after the other, off to the side.
 *
 * A disk that refuses is an alarm. What could not be written is kept and tried again every second;
 * control holds no more than a handful of unacknowledged events, so what is kept stays small.
 */
import type { LoggedEvent } from "../events.ts";
import { appendLines, dayOf, mendTail } from "./day-files.ts";
import { codeOf } from "./past.ts";

export interface Writer {
  /** Takes events to be written, in order. */
  write(events: readonly LoggedEvent[]): void;
  /** Why nothing can be written now; null while it can. */
  trouble(): string | null;
  /** Tries once more to write what is left, and stops. */
  close(): Promise<void>;
}

export interface WriterOptions {
  readonly folder: string;
  /** The newest day that has a file; "" when there is none. */
  readonly lastDay: string;
  readonly log: (line: string) => void;
  /** These are on the disk now. */
  readonly written: (events: readonly LoggedEvent[]) => void;
  /** The first events of a new day are on the disk. */
  readonly newDay: () => Promise<void>;
}

const IN_ONE_WRITE = 500;
const RETRY_MS = 1_000;

export function createWriter({ folder, lastDay, log, written, newDay }: WriterOptions): Writer {
  let pending: readonly LoggedEvent[] = [];
  let day = lastDay;
  let trouble: string | null = null;
  let running: Promise<void> | null = null;
  let retry: NodeJS.Timeout | null = null;

  function run(): void {
    running ??= drain().finally(() => {
      running = null;
      if (pending.length > 0) retry ??= setTimeout(again, RETRY_MS).unref();
    });
  }

  function again(): void {
    retry = null;
    run();
  }

  async function drain(): Promise<void> {
    while (pending.length > 0) {
      const before = day;
      const group = nextGroup();
      if (!(await append(group))) return;
      pending = pending.slice(group.length);
      written(group);
      if (day !== before) await newDay();
    }
  }

  function nextGroup(): readonly LoggedEvent[] {
    const first = dayOf(pending[0]!.ts);
    // Never back to an older file: ids then rise through the files even when the wall clock was set back.
    day = first > day ? first : day;
    const group = pending.slice(0, IN_ONE_WRITE);
    const midnight = group.findIndex(({ ts }) => dayOf(ts) > day);
    return midnight === -1 ? group : group.slice(0, midnight);
  }

  /** Writes one group; false when the disk refused it. */
  async function append(group: readonly LoggedEvent[]): Promise<boolean> {
    const lines = group.map((event) => `${JSON.stringify(event)}\n`).join("");
    try {
      if (trouble !== null) await mendTail(folder, day);
      await appendLines(folder, day, lines);
    } catch (error) {
      complain(codeOf(error));
      return false;
    }
    if (trouble !== null) log(`event log ${folder}: writing again`);
    trouble = null;
    return true;
  }

  function complain(code: string): void {
    const sentence =
      `event log ${folder}: cannot write (${code}); free disk space or mend the disk; ` +
      "events are kept in memory and tried again every second";
    if (trouble === null) log(sentence);
    trouble = sentence;
  }

  return {
    write(events) {
      pending = [...pending, ...events];
      run();
    },
    trouble: () => trouble,
    async close() {
      await running;
      if (retry !== null) clearTimeout(retry);
      await drain();
      pending = [];
    },
  };
}
