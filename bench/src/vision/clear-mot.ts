/**
 * CLEAR MOT: how well tracks follow people (Bernardin and Stiefelhagen, "Evaluating Multiple Object Tracking
 * Performance: The CLEAR MOT Metrics", EURASIP Journal on Image and Video Processing, 2008).
 *
 * A pair of the frame before stays a pair while its boxes overlap enough; whoever is left is paired anew, as many as
 * can be. A switch: somebody is followed by another track than the last time. A fragmentation: somebody was
 * followed, is not, and is again, as MOTChallenge counts it.
 */
import { SAME, pairs } from "./box-score.ts";
import { type Frames, type Named, iou } from "./truth.ts";

/** Sums over all frames. */
export interface MotScore {
  /** 1 less misses, false boxes and switches by people boxed; 1 is perfect, it may be below 0. */
  readonly mota: number;
  readonly misses: number;
  readonly falses: number;
  readonly switches: number;
  readonly fragmentations: number;
  readonly truths: number;
}

/** Of the tracks against the truth; frames without tracks are empty. */
export function scoreTracks(truth: Frames, tracks: Frames): MotScore {
  const sum = { misses: 0, falses: 0, switches: 0, fragmentations: 0, truths: 0 };
  const last = new Map<number, number>();
  const lost = new Set<number>();
  let before: ReadonlyMap<number, number> = new Map();
  truth.forEach((people, frame) => {
    const seen = tracks[frame] ?? [];
    const now = followed(people, seen, before);
    for (const { id } of people) {
      const track = now.get(id);
      if (track === undefined) {
        if (last.has(id)) lost.add(id);
        continue;
      }
      if (last.has(id) && last.get(id) !== track) sum.switches += 1;
      if (lost.delete(id)) sum.fragmentations += 1;
      last.set(id, track);
    }
    sum.misses += people.length - now.size;
    sum.falses += seen.length - now.size;
    sum.truths += people.length;
    before = now;
  });
  const wrong = sum.misses + sum.falses + sum.switches;
  return { ...sum, mota: 1 - wrong / Math.max(1, sum.truths) };
}

/** The track that follows each person in this frame, by their numbers. */
function followed(
  people: readonly Named[],
  seen: readonly Named[],
  before: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const now = new Map<number, number>();
  for (const person of people) {
    const track = seen.find(({ id }) => id === before.get(person.id));
    if (track !== undefined && iou(person.box, track.box) >= SAME) now.set(person.id, track.id);
  }
  const kept = new Set(now.values());
  const rest = people.filter(({ id }) => !now.has(id));
  const free = seen.filter(({ id }) => !kept.has(id));
  const boxOf = ({ box }: Named): Named["box"] => box;
  pairs(rest.map(boxOf), free.map(boxOf)).forEach((at, row) => {
    if (at !== null) now.set(rest[row]!.id, free[at]!.id);
  });
  return now;
}
