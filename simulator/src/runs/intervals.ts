/** A run in quarters of an hour. */
import type { PersonTrip, VehicleTrip } from "../trips.ts";

/** A quarter of an hour of a run. */
export interface IntervalMeasures {
  readonly from_s: number;
  readonly to_s: number;
  /** Those who came to the kerb, or were due at the stop line, in it, and got away later. */
  readonly people: number;
  readonly vehicles: number;
  readonly mean_wait_s: number | null;
  readonly max_wait_s: number | null;
  readonly mean_delay_s: number | null;
  readonly stops: number;
  /** Walks begun in it. */
  readonly walks: number;
  /** Of those who came in it. */
  readonly violations: number;
}

/** Notes what happens by quarter of an hour. Changed in place. */
export interface IntervalNotes {
  walk(t_s: number): void;
  person(trip: PersonTrip): void;
  vehicle(trip: VehicleTrip): void;
  /** All intervals up to the end of the run. */
  sum(end_s: number): readonly IntervalMeasures[];
}

export const INTERVAL_S = 900;

interface Row {
  people: number;
  vehicles: number;
  wait: number;
  longest: number;
  delay: number;
  stops: number;
  walks: number;
  violations: number;
}

export function intervalNotes(): IntervalNotes {
  const rows: Row[] = [];
  const at = (t_s: number): Row => {
    const index = Math.max(0, Math.floor(t_s / INTERVAL_S + 1e-9));
    while (rows.length <= index) rows.push(emptyRow());
    return rows[index]!;
  };
  return {
    walk(t_s) {
      at(t_s).walks += 1;
    },
    person({ arrived_s, wait_s, outcome }) {
      const row = at(arrived_s);
      row.people += 1;
      row.wait += wait_s;
      row.longest = Math.max(row.longest, wait_s);
      if (outcome === "red") row.violations += 1;
    },
    vehicle({ due_s, delay_s, stops }) {
      const row = at(due_s);
      row.vehicles += 1;
      row.delay += delay_s;
      row.stops += stops;
    },
    sum: (end_s) =>
      Array.from({ length: Math.ceil(end_s / INTERVAL_S - 1e-9) }, (_, index) =>
        measuresOf(rows[index] ?? emptyRow(), index, end_s),
      ),
  };
}

const emptyRow = (): Row => ({
  people: 0,
  vehicles: 0,
  wait: 0,
  longest: 0,
  delay: 0,
  stops: 0,
  walks: 0,
  violations: 0,
});

const measuresOf = (row: Row, index: number, end_s: number): IntervalMeasures => ({
  from_s: index * INTERVAL_S,
  to_s: Math.min(end_s, (index + 1) * INTERVAL_S),
  people: row.people,
  vehicles: row.vehicles,
  mean_wait_s: row.people > 0 ? row.wait / row.people : null,
  max_wait_s: row.people > 0 ? row.longest : null,
  mean_delay_s: row.vehicles > 0 ? row.delay / row.vehicles : null,
  stops: row.stops,
  walks: row.walks,
  violations: row.violations,
});
