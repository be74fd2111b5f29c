/**
 * Who belongs to whom: the assignment of rows to columns with the greatest sum of gains.
 *
 * Kuhn's Hungarian method with potentials (Jonker and Volgenant's shortest augmenting paths), written for the scorer
 * alone: it shares nothing with the tracker that it judges.
 */

/** For each row its column, or null. `gain` is a rectangle; pairs without a gain above 0 are never made. */
export function assign(gain: readonly (readonly number[])[]): readonly (number | null)[] {
  const rows = gain.length;
  const columns = gain[0]?.length ?? 0;
  if (columns === 0) return gain.map(() => null);
  const taken = rowOfColumn(gain, Math.max(rows, columns));
  const columnOf: (number | null)[] = gain.map(() => null);
  taken.forEach((row, column) => {
    if (row < rows && column < columns && gain[row]![column]! > 0) columnOf[row] = column;
  });
  return columnOf;
}

/** The row that each column takes in the square of `size` that the rectangle is filled up to with gains of 0. */
function rowOfColumn(gain: readonly (readonly number[])[], size: number): readonly number[] {
  const cost = (row: number, column: number): number => -Math.max(0, gain[row]?.[column] ?? 0);
  // Index 0 is the column that starts each search; rows and columns count from 1.
  const ofRow = new Float64Array(size + 1);
  const ofColumn = new Float64Array(size + 1);
  const taken = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    taken[0] = row;
    augment({ size, cost, ofRow, ofColumn, taken });
  }
  return Array.from(taken.subarray(1), (row) => row - 1);
}

interface Search {
  readonly size: number;
  readonly cost: (row: number, column: number) => number;
  readonly ofRow: Float64Array;
  readonly ofColumn: Float64Array;
  readonly taken: Int32Array;
}

/** Finds the cheapest way to give the row at column 0 a column, and turns the pairs along it. Changes the arrays. */
function augment({ size, cost, ofRow, ofColumn, taken }: Search): void {
  const least = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(size + 1);
  const done = new Uint8Array(size + 1);
  let column = 0;
  do {
    done[column] = 1;
    const row = taken[column]!;
    let step = Number.POSITIVE_INFINITY;
    let next = 0;
    for (let other = 1; other <= size; other++) {
      if (done[other] === 1) continue;
      const reduced = cost(row - 1, other - 1) - ofRow[row]! - ofColumn[other]!;
      if (reduced < least[other]!) {
        least[other] = reduced;
        before[other] = column;
      }
      if (least[other]! < step) {
        step = least[other]!;
        next = other;
      }
    }
    for (let other = 0; other <= size; other++) {
      if (done[other] === 1) {
        ofRow[taken[other]!]! += step;
        ofColumn[other]! -= step;
      } else least[other]! -= step;
    }
    column = next;
  } while (taken[column] !== 0);
  while (column !== 0) {
    const previous = before[column]!;
    taken[column] = taken[previous]!;
    column = previous;
  }
}
