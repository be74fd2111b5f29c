/** What a simulation is judged by. */
import type { Indications } from "@crossing/config";
import { CONFLICT_GAP_S, type PersonTrip } from "./people.ts";
import type { Street } from "./street.ts";
import type { VehicleTrip } from "./vehicles.ts";

/** Times in seconds; null where there was nobody to measure. */
export interface Measures {
  readonly people: number;
  readonly vehicles: number;
  readonly ped_wait_s: Spread;
  readonly vehicle_delay_s: Spread;
  readonly vehicle_stops: number;
  readonly walks: number;
  /** Walks in which nobody stepped off. */
  readonly empty_walks: number;
  /** Crossed on red. */
  readonly violations: number;
  /** Of these, with less than 5 s to the next vehicle. */
  readonly conflicts: number;
  readonly gave_up: number;
  /** People who waited longer than the site promises. */
  readonly max_wait_broken: number;
  /** Vehicles over the stop line while the head showed red. */
  readonly red_runners: number;
  /** Person-seconds on the road under vehicle green, of people who stepped off in walk. */
  readonly stranded_person_s: number;
  readonly collisions: number;
  readonly vehicle_green_share: number | null;
}

export interface Spread {
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
}

/** Notes each step, and sums up at the end. */
export interface Measuring {
  note(street: Street, shown: Indications, dt_s: number): void;
  sum(street: Street): Measures;
}

/** `maxWait_s`: the longest wait that the site promises. */
export function measuring(maxWait_s: number): Measuring {
  const people: PersonTrip[] = [];
  const vehicles: VehicleTrip[] = [];
  const walks: { used: boolean }[] = [];
  let walking = false;
  let time = 0;
  let green = 0;
  return {
    note(street, shown, dt_s) {
      time += dt_s;
      if (shown.vehicle === "green") green += dt_s;
      if (shown.ped === "walk" && !walking) walks.push({ used: false });
      walking = shown.ped === "walk";
      for (const trip of street.takeTrips()) {
        if (trip.type === "vehicle") vehicles.push(trip);
        else {
          people.push(trip);
          const last = walks.at(-1);
          if (trip.outcome === "walk" && last !== undefined) last.used = true;
        }
      }
    },
    sum: (street) => ({
      ...ofPeople(people),
      max_wait_broken: people.filter(({ wait_s }) => wait_s > maxWait_s).length,
      vehicles: vehicles.length,
      vehicle_delay_s: spreadOf(vehicles.map(({ delay_s }) => delay_s)),
      vehicle_stops: vehicles.reduce((total, { stops }) => total + stops, 0),
      red_runners: vehicles.filter(({ onRed }) => onRed).length,
      walks: walks.length,
      empty_walks: walks.filter(({ used }) => !used).length,
      stranded_person_s: street.counts().strandedSeconds,
      collisions: street.counts().collisions,
      vehicle_green_share: time > 0 ? green / time : null,
    }),
  };
}

function ofPeople(
  trips: readonly PersonTrip[],
): Pick<Measures, "people" | "ped_wait_s" | "violations" | "conflicts" | "gave_up"> {
  const onRed = trips.filter(({ outcome }) => outcome === "red");
  return {
    people: trips.length,
    ped_wait_s: spreadOf(trips.map(({ wait_s }) => wait_s)),
    violations: onRed.length,
    conflicts: onRed.filter(({ gap_s }) => gap_s !== null && gap_s < CONFLICT_GAP_S).length,
    gave_up: trips.filter(({ outcome }) => outcome === "left").length,
  };
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number | null =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
  const total = sorted.reduce((sum, value) => sum + value, 0);
  return {
    mean: sorted.length > 0 ? total / sorted.length : null,
    p50: at(0.5),
    p95: at(0.95),
    max: sorted.at(-1) ?? null,
  };
}
