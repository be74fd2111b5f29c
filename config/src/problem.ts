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
  return value === undefined ? `${where}: ${wanted}` : `${where} = ${shortened(value)}: ${wanted}`;
}

const shortened = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
};
