/**
 * What one camera tells after a look.
 *
 * Waiting and whole-picture counts are the median of the last three looks, so a change shows one look late and a single
 * wrong look not at all. On the crosswalk the largest of the three counts: one missed look must not end a clearance.
 */
import {
  type Box,
  type Instant,
  type LaneInput,
  type ZoneInput,
  elapsed,
  inSeconds,
} from "@crossing/config";
import type { Street } from "../ground/street.ts";
import { traffic } from "../vehicles/traffic.ts";
import { approachesIn, clearsIn } from "./intent.ts";
import { type People, presentPeople, whereIs } from "./people.ts";
import { CROSSWALK, feet } from "./places.ts";
import type { Scene } from "./scene.ts";
import type { Track } from "./tracks.ts";
import { type Walk, paceOf } from "./walks.ts";

/** What one camera tells after a look. */
export interface Told {
  readonly zones: Readonly<Record<string, ZoneInput>>;
  /** People on the crosswalk; null when the camera has none. */
  readonly crossing: number | null;
  readonly vehicles: number;
  /** In the whole picture. */
  readonly people: number;
  readonly persons: readonly Person[];
  /** Lanes that are wholly looked at; `passages` counts since the first look. None without a known ground. */
  readonly lanes: readonly LaneInput[];
  /** How far ahead the lanes' arrivals see, s; null when no lane is told. */
  readonly lookahead_s: number | null;
  /** People seen to step off the kerb since the first look; null when the camera has no crosswalk. */
  readonly steppedOff: number | null;
  /** Seconds until the last person on the crosswalk is off the road at the pace seen; 0: nobody there; null: not known. */
  readonly clearsIn_s: number | null;
}

/** One confirmed person: feet in fractions of the picture, where, and for how long. */
export interface Person {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly where: string | null;
  readonly wait_s: number;
  /** Of the whole person, fractions of the picture. */
  readonly box: Box;
  /** Place on the ground, metres in the crossing's frame; left out where the ground is not known. */
  readonly at_m?: readonly [x: number, y: number];
  readonly speed_m_per_s?: number;
  /** The same with its direction, m/s along x and y. */
  readonly going_m_per_s?: readonly [x: number, y: number];
}

/** What to tell at the moment of the last look. */
export function tell(people: People, scene: Scene, at: Instant): Told {
  const here = presentPeople(people, scene, at);
  const persons = here
    .map((track) => person(track, people, scene, at))
    .sort((a, b) => b.wait_s - a.wait_s);
  const zones = scene.places.filter(({ name }) => name !== CROSSWALK);
  const hasCrosswalk = zones.length < scene.places.length;
  const on = (name: string): number[] => people.recent.map(({ places }) => places[name] ?? 0);
  const crossing = hasCrosswalk ? Math.max(0, ...on(CROSSWALK)) : null;
  return {
    zones: Object.fromEntries(
      zones.map(({ name }) => [
        name,
        {
          ...zoneInput(median(on(name)), waitsIn(name, persons)),
          ...approaching(name, here, people, scene.street),
        },
      ]),
    ),
    crossing,
    vehicles: median(people.recent.map((counts) => counts.vehicles)),
    people: median(people.recent.map((counts) => counts.people)),
    persons,
    ...traffic(people.traffic, scene.street ?? null),
    steppedOff: hasCrosswalk ? people.steppedOff : null,
    clearsIn_s: clearing(crossing, persons, people, scene.street),
  };
}

function person(track: Track, people: People, scene: Scene, at: Instant): Person {
  const [x, y] = feet(track.box);
  const stay = people.stays.get(track.id);
  const where = whereIs(track, people, scene, at);
  const wait_s = stay === undefined || where === null ? 0 : inSeconds(elapsed(stay.since, at));
  const walk = people.walks.get(track.id);
  return { id: track.id, x, y, where, wait_s, box: track.box, ...(walk && metres(walk)) };
}

const metres = (
  walk: Walk,
): Required<Pick<Person, "at_m" | "speed_m_per_s" | "going_m_per_s">> => ({
  at_m: [hundredth(walk.x.at), hundredth(walk.y.at)],
  speed_m_per_s: hundredth(paceOf(walk).speed),
  going_m_per_s: [hundredth(walk.x.speed * 1000), hundredth(walk.y.speed * 1000)],
});

const waitsIn = (zone: string, persons: readonly Person[]): readonly number[] =>
  persons.filter(({ where }) => where === zone).map(({ wait_s }) => wait_s);

/** As many waits as people: the smoothed count may lag one look behind. */
const zoneInput = (waiting: number, waits: readonly number[]): ZoneInput => ({
  waiting,
  waits_s: Array.from({ length: waiting }, (_, at) => waits[at] ?? 0),
});

/** Who walks up to a zone's kerb and is not yet in any place, soonest first. */
function approaching(
  zone: string,
  here: readonly Track[],
  { stays, walks }: People,
  street: Street | null | undefined,
): Pick<ZoneInput, "approaching_s"> {
  const kerb = street?.kerbs[zone];
  if (!street || kerb === undefined) return {};
  const soon = here
    .filter(({ id }) => stays.get(id)?.where === null)
    .map(({ id }) => walks.get(id))
    .map((walk) => (walk ? approachesIn(walk, kerb, street) : null))
    .filter((s) => s !== null);
  return { approaching_s: soon.map(tenth).sort((a, b) => a - b) };
}

/** The last of those on the crosswalk; not known as soon as one of them is not. */
function clearing(
  crossing: number | null,
  persons: readonly Person[],
  { walks }: People,
  street: Street | null | undefined,
): number | null {
  if (!street || crossing === null) return null;
  if (crossing === 0) return 0;
  const on = persons.filter(({ where }) => where === CROSSWALK);
  const each = on.map(({ id }) => walks.get(id)).map((walk) => walk && clearsIn(walk, street));
  const known = each.filter((s) => typeof s === "number");
  return on.length < crossing || known.length < on.length ? null : tenth(Math.max(...known));
}

/** The middle value; of an even number the lower one; 0 of none. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? 0;

const tenth = (value: number): number => Math.round(value * 10) / 10;
const hundredth = (value: number): number => Math.round(value * 100) / 100;
