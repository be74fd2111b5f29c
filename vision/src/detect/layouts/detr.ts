/** D-FINE and RT-DETR as they are exported: three lists of the same length, nothing left to choose. */
import { kindOf } from "../kinds.ts";
import { type Candidate, type Layout, isShape, written } from "./layout.ts";

/**
 * Outputs `labels` [1, N], `boxes` [1, N, 4] (left, top, right, bottom) and `scores` [1, N].
 *
 * Boxes are in pixels of the size that is fed as `orig_target_sizes`, which is the size of the input.
 */
export const detr: Layout = {
  outputs: () => ["labels", "boxes", "scores"],
  overlapping: false,
  reader({ input, classes }, { labels, boxes, scores }) {
    const count = boxes?.[1] ?? 0;
    const fits =
      isShape(boxes, [1, null, 4]) && isShape(labels, [1, count]) && isShape(scores, [1, count]);
    if (!fits)
      return (
        `labels ${written(labels)}, boxes ${written(boxes)}, scores ${written(scores)}: ` +
        `wanted [1, N], [1, N, 4], [1, N]`
      );
    const kinds = classes.map(kindOf);
    return (answer, scoreMin) => {
      const found: Candidate[] = [];
      const all = answer["boxes"] as Float32Array;
      const score = answer["scores"] as Float32Array;
      for (let at = 0; at < score.length; at++) {
        if (score[at]! < scoreMin) continue;
        const kind = kinds[Number(answer["labels"]![at])];
        if (kind === null || kind === undefined) continue;
        const [left, top, right, bottom] = all.subarray(at * 4, at * 4 + 4);
        const { width, height } = input;
        const box = [left! / width, top! / height, right! / width, bottom! / height] as const;
        found.push({ kind, score: score[at]!, box: [...box] });
      }
      return found;
    };
  },
};
