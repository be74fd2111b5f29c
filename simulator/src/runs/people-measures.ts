/** How people fared: waits, promises kept, who ran, who gave up. */
import type { Measures } from "../measures.ts";
import { CONFLICT_GAP_S } from "../people.ts";
import type { PersonTrip } from "../trips.ts";
import { levelOfService } from "./los.ts";
import { spreadOf } from "./spread.ts";

/** The part of the measures that speaks of people one by one. */
export type PeopleMeasures = Pick<
  Measures,
  | "people"
  | "ped_wait_s"
  | "kerb_wait_s"
  | "ped_los"
  | "over_30_s"
  | "over_60_s"
  | "violations"
  | "violations_per_100"
  | "conflicts"
  | "gave_up"
  | "max_wait_broken"
  | "max_wait_broken_told"
  | "on_road_at_green"
>;

/** By what promise people are measured, and whom detectors told of. */
export interface Promised {
  readonly maxWait_s: number;
  readonly seen: (id: number) => boolean;
}

export function peopleMeasures(trips: readonly PersonTrip[], promised: Promised): PeopleMeasures {
  const wait = spreadOf(trips.map(({ wait_s }) => wait_s));
  const onRed = trips.filter(({ outcome }) => outcome === "red");
  const broken = trips.filter(({ wait_s }) => wait_s > promised.maxWait_s);
  return {
    people: trips.length,
    ped_wait_s: wait,
    kerb_wait_s: byKerb(trips),
    ped_los: levelOfService(wait.mean),
    over_30_s: shareOf(trips, ({ wait_s }) => wait_s > 30),
    over_60_s: shareOf(trips, ({ wait_s }) => wait_s > 60),
    violations: onRed.length,
    violations_per_100: trips.length > 0 ? (100 * onRed.length) / trips.length : null,
    conflicts: onRed.filter(({ gap_s }) => gap_s !== null && gap_s < CONFLICT_GAP_S).length,
    gave_up: trips.filter(({ outcome }) => outcome === "left").length,
    max_wait_broken: broken.length,
    max_wait_broken_told: broken.filter((trip) => told(trip, promised)).length,
    on_road_at_green: trips.filter(({ onRoadAtGreen }) => onRoadAtGreen).length,
  };
}

const told = ({ id, det, pressed }: PersonTrip, { seen }: Promised): boolean =>
  pressed || (det && seen(id));

function byKerb(trips: readonly PersonTrip[]): Measures["kerb_wait_s"] {
  const kerbs = [...new Set(trips.map(({ zone }) => zone))].sort();
  return Object.fromEntries(
    kerbs.map((kerb) => [
      kerb,
      spreadOf(trips.filter(({ zone }) => zone === kerb).map(({ wait_s }) => wait_s)),
    ]),
  );
}

const shareOf = (
  trips: readonly PersonTrip[],
  holds: (trip: PersonTrip) => boolean,
): number | null => (trips.length > 0 ? trips.filter(holds).length / trips.length : null);
