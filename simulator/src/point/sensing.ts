/**
 * From the point-queue street to the core: what detectors of a given quality tell.
 *
 * Mistakes are drawn beforehand, each kind from its own stream of chance: the same people and vehicles are missed
 * under every policy.
 */
import type { Inputs, LaneInput, Site, ZoneInput } from "@crossing/config";
import { chanceOf } from "../chance.ts";
import { type Phantom, phantomsOf } from "./phantoms.ts";
import type { PointStream } from "./stream.ts";
import type { PointStreet } from "./street.ts";

/** How well the street is seen. Left out: 15 s of vehicles, queues, waits and the road, all true. */
export interface PointSensing {
  /** How far vehicles are known before they reach the stop line, s; 0: not at all. */
  readonly lookahead_s?: number;
  /** False: nobody knows the queues. */
  readonly queue?: boolean;
  /** False: people are only counted. */
  readonly waits?: boolean;
  /** False: nobody sees who is on the road. */
  readonly crossing?: boolean;
  /** How long before the kerb people are seen walking up, s; 0 unless given. */
  readonly approach_s?: number;
  readonly noise?: PointNoise;
}

/** Mistakes of detectors. Those on the road and those in a queue are always seen. */
export interface PointNoise {
  readonly seed: number;
  /** Standard deviation of a vehicle's arrival time as a share of it; one mistake for each vehicle. */
  readonly eta_error: number;
  /** Share of vehicles that are not seen before they queue. */
  readonly vehicles_unseen: number;
  /** Share of people who are never seen waiting or walking up. */
  readonly people_unseen: number;
  /** Share of the time in which somebody is seen, in one zone or the other, who is not there. */
  readonly phantoms: number;
}

/** The noise that plans are judged under: 15 % of arrival times, 10 % unseen, 2 % phantoms. */
export const NOISY: Omit<PointNoise, "seed"> = {
  eta_error: 0.15,
  vehicles_unseen: 0.1,
  people_unseen: 0.1,
  phantoms: 0.02,
};

/** Eyes on one street. */
export interface PointSensor {
  /** What is told of the street now. To be asked once a step: passages are counted from one asking to the next. */
  look(): Inputs;
  /** Whether somebody of the stream can be seen at all. */
  sees(person: number): boolean;
}

const LOOKAHEAD_S = 15;

/** Eyes of that quality. Lanes of the stream lie in the site as its files say: even ones first. */
export function pointSensor(
  site: Pick<Site, "zones" | "lanes">,
  street: PointStreet,
  sensing: PointSensing = {},
): PointSensor {
  const lookahead_s = sensing.lookahead_s ?? LOOKAHEAD_S;
  const mistakes = mistakesOf(street.stream, sensing.noise);
  const lanes = site.lanes.map(({ id }, place) =>
    laneEye(
      street,
      id,
      streamLane(place, site.lanes.length),
      { ...sensing, lookahead_s },
      mistakes,
    ),
  );
  const zones = site.zones.map(({ id }, side) => ({
    id,
    eye: zoneEye(street, side, sensing, mistakes),
  }));
  const buttons = buttonsOf(site, street);
  return {
    look: () => ({
      zones: Object.fromEntries(zones.map(({ id, eye }) => [id, eye()])),
      buttons: buttons(),
      crossing: sensing.crossing === false ? null : street.road.length,
      lanes: lanes.map((eye) => eye()),
      lookahead_s,
      shown: street.shown,
      link: "up",
      requests: [],
    }),
    sees: (person) => mistakes.seen[person]!,
  };
}

/** In a site all lanes of one way come first; in a stream even lanes go one way and odd ones the other. */
function streamLane(place: number, lanes: number): number {
  const oneWay = Math.ceil(lanes / 2);
  return place < oneWay ? place * 2 : (place - oneWay) * 2 + 1;
}

