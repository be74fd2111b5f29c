/**
 * From what was seen to what the controller is told: people per zone and how long they have waited, people on the
 * crosswalk, vehicles.
 *
 * Pure. Waiting and whole-picture counts are the median of the last three looks, so a change shows one look late and
 * a single wrong look not at all. On the crosswalk the largest of the three counts: one missed look must not end a clearance.
 * Who comes off the crosswalk into a zone is walking on, and waits only when still there a few seconds later.
 */
import { type Instant, type ZoneInput, inSeconds, elapsed } from "@crossing/config";
import { CROSSWALK, type Place, type Stay, feet, stays, walksOn } from "./places.ts";
import {
  type Look,
  NO_TRACKS,
  type Track,
  type TrackRules,
  type Tracks,
  follow,
  present,
} from "./tracks.ts";

/** What is fixed about a camera's scene. */
export interface Scene {
  readonly places: readonly Place[];
  readonly rules: TrackRules;
}

/** All that is remembered from look to look. */
export interface People {
  readonly tracks: Tracks;
  readonly vehicles: Tracks;
  readonly stays: ReadonlyMap<number, Stay>;
  /** Counts of the last looks, newest last. */
  readonly recent: readonly Counts[];
  /** The last look came so long after the one before that it stands for itself. */
  readonly alone: boolean;
}

/** People by place, in the whole picture (`people`), and vehicles. */
export interface Counts {
  readonly places: Readonly<Record<string, number>>;
  readonly people: number;
  readonly vehicles: number;
}

/** What one camera tells after a look. */
export interface Told {
  readonly zones: Readonly<Record<string, ZoneInput>>;
  /** People on the crosswalk; null when the camera has none. */
  readonly crossing: number | null;
  readonly vehicles: number;
  /** In the whole picture. */
  readonly people: number;
  readonly persons: readonly Person[];
}

/** One confirmed person: feet in fractions of the picture, where, and for how long. */
export interface Person {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly where: string | null;
  readonly wait_s: number;
}

export const NOBODY: People = {
  tracks: NO_TRACKS,
  vehicles: NO_TRACKS,
  stays: new Map(),
  recent: [],
  alone: false,
};

const LOOKS = 3;
/** Counts from before such a gap, ms, say nothing about now. */
const STALE = 1000;
/** After such a gap, ms, people have moved too far to wait for a second look: what is sure counts at once. */
const ALONE = 400;

/** What is known after one more look. */
export function look(before: People, seen: Look, scene: Scene): People {
  const of = (kind: "person" | "vehicle"): Look => ({
    ...seen,
    seen: seen.seen.filter((one) => one.kind === kind),
  });
  const { at } = before.tracks;
  const alone = at !== null && seen.at - at > ALONE;
  const rules = paced(scene.rules, alone);
  const tracks = follow(before.tracks, of("person"), rules);
  const vehicles = follow(before.vehicles, of("vehicle"), rules);
  const after = stays(before.stays, tracks.list, scene.places, seen.at);
  const counts: Counts = {
    places: countByPlace(present(tracks, seen.at, rules), after, {
      places: scene.places,
      at: seen.at,
    }),
    people: present(tracks, seen.at, rules).length,
    vehicles: present(vehicles, seen.at, rules).length,
  };
  const stale = at !== null && seen.at - at > STALE;
  const recent = stale ? [counts] : [...before.recent, counts].slice(-LOOKS);
  return { tracks, vehicles, stays: after, recent, alone };
}

/** The rules for a look that stands for itself: one sighting is enough, and who is not seen is not there. */
const paced = (rules: TrackRules, alone: boolean): TrackRules =>
  alone ? { ...rules, confirmLooks: 1, countFor: 0 } : rules;

/** What to tell at the moment of the last look. */
export function tell(people: People, scene: Scene, at: Instant): Told {
  const persons = present(people.tracks, at, paced(scene.rules, people.alone))
    .map((track) => person(track, people.stays.get(track.id), at))
    .sort((a, b) => b.wait_s - a.wait_s);
  const zones = scene.places.filter(({ name }) => name !== CROSSWALK);
  const hasCrosswalk = zones.length < scene.places.length;
  const on = (name: string): number[] => people.recent.map(({ places }) => places[name] ?? 0);
  return {
    zones: Object.fromEntries(
      zones.map(({ name }) => [name, zoneInput(median(on(name)), waitsIn(name, persons))]),
    ),
    crossing: hasCrosswalk ? Math.max(0, ...on(CROSSWALK)) : null,
    vehicles: median(people.recent.map((counts) => counts.vehicles)),
    people: median(people.recent.map((counts) => counts.people)),
    persons,
  };
}

function countByPlace(
  tracks: readonly Track[],
  stay: ReadonlyMap<number, Stay>,
  { places, at }: { readonly places: readonly Place[]; readonly at: Instant },
): Counts["places"] {
  const where = tracks.map(({ id }) => whereOf(stay.get(id), at));
  const count = (name: string): number => where.filter((place) => place === name).length;
  return Object.fromEntries(places.map(({ name }) => [name, count(name)]));
}

/** The place somebody counts in. */
const whereOf = (stay: Stay | undefined, at: Instant): string | null =>
  stay === undefined || walksOn(stay, at) ? null : stay.where;

function person(track: Track, stay: Stay | undefined, at: Instant): Person {
  const [x, y] = feet(track.box);
  const where = whereOf(stay, at);
  const wait_s = stay === undefined || where === null ? 0 : inSeconds(elapsed(stay.since, at));
  return { id: track.id, x, y, where, wait_s };
}

const waitsIn = (zone: string, persons: readonly Person[]): readonly number[] =>
  persons.filter(({ where }) => where === zone).map(({ wait_s }) => wait_s);

/** As many waits as people: the smoothed count may lag one look behind. */
const zoneInput = (waiting: number, waits: readonly number[]): ZoneInput => ({
  waiting,
  waits_s: Array.from({ length: waiting }, (_, at) => waits[at] ?? 0),
});

/** The middle value; of an even number the lower one; 0 of none. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? 0;
