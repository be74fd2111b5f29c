/** Times at which somebody comes by chance, at a rate that may change. */
import type { Chance } from "../chance.ts";
import type { Profile } from "./spec.ts";

/** A rate per hour, and the least time between two, s. */
export interface Flow {
  readonly per_h: number;
  readonly least_s: number;
  readonly profile?: Profile | undefined;
}

/** Within one of these the rate is taken as steady, s. */
const PIECE_S = 10;
/** However dense the flow, this much of a headway is left to chance on average, s. */
const LEAST_SPARE_S = 0.02;

/** Gives one time after the other; Infinity when nobody will come any more. */
export function arrivalTimes(chance: Chance, flow: Flow): () => number {
  let last = -flow.least_s;
  if (flow.per_h <= 0) return () => Infinity;
  return () => {
    const soonest = last + flow.least_s;
    // Always one draw for one arrival.
    const patience = chance.exponential(1);
    last =
      flow.profile === undefined
        ? soonest + patience * spareOf(flow.per_h, flow.least_s)
        : inProfile(flow, flow.profile, soonest, patience);
    return last;
  };
}

/** Mean time between two beyond the least, s. */
const spareOf = (per_h: number, least_s: number): number =>
  Math.max(LEAST_SPARE_S, 3600 / per_h - least_s);

/** When the flow since `soonest` has used up `patience`, an exponential draw with the mean 1. */
function inProfile(
  { per_h, least_s }: Flow,
  profile: Profile,
  soonest: number,
  patience: number,
): number {
  const end = profile.at(-1)?.[0] ?? 0;
  let t = soonest;
  let left = patience;
  for (;;) {
    const pieceEnd = (Math.floor(t / PIECE_S) + 1) * PIECE_S;
    const rate = per_h * factorAt(profile, pieceEnd - PIECE_S / 2);
    const spare = rate > 0 ? spareOf(rate, least_s) : Infinity;
    const there = t + left * spare;
    if (there <= pieceEnd || t > end) return there;
    left -= (pieceEnd - t) / spare;
    t = pieceEnd;
  }
}

/** The factor of a profile at `t_s`. */
export function factorAt(profile: Profile, t_s: number): number {
  const after = profile.findIndex(([at]) => at > t_s);
  if (after === -1) return profile.at(-1)?.[1] ?? 1;
  const [toT, to] = profile[after]!;
  const [fromT, from] = profile[after - 1] ?? [toT, to];
  return toT > fromT ? from + ((to - from) * (t_s - fromT)) / (toT - fromT) : to;
}
