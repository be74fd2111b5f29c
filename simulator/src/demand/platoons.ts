/** A signal upstream: it holds vehicles in its red, lets them go in platoons, and the way disperses them. */
import type { Chance } from "../chance.ts";
import type { PlatoonVehicles } from "./spec.ts";

/** One lane behind its signal upstream. */
export interface Upstream extends Pick<
  PlatoonVehicles,
  "cycle_s" | "green_s" | "travel_s" | "dispersion"
> {
  readonly offset_s: number;
  /** Least time between two vehicles of the lane, s. */
  readonly headway_s: number;
}

/** Part of the mean way that every vehicle takes at least: Robertson's beta. */
const FASTEST = 0.8;

/**
 * When the vehicles that come to the signal upstream at the times of `arrivals` are due at our stop line.
 *
 * The first few minutes are those of an upstream crossing that was at rest when the run began; a signal with less
 * green than its vehicles need lets through only what it can.
 */
export function platoonTimes(arrivals: () => number, chance: Chance, up: Upstream): () => number {
  const fastest = FASTEST * up.travel_s;
  let departed = -Infinity;
  let due = -Infinity;
  return () => {
    const came = arrivals();
    // The draw comes first, so each vehicle takes one draw whatever the signal does.
    const slower = chance.exponential(1) * up.dispersion * fastest;
    if (came === Infinity) return Infinity;
    departed = letThrough(Math.max(came, departed + up.headway_s), up);
    // Nobody overtakes in a lane.
    due = Math.max(due + up.headway_s, departed + fastest + slower);
    return due;
  };
}

/** The first moment of green at `t` or after it. */
function letThrough(t: number, { cycle_s, green_s, offset_s }: Upstream): number {
  const into = modulo(t - offset_s, cycle_s);
  return into < green_s ? t : t + cycle_s - into;
}

const modulo = (value: number, by: number): number => value - by * Math.floor(value / by);
