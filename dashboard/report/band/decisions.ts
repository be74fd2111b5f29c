/** The decisions of a band, numbered, so that a table can say what each was. */
import type { Reason, ReasonCode } from "@crossing/config";
import type { Band, Span } from "../data.ts";

/** A decision with the number it carries on the band. */
export interface Decision extends Span<Reason> {
  readonly number: number;
  /** Vehicle green ends by it, now or when its countdown has run. */
  readonly serves: boolean;
}

/**
 * In time order, from 1; cut to the band. A countdown that runs belongs to the decision that began it: the reason is
 * worth reading, not that it is kept.
 */
export function decisionsOf({ decisions, from_s, to_s }: Band): readonly Decision[] {
  const inside = decisions
    .filter((span) => span.to_s > from_s && span.from_s < to_s)
    .reduce<readonly Span<Reason>[]>(joined, []);
  return inside
    .filter((span) => serves(span) || span.to_s - span.from_s >= SHORT_S)
    .map((span, index) => ({
      ...span,
      from_s: Math.max(span.from_s, from_s),
      to_s: Math.min(span.to_s, to_s),
      number: index + 1,
      serves: serves(span),
    }));
}

/** Holding for less than this is not worth a number, s. */
const SHORT_S = 1;

function joined(before: readonly Span<Reason>[], span: Span<Reason>): readonly Span<Reason>[] {
  const last = before.at(-1);
  const runs = span.value.code === "committed";
  return runs && last !== undefined && serves(last) && last.to_s === span.from_s
    ? [...before.slice(0, -1), { ...last, to_s: span.to_s }]
    : [...before, span];
}

/** Reasons that end vehicle green. */
const SERVING: readonly ReasonCode[] = [
  "committed",
  "gap-out",
  "max-out",
  "max-wait",
  "presence-served",
  "marginal-serve",
  "cycle-serve",
  "press-served",
  "threshold-serve",
];

const serves = ({ value }: Span<Reason>): boolean => SERVING.includes(value.code);

/** How many seconds of a band a row showed a value. */
export const secondsOf = <T>(spans: readonly Span<T>[], value: T): number =>
  spans
    .filter((span) => span.value === value)
    .reduce((sum, { from_s, to_s }) => sum + to_s - from_s, 0);
