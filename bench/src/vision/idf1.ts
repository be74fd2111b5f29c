/**
 * IDF1: for how much of the time each person keeps one number (Ristani, Solera, Zou, Cucchiara and Tomasi,
 * "Performance Measures and a Data Set for Multi-Target, Multi-Camera Tracking", ECCV workshops 2016).
 *
 * Every person is given one track at most, and every track one person, for the whole clip, so that they agree in as
 * many frames as can be.
 */
import { assign } from "./assignment.ts";
import { SAME } from "./box-score.ts";
import { type Frames, iou } from "./truth.ts";

/** Shares 0..1. */
export interface IdScore {
  readonly idf1: number;
  /** Of all boxes of tracks, those on their own person. */
  readonly precision: number;
  /** Of all boxes of people, those under their own track. */
  readonly recall: number;
}

/** Of the tracks against the truth. */
export function scoreIds(truth: Frames, tracks: Frames): IdScore {
  const agreed = new Map<number, Map<number, number>>();
  const trackIds = new Set<number>();
  let people = 0;
  let boxes = 0;
  const length = Math.max(truth.length, tracks.length);
  for (let frame = 0; frame < length; frame++) {
    const seen = tracks[frame] ?? [];
    people += truth[frame]?.length ?? 0;
    boxes += seen.length;
    for (const track of seen) trackIds.add(track.id);
    for (const person of truth[frame] ?? []) {
      const counts = agreed.get(person.id) ?? new Map<number, number>();
      agreed.set(person.id, counts);
      for (const track of seen)
        if (iou(person.box, track.box) >= SAME)
          counts.set(track.id, (counts.get(track.id) ?? 0) + 1);
    }
  }
  const right = mostAgreed([...agreed.values()], [...trackIds]);
  const share = (of: number): number => (of === 0 ? 1 : right / of);
  return { idf1: share((people + boxes) / 2), precision: share(boxes), recall: share(people) };
}

function mostAgreed(
  agreed: readonly ReadonlyMap<number, number>[],
  tracks: readonly number[],
): number {
  const frames = agreed.map((counts) => tracks.map((id) => counts.get(id) ?? 0));
  return assign(frames).reduce<number>(
    (sum, column, row) => sum + (column === null ? 0 : frames[row]![column]!),
    0,
  );
}
