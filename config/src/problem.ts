/** One thing that is wrong with a site file: where, what was found, what is wanted. */
import type { Evidence } from "./profiles/profile.ts";

export interface Problem {
  /** Path in the file, as `timing.walk_min_s` or `cameras.0.fps`; empty for the file as a whole. */
  readonly path: string;
  readonly value: unknown;
  readonly wanted: string;
  /** The rule that is broken; absent when the file is malformed. */
  readonly rule?: {
    readonly id: string;
    readonly clause: string;
    readonly evidence: Evidence;
    readonly force: "shall" | "should";
  };
}

/** The problem as one line: `file: path = value: what is wanted`. */
export function formatProblem(file: string, { path, value, wanted }: Problem): string {
  const where = path === "" ? file : `${file}: ${path}`;
  return value === undefined
    ? `${where}: ${wanted}`
    : `${where} = ${valueInWords(value)}: ${wanted}`;
}

/** A value as JSON, cut off after `longest` characters. Never throws, however deep the value is. */
export function valueInWords(value: unknown, longest = 60): string {
  const text = jsonOf(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 3)}...`;
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // JSON is parsed to any depth, and written by recursion.
    return "something nested too deep to be shown";
  }
}
