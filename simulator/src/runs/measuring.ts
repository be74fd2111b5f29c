/**
 * Notes a run tick by tick, and sums it up.
 *
 * In the hot loop: counters and lists are changed in place, and nothing is made in a tick without news.
 */
import type { LaneInput, Outputs, ReasonCode, Weights } from "@crossing/config";
import type { Measures } from "../measures.ts";
import type { Street } from "../street.ts";
import { type Counts, noCounts } from "../truth.ts";
import type { PersonTrip, Trip, VehicleTrip } from "../trips.ts";
import { costOf } from "./cost.ts";
import { type IntervalNotes, intervalNotes } from "./intervals.ts";
import { type PeopleMeasures, peopleMeasures } from "./people-measures.ts";
import { spreadOf } from "./spread.ts";

/** What a run is measured by, and from when. */
export interface MeasuringOptions {
  readonly weights: Weights;
  /** The longest wait that the site promises, s. */
  readonly maxWait_s: number;
  readonly warmUp_s: number;
  /** Length of a step, s. */
  readonly dt_s: number;
  /** Whether detectors ever told the core of this person. */
  readonly seen: (id: number) => boolean;
}

/** Those who were due in the whole run, as its demand had them. */
export interface Due {
  readonly people: number;
  readonly vehicles: number;
}

export interface Measuring {
  /** After each step of the street: what was shown in it, the lanes before it, and who got through. */
  readonly note: (tick: Tick) => void;
  /** At the end of the run on `street`. */
  readonly sum: (street: Street, due: Due) => Measures;
}

/** One step of a run. The same record may be handed in again, changed. */
export interface Tick {
  street: Street;
  /** When the step began, s. */
  t_s: number;
  outputs: Outputs;
  lanes: readonly LaneInput[];
  trips: readonly Trip[];
}

interface Notes {
  readonly intervals: IntervalNotes;
  /** Of those who came after the warm-up. */
  readonly people: PersonTrip[];
  readonly delays: number[];
  /** In steps, as `steps` and `greenSteps`: a sum of decimal fractions would drift. */
  readonly reasons: Map<ReasonCode, number>;
  steps: number;
  greenSteps: number;
  end_s: number;
  walking: boolean;
  walks: number;
  usedWalks: number;
  /** Whether the last walk is used already, or was before the warm-up ended. */
  walkCounted: boolean;
  stops: number;
  redRunners: number;
  longestQueue: number;
  peopleThrough: number;
  vehiclesThrough: number;
  /** Counts of the street at the end of the warm-up. */
  before: Counts;
}

/** A measuring tape for one run. */
export function measuring(options: MeasuringOptions): Measuring {
  const notes = noNotes();
  return {
    note: (tick) => note(notes, options, tick),
    sum: (street, due) => sumOf(notes, options, { counts: street.counts(), due }),
  };
}

const noNotes = (): Notes => ({
  intervals: intervalNotes(),
  people: [],
  delays: [],
  reasons: new Map(),
  steps: 0,
  greenSteps: 0,
  end_s: 0,
  walking: false,
  walks: 0,
  usedWalks: 0,
  walkCounted: true,
  stops: 0,
  redRunners: 0,
  longestQueue: 0,
  peopleThrough: 0,
  vehiclesThrough: 0,
  before: noCounts(),
});

function note(notes: Notes, options: MeasuringOptions, tick: Tick): void {
  // Counted from the start of the step: a walk that began in the warm-up is not measured.
  const warm = tick.t_s >= options.warmUp_s - 1e-6;
  signals(notes, tick, warm);
  notes.end_s = tick.t_s + options.dt_s;
  for (const trip of tick.trips) {
    if (trip.type === "vehicle") vehicle(notes, options, trip);
    else person(notes, options, trip);
  }
}

