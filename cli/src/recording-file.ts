/** A recording on the disk, read line by line into a replay. */
import { createReadStream } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type TraceRecord, checkSite, formatProblem } from "@crossing/config";
import { type Replay, type ReplayResult, createReplay } from "./replay.ts";

/** What came of the file, or why it cannot be replayed. */
export type RecordingReading =
  | { readonly ok: true; readonly result: ReplayResult }
  | { readonly ok: false; readonly why: string };

/** Replays a file written by `--record-trace`. A torn last line, as after a power cut, is left out. */
export async function replayFile(file: string): Promise<RecordingReading> {
  const bytes = createReadStream(file);
  const trouble = await once(bytes, "open").then(
    () => null,
    (error: Error) => error.message,
  );
  if (trouble !== null) return refused(file, `cannot be read (${trouble}); check the path`);
  let replay: Replay | null = null;
  for await (const line of createInterface({ input: bytes, crlfDelay: Infinity })) {
    const record = parsed(line);
    if (replay === null) {
      const begun = begin(file, record);
      if ("why" in begun) return begun;
      replay = begun.replay;
    } else if (isTrace(record)) replay.tick(record);
  }
  if (replay === null)
    return refused(file, "is empty; record one with: crossing run --record-trace");
  return { ok: true, result: replay.result() };
}

const refused = (file: string, what: string): { readonly ok: false; readonly why: string } => ({
  ok: false,
  why: `${file}: ${what}`,
});

function begin(
  file: string,
  head: unknown,
): { readonly replay: Replay } | { readonly ok: false; readonly why: string } {
  if (!isObject(head) || head["type"] !== "recording" || head["version"] !== 1)
    return refused(file, "is no recording; its first line must be of type recording, version 1");
  const read = checkSite(head["site"]);
  if (read.ok) return { replay: createReplay(read.site) };
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

const isTrace = (value: unknown): value is TraceRecord =>
  isObject(value) && value["type"] === "trace";
