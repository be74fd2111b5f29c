/** The patience of a crowd: some cross on red at once, some never, the rest after a Weibull time. */
import type { BehaviourSite } from "@crossing/config";
import { CELL_S, likelihoodByCell } from "./evidence.ts";
import type { WaitRecord } from "./records.ts";

/** A crowd, in the words of a site file. */
export interface Crowd {
  readonly opportunists: number;
  readonly never: number;
  readonly shape: number;
  readonly scale_s: number;
}

/** Opportunists lose patience evenly within this, s. */
export const WITHIN_S = 2;

/** The share whose patience is over after a wait, 0 to 1. */
export function lostIn(crowd: Crowd, wait_s: number): number {
  if (wait_s <= 0) return 0;
  const rest = 1 - crowd.opportunists - crowd.never;
  const weibull = -Math.expm1(-((wait_s / crowd.scale_s) ** crowd.shape));
  return crowd.opportunists * Math.min(1, wait_s / WITHIN_S) + rest * weibull;
}

/** A wait as the search needs it; equal ones counted together. */
export interface Tally extends WaitRecord {
  readonly times: number;
  /** Logarithm of the wait: taken once, since a search asks for the likelihood thousands of times. */
  readonly ln_wait: number;
  /** How likely the record is by when patience was over, see `likelihoodByCell`; null where gaps are not known. */
  readonly cells: Float64Array | null;
}

/**
 * The records to a tenth of a second, with equal ones counted together; those with gaps one by one. `needed`: the gaps
 * that people need.
 */
export function tallied(
  records: readonly WaitRecord[],
  needed: BehaviourSite["gap"],
): readonly Tally[] {
  const tallies = new Map<string, Tally>();
  for (const [index, record] of records.entries()) {
    const wait_s = Math.round(record.wait_s * 10) / 10;
    const known = record.gaps !== undefined;
    // Served and left say the same of patience.
    const key = known ? `gaps ${index}` : `${record.ended === "red"} ${wait_s}`;
    tallies.set(key, {
      ...record,
      wait_s,
      times: (tallies.get(key)?.times ?? 0) + 1,
      ln_wait: Math.log(Math.max(wait_s, SHORTEST_S)),
      cells: known ? likelihoodByCell({ ...record, wait_s }, needed) : null,
    });
  }
  return [...tallies.values()];
}

/** No clock at a kerb is finer. It also keeps a Weibull density finite for somebody who does not stop at all. */
const SHORTEST_S = 0.05;

/** How likely the records are in this crowd: the logarithm of their probability, censored waits included. */
export function logLikelihood(crowd: Crowd, records: readonly Tally[]): number {
  const ln_scale = Math.log(crowd.scale_s);
  const losing = losingByCell(crowd, records);
  let sum = 0;
  for (const record of records) {
    const likelihood =
      record.cells === null
        ? likelihoodAt(crowd, record, ln_scale)
        : likelihoodOver(crowd, record, record.cells, losing);
    sum += record.times * Math.log(Math.max(likelihood, 1e-300));
  }
  return sum;
}

/** The share who lose patience in each cell, as far as any record with gaps goes. */
function losingByCell(crowd: Crowd, records: readonly Tally[]): Float64Array {
  const most = records.reduce((cells, record) => Math.max(cells, record.cells?.length ?? 0), 0);
  const losing = new Float64Array(most);
  let before = 0;
  for (let cell = 0; cell < most; cell++) {
    const lost = lostIn(crowd, (cell + 1) * CELL_S);
    losing[cell] = lost - before;
    before = lost;
  }
  return losing;
}

/** Patience was over at the wait, or not yet. */
function likelihoodAt(crowd: Crowd, { wait_s, ended, ln_wait }: Tally, ln_scale: number): number {
  const { opportunists, never, shape } = crowd;
  const rest = 1 - opportunists - never;
  const hazard = Math.exp(shape * (ln_wait - ln_scale));
  const patient = Math.exp(-hazard);
  if (ended !== "red")
    return never + rest * patient + opportunists * Math.max(0, 1 - wait_s / WITHIN_S);
  const atOnce = wait_s <= WITHIN_S ? opportunists / WITHIN_S : 0;
  return atOnce + rest * patient * hazard * shape * Math.exp(-ln_wait);
}

/** Patience was over in any of the cells, or, unless somebody crossed on red, later or never. */
function likelihoodOver(
  crowd: Crowd,
  { ended }: Tally,
  cells: Float64Array,
  losing: Float64Array,
): number {
  let sum = ended === "red" ? 0 : 1 - lostIn(crowd, cells.length * CELL_S);
  for (let cell = 0; cell < cells.length; cell++) sum += cells[cell]! * losing[cell]!;
  return sum;
}
