/** Others who find people: what they found in each frame, and how that scores. */
import { scoreBoxes } from "./box-score.ts";
import { type CountScore, scoreCounts } from "./count-score.ts";
import type { Frames, PixelBox } from "./truth.ts";

/** A box with a score; higher is surer. */
export type Scored = readonly [...PixelBox, score: number];

/** All boxes of the frames that a peer looked at, however unsure. */
export interface PeerFound {
  /** It looked at the first frame and each `every`-th after it. */
  readonly every: number;
  readonly frames: readonly (readonly Scored[])[];
}

export interface PeerScore {
  readonly threshold: number;
  readonly count: CountScore;
  readonly recall: number;
  readonly precision: number;
}

/** The score at one threshold, over the frames that the peer looked at. */
export function scoreAt({ every, frames }: PeerFound, truth: Frames, threshold: number): PeerScore {
  const people = truth.filter((_, frame) => frame % every === 0);
  const found = above(frames, threshold);
  const { recall, precision } = scoreBoxes(
    people.map((named) => named.map(({ box }) => box)),
    found,
  );
  const count = scoreCounts(
    people.map(({ length }) => length),
    people.map((_, frame) => found[frame]?.length ?? 0),
  );
  return { threshold, count, recall, precision };
}

/** The score at the threshold with the smallest count error: chosen afterwards, which nobody on a street can do. */
export function bestScore(
  found: PeerFound,
  truth: Frames,
  thresholds: readonly number[],
): PeerScore {
  const scores = thresholds.map((threshold) => scoreAt(found, truth, threshold));
  return scores.reduce((best, one) => (one.count.error < best.count.error ? one : best));
}

/** The boxes with a score of `threshold` or more. */
export const above = (
  frames: PeerFound["frames"],
  threshold: number,
): readonly (readonly PixelBox[])[] =>
  frames.map((boxes) =>
    boxes
      .filter(([, , , , score]) => score >= threshold)
      .map(([x, y, width, height]): PixelBox => [x, y, width, height]),
  );
