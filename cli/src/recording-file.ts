/** A recording on the disk, read line by line. */
import { createReadStream } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Site, type TraceRecord, checkSite, formatProblem } from "@crossing/config";
import { isTick } from "./recorded-tick.ts";
import { type ReplayResult, createReplay } from "./replay.ts";

/** What came of the file, or why it cannot be read. */
export type RecordingReading<T> =
  | { readonly ok: true; readonly result: T }
  | { readonly ok: false; readonly why: string };

/** Takes the ticks of a recording one after the other. */
export interface RecordingReader<T> {
  tick(record: TraceRecord): void;
  result(): T;
}

/** Replays a file written by `--record-trace`. */
export const replayFile = (file: string): Promise<RecordingReading<ReplayResult>> =>
  readRecording(file, createReplay);

/**
 * Reads a file written by `--record-trace`; `begin` is given the site it was decided by. A line that is torn, as after a
 * power cut, or damaged is left out.
 */
export async function readRecording<T>(
  file: string,
  begin: (site: Site) => RecordingReader<T>,
): Promise<RecordingReading<T>> {
  const bytes = createReadStream(file);
  const trouble = await once(bytes, "open").then(
    () => null,
    (error: Error) => error.message,
  );
  if (trouble !== null) return refused(file, `cannot be read (${trouble}); check the path`);
  let reader: RecordingReader<T> | null = null;
  for await (const line of createInterface({ input: bytes, crlfDelay: Infinity })) {
    const record = parsed(line);
    if (reader === null) {
      const head = headOf(file, record);
      if ("why" in head) return head;
      reader = begin(head.site);
    } else if (isTick(record)) reader.tick(record);
  }
  if (reader === null)
    return refused(file, "is empty; record one with: crossing run --record-trace");
  return { ok: true, result: reader.result() };
}

interface Refused {
  readonly ok: false;
  readonly why: string;
}

const refused = (file: string, what: string): Refused => ({ ok: false, why: `${file}: ${what}` });

function headOf(file: string, head: unknown): { readonly site: Site } | Refused {
  if (!isObject(head) || head["type"] !== "recording" || head["version"] !== 1)
    return refused(file, "is no recording; its first line must be of type recording, version 1");
  const read = checkSite(head["site"]);
  if (read.ok) return { site: read.site };
  return refused(
    file,
    read.problems.map((problem) => formatProblem("its site", problem)).join("\n"),
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
