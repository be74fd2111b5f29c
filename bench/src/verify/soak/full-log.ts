/** An event log as a box has it after weeks: what is filled in hours must not look like something that grows for years. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LoggedEvent } from "@crossing/telemetry";

/** More than are kept in memory. */
const EVENTS = 6000;
const APART_MS = 10_000;
const DAY_MS = 86_400_000;

/** Writes yesterday's events into the folder, which is made. */
export function writeFullLog(folder: string): void {
  const day = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  const begin = Date.parse(`${day}T00:00:00Z`);
  const lines = Array.from({ length: EVENTS }, (_, n) => JSON.stringify(eventAt(n, begin)));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `events-${day}.jsonl`), `${lines.join("\n")}\n`);
}

const eventAt = (n: number, begin: number): LoggedEvent => ({
  v: 1,
  id: n + 1,
  ts: new Date(begin + n * APART_MS).toISOString(),
  boot: "yesterday",
  seq: n,
  mono_ms: n * APART_MS,
  class: "interval",
  name: "vehicle-green",
  code: null,
  param: 0,
  numbers: { waiting: 1, oldest_s: 12.5 },
  historical: false,
});
