/** A waiting zone as a fallible detector tells of it. */
import type { ZoneInput } from "@crossing/config";
import { chanceOf } from "../chance.ts";
import type { ZoneTruth } from "../truth.ts";
import { phantomsOf } from "./phantoms.ts";
import type { Quality } from "./quality.ts";
import { type Sight, isHeld, isTold, sightOf } from "./sightings.ts";

/** Tells of one zone, once a tick. `told` gets the id of everybody who is told of. */
export type ZoneEyes = (zone: ZoneTruth, t_s: number, told: Set<number>) => ZoneInput;

/** A person at this kerb, from the first sight of them. Changed in place. */
interface Watched {
  readonly arrived_s: number;
  readonly sight: Sight;
  readonly unseen: boolean;
  lastThere_s: number;
}

export interface ZoneEyesOptions {
  readonly id: string;
  readonly seed: number;
  readonly quality: Quality;
  readonly approach_s: number;
}

/**
 * Eyes for one zone. How somebody is seen hangs on the seed and on when they come to the kerb, not on what the signals
 * do: the same person is seen in the same way under every policy.
 */
export function zoneEyes({ id, seed, quality, approach_s }: ZoneEyesOptions): ZoneEyes {
  const { noise = {}, errors = {}, waits = true } = quality;
  const phantoms = phantomsOf(chanceOf(seed, `phantoms of ${id}`), noise);
  const watched = new Map<number, Watched>();
  const watch = (arrived_s: number): Watched => {
    const key = Math.round(arrived_s * 1000);
    const known = watched.get(key);
    if (known !== undefined) return known;
    const chance = chanceOf(seed, `sight of ${id} ${key}`);
    const unseen = chance.happens(noise.people_unseen ?? 0);
    const sight = sightOf(chance, errors.zones);
    const person = { arrived_s, sight, unseen, lastThere_s: arrived_s };
    watched.set(key, person);
    return person;
  };

  return (zone, t_s, told) => {
    const waits_s: number[] = [];
    for (const { id: who, wait_s, det } of zone.waiting) {
      const person = watch(t_s - wait_s);
      person.lastThere_s = t_s;
      if (!det || person.unseen || !isTold(person.sight, wait_s)) continue;
      waits_s.push(wait_s);
      told.add(who);
    }
    const approaching_s: number[] = [];
    for (const { eta_s, det } of zone.approaching) {
      const person = watch(t_s + eta_s);
      person.lastThere_s = t_s;
      const missed = !det || person.unseen || person.sight.kind === "missed";
      if (!missed && eta_s <= approach_s) approaching_s.push(eta_s);
    }
    waits_s.push(...heldOn(watched, t_s));
    const phantom = phantoms(t_s);
    if (phantom !== null) waits_s.push(t_s - phantom);
    waits_s.sort((a, b) => b - a);
    const waiting = waits_s.length;
    return waits ? { waiting, waits_s, approaching_s } : { waiting, approaching_s };
  };
}

/** The waits of those who have gone and are told of still; forgets those who are not. */
function heldOn(watched: Map<number, Watched>, t_s: number): readonly number[] {
  const held: number[] = [];
  for (const [key, { arrived_s, sight, unseen, lastThere_s }] of watched) {
    if (lastThere_s === t_s) continue;
    if (!unseen && isHeld(sight, t_s - lastThere_s)) held.push(t_s - arrived_s);
    else watched.delete(key);
  }
  return held;
}
