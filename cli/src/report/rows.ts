/** A study by quarters of an hour, or by hours where it is long. */
import type { Row } from "@crossing/dashboard/report";
import { type IntervalMeasures, type SimulationResult, estimateOf } from "@crossing/simulator";

/** Longer runs are shown by the hour. */
const LONG_H = 4;
const QUARTERS = 4;

/** Means over the runs, with intervals. */
export function rowsOf(runs: readonly SimulationResult[]): readonly Row[] {
  const together = (runs[0]?.hours ?? 0) > LONG_H ? QUARTERS : 1;
  const each = runs.map(({ intervals }) => joined(intervals, together));
  return (each[0] ?? []).map(({ from_s, to_s }, index) => {
    const over = (of: (interval: IntervalMeasures) => number | null) =>
      estimateOf(each.map((intervals) => of(intervals[index]!)));
    return {
      from_s,
      to_s,
      people: over(({ people }) => people),
      vehicles: over(({ vehicles }) => vehicles),
      wait_s: over(({ mean_wait_s }) => mean_wait_s),
      longest_s: over(({ max_wait_s }) => max_wait_s),
      delay_s: over(({ mean_delay_s }) => mean_delay_s),
      walks: over(({ walks }) => walks),
      violations: over(({ violations }) => violations),
    };
  });
}

/** So many neighbours as one. */
const joined = (
  intervals: readonly IntervalMeasures[],
  together: number,
): readonly IntervalMeasures[] =>
  intervals.flatMap((_, index) =>
    index % together === 0 ? [sumOf(intervals.slice(index, index + together))] : [],
  );

function sumOf(parts: readonly IntervalMeasures[]): IntervalMeasures {
  const total = (of: (part: IntervalMeasures) => number): number =>
    parts.reduce((sum, part) => sum + of(part), 0);
  const people = total((part) => part.people);
  const vehicles = total((part) => part.vehicles);
  const waited = total((part) => (part.mean_wait_s ?? 0) * part.people);
  const lost = total((part) => (part.mean_delay_s ?? 0) * part.vehicles);
  return {
    from_s: parts[0]!.from_s,
    to_s: parts.at(-1)!.to_s,
    people,
    vehicles,
    mean_wait_s: people > 0 ? waited / people : null,
    max_wait_s: people > 0 ? Math.max(...parts.map((part) => part.max_wait_s ?? 0)) : null,
    mean_delay_s: vehicles > 0 ? lost / vehicles : null,
    stops: total((part) => part.stops),
    walks: total((part) => part.walks),
    violations: total((part) => part.violations),
  };
}
