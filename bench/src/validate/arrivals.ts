/**
 * Arrivals that are the same for every street: people and vehicles as lists.
 *
 * Everybody waits for walk, however long, and sets off with it at once: SUMO's people do no other. Patience, late starts
 * and reaction are ours alone, and are left out of the comparison.
 */
import type { PersonArrival, Rates, VehicleArrival } from "@crossing/simulator";
import { poissonDemand } from "@crossing/simulator";

export interface Arrivals {
  readonly people: readonly PersonArrival[];
  readonly vehicles: readonly VehicleArrival[];
  /** The last of them comes before, s. */
  readonly end_s: number;
}

const COMPLIANT = {
  patience: -1,
  leave: -1,
  startDelay: 0,
  lateStarter: false,
  press: true,
  det: true,
};

/** An arrival needs this much of a street's time before it: who is due sooner would begin half-way. */
const FROM_S = 30;

/** An hour or less of chance arrivals. Vehicles of one lane are 2 s apart at least. */
export function drawArrivals(seed: number, lanes: number, rates: Rates, end_s: number): Arrivals {
  const demand = poissonDemand(seed, lanes, rates);
  return {
    people: demand
      .people(end_s)
      .filter(({ t }) => t >= FROM_S)
      .map((person) => ({ ...person, behaviour: { ...person.behaviour, ...COMPLIANT } })),
    vehicles: demand.vehicles(end_s).filter(({ t }) => t >= FROM_S),
    end_s,
  };
}

/** A queue in every lane: vehicles that come as close as they may. `heavy` says which of a lane are buses or lorries. */
export const queueOf = (
  lanes: number,
  length: number,
  heavy: (place: number, lane: number) => boolean,
): Arrivals => ({
  people: [],
  vehicles: Array.from({ length: lanes * length }, (_, at) => {
    const place = Math.floor(at / lanes);
    const lane = at % lanes;
    return { t: FROM_S + place * 2, lane, bus: heavy(place, lane), colour: 0.5 };
  }),
  end_s: FROM_S + length * 2,
});

/** Vehicles in every lane with equal headways, the lanes one after the other; cars only. */
export const evenly = (lanes: number, headway_s: number, end_s: number): Arrivals => ({
  people: [],
  vehicles: Array.from({ length: Math.floor(((end_s - FROM_S) * lanes) / headway_s) }, (_, at) => ({
    t: FROM_S + (at * headway_s) / lanes,
    lane: at % lanes,
    bus: false,
    colour: 0.5,
  })),
  end_s,
});
