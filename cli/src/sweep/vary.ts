/** What a sweep varies: paths of the site file, each with the values to try. */
import { InvalidArgumentError } from "commander";

/** A value of a site file that can be written on a command line. */
export type Value = number | string | boolean | null;

/** One path with its values, in the order given. */
export interface Varied {
  readonly path: string;
  readonly values: readonly Value[];
}

const MOST_VALUES = 1000;

/**
 * `timing.max_wait_s=45,60,90`, `weights.ped_second=0.5..8:*2`, `timing.passage_s=2..4:+0.5`: a path, and values or
 * ranges between commas. A range without a step goes up by 1; both its ends are tried when the steps meet them.
 */
export function variedOf(text: string): Varied {
  const cut = text.indexOf("=");
  const path = text.slice(0, cut).trim();
  if (cut < 1 || path === "") throw wanted(text);
  const values = text
    .slice(cut + 1)
    .split(",")
    .flatMap((part) => valuesOf(part.trim(), text));
  if (values.length > MOST_VALUES)
    throw new InvalidArgumentError(`${path}: ${values.length} values; ${MOST_VALUES} at most.`);
  return { path, values: [...new Set(values)] };
}

const wanted = (text: string): InvalidArgumentError =>
  new InvalidArgumentError(
    `${text}: wanted path=values, as in timing.max_wait_s=45,60,90, weights.ped_second=0.5..8:*2 or timing.passage_s=2..4:+0.5.`,
  );

function valuesOf(part: string, text: string): readonly Value[] {
  if (part === "") throw wanted(text);
  if (!part.includes("..")) return [valueOf(part)];
  const [, from, to, sign, step] = RANGE.exec(part) ?? [];
  if (from === undefined || to === undefined) throw wanted(text);
  const range = { from: Number(from), to: Number(to), step: Number(step ?? 1) };
  const steps = sign === "*" ? multiplied(range) : added(range);
  if (steps === null) throw wanted(text);
  return steps;
}

const NUMBER = "(-?\\d+(?:\\.\\d+)?)";
const RANGE = new RegExp(`^${NUMBER}\\.\\.${NUMBER}(?::([*+]?)${NUMBER})?$`);

interface Steps {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** So much of a step may be missing at the end of a range, through rounding. */
const NEARLY = 1e-9;

function added({ from, to, step }: Steps): readonly number[] | null {
  if (!(step > 0) || to < from) return null;
  const count = Math.floor((to - from) / step + NEARLY) + 1;
  return stepped(count, (index) => from + index * step);
}

function multiplied({ from, to, step }: Steps): readonly number[] | null {
  if (!(step > 1) || !(from > 0) || to < from) return null;
  const count = Math.floor(Math.log(to / from) / Math.log(step) + NEARLY) + 1;
  return stepped(count, (index) => from * step ** index);
}

const stepped = (count: number, at: (index: number) => number): readonly number[] =>
  Array.from({ length: Math.min(count, MOST_VALUES + 1) }, (_, index) =>
    Number(at(index).toPrecision(9)),
  );

function valueOf(part: string): Value {
  if (part === "true" || part === "false") return part === "true";
  if (part === "null") return null;
  const value = Number(part);
  return Number.isFinite(value) ? value : part;
}
