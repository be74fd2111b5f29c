/** Whether the form of the model suits the records: crossings on red seen and expected, band by band of waiting. */
import { type Crowd, lostIn } from "./model.ts";
import type { WaitRecord } from "./records.ts";

/** Crossings on red after waits from..to. */
export interface WaitBand {
  readonly from_s: number;
  readonly to_s: number;
  readonly seen: number;
  readonly expected: number;
}

export interface Goodness {
  readonly bands: readonly WaitBand[];
  /** Pearson's chi square over the bands and its 99 % point: above it, the form of the model is in doubt. */
  readonly chi_square: number;
  readonly limit: number;
  readonly suits: boolean;
}

/** 99 % points of chi square for 1, 2, ... degrees of freedom. */
const CHI_SQUARE_99 = [6.63, 9.21, 11.34, 13.28, 15.09, 16.81];
const FIGURES = 4;
const LEAST_IN_BAND = 8;

/** Null when there are too few crossings, or when records hold gaps: then crossings come later than lost patience. */
export function goodnessOf(crowd: Crowd, records: readonly WaitRecord[]): Goodness | null {
  if (records.some(({ gaps }) => gaps !== undefined)) return null;
  const red = records.filter(({ ended }) => ended === "red").map(({ wait_s }) => wait_s);
  const bands = bandsOf(red.toSorted((a, b) => a - b)).map((band) => counted(band, crowd, records));
  const limit = CHI_SQUARE_99[bands.length - FIGURES - 1];
  if (limit === undefined) return null;
  const chi_square = bands.reduce(
    (sum, { seen, expected }) => sum + (seen - expected) ** 2 / Math.max(expected, 0.5),
    0,
  );
  return { bands, chi_square, limit, suits: chi_square <= limit };
}

type Ends = Pick<WaitBand, "from_s" | "to_s">;

/** At most ten bands with the same number of crossings in each. */
function bandsOf(red: readonly number[]): readonly Ends[] {
  const many = Math.min(FIGURES + CHI_SQUARE_99.length, Math.floor(red.length / LEAST_IN_BAND));
  const ends = Array.from(
    { length: many },
    (_, band) => red[Math.ceil(((band + 1) * red.length) / many) - 1]!,
  );
  const distinct = ends.filter((end, index) => index === 0 || end > ends[index - 1]!);
  return distinct.map((to_s, index) => ({ from_s: distinct[index - 1] ?? 0, to_s }));
}

/** Expected: everybody's hazard over the part of the band that they waited through. */
function counted({ from_s, to_s }: Ends, crowd: Crowd, records: readonly WaitRecord[]): WaitBand {
  const hazard = (wait_s: number): number => -Math.log(1 - lostIn(crowd, wait_s));
  let [seen, expected] = [0, 0];
  for (const { wait_s, ended } of records) {
    if (wait_s <= from_s && !(from_s === 0 && wait_s === 0)) continue;
    expected += hazard(Math.min(wait_s, to_s)) - hazard(from_s);
    if (ended === "red" && wait_s <= to_s) seen += 1;
  }
  return { from_s, to_s, seen, expected };
}
