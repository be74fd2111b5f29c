/** How well boxes cover people: recall and precision, frame by frame. */
import { assign } from "./assignment.ts";
import { type PixelBox, iou } from "./truth.ts";

/** Boxes that overlap by so much of their joint area are the same person (PASCAL VOC's rule). */
export const SAME = 0.5;

/** Sums over all frames. */
export interface BoxScore {
  readonly recall: number;
  readonly precision: number;
  readonly hits: number;
  readonly truths: number;
  readonly boxes: number;
}

/** Of `truth` and `found`, frame by frame. 1 where there is nothing to be wrong about. */
export function scoreBoxes(
  truth: readonly (readonly PixelBox[])[],
  found: readonly (readonly PixelBox[])[],
): BoxScore {
  const sum = { hits: 0, truths: 0, boxes: 0 };
  truth.forEach((people, frame) => {
    const boxes = found[frame] ?? [];
    sum.hits += pairs(people, boxes).filter((at) => at !== null).length;
    sum.truths += people.length;
    sum.boxes += boxes.length;
  });
  const share = (of: number): number => (of === 0 ? 1 : sum.hits / of);
  return { ...sum, recall: share(sum.truths), precision: share(sum.boxes) };
}

/** For each person the index of a box, as many pairs as can be and of those the closest; null: none. */
export function pairs(
  people: readonly PixelBox[],
  boxes: readonly PixelBox[],
): readonly (number | null)[] {
  // A pair more is worth more than any closeness of the others.
  const pair = people.length + 1;
  return assign(
    people.map((person) =>
      boxes.map((box) => {
        const same = iou(person, box);
        return same >= SAME ? pair + same : 0;
      }),
    ),
  );
}
