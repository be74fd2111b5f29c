/** How far a figure of the fit can be off: its 95 % interval, by profile likelihood. */
import type { Crowd, Tally } from "./model.ts";
import { type Figure, type Found, likeliestWith } from "./search.ts";

/** A figure with its 95 % interval. */
export interface FittedFigure {
  readonly value: number;
  readonly low: number;
  /** Infinity: the records set no upper limit. */
  readonly high: number;
}

/** Half of the 95 % point of chi square with one degree of freedom, as a distance on the scale of its root. */
const Z_95 = 1.959964;
const FIRST_STEP = 0.3;
/** An end is near enough when its likelihood is; then it is right to about 2 % of the interval. */
const NEAR = 0.04;
const MOST_TRIES = 14;

/**
 * The figure at the best fit, with every value of it for which the records are not much less likely, whatever the
 * other figures are. Unlike a plus-or-minus it holds near the ends too: a share of none is "0 to 2 %".
 */
export function estimateOf(
  records: readonly Tally[],
  best: Found,
  figure: Figure,
  value: number,
): FittedFigure {
  const scale = isShare(figure) ? SHARE : TIME;
  const end = (side: -1 | 1): number => endOf({ records, best, figure, value, scale, side });
  return { value, low: end(-1), high: end(1) };
}

const isShare = (figure: Figure): boolean => figure !== "shape" && figure !== "scale_s";

/** A scale without ends on which likelihoods are nearly parabolas. */
interface Scale {
  readonly to: (value: number) => number;
  readonly from: (at: number) => number;
  readonly least: { readonly at: number; readonly value: number };
  readonly most: { readonly at: number; readonly value: number };
}

const SHARE: Scale = {
  to: (share) => Math.log(share / (1 - share)),
  from: (at) => 1 / (1 + Math.exp(-at)),
  least: { at: -11, value: 0 },
  most: { at: 11, value: 1 },
};

const TIME: Scale = {
  to: Math.log,
  from: Math.exp,
  least: { at: -3, value: 0 },
  most: { at: 7, value: Infinity },
};

interface Search {
  readonly records: readonly Tally[];
  readonly best: Found;
  readonly figure: Figure;
  readonly value: number;
  readonly scale: Scale;
  readonly side: -1 | 1;
}

/** Steps outward until the likelihood has fallen too far, then closes in on where it has fallen just enough. */
function endOf({ records, best, figure, value, scale, side }: Search): number {
  const limit = side < 0 ? scale.least : scale.most;
  const begin = Math.min(scale.most.at - 1, Math.max(scale.least.at + 1, scale.to(value)));
  let start: Crowd = best.crowd;
  const fallen = (at: number): number => {
    const found = likeliestWith(records, { figure, value: scale.from(at), start });
    start = found.crowd;
    return Math.sqrt(2 * Math.max(0, best.logLikelihood - found.logLikelihood)) - Z_95;
  };
  let [inner, outer, step] = [
    { at: begin, fallen: -Z_95 },
    { at: begin, fallen: -Z_95 },
    FIRST_STEP,
  ];
  while (outer.fallen < 0) {
    if (outer.at === limit.at) return limit.value;
    inner = outer;
    const at = side * Math.min(side * limit.at, side * outer.at + step);
    outer = { at, fallen: fallen(at) };
    step *= 1.6;
  }
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const part = -inner.fallen / (outer.fallen - inner.fallen);
    const at = inner.at + (outer.at - inner.at) * Math.min(0.9, Math.max(0.1, part));
    const here = { at, fallen: fallen(at) };
    if (Math.abs(here.fallen) < NEAR) return scale.from(at);
    if (here.fallen < 0) inner = here;
    else outer = here;
  }
  return scale.from(inner.at);
}
