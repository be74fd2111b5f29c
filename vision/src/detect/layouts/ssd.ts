/**
 * SSD: boxes encoded against anchors, and a logit per class.
 *
 * A measured hot loop: about two thousand anchors per picture, nearly all refused by one comparison.
 */
import type { Box } from "@crossing/config";
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

/** Outputs `boxes` [1, N, 4] and `logits` [1, N, classes]; N anchors in the sidecar. */
export const ssd: Layout = {
  outputs: () => ["boxes", "logits"],
  overlapping: true,
  reader({ anchors, classes }, { boxes, logits }) {
    const count = anchors.length / 4;
    if (!isShape(boxes, [1, count, 4]) || !isShape(logits, [1, count, classes.length]))
      return (
        `boxes ${written(boxes)} and logits ${written(logits)}: ${count} anchors and ${classes.length} classes ` +
        `want ${written([1, count, 4])} and ${written([1, count, classes.length])}`
      );
    const table = Float32Array.from(anchors);
    const columns = columnsOf(classes);
    return (answer, scoreMin) => {
      const found: Candidate[] = [];
      const values = answer["logits"] as Float32Array;
      const encoded = answer["boxes"] as Float32Array;
      const least = logit(scoreMin);
      for (const { at, kind } of columns)
        for (let row = 0, cell = at; row < count; row++, cell += classes.length)
          if (values[cell]! >= least)
            found.push({
              kind,
              score: sigmoid(values[cell]!),
              box: decoded(table, encoded, row * 4),
            });
      return found;
    };
  },
};

/** The box that is encoded against the anchor at `at`: centre in tenths of its size, size as exponent in fifths. */
function decoded(anchors: Float32Array, boxes: Float32Array, at: number): Box {
  const height = anchors[at + 2]! - anchors[at]!;
  const width = anchors[at + 3]! - anchors[at + 1]!;
  return centred(
    anchors[at + 1]! + width / 2 + (boxes[at + 1]! / 10) * width,
    anchors[at]! + height / 2 + (boxes[at]! / 10) * height,
    Math.exp(boxes[at + 3]! / 5) * width,
    Math.exp(boxes[at + 2]! / 5) * height,
  );
}