function signals(notes: Notes, { street, t_s, outputs, lanes }: Tick, warm: boolean): void {
  const walking = outputs.ped === "walk";
  if (walking && !notes.walking) {
    notes.intervals.walk(t_s);
    notes.walkCounted = !warm;
    if (warm) notes.walks += 1;
  }
  notes.walking = walking;
  if (!warm) {
    notes.before = street.counts();
    return;
  }
  notes.steps += 1;
  if (outputs.vehicle === "green") notes.greenSteps += 1;
  for (const { queue } of lanes)
    if (queue !== null && queue > notes.longestQueue) notes.longestQueue = queue;
  const { code } = outputs.reason;
  notes.reasons.set(code, (notes.reasons.get(code) ?? 0) + 1);
}

function vehicle(notes: Notes, { warmUp_s }: MeasuringOptions, trip: VehicleTrip): void {
  notes.vehiclesThrough += 1;
  notes.intervals.vehicle(trip);
  if (trip.due_s < warmUp_s) return;
  notes.delays.push(trip.delay_s);
  notes.stops += trip.stops;
  if (trip.onRed) notes.redRunners += 1;
}

function person(notes: Notes, { warmUp_s }: MeasuringOptions, trip: PersonTrip): void {
  notes.peopleThrough += 1;
  notes.intervals.person(trip);
  if (trip.outcome === "walk" && !notes.walkCounted) {
    notes.usedWalks += 1;
    notes.walkCounted = true;
  }
  if (trip.arrived_s >= warmUp_s) notes.people.push(trip);
}

function sumOf(
  notes: Notes,
  options: MeasuringOptions,
  { counts, due }: { readonly counts: Counts; readonly due: Due },
): Measures {
  const measured = notes.steps * options.dt_s;
  const people = peopleMeasures(notes.people, options);
  return {
    warm_up_s: options.warmUp_s,
    measured_s: measured,
    ...people,
    people_per_h: perHour(people.people, measured),
    ...vehicleMeasures(notes, measured),
    walks: notes.walks,
    empty_walks: notes.walks - notes.usedWalks,
    empty_walk_share: share(notes.walks - notes.usedWalks, notes.walks),
    stranded_person_s: counts.strandedSeconds - notes.before.strandedSeconds,
    collisions: counts.collisions - notes.before.collisions,
    vehicle_green_share: share(notes.greenSteps, notes.steps),
    left_waiting: Math.max(0, due.people - notes.peopleThrough),
    left_queued: Math.max(0, due.vehicles - notes.vehiclesThrough),
    cost: costIn(notes, options.weights, people),
    intervals: notes.intervals.sum(notes.end_s),
    reasons_s: reasonsIn(notes, options.dt_s),
  };
}

const vehicleMeasures = (
  { delays, stops, redRunners, longestQueue }: Notes,
  measured: number,
): Pick<
  Measures,
  | "vehicles"
  | "vehicles_per_h"
  | "vehicle_delay_s"
  | "vehicle_stops"
  | "stops_per_vehicle"
  | "longest_queue"
  | "red_runners"
> => ({
  vehicles: delays.length,
  vehicles_per_h: perHour(delays.length, measured),
  vehicle_delay_s: spreadOf(delays),
  vehicle_stops: stops,
  stops_per_vehicle: share(stops, delays.length),
  longest_queue: longestQueue,
  red_runners: redRunners,
});

const costIn = (notes: Notes, weights: Weights, people: PeopleMeasures): Measures["cost"] =>
  costOf(weights, {
    vehicleDelay_s: notes.delays.reduce((sum, delay) => sum + delay, 0),
    stops: notes.stops,
    waits_s: notes.people.map(({ wait_s }) => wait_s),
    violations: people.violations,
    conflicts: people.conflicts,
    leavers: people.gave_up,
  });

const reasonsIn = ({ reasons }: Notes, dt_s: number): Measures["reasons_s"] =>
  Object.fromEntries(
    [...reasons]
      .map(([code, steps]) => [code, steps * dt_s] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

const perHour = (count: number, time_s: number): number =>
  time_s > 0 ? (count * 3600) / time_s : 0;
