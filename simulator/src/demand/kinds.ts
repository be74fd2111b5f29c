/** The usual kinds of demand by name, for benches, sweeps and the command line. */
import type { Rates } from "../demand.ts";
import type { DemandSpec, PeopleSource, Profile } from "./spec.ts";

/** What each kind is, in a few words. */
export const DEMAND_KINDS = {
  poisson: "people and vehicles by chance, as many in every minute",
  platoons: "vehicles in platoons from a 90 s signal upstream",
  bus: "70 % of people off buses: crowds of 4 to 14 within 20 s",
  school: "75 % of an hour's people within 12 minutes, in groups of 3 to 5",
  rush: "from 0.4 of the mean up to 1.6 in the middle of the run and back",
} as const;

export type DemandKind = keyof typeof DEMAND_KINDS;

/** Demand of a kind with the mean `rates` over a run of `hours`. */
export function demandKind(kind: DemandKind, rates: Rates, hours: number): DemandSpec {
  const { people_per_h, vehicles_per_h } = rates;
  const people = (share: number): PeopleSource => ({
    kind: "poisson",
    per_h: people_per_h * share,
  });
  const vehicles = { kind: "poisson", per_h: vehicles_per_h } as const;
  switch (kind) {
    case "poisson":
      return { people: [people(1)], vehicles };
    case "platoons":
      return { people: [people(1)], vehicles: { ...PLATOONS, per_h: vehicles_per_h } };
    case "bus":
      return {
        people: [people(0.3), { ...BUS, per_h: 0.7 * people_per_h }],
        vehicles,
      };
    case "school":
      return {
        people: [people(1 - 0.75 / Math.max(1, hours)), school(people_per_h, hours)],
        vehicles,
      };
    case "rush": {
      const profile = rushProfile(hours);
      return {
        people: [{ kind: "poisson", per_h: people_per_h, profile }],
        vehicles: { ...vehicles, profile },
      };
    }
  }
}

const PLATOONS = {
  kind: "platoons",
  cycle_s: 90,
  green_s: 40,
  travel_s: 30,
  dispersion: 0.35,
  offsets_s: [0, 45],
} as const;

const BUS = { kind: "bus", size: [4, 14], within_s: 20 } as const;

/** One school, once: three quarters of what comes in an hour, a third into the run. */
const school = (people_per_h: number, hours: number): PeopleSource => ({
  kind: "school",
  people: Math.round(0.75 * people_per_h * Math.min(1, hours)),
  at_s: hours * 1200,
  within_s: 720,
  size: [3, 5],
});

/** A profile with the mean 1: low, high in the middle, low. */
const rushProfile = (hours: number): Profile => [
  [0, 0.4],
  [hours * 1800, 1.6],
  [hours * 3600, 0.4],
];
