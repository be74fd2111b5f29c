/** Who comes, and when: what every source of arrivals gives. `demand/` makes them. */
import type { BehaviourSite } from "@crossing/config";
import type { Behaviour } from "./behaviour.ts";
import { demandOf } from "./demand/demand-of.ts";
import { inOrder, known } from "./demand/sources.ts";

export { drawnPerson, drawnVehicle } from "./demand/drawn.ts";

/** Somebody who will be at the kerb at `t`, s. */
export interface PersonArrival {
  readonly t: number;
  /** 0: first zone, 1: second. */
  readonly side: 0 | 1;
  readonly behaviour: Behaviour;
  /** Which way this person comes from and goes to, where they stand, how they look: 0 <= each < 1. */
  readonly dice: readonly number[];
}

/** A vehicle that would pass the stop line of lane `lane` at `t`, s, if nothing held it up. */
export interface VehicleArrival {
  readonly t: number;
  readonly lane: number;
  /** A bus, or another long and heavy vehicle. */
  readonly bus: boolean;
  readonly colour: number;
}

/** A source of arrivals. Asked with growing times; gives each arrival once, in time order. */
export interface Demand {
  people(until: number): readonly PersonArrival[];
  vehicles(until: number): readonly VehicleArrival[];
}

/** How many come, per hour, over both kerbs and over all lanes. */
export interface Rates {
  readonly people_per_h: number;
  readonly vehicles_per_h: number;
}

/** Poisson arrivals; vehicles of one lane keep 2 s at least. Every kerb and lane has its own chance. */
export const poissonDemand = (
  seed: number,
  lanes: number,
  rates: Rates,
  behaviour?: BehaviourSite,
): Demand =>
  demandOf(
    {
      people: [{ kind: "poisson", per_h: rates.people_per_h }],
      vehicles: { kind: "poisson", per_h: rates.vehicles_per_h },
    },
    {
      seed,
      site: {
        lanes: Array.from({ length: lanes }, () => ({ direction: "A-to-B-right" })),
        behaviour,
      },
    },
  );

/** Arrivals that are known beforehand, in any order. */
export const listedDemand = (
  people: readonly PersonArrival[],
  vehicles: readonly VehicleArrival[],
): Demand => ({ people: known(inOrder(people)), vehicles: known(inOrder(vehicles)) });
