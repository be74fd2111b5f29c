/** The decisions of a band, numbered, so that a table can say what each was. */
import type { Reason } from "@crossing/config";
import type { Band, Span } from "../data.ts";

/** A decision with the number it carries on the band. */
export interface Decision extends Span<Reason> {
  readonly number: number;
}

/** Decisions shorter than this are left to the table of the ones around them, s. */
const SHORT_S = 1;

/** In time order, from 1; cut to the band. */
export const decisionsOf = ({ decisions, from_s, to_s }: Band): readonly Decision[] =>
  decisions
    .filter(
      (span) => span.to_s > from_s && span.from_s < to_s && span.to_s - span.from_s >= SHORT_S,
    )
    .map((span, index) => ({
      ...span,
      from_s: Math.max(span.from_s, from_s),
      to_s: Math.min(span.to_s, to_s),
      number: index + 1,
    }));

/** How many seconds of a band a row showed a value. */
export const secondsOf = <T>(spans: readonly Span<T>[], value: T): number =>
  spans
    .filter((span) => span.value === value)
    .reduce((sum, { from_s, to_s }) => sum + to_s - from_s, 0);
