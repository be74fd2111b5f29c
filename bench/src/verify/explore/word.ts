/** Times and lamps as the small whole numbers of a word. */
import {
  type Duration,
  type Indications,
  type Instant,
  later,
  milliseconds,
} from "@crossing/config";
import { HERE } from "./search.ts";

/** Everything heads can be told to show, and what they must never show together. */
export const LAMPS: readonly Indications[] = [
  { vehicle: "red", ped: "dont-walk" },
  { vehicle: "green", ped: "dont-walk" },
  { vehicle: "yellow", ped: "dont-walk" },
  { vehicle: "red-yellow", ped: "dont-walk" },
  { vehicle: "red", ped: "walk" },
  { vehicle: "red", ped: "flashing-walk" },
  { vehicle: "flashing-yellow", ped: "dark" },
  { vehicle: "dark", ped: "dark" },
  { vehicle: "green", ped: "walk" },
  { vehicle: "flashing-yellow", ped: "flashing-walk" },
];

/** Which of the lamps these are. */
export function lampsAt({ vehicle, ped }: Indications): number {
  const at = LAMPS.findIndex((lamps) => lamps.vehicle === vehicle && lamps.ped === ped);
  if (at < 0) throw new Error(`lamps that the search does not know: ${vehicle} with ${ped}`);
  return at;
}

/**
 * Moments as numbers: how many ticks ago, 1 for now, 0 for never. Older than `most` is as old as `most`: the caller
 * names a time that no comparison of the core reaches beyond.
 */
export const past = (at: Instant | null, most: number, { now, tick }: Clock): number =>
  at === null ? 0 : 1 + Math.min(Math.ceil(most / tick), Math.round((now - at) / tick));

/** The moment of such a number, as seen from `HERE`. */
export const pastMoment = (word: number, tick: number): Instant | null =>
  word === 0 ? null : later(HERE, milliseconds(-(word - 1) * tick));

/** Moments to come: how many ticks ahead, from 50 ticks late on; 0 for never. */
export const ahead = (at: Instant | null, { now, tick }: Clock): number =>
  at === null ? 0 : 1 + LATE + Math.max(-LATE, Math.round((at - now) / tick));

/** The moment of such a number. */
export const aheadMoment = (word: number, tick: number): Instant | null =>
  word === 0 ? null : later(HERE, milliseconds((word - 1 - LATE) * tick));

// Later than this only the heads can be, which are waited for 1.5 s in each of two intervals.
const LATE = 50;

/** What counts: the moment of the state, and how far ticks are apart, ms. */
export interface Clock {
  readonly now: Instant;
  readonly tick: number;
}

/** A length in ticks. */
export const ticksOf = (time: Duration | number, tick: number): number => Math.round(time / tick);
