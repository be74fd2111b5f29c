/**
 * What is known of one person's wait at the kerb: the raw material of a patience fit.
 *
 * Nobody can see patience. Somebody who crosses on red does so in the first gap that is long enough after patience
 * was over: the wait is the upper end of their patience. Somebody who was served, or who left, either had patience at
 * least until then, or found no gap: leaving them out would make people look far less patient than they are.
 */

/** One person's wait. */
export interface WaitRecord {
  readonly wait_s: number;
  readonly ended: "served" | "red" | "left";
  /**
   * The gaps that were on offer, in the order of time, about every half second. Left out when nobody knows them: then
   * patience is taken to be over at `wait_s` (crossed on red), or not yet over at `wait_s` (served or left).
   */
  readonly gaps?: readonly Gap[];
}

/** After so long a wait, so many seconds to the next vehicle over all lanes; only where somebody could have crossed. */
export type Gap = readonly [waited_s: number, gap_s: number];

/** How many waits ended how. */
export interface WaitCounts {
  readonly served: number;
  readonly red: number;
  readonly left: number;
}

export const countsOf = (records: readonly WaitRecord[]): WaitCounts => ({
  served: ending(records, "served"),
  red: ending(records, "red"),
  left: ending(records, "left"),
});

const ending = (records: readonly WaitRecord[], how: WaitRecord["ended"]): number =>
  records.filter(({ ended }) => ended === how).length;

/** The wait of somebody on a simulated street. */
export const waitOfTrip = (trip: {
  readonly wait_s: number;
  readonly outcome: "walk" | "red" | "left";
}): WaitRecord => ({
  wait_s: trip.wait_s,
  ended: trip.outcome === "walk" ? "served" : trip.outcome,
});
