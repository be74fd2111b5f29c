/** PP-PicoDet as exported without post-processing: per grid one tensor of scores and one of distances. */
import type { InputFormat } from "../../models/sidecar.ts";
import { columnsOf } from "../kinds.ts";
import { type Cells, cellsOf, wrongCells } from "./grid.ts";
import { type Candidate, type Layout, type Shapes, isShape, written } from "./layout.ts";
import { sidesOf } from "./nanodet.ts";

const STRIDES = [8, 16, 32, 64];

/**
 * Outputs `scores-8` [1, cells, classes], probabilities already, and `distances-8` [1, cells, 4 x bins], and so on
 * for each stride. Distances are measured from the middle of the cell.
 */
export const picodet: Layout = {
  outputs: ({ strides }) =>
    (strides.length > 0 ? strides : STRIDES).flatMap((stride) => [
      `scores-${stride}`,
      `distances-${stride}`,
    ]),
  overlapping: true,
  reader({ input, classes, strides }, shapes) {
    const grids: Grid[] = [];
    for (const stride of strides.length > 0 ? strides : STRIDES) {
      const grid = gridOf(stride, input, classes.length, shapes);
      if (typeof grid === "string") return grid;
      grids.push(grid);
    }
    const kinds = columnsOf(classes);
    return (answer, scoreMin) => {
      const found: Candidate[] = [];
      for (const { stride, cells, bins } of grids) {
        const scores = answer[`scores-${stride}`] as Float32Array;
        const values = answer[`distances-${stride}`] as Float32Array;
        for (let cell = 0, at = 0; cell < cells.count; cell++, at += classes.length)
          for (const { at: column, kind } of kinds) {
            const score = scores[at + column]!;
            if (score < scoreMin) continue;
            const from = { values, at: cell * 4 * bins, bins };
            found.push({ kind, score, box: sidesOf(from, input, { cells, cell, centre: 0.5 }) });
          }
      }
      return found;
    };
  },
};

interface Grid {
  readonly stride: number;
  readonly cells: Cells;
  readonly bins: number;
}

function gridOf(
  stride: number,
  input: InputFormat,
  classes: number,
  shapes: Shapes,
): Grid | string {
  const scores = shapes[`scores-${stride}`];
  const distances = shapes[`distances-${stride}`];
  const cells = cellsOf(input, [stride]);
  const bins = (distances?.[2] ?? 0) / 4;
  if (!isShape(scores, [1, null, classes]))
    return `scores-${stride} ${written(scores)}: wanted [1, cells, ${classes} classes]`;
  if (scores![1] !== cells.count)
    return `scores-${stride}: ${wrongCells(scores![1], cells, input, [stride])}`;
  if (!isShape(distances, [1, cells.count, null]) || !Number.isInteger(bins) || bins < 2)
    return `distances-${stride} ${written(distances)}: wanted [1, ${cells.count}, 4 x bins]`;
  return { stride, cells, bins };
}
