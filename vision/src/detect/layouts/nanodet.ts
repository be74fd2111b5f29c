/** NanoDet-Plus: per cell the class scores, then the distances from the cell's corner to the box's sides. */
import type { Box } from "@crossing/config";
import type { InputFormat } from "../../models/sidecar.ts";
import { columnsOf } from "../kinds.ts";
import { distanceAt } from "./distance.ts";
import { type Cells, cellsOf, wrongCells } from "./grid.ts";
import { type Candidate, type Layout, isShape, written } from "./layout.ts";

const STRIDES = [8, 16, 32, 64];

/** Output `predictions` [1, cells, classes + 4 x bins]; scores are probabilities already. */
export const nanodet: Layout = {
  outputs: () => ["predictions"],
  overlapping: true,
  reader({ input, classes, strides }, { predictions }) {
    const bins = ((predictions?.[2] ?? 0) - classes.length) / 4;
    if (!isShape(predictions, [1, null, null]) || !Number.isInteger(bins) || bins < 2 || bins > 64)
      return `predictions ${written(predictions)}: wanted [1, cells, ${classes.length} classes + 4 x bins]`;
    const used = strides.length > 0 ? strides : STRIDES;
    const cells = cellsOf(input, used);
    if (predictions![1] !== cells.count)
      return `predictions: ${wrongCells(predictions![1], cells, input, used)}`;
    const width = classes.length + 4 * bins;
    const kinds = columnsOf(classes);
    return (answer, scoreMin) => {
      const found: Candidate[] = [];
      const values = answer["predictions"] as Float32Array;
      for (let cell = 0, at = 0; cell < cells.count; cell++, at += width)
        for (const { at: column, kind } of kinds) {
          const score = values[at + column]!;
          if (score < scoreMin) continue;
          const from = { values, at: at + classes.length, bins };
          found.push({ kind, score, box: sidesOf(from, input, { cells, cell, centre: 0 }) });
        }
      return found;
    };
  },
};

/** Four distances in a row of values. */
export interface Distances {
  readonly values: Float32Array;
  readonly at: number;
  readonly bins: number;
}

/** The point distances are measured from: so many cells right of and below the cell's corner. */
export interface Point {
  readonly cells: Cells;
  readonly cell: number;
  readonly centre: number;
}

/** The box whose sides lie so far left, above, right of and below the point; fractions of the input. */
export function sidesOf(
  { values, at, bins }: Distances,
  { width, height }: InputFormat,
  { cells, cell, centre }: Point,
): Box {
  const stride = cells.stride[cell]!;
  const x = cells.column[cell]! + centre;
  const y = cells.row[cell]! + centre;
  const far = (side: number): number => distanceAt(values, at + side * bins, bins);
  return [
    ((x - far(0)) * stride) / width,
    ((y - far(1)) * stride) / height,
    ((x + far(2)) * stride) / width,
    ((y + far(3)) * stride) / height,
  ];
}
