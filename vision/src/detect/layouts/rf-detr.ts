/** RF-DETR as it is exported: a box and a logit per class for each of a few hundred questions. */
import { columnsOf } from "../kinds.ts";
import {
  type Candidate,
  type Layout,
  centred,
  isShape,
  logit,
  sigmoid,
  written,
} from "./layout.ts";

/** Outputs `boxes` [1, N, 4] (centre, width, height, fractions) and `logits` [1, N, classes]. */
export const rfDetr: Layout = {
  outputs: () => ["boxes", "logits"],
  overlapping: false,
  reader({ classes }, { boxes, logits }) {
    const count = boxes?.[1] ?? 0;
    if (!isShape(boxes, [1, null, 4]) || !isShape(logits, [1, count, classes.length]))
      return (
        `boxes ${written(boxes)}, logits ${written(logits)}: ` +
        `wanted [1, N, 4] and [1, N, ${classes.length} classes]`
      );
    const kinds = columnsOf(classes);
    return (answer, scoreMin) => {
      const found: Candidate[] = [];
      const values = answer["logits"] as Float32Array;
      const all = answer["boxes"] as Float32Array;
      const least = logit(scoreMin);
      for (let row = 0; row < count; row++)
        for (const { at, kind } of kinds) {
          const value = values[row * classes.length + at]!;
          if (value < least) continue;
          const [x, y, width, height] = all.subarray(row * 4, row * 4 + 4);
          found.push({ kind, score: sigmoid(value), box: centred(x!, y!, width!, height!) });
        }
      return found;
    };
  },
};
