/** Who comes, and when: drawn by seed, or read from an arrival stream. */
import { type Behaviour, behaviourOf } from "./behaviour.ts";
import { type Chance, chanceOf } from "./chance.ts";

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

const MIN_HEADWAY_S = 2;
const BUSES = 0.08;

/** Poisson arrivals; vehicles of one lane keep 2 s at least. Every kerb and lane has its own chance. */
export function poissonDemand(seed: number, lanes: number, rates: Rates): Demand {
  const people = ([0, 1] as const).map((side) => {
    const chance = chanceOf(seed, `people of ${side}`);
    return timed(headways(chance, rates.people_per_h / 2, 0), (t) => drawnPerson(chance, t, side));
  });
  const vehicles = Array.from({ length: lanes }, (_, lane) => {
    const chance = chanceOf(seed, `vehicles of ${lane}`);
    return timed(headways(chance, rates.vehicles_per_h / lanes, MIN_HEADWAY_S), (t) =>
      drawnVehicle(chance, t, lane),
    );
  });
  return {
    people: (until) => merged(people.map((source) => source(until))),
    vehicles: (until) => merged(vehicles.map((source) => source(until))),
  };
}

/** Arrivals that are known beforehand. */
export function listedDemand(
  people: readonly PersonArrival[],
  vehicles: readonly VehicleArrival[],
): Demand {
  return { people: taking(merged([people])), vehicles: taking(merged([vehicles])) };
}

/** A person with drawn behaviour; `known` values stand instead of drawn ones. */
export const drawnPerson = (
  chance: Chance,
  t: number,
  side: 0 | 1,
  known: Partial<Behaviour> = {},
): PersonArrival => ({
  t,
  side,
  behaviour: behaviourOf(chance, known),
  dice: Array.from({ length: 8 }, () => chance.next()),
});

export const drawnVehicle = (chance: Chance, t: number, lane: number): VehicleArrival => ({
  t,
  lane,
  bus: chance.happens(BUSES),
  colour: chance.next(),
});

/** Times between arrivals with a mean of 3600 / perHour. Never more than one in `least` seconds. */
function headways(chance: Chance, perHour: number, least: number): () => number {
  if (perHour <= 0) return () => Infinity;
  const spare = Math.max(0.02, 3600 / perHour - least);
  return () => least + chance.exponential(1 / spare);
}

function timed<T>(headway: () => number, draw: (t: number) => T): (until: number) => readonly T[] {
  let next = headway();
  return (until) => {
    const due: T[] = [];
    for (; next <= until; next += headway()) due.push(draw(next));
    return due;
  };
}

function taking<T extends { readonly t: number }>(
  sorted: readonly T[],
): (until: number) => readonly T[] {
  let taken = 0;
  return (until) => {
    const from = taken;
    while (taken < sorted.length && sorted[taken]!.t <= until) taken += 1;
    return sorted.slice(from, taken);
  };
}

const merged = <T extends { readonly t: number }>(lists: readonly (readonly T[])[]): readonly T[] =>
  lists.flat().sort((a, b) => a.t - b.t);
