/**
 * Finished runs on the disk, one line each with the hash of its inputs: what is there is never run again, and what
 * Ctrl-C or a power cut leaves can be gone on from.
 */
import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs";
import type { SimulationResult } from "@crossing/simulator";
import { EXIT, Refusal } from "../exit.ts";
import type { SweptPlan } from "./plans.ts";

/** One line of the file. */
export interface ResultLine {
  readonly key: string;
  readonly values: SweptPlan["values"];
  readonly seed: number;
  readonly result: SimulationResult;
}

/** Runs that are kept. */
export interface ResultsFile {
  /** The run of these inputs, if it was finished before. */
  find(key: string): SimulationResult | null;
  /** Keeps a run; it is on the disk when this comes back. */
  keep(line: ResultLine): void;
}

/** Opens a file of results, new or begun before; throws a Refusal when it is something else or cannot be written. */
export function openResults(file: string): ResultsFile {
  const known = new Map<string, SimulationResult>();
  for (const { key, result } of kept(file)) known.set(key, result);
  return {
    find: (key) => known.get(key) ?? null,
    keep: (line) => append(file, `${JSON.stringify(line)}\n`),
  };
}

/** What is in the file; a torn last line, as a power cut leaves it, is cut off and run again. */
function kept(file: string): readonly ResultLine[] {
  const text = existsSync(file) ? textOf(file) : "";
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const torn = text.slice(whole.length);
  const results = whole.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const read = lineOf(line);
    if (read === null) throw foreign(file, index + 1);
    return [read];
  });
  if (results.length === 0 && torn !== "" && !torn.startsWith(BEGINS)) throw foreign(file, 1);
  append(file, "");
  if (torn !== "") truncateSync(file, Buffer.byteLength(whole));
  return results;
}

/** How each line of ours begins. */
const BEGINS = '{"key":"';

const foreign = (file: string, line: number): Refusal =>
  new Refusal(
    EXIT.usage,
    `${file}: line ${line} is no result of a sweep; give another file with --out`,
  );

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Refusal(EXIT.usage, `${file}: cannot be read (${(error as Error).message})`);
  }
}

function append(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch (error) {
    throw new Refusal(
      EXIT.usage,
      `${file}: cannot be written (${(error as Error).message}); check the folder, or give another with --out`,
    );
  }
}

function lineOf(text: string): ResultLine | null {
  try {
    const line = JSON.parse(text) as Partial<ResultLine> | null;
    return typeof line?.key === "string" && typeof line.result === "object"
      ? (line as ResultLine)
      : null;
  } catch {
    return null;
  }
}
