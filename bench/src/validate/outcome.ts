/** What became of the arrivals under a programme, in whichever street. */

export interface PersonOutcome {
  readonly id: string;
  /** When they came to the kerb, s. */
  readonly came_s: number;
  /** Later across than somebody who never stops, s. */
  readonly late_s: number;
}

export interface VehicleOutcome {
  readonly id: string;
  readonly due_s: number;
  /** Later at the end of the road than on a free road, s. */
  readonly late_s: number;
  readonly stops: number;
  /** When it passed the stop line, s; in SUMO as far as that follows from the end of its way. */
  readonly passed_s: number;
}

export interface Outcome {
  readonly people: readonly PersonOutcome[];
  readonly vehicles: readonly VehicleOutcome[];
}

/** The figures that are compared. */
export interface Figures {
  readonly waits_s: readonly number[];
  readonly pedWait_s: number;
  readonly pedWaitP95_s: number;
  readonly delay_s: number;
  readonly stops: number;
  readonly perHour: number;
  readonly people: number;
  readonly vehicles: number;
}

/** Who comes in this time counts, s. */
export interface Span {
  readonly from_s: number;
  readonly to_s: number;
}

/**
 * The figures of a run. Control delay and waits are what somebody loses beyond what they lost in `free`: on the same
 * road with the same others, vehicle green throughout for vehicles and walk throughout for people.
 */
export function figuresOf(outcome: Outcome, free: Outcome, { from_s, to_s }: Span): Figures {
  const before = new Map([...free.vehicles, ...free.people].map(({ id, late_s }) => [id, late_s]));
  const vehicles = outcome.vehicles.filter(({ due_s }) => due_s >= from_s && due_s < to_s);
  const waits_s = outcome.people
    .filter(({ came_s }) => came_s >= from_s && came_s < to_s)
    .map(({ id, late_s }) => late_s - (before.get(id) ?? 0));
  const through = outcome.vehicles.filter(({ passed_s }) => passed_s >= from_s && passed_s < to_s);
  return {
    waits_s,
    pedWait_s: mean(waits_s),
    pedWaitP95_s: quantile(waits_s, 0.95),
    delay_s: mean(vehicles.map(({ id, late_s }) => late_s - (before.get(id) ?? 0))),
    stops: mean(vehicles.map(({ stops }) => stops)),
    perHour: (through.length * 3600) / (to_s - from_s),
    people: waits_s.length,
    vehicles: vehicles.length,
  };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value below which `share` of all values lie, by linear interpolation. NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  return low + ((sorted[Math.ceil(at)] ?? low) - low) * (at - Math.floor(at));
}
