/**
 * Waits at the kerb, read from a file: a table of trips, lines of waits, an event log, or a recording.
 *
 * What a kind of file does not hold is said in `missing`, so that nobody takes half of the waits for all of them.
 */
import { createReadStream } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Site, type Words, checkSite, formatProblem } from "@crossing/config";
import type { Gap, WaitRecord } from "@crossing/simulator";
import { EXIT, Refusal } from "./exit.ts";
import { objectOf } from "./json-line.ts";
import { waitsInLog } from "./waits-in-log.ts";
import { waitsInRecording } from "./waits-in-recording.ts";

/** What a file says of waits. */
export interface Waits {
  readonly source: "trips" | "waits" | "event-log" | "recording";
  readonly records: readonly WaitRecord[];
  /** The site of a recording; null for other files. */
  readonly site: Site | null;
  readonly missing: readonly Words[];
}

/** One line after the other goes in, and the waits come out. */
export interface WaitsReader {
  /** Throws an Error that says what is wrong when the line is none of this kind. */
  line(text: string): void;
  waits(): Waits;
}

/** Reads a file of waits. Throws a Refusal (exit 2) that names the line, when it cannot. */
export async function readWaits(file: string): Promise<Waits> {
  const bytes = createReadStream(file);
  await once(bytes, "open").catch((error: Error) => {
    throw new Refusal(EXIT.usage, `${file}: cannot be read (${error.message}); check the path`);
  });
  let reader: WaitsReader | null = null;
  let number = 0;
  for await (const text of createInterface({ input: bytes, crlfDelay: Infinity })) {
    number += 1;
    if (text.trim() === "") continue;
    try {
      if (reader === null) reader = readerFor(text);
      else reader.line(text);
    } catch (error) {
      bytes.destroy();
      const what = error instanceof Error ? error.message : String(error);
      throw new Refusal(EXIT.usage, `${file}: line ${number}: ${what}`);
    }
  }
  if (reader === null) throw new Refusal(EXIT.usage, `${file}: is empty; ${KINDS}`);
  return reader.waits();
}

const KINDS =
  "wanted a CSV of trips, JSON lines of waits, an event log, or a recording of run --record-trace";

/** Which kind of file it is shows in its first line. */
function readerFor(first: string): WaitsReader {
  if (!first.trimStart().startsWith("{")) return tableReader(first);
  const line = objectOf(first);
  if (line["type"] === "recording") {
    const read = checkSite(line["site"]);
    if (read.ok) return waitsInRecording(read.site);
    throw new Error(read.problems.map((problem) => formatProblem("its site", problem)).join("; "));
  }
  const reader = "numbers" in line && "name" in line ? waitsInLog() : linesReader();
  reader.line(first);
  return reader;
}

/** Lines `{"wait_s":12.5,"ended":"served"}`, or trips with an outcome; anything of vehicles is passed over. */
function linesReader(): WaitsReader {
  const records: WaitRecord[] = [];
  return {
    line(text) {
      const line = objectOf(text);
      if (isOfPerson(line["type"])) records.push(recordOf(line));
    },
    waits: () => ({ source: "waits", records, site: null, missing: [] }),
  };
}

/** A table with a head: `wait_s` or `lost_s`, `ended` or `outcome`, and `type` where vehicles are in it too. */
function tableReader(head: string): WaitsReader {
  const columns = head.split(",").map((name) => name.trim());
  const named = (...names: readonly string[]): string | undefined =>
    names.find((name) => columns.includes(name));
  const [wait, ended] = [named("wait_s", "lost_s"), named("ended", "outcome")];
  if (wait === undefined || ended === undefined)
    throw new Error(
      `columns wait_s and ended are wanted, or lost_s and outcome of simulate --trips; found ${head.slice(0, 80)}`,
    );
  const records: WaitRecord[] = [];
  return {
    line(text) {
      const cells = text.split(",").map((cell) => cell.trim());
      const cell = (name: string): string | undefined => cells[columns.indexOf(name)];
      if (columns.includes("type") && !isOfPerson(cell("type"))) return;
      records.push(recordOf({ wait_s: asNumber(cell(wait)), ended: cell(ended) }));
    },
    waits: () => ({ source: "trips", records, site: null, missing: [] }),
  };
}

const isOfPerson = (type: unknown): boolean => type === undefined || type === "person";

const asNumber = (cell: string | undefined): unknown =>
  cell === undefined || cell === "" || Number.isNaN(Number(cell)) ? cell : Number(cell);

const ENDED: Readonly<Record<string, WaitRecord["ended"]>> = {
  served: "served",
  walk: "served",
  red: "red",
  left: "left",
};

function recordOf(line: Readonly<Record<string, unknown>>): WaitRecord {
  const how = line["ended"] ?? line["outcome"];
  const ended = typeof how === "string" && Object.hasOwn(ENDED, how) ? ENDED[how] : undefined;
  if (ended === undefined)
    throw new Error(`ended = ${JSON.stringify(how)}: served, red or left is wanted`);
  const wait_s = seconds("wait_s", line["wait_s"], Infinity);
  return line["gaps"] === undefined
    ? { wait_s, ended }
    : { wait_s, ended, gaps: gapsOf(line["gaps"], wait_s) };
}

/** Pairs of seconds waited and seconds to the next vehicle. */
function gapsOf(value: unknown, wait_s: number): readonly Gap[] {
  if (!Array.isArray(value)) throw new Error(`gaps = ${JSON.stringify(value)}: ${GAPS_WANTED}`);
  return value.map((pair: unknown) => {
    if (!Array.isArray(pair) || pair.length !== 2)
      throw new Error(`gaps has ${JSON.stringify(pair)}: ${GAPS_WANTED}`);
    return [seconds("gaps waited_s", pair[0], wait_s), seconds("gaps gap_s", pair[1], Infinity)];
  });
}

const GAPS_WANTED = "pairs [waited_s, gap_s] are wanted";

function seconds(name: string, value: unknown, most: number): number {
  if (typeof value === "number" && value >= 0 && value <= most && Number.isFinite(value))
    return value;
  const range = most === Infinity ? "0 or more" : `0 to wait_s = ${most}`;
  throw new Error(`${name} = ${JSON.stringify(value)}: seconds, ${range}, are wanted`);
}
