/** Events as they are written, sent and shown: one line of the log each. */
import type { EventView, NumberedEvent, TraceRecord } from "@crossing/config";

/**
 * An event with its place in this crossing's log.
 *
 * `id` counts through restarts, so it says what somebody has already read; `seq` starts anew with each `boot`.
 */
export interface LoggedEvent extends EventView {
  readonly id: number;
}

/**
 * The event of a trace as a line of the log.
 *
 * Control knows no wall clock: the time of the event is the time the trace was heard, less the event's
 * age in it. That also holds for an event that is sent again.
 */
export function eventView(
  event: NumberedEvent,
  record: TraceRecord,
  heard: Date,
  id: number,
): LoggedEvent {
  const ageMs = Math.max(0, record.at - event.at);
  return {
    v: 1,
    id,
    ts: new Date(heard.getTime() - ageMs).toISOString(),
    boot: record.boot,
    seq: event.seq,
    mono_ms: event.at,
    class: event.class,
    name: event.name,
    code: event.code,
    param: event.param,
    numbers: event.numbers,
    ...(event.cause === undefined ? {} : { cause: event.cause }),
    historical: false,
  };
}

/** The event on a line of the log; null when the line is torn or not ours. */
export function parseEvent(line: string): LoggedEvent | null {
  try {
    const found: unknown = JSON.parse(line);
    return isEvent(found) ? found : null;
  } catch {
    return null;
  }
}

const isEvent = (found: unknown): found is LoggedEvent =>
  typeof found === "object" &&
  found !== null &&
  "id" in found &&
  typeof found.id === "number" &&
  "ts" in found &&
  typeof found.ts === "string" &&
  "boot" in found &&
  typeof found.boot === "string" &&
  "seq" in found &&
  typeof found.seq === "number";
