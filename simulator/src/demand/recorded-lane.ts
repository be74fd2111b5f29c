/** When vehicles of one lane were due at the stop line, from what was known of the lane tick by tick. */
import type { LaneInput } from "@crossing/config";

/** Takes one tick after the other; gives the due times of those that passed, s. */
export type LaneWatch = (lane: LaneInput, t: number) => readonly number[];

export function watchLane(): LaneWatch {
  // When each vehicle before the stop line was due, as it was first known; first one first.
  let before: number[] = [];
  return (lane, t) => {
    const passed = passing(before, lane.passages, t);
    before = before.slice(lane.passages);
    if (lane.queue === null) return passed;
    const etas = [...lane.eta_s].sort((a, b) => a - b);
    const there = lane.queue + etas.length;
    // Vehicles keep their order, so new ones are the last; one that was missed so far stands in the queue by now.
    for (let at = before.length; at < there; at++) before.push(t + (etas[at - lane.queue] ?? 0));
    // More were believed to come than are there: the last ones were none.
    before.length = there;
    return passed;
  };
}

/** A vehicle that nobody knew of was due when it passed. */
const passing = (before: readonly number[], passages: number, t: number): readonly number[] =>
  Array.from({ length: passages }, (_, at) => Math.min(before[at] ?? t, t));
