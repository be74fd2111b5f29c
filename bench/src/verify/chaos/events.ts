/** Whether the event log kept what was acknowledged. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What the log holds. */
export interface LogFound {
  readonly events: number;
  /** Runs of control that told anything. */
  readonly boots: number;
  /** Events missing between others of the same run, there twice, or ids that go back; in words. */
  readonly wrong: readonly string[];
}

interface Line {
  readonly id: number;
  readonly boot: string;
  readonly seq: number;
}

/**
 * Control sends an event again until it is acknowledged, in order; a run that fell may therefore lack its last events,
 * which nobody acknowledged, and never one before another that is there.
 */
export function eventsIn(folder: string): LogFound {
  const newest = new Map<string, number>();
  const wrong: string[] = [];
  let id = 0;
  let events = 0;
  for (const line of linesOf(folder)) {
    const event = eventOf(line);
    if (event === null) {
      wrong.push(`a line that is no event: ${line.slice(0, 60)}`);
      continue;
    }
    events += 1;
    // Each run counts its events from 1.
    const before = newest.get(event.boot) ?? 0;
    if (event.seq !== before + 1)
      wrong.push(`run ${event.boot}: ${event.seq} came after ${before}`);
    if (event.id <= id) wrong.push(`id ${event.id} came after ${id}`);
    newest.set(event.boot, event.seq);
    id = event.id;
  }
  return { events, boots: newest.size, wrong };
}

const linesOf = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /^events-.*\.jsonl$/.test(name))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
    .filter((line) => line !== "");

function eventOf(line: string): Line | null {
  try {
    const event = JSON.parse(line) as Partial<Line>;
    const whole =
      typeof event.id === "number" &&
      typeof event.boot === "string" &&
      typeof event.seq === "number";
    return whole ? (event as Line) : null;
  } catch {
    return null;
  }
}
