/**
 * The event log: what happened at this crossing, kept through power cuts, full disks and restarts.
 *
 * `offer` only remembers, so nobody ever waits for the disk. Control sends an event again until it is
 * acknowledged, and it is acknowledged only after it is on the disk.
 */
import type { TraceRecord } from "@crossing/config";
import { type LoggedEvent, eventView } from "../events.ts";
import { KEEP, type Keep, prune } from "./pruning.ts";
import { readAfter, readPast, readRange } from "./past.ts";
import { createRing } from "./ring.ts";
import { type Writer, createWriter } from "./writer.ts";

export interface EventLog {
  /** Takes the events of a trace; returns those not seen before, oldest first. */
  offer(record: TraceRecord, heard: Date): readonly LoggedEvent[];
  /** The newest events in memory after `id`, oldest first, at most `limit`; written or not. */
  recent(id: number, limit: number): readonly LoggedEvent[];
  /** The oldest event in memory after `id`; null when there is none. */
  next(id: number): LoggedEvent | null;
  /** Written events after `id`, oldest first, at most `limit`; older ones are read from the disk. */
  after(id: number, limit: number): Promise<readonly LoggedEvent[]>;
  /** Written events from `from` up to, not including, `to` (RFC 3339 UTC), oldest first. */
  range(from: string, to: string): AsyncGenerator<LoggedEvent>;
  /** The id of the newest written event; 0: none. */
  lastSaved(): number;
  /** Why the log cannot be written; null while it can. */
  trouble(): string | null;
  /** Writes what is left, once. */
  close(): Promise<void>;
}

export interface EventLogOptions {
  readonly folder: string;
  /** How much is kept; left out: 400 days and 2000 MB. */
  readonly keep?: Keep;
  readonly log: (line: string) => void;
  /** All events of run `boot` up to `seq` are on the disk. */
  readonly ack: (boot: string, seq: number) => void;
  /** Something new can be read with `after`. */
  readonly saved: () => void;
}

/** Events kept in memory for the API: some hours of a busy crossing, about 1 MB. */
const IN_MEMORY = 5_000;
/** Runs of control whose last event is remembered, to know an event that is sent again. */
const RUNS_KEPT = 100;

/**
 * Opens the log and mends what a power cut tore.
 *
 * A folder that cannot be used is an alarm, not an end: the report runs on from memory and
 * acknowledges nothing, so control keeps what it can.
 */
export async function openEventLog(options: EventLogOptions): Promise<EventLog> {
  const { folder, log, ack } = options;
  const past = await readPast(folder, log);
  const ring = createRing(IN_MEMORY);
  ring.add(past.events);
  let nextId = (past.events.at(-1)?.id ?? 0) + 1;
  let lastSaved = nextId - 1;
  const seen = new Map(past.events.map(({ boot, seq }) => [boot, seq]));
  const safe = new Map(seen);

  function written(events: readonly LoggedEvent[]): void {
    lastSaved = events.at(-1)?.id ?? lastSaved;
    for (const [boot, seq] of new Map(events.map(({ boot, seq }) => [boot, seq]))) {
      remember(safe, boot, seq);
      ack(boot, seq);
    }
    options.saved();
  }

  const pruneNow = (): Promise<void> => prune(folder, options.keep ?? KEEP, log);
  if (past.trouble === null) await pruneNow();

  const writer: Writer =
    past.trouble === null
      ? createWriter({ folder, lastDay: past.lastDay, log, written, newDay: pruneNow })
      : idle(past.trouble);

  return {
    offer(record, heard) {
      const newest = record.events.at(-1)?.seq;
      if (newest === undefined) return [];
      const before = seen.get(record.boot) ?? -1;
      const fresh = record.events
        .filter(({ seq }) => seq > before)
        .map((event) => eventView(event, record, heard, nextId++));
      // Sent again after it was written: the acknowledgement was lost on the way.
      if ((safe.get(record.boot) ?? -1) >= newest) ack(record.boot, newest);
      if (fresh.length === 0) return [];
      remember(seen, record.boot, newest);
      ring.add(fresh);
      writer.write(fresh);
      return fresh;
    },
    recent: (id, limit) => ring.newest(id, limit),
    next: (id) => ring.next(id),
    async after(id, limit) {
      const inMemory = id + 1 >= (ring.firstId() ?? nextId);
      return inMemory ? ring.oldest(id, lastSaved, limit) : readAfter(folder, id, limit);
    },
    range: (from, to) => readRange(folder, from, to),
    lastSaved: () => lastSaved,
    trouble: () => writer.trouble(),
    close: () => writer.close(),
  };
}

/** Stands in while the folder cannot be used. */
const idle = (trouble: string): Writer => ({
  write: () => undefined,
  trouble: () => trouble,
  close: () => Promise.resolve(),
});

function remember(runs: Map<string, number>, boot: string, seq: number): void {
  runs.set(boot, seq);
  const oldest = runs.keys().next().value;
  if (runs.size > RUNS_KEPT && oldest !== undefined) runs.delete(oldest);
}
