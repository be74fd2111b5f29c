/** A measurement of the eyes as a row: what must be, what is tried for, what is. */
import type { PartName } from "./parts.ts";

/** How a value stands to its goals; `absent`: this machine lacks what it takes; `told`: there is no goal. */
export type Verdict = "reached" | "kept" | "missed" | "absent" | "told";

export interface GoalRow {
  readonly what: string;
  /** The limit in words; null where the value is only told. */
  readonly must: string | null;
  readonly try: string | null;
  readonly is: string;
  readonly verdict: Verdict;
  /** How it was measured. */
  readonly how: string;
}

/** The rows of one part of the measurement. */
export interface PartRows {
  readonly name: PartName;
  readonly rows: readonly GoalRow[];
}

/** A limit: values on the `good` side of it keep it. */
export interface Goal {
  readonly what: string;
  readonly good: "below" | "above";
  readonly must: number | null;
  readonly try?: number;
  /** A value in words; two digits after the point unless given. */
  readonly words?: (value: number) => string;
  readonly how: string;
}

/** The row of a value; `more` is said after it. */
export function row(goal: Goal, value: number, more = ""): GoalRow {
  const { words = twoDigits } = goal;
  const is = more === "" ? words(value) : `${words(value)} (${more})`;
  return { ...asked(goal), is, verdict: verdictOf(goal, value) };
}

/** The row of a measurement that cannot be made here. */
export const absent = (goal: Goal, why: string): GoalRow => ({
  ...asked(goal),
  is: why,
  verdict: "absent",
});

/** A value without a goal. */
export const told = (what: string, is: string, how: string): GoalRow => ({
  what,
  must: null,
  try: null,
  is,
  verdict: "told",
  how,
});

export const twoDigits = (value: number): string => value.toFixed(2);
export const ms = (value: number): string => `${value.toFixed(1)} ms`;
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
export const times = (ratio: number): string => `${ratio.toFixed(1)} times`;

function asked({ what, good, must, try: wish, words = twoDigits, how }: Goal) {
  const limit = (value: number | null | undefined): string | null =>
    value === null || value === undefined
      ? null
      : `${good === "below" ? "<=" : ">="} ${words(value)}`;
  return { what, must: limit(must), try: limit(wish), how };
}

/** No number keeps no limit: NaN compares false with everything. */
function verdictOf({ good, must, try: wish }: Goal, value: number): Verdict {
  const keeps = (limit: number): boolean => (good === "below" ? value <= limit : value >= limit);
  if (must !== null && !keeps(must)) return "missed";
  if (wish !== undefined && keeps(wish)) return "reached";
  return must === null ? "told" : "kept";
}

/** The rows as a table of Markdown. */
export function table(rows: readonly GoalRow[]): string {
  return [
    "| what | must | try for | is | verdict |",
    "|---|---|---|---|---|",
    ...rows.map(
      (one) =>
        `| ${one.what} | ${one.must ?? "-"} | ${one.try ?? "-"} | ${one.is} | ${WORDS[one.verdict]} |`,
    ),
  ].join("\n");
}

const WORDS: Readonly<Record<Verdict, string>> = {
  reached: "tried for and reached",
  kept: "kept",
  missed: "**missed**",
  absent: "not here",
  told: "-",
};
