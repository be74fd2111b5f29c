/**
 * From what was seen to what is known: who is where, since when, and about to do what.
 *
 * Pure: `look` gives the new knowledge from the old and one look; `tell` says it as the controller wants it.
 * Who comes off the crosswalk into a zone is walking on, and waits only when still there a few seconds later; where
 * the ground is known, who walks through a zone without heading for the kerb is walking past.
 */
import type { Instant } from "@crossing/config";
import { NO_TRAFFIC, type Traffic, watched } from "../vehicles/traffic.ts";
import { walksPast } from "./intent.ts";
import { CROSSWALK, type Stay, countsIn, isZone, stays, walksOn } from "./places.ts";
import type { Scene } from "./scene.ts";
import {
  type Look,
  NO_TRACKS,
  type Track,
  type TrackRules,
  type Tracks,
  follow,
  present,
} from "./tracks.ts";
import { type Walk, walks } from "./walks.ts";

export type { Scene } from "./scene.ts";
export { type Person, type Told, median, tell } from "./told.ts";

/** All that is remembered from look to look. */
export interface People {
  readonly tracks: Tracks;
  readonly vehicles: Tracks;
  readonly stays: ReadonlyMap<number, Stay>;
  /** Where the ground is known. */
  readonly walks: ReadonlyMap<number, Walk>;
  readonly traffic: Traffic;
  /** People seen to step off the kerb since the beginning. */
  readonly steppedOff: number;
  /** Counts of the last looks, newest last. */
  readonly recent: readonly Counts[];
  /** How soon the last look came after the one before. */
  readonly pace: Pace;
}

/** `slow`: the last look stands for itself; `broken`: and nothing from before speaks for now. The first look is that. */
type Pace = "steady" | "slow" | "broken";

/** People by place, in the whole picture (`people`), and vehicles. */
export interface Counts {
  readonly places: Readonly<Record<string, number>>;
  readonly people: number;
  readonly vehicles: number;
}

export const NOBODY: People = {
  tracks: NO_TRACKS,
  vehicles: NO_TRACKS,
  stays: new Map(),
  walks: new Map(),
  traffic: NO_TRAFFIC,
  steppedOff: 0,
  recent: [],
  pace: "broken",
};

/** Counts are smoothed over so many looks. */
const LOOKS = 3;
/** After such a gap, ms, what is sure counts without a second look: that and the median would make counts 0.5 s late. */
const SLOW = 250;
/** Counts from before such a gap, ms, say nothing about now. */
const BROKEN = 1000;

/** What is known after one more look. */
export function look(before: People, seen: Look, scene: Scene): People {
  const of = (kind: "person" | "vehicle"): Look => ({
    ...seen,
    seen: seen.seen.filter((one) => one.kind === kind),
  });
  const pace = paceOf(before.tracks.at, seen.at);
  const rules = paced(scene.rules, pace);
  const tracks = follow(before.tracks, of("person"), rules);
  const vehicles = follow(before.vehicles, of("vehicle"), rules);
  const after = stays(before.stays, tracks.list, scene.places, seen.at);
  const known: Omit<People, "recent" | "pace"> = {
    tracks,
    vehicles,
    stays: after,
    ...onGround(before, { tracks, vehicles, seen, rules }, scene),
    steppedOff: before.steppedOff + steppedOff(before.stays, after),
  };
  const counts = countsOf(known, scene, { at: seen.at, rules });
  const recent = pace === "broken" ? [counts] : [...before.recent, counts].slice(-LOOKS);
  return { ...known, recent, pace };
}

/** The people who count as present at the moment of the last look. */
export const presentPeople = (
  { tracks, pace }: People,
  { rules }: Scene,
  at: Instant,
): readonly Track[] => present(tracks, at, paced(rules, pace));

/** The place somebody counts in; null: none, or only on the way through. */
export function whereIs(
  { id }: Track,
  { stays, walks }: Pick<People, "stays" | "walks">,
  { street }: Scene,
  at: Instant,
): string | null {
  const stay = stays.get(id);
  if (stay === undefined || walksOn(stay, at)) return null;
  const place = countsIn(stay);
  const walk = walks.get(id);
  const kerb = place === null ? undefined : street?.kerbs[place];
  const past = walk !== undefined && kerb !== undefined && walksPast(walk, stay, kerb);
  return past ? null : place;
}

function paceOf(before: Instant | null, at: Instant): Pace {
  if (before === null || at - before > BROKEN) return "broken";
  return at - before > SLOW ? "slow" : "steady";
}

/** One sighting is enough for a look that stands for itself; after a gap, who is not seen is not there. */
function paced(rules: TrackRules, pace: Pace): TrackRules {
  if (pace === "steady") return rules;
  const slow = { ...rules, confirmLooks: 1, countFor: 0 };
  return pace === "slow" ? slow : { ...slow, countLooks: 0, countHiddenFor: 0 };
}

interface Followed {
  readonly tracks: Tracks;
  readonly vehicles: Tracks;
  readonly seen: Look;
  readonly rules: TrackRules;
}

/** What is known in metres, where the ground is known. */
function onGround(
  before: People,
  { tracks, vehicles, seen, rules }: Followed,
  { street }: Scene,
): Pick<People, "walks" | "traffic"> {
  if (!street) return { walks: before.walks, traffic: before.traffic };
  const { at, regions } = seen;
  return {
    walks: walks(before.walks, tracks.list, street.plane, at),
    traffic: watched(
      before.traffic,
      { present: present(vehicles, at, rules), regions, at },
      street,
    ),
  };
}

/** How many went from a zone onto the carriageway in this look. */
function steppedOff(before: ReadonlyMap<number, Stay>, after: ReadonlyMap<number, Stay>): number {
  let count = 0;
  for (const [id, { where, from }] of after)
    if (where === CROSSWALK && isZone(from) && before.get(id)?.where !== CROSSWALK) count += 1;
  return count;
}

function countsOf(
  known: Omit<People, "recent" | "pace">,
  scene: Scene,
  { at, rules }: { readonly at: Instant; readonly rules: TrackRules },
): Counts {
  const here = present(known.tracks, at, rules);
  const where = here.map((track) => whereIs(track, known, scene, at));
  const count = (name: string): number => where.filter((place) => place === name).length;
  return {
    places: Object.fromEntries(scene.places.map(({ name }) => [name, count(name)])),
    people: here.length,
    vehicles: present(known.vehicles, at, rules).length,
  };
}