/** What is taken wrongly, all run through. */
interface Mistakes {
  /** By person: seen at all. */
  readonly seen: readonly boolean[];
  /** By lane and vehicle: the factor of its arrival time; 0: unseen before it queues. */
  readonly factors: readonly (readonly number[])[];
  readonly phantoms: readonly Phantom[];
}

function mistakesOf({ people, vehicles, lanes, end_s }: PointStream, noise?: PointNoise): Mistakes {
  const seed = noise?.seed ?? 0;
  const eyes = chanceOf(seed, "people unseen");
  const seen = people.map(({ det }) => !eyes.happens(noise?.people_unseen ?? 0) && det);
  const factors = Array.from({ length: lanes }, (_, lane) => {
    const chance = chanceOf(seed, `vehicles seen in ${lane}`);
    return vehicles
      .filter((vehicle) => vehicle.lane === lane)
      .map(() => {
        const unseen = chance.happens(noise?.vehicles_unseen ?? 0);
        const factor = 1 + chance.normal(0, noise?.eta_error ?? 0);
        return unseen ? 0 : Math.max(0.1, factor);
      });
  });
  return { seen, factors, phantoms: phantomsOf(seed, noise?.phantoms ?? 0, end_s) };
}

function laneEye(
  street: PointStreet,
  id: string,
  place: number,
  { lookahead_s, queue }: PointSensing & { readonly lookahead_s: number },
  { factors }: Mistakes,
): () => LaneInput {
  const lane = street.lanes[place]!;
  const { arrivals } = lane;
  let told = 0;
  return () => {
    const now = street.t_s;
    let next = lane.gone;
    while (next < arrivals.length && arrivals[next]! < now) next += 1;
    const queued = next - lane.gone;
    const eta_s: number[] = [];
    for (; next < arrivals.length && arrivals[next]! - now <= lookahead_s; next++) {
      const factor = factors[place]![next]!;
      if (factor > 0 && lookahead_s > 0) eta_s.push((arrivals[next]! - now) * factor);
    }
    const passages = lane.gone - told;
    told = lane.gone;
    return { id, queue: queue === false ? null : queued, eta_s, passages };
  };
}

function zoneEye(
  street: PointStreet,
  side: number,
  { waits, approach_s = 0 }: PointSensing,
  { seen, phantoms }: Mistakes,
): () => ZoneInput {
  const { people } = street.stream;
  const ghosts = phantoms.filter((phantom) => phantom.side === side);
  let ghost = 0;
  return () => {
    const now = street.t_s;
    const waits_s: number[] = [];
    for (const person of street.waiting)
      if (people[person]!.side === side && seen[person]!) waits_s.push(now - people[person]!.t);
    while (ghost < ghosts.length && ghosts[ghost]!.until <= now) ghost += 1;
    const phantom = ghosts[ghost];
    if (phantom !== undefined && phantom.from <= now) waits_s.push(now - phantom.from);
    waits_s.sort((a, b) => b - a);
    const approaching_s: number[] = [];
    for (let next = street.arrived; next < people.length; next++) {
      const eta = people[next]!.t - now;
      if (eta > approach_s) break;
      if (people[next]!.side === side && seen[next]!) approaching_s.push(eta);
    }
    return {
      waiting: waits_s.length,
      ...(waits === false ? {} : { waits_s }),
      ...(approach_s > 0 ? { approaching_s } : {}),
    };
  };
}

/** Lit from the first press on until walk. */
function buttonsOf({ zones }: Pick<Site, "zones">, street: PointStreet): () => Inputs["buttons"] {
  const { people } = street.stream;
  const pressed = [false, false];
  let known = 0;
  return () => {
    const walking = street.shown.ped === "walk";
    if (walking) pressed.fill(false);
    for (; known < street.arrived; known++) {
      const { press, side } = people[known]!;
      // Whoever steps off on arrival has nothing to press for.
      if (press && (!walking || street.trips[known] === undefined)) pressed[side] = true;
    }
    return Object.fromEntries(zones.map(({ id }, side) => [id, pressed[side]!]));
  };
}
