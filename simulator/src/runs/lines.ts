/** What a run leaves behind, as the lines of files: without line ends, the same run the same lines. */
import type { EventRecord } from "@crossing/config";
import type { SimulationResult, StateLine } from "../simulate.ts";
import type { PersonTrip, Trip, VehicleTrip } from "../trips.ts";
import type { IntervalMeasures } from "./intervals.ts";

type Cell = string | number | boolean | null;

const TRIP_COLUMNS = [
  "type",
  "id",
  "place",
  "due_s",
  "went_s",
  "lost_s",
  "outcome",
  "stops",
  "gap_s",
  "speed_m_per_s",
  "seen",
  "pressed",
  "crossed_s",
  "on_road_at_green",
] as const;

/**
 * One CSV line for each person and each vehicle, in the order in which they got away.
 *
 * `place`: zone or lane; `due_s`: at the kerb, or at the stop line at free flow; `went_s`: stepped off, gave up, or
 * passed the stop line; `lost_s`: wait or control delay. `outcome`: walk, red or left; car or bus, and red-runner for
 * one that passed on red. What does not fit the type is empty.
 */
export function* tripLines(trips: Iterable<Trip>): Generator<string> {
  yield csv(TRIP_COLUMNS);
  for (const trip of trips)
    yield csv(trip.type === "person" ? personCells(trip) : vehicleCells(trip));
}

const personCells = (trip: PersonTrip): readonly Cell[] => [
  "person",
  trip.id,
  trip.zone,
  milli(trip.arrived_s),
  milli(trip.t_s),
  milli(trip.wait_s),
  trip.outcome,
  null,
  trip.gap_s === null || trip.gap_s === Infinity ? null : milli(trip.gap_s),
  milli(trip.speed),
  trip.det,
  trip.pressed,
  trip.crossed_s === null ? null : milli(trip.crossed_s),
  trip.onRoadAtGreen,
];

const vehicleCells = (trip: VehicleTrip): readonly Cell[] => [
  "vehicle",
  trip.id,
  trip.lane,
  milli(trip.due_s),
  milli(trip.t_s),
  milli(trip.delay_s),
  trip.onRed ? "red-runner" : trip.kind,
  trip.stops,
  ...Array.from({ length: 6 }, () => null),
];

const INTERVAL_COLUMNS = [
  "from_s",
  "to_s",
  "people",
  "vehicles",
  "mean_wait_s",
  "max_wait_s",
  "mean_delay_s",
  "stops",
  "walks",
  "violations",
] as const satisfies readonly (keyof IntervalMeasures)[];

/** One CSV line for each quarter of an hour. */
export function* intervalLines(intervals: Iterable<IntervalMeasures>): Generator<string> {
  yield csv(INTERVAL_COLUMNS);
  for (const row of intervals)
    yield csv(
      INTERVAL_COLUMNS.map((name) => {
        const value = row[name];
        return value === null ? null : milli(value);
      }),
    );
}

/**
 * The event log as the hi-resolution tables of signal performance tools have it: CSV, times to 0.1 s.
 *
 * `began`: the moment in UTC that stands for the beginning of the run. Events without a code are left out.
 */
export function* hiresLines(
  events: Iterable<EventRecord>,
  { signal, began }: { readonly signal: string; readonly began: Date },
): Generator<string> {
  yield "timestamp,signal_id,event_code,event_param";
  for (const { at, code, param } of events)
    if (code !== null) yield csv([tenths(began.getTime() + at), signal, code, param]);
}

function tenths(ms: number): string {
  const rounded = new Date(Math.round(ms / 100) * 100).toISOString();
  return rounded.slice(0, 21).replace("T", " ");
}

/** One JSON object for each change of the signal state, first at t = 0. */
export function* traceLines(states: Iterable<StateLine>): Generator<string> {
  for (const { t, state } of states) yield JSON.stringify({ t, state });
}

/** All measures in one JSON object. */
export function* summaryLines(result: SimulationResult): Generator<string> {
  yield JSON.stringify(result);
}

const csv = (cells: readonly Cell[]): string =>
  cells.map((cell) => (cell === null ? "" : String(cell))).join(",");

/** To the millisecond, without a tail of rounding. */
const milli = (value: number): number => Math.round(value * 1000) / 1000;
