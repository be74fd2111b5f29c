/** The crowd in which the records are likeliest, with nothing known, or with one of its figures held. */
import { type Crowd, type Tally, logLikelihood } from "./model.ts";
import { type Walk, lowest } from "./nelder-mead.ts";

/** A crowd and how likely the records are in it. */
export interface Found {
  readonly crowd: Crowd;
  readonly logLikelihood: number;
}

/**
 * A figure that is held while the others are free: one of the crowd's own, or the share whose patience is over after a
 * wait of 2 s or more.
 */
export type Figure = keyof Crowd | { readonly lost_after_s: number };

/** The likeliest crowd, from several starts, since a mixture can have more than one hill. */
export function likeliest(records: readonly Tally[]): Found {
  const found = STARTS.map((start) => climb(records, FREE, FREE.begin(start), WIDE));
  const best = found.reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a));
  return climb(records, FREE, FREE.begin(best.crowd), FINE);
}

/** The likeliest crowd whose `figure` is `value`; begins near `start`. */
export function likeliestWith(
  records: readonly Tally[],
  {
    figure,
    value,
    start,
  }: { readonly figure: Figure; readonly value: number; readonly start: Crowd },
): Found {
  const held = holding(figure, value);
  return climb(records, held, held.begin(start), NEXT);
}

const STARTS: readonly Crowd[] = [
  { opportunists: 0.12, never: 0.45, shape: 2, scale_s: 40 },
  { opportunists: 0.1, never: 0.05, shape: 1.8, scale_s: 65 },
  { opportunists: 0.3, never: 0.3, shape: 1, scale_s: 15 },
];

/** From afar, onto the top, and from one held value to the next. Likelihoods are told apart to a hundredth. */
const WIDE: Walk = { edge: 0.4, level: 1e-2 };
const FINE: Walk = { edge: 0.3, level: 1e-7 };
const NEXT: Walk = { edge: 0.3, level: 1e-2 };

/** Free numbers and the crowd they stand for. Any numbers make a crowd, so no search can leave the road. */
interface Coordinates {
  readonly crowd: (free: readonly number[]) => Crowd;
  readonly begin: (crowd: Crowd) => readonly number[];
}

function climb(
  records: readonly Tally[],
  on: Coordinates,
  begin: readonly number[],
  walk: Walk,
): Found {
  const cost = (free: readonly number[]): number => -logLikelihood(on.crowd(free), records);
  const { at, value } = lowest(cost, begin, walk);
  return { crowd: on.crowd(at), logLikelihood: -value };
}

/** Shares as odds to the rest, shape and scale as logarithms. */
const FREE: Coordinates = {
  crowd: ([a, b, c, d]) => {
    const [opportunists, never] = [Math.exp(bounded(a!)), Math.exp(bounded(b!))];
    const all = 1 + opportunists + never;
    return { opportunists: opportunists / all, never: never / all, ...weibull(c!, d!) };
  },
  begin: ({ opportunists, never, shape, scale_s }) => {
    const rest = Math.max(1e-6, 1 - opportunists - never);
    return [logOf(opportunists / rest), logOf(never / rest), Math.log(shape), Math.log(scale_s)];
  },
};

function holding(figure: Figure, value: number): Coordinates {
  if (typeof figure === "object") return lostAfter(figure.lost_after_s, value);
  switch (figure) {
    case "opportunists":
      return {
        crowd: ([a, c, d]) => ({
          opportunists: value,
          never: (1 - value) * logistic(a!),
          ...weibull(c!, d!),
        }),
        begin: ({ opportunists, never, ...rest }) => [
          logit(never / (1 - opportunists)),
          ...logs(rest),
        ],
      };
    case "never":
      return {
        crowd: ([a, c, d]) => ({
          opportunists: (1 - value) * logistic(a!),
          never: value,
          ...weibull(c!, d!),
        }),
        begin: ({ opportunists, never, ...rest }) => [
          logit(opportunists / (1 - never)),
          ...logs(rest),
        ],
      };
    case "shape":
      return {
        crowd: ([a, b, d]) => FREE.crowd([a!, b!, Math.log(value), d!]),
        begin: (crowd) => without(FREE.begin(crowd), 2),
      };
    case "scale_s":
      return {
        crowd: ([a, b, c]) => FREE.crowd([a!, b!, c!, Math.log(value)]),
        begin: (crowd) => without(FREE.begin(crowd), 3),
      };
  }
}

/**
 * After `wait_s`, no shorter than opportunists take. The later ones who lose patience, `lost` of the rest, leave room
 * for a range of opportunists; never-runners are what is left over.
 */
const lostAfter = (wait_s: number, value: number): Coordinates => {
  const lostOf = ({ shape, scale_s }: Pick<Crowd, "shape" | "scale_s">): number =>
    Math.min(1 - 1e-9, Math.max(1e-9, -Math.expm1(-((wait_s / scale_s) ** shape))));
  const fewest = (lost: number): number => Math.max(0, (value - lost) / (1 - lost));
  return {
    crowd: ([a, c, d]) => {
      const later = weibull(c!, d!);
      const lost = lostOf(later);
      const least = fewest(lost);
      const opportunists = least + (value - least) * logistic(a!);
      const never = Math.max(0, 1 - opportunists - (value - opportunists) / lost);
      return { opportunists, never, ...later };
    },
    begin: (crowd) => {
      const least = fewest(lostOf(crowd));
      return [logit((crowd.opportunists - least) / Math.max(1e-9, value - least)), ...logs(crowd)];
    },
  };
};

/** Within what a site file may say: shape 0.2 to 10, scale 1 to 1000 s. */
const weibull = (c: number, d: number): Pick<Crowd, "shape" | "scale_s"> => ({
  shape: Math.min(10, Math.max(0.2, Math.exp(c))),
  scale_s: Math.min(1000, Math.max(1, Math.exp(d))),
});
const logs = ({ shape, scale_s }: Pick<Crowd, "shape" | "scale_s">): readonly number[] => [
  Math.log(shape),
  Math.log(scale_s),
];
/** Beyond this a share is none or all to six figures. */
const bounded = (value: number): number => Math.min(14, Math.max(-14, value));
const logistic = (value: number): number => 1 / (1 + Math.exp(-bounded(value)));
/** A search begins where a share still makes a difference: 2 to 98 %. From none at all it would find no way up. */
const inSight = (value: number): number => Math.min(4, Math.max(-4, value));
const logOf = (value: number): number => inSight(Math.log(Math.max(value, 1e-6)));
const logit = (share: number): number => {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, share));
  return inSight(Math.log(inside / (1 - inside)));
};
const without = (list: readonly number[], index: number): readonly number[] =>
  list.filter((_, at) => at !== index);
