/** Reading the event log back from the disk. */
import type { LoggedEvent } from "../events.ts";
import { dayOf, daysIn, eventsOf, lastEvents, mendTail } from "./day-files.ts";

/** What was logged before this start. */
export interface Past {
  /** The newest events, oldest first. */
  readonly events: readonly LoggedEvent[];
  /** The newest day with a file; "" when there is none. */
  readonly lastDay: string;
  /** Why the folder cannot be used; null when it can. */
  readonly trouble: string | null;
}

/** The newest two days as they stand, their last lines mended; or why they cannot be read. */
export async function readPast(folder: string, log: (line: string) => void): Promise<Past> {
  try {
    const days = (await daysIn(folder)).slice(-2);
    for (const day of days) {
      const torn = await mendTail(folder, day);
      if (torn === 0) continue;
      log(`event log ${folder}: the last line of ${day} was torn (${torn} bytes) and set aside`);
    }
    const events = (await Promise.all(days.map((day) => lastEvents(folder, day)))).flat();
    return { events, lastDay: days.at(-1) ?? "", trouble: null };
  } catch (error) {
    const trouble =
      `event log ${folder}: cannot be opened (${codeOf(error)}); ` +
      "give it a folder it may write to and start again; until then events are only in memory";
    log(trouble);
    return { events: [], lastDay: "", trouble };
  }
}

/** Events after `id`, oldest first, at most `limit`: from the newest day that begins at or before it. */
export async function readAfter(folder: string, id: number, limit: number): Promise<LoggedEvent[]> {
  const days = await daysIn(folder);
  let start = 0;
  for (const [place, day] of days.entries()) {
    const first = await firstOf(folder, day);
    if (first !== null && first.id <= id + 1) start = place;
  }
  const found: LoggedEvent[] = [];
  for (const day of days.slice(start)) {
    for await (const event of eventsOf(folder, day)) {
      if (event.id > id) found.push(event);
      if (found.length === limit) return found;
    }
  }
  return found;
}

/** Events from `from` up to, not including, `to` (RFC 3339 UTC), oldest first, read as they are asked for. */
export async function* readRange(
  folder: string,
  from: string,
  to: string,
): AsyncGenerator<LoggedEvent> {
  const days = await daysIn(folder);
  for (const day of days.filter((day) => day >= dayOf(from) && day <= dayOf(to))) {
    for await (const event of eventsOf(folder, day)) {
      if (event.ts >= from && event.ts < to) yield event;
    }
  }
}

/** The system's word for what went wrong, as `ENOSPC`. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);

async function firstOf(folder: string, day: string): Promise<LoggedEvent | null> {
  for await (const event of eventsOf(folder, day)) return event;
  return null;
}
