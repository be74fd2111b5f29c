/** YOLOX: per cell a box, whether anything is there, and what; scores are probabilities already. */
import { columnsOf } from "../kinds.ts";
import { cellsOf, wrongCells } from "./grid.ts";
import { type Candidate, type Layout, centred, isShape, written } from "./layout.ts";

const STRIDES = [8, 16, 32];

/** Output `predictions` [1, cells, 5 + classes]: x, y in cells, log width, log height, object, classes; not decoded. */
export const yolox: Layout = {
  outputs: () => ["predictions"],
  overlapping: true,
  reader({ input, classes, strides }, { predictions }) {
    const columns = 5 + classes.length;
    if (!isShape(predictions, [1, null, columns]))
      return `predictions ${written(predictions)}: ${classes.length} classes want ${written([1])} x cells x ${columns}`;
    const used = strides.length > 0 ? strides : STRIDES;
    const cells = cellsOf(input, used);
    if (predictions![1] !== cells.count)
      return `predictions: ${wrongCells(predictions![1], cells, input, used)}`;
    const kinds = columnsOf(classes);
    return (answer, scoreMin) => {
      const found: Candidate[] = [];
      const values = answer["predictions"] as Float32Array;
      for (let cell = 0, at = 0; cell < cells.count; cell++, at += columns) {
        const object = values[at + 4]!;
        if (object < scoreMin) continue;
        for (const { at: column, kind } of kinds) {
          const score = object * values[at + 5 + column]!;
          if (score < scoreMin) continue;
          const stride = cells.stride[cell]!;
          const box = centred(
            ((values[at]! + cells.column[cell]!) * stride) / input.width,
            ((values[at + 1]! + cells.row[cell]!) * stride) / input.height,
            (Math.exp(values[at + 2]!) * stride) / input.width,
            (Math.exp(values[at + 3]!) * stride) / input.height,
          );
          found.push({ kind, score, box });
        }
      }
      return found;
    };
  },
};
