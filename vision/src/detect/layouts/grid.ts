/** The cells of networks that look at a picture through grids of different fineness. */
import type { InputFormat } from "../../models/sidecar.ts";

/** One cell: column and row in its grid, and how many pixels it is wide. */
export interface Cells {
  readonly column: Int32Array;
  readonly row: Int32Array;
  readonly stride: Int32Array;
  readonly count: number;
}

/** All cells, grid by grid, row by row. A cell that sticks out of the picture counts. */
export function cellsOf({ width, height }: InputFormat, strides: readonly number[]): Cells {
  const grids = strides.map((stride) => ({
    stride,
    columns: Math.ceil(width / stride),
    rows: Math.ceil(height / stride),
  }));
  const count = grids.reduce((sum, { columns, rows }) => sum + columns * rows, 0);
  const column = new Int32Array(count);
  const row = new Int32Array(count);
  const stride = new Int32Array(count);
  let at = 0;
  for (const grid of grids)
    for (let y = 0; y < grid.rows; y++)
      for (let x = 0; x < grid.columns; x++, at++) {
        column[at] = x;
        row[at] = y;
        stride[at] = grid.stride;
      }
  return { column, row, stride, count };
}

/** What is said when the number of rows is not the number of cells. */
export const wrongCells = (
  rows: number | undefined,
  cells: Cells,
  { width, height }: InputFormat,
  strides: readonly number[],
): string =>
  `${String(rows)} rows, but ${width} x ${height} with strides ${strides.join(", ")} has ${cells.count} cells; ` +
  `check input.width, input.height and strides`;
