/**
 * Who is who: the pairing of two lists with the largest sum of fits.
 *
 * The Hungarian method in the form of successive shortest paths (Jonker and Volgenant, 1987; unverified), for lists of
 * a few dozen: a pair that fits badly may be taken so that two others fit well, which taking the best first cannot do.
 * A measured hot loop: works in place on arrays of its own.
 */

/** A pairing of the first list with the second, by place in the lists. */
export type Pairs = readonly (readonly [first: number, second: number])[];

/** The best pairing; a fit of 0 or less is no pair. `fits[a][b]` says how well `a` of the first list fits `b`. */
export function assign(fits: readonly (readonly number[])[]): Pairs {
  const rows = fits.length;
  const real = fits[0]?.length ?? 0;
  if (rows === 0 || real === 0) return [];
  // A column of its own for each row, worth nothing: to stay alone.
  const columns = real + rows;
  const cost = (row: number, column: number): number =>
    column <= real ? -Math.max(0, fits[row - 1]![column - 1]!) : 0;
  const rowPrice = new Float64Array(rows + 1);
  const columnPrice = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const cameFrom = new Int32Array(columns + 1);
  const least = new Float64Array(columns + 1);
  const visited = new Uint8Array(columns + 1);
  const search = { columns, cost, rowPrice, columnPrice, rowOf, cameFrom, least, visited };
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    const free = shortestPath(search);
    for (let column = free; column !== 0; column = cameFrom[column]!)
      rowOf[column] = rowOf[cameFrom[column]!]!;
  }
  return pairsOf(rowOf, fits, real);
}

interface Search {
  readonly columns: number;
  readonly cost: (row: number, column: number) => number;
  readonly rowPrice: Float64Array;
  readonly columnPrice: Float64Array;
  readonly rowOf: Int32Array;
  readonly cameFrom: Int32Array;
  readonly least: Float64Array;
  readonly visited: Uint8Array;
}

/** Finds the free column that the new row reaches most cheaply; raises the prices on the way. */
function shortestPath(search: Search): number {
  const { columns, cost, rowPrice, columnPrice, rowOf, cameFrom, least, visited } = search;
  least.fill(Infinity);
  visited.fill(0);
  let column = 0;
  do {
    visited[column] = 1;
    const row = rowOf[column]!;
    let step = Infinity;
    let next = 0;
    for (let other = 1; other <= columns; other++) {
      if (visited[other]) continue;
      const reduced = cost(row, other) - rowPrice[row]! - columnPrice[other]!;
      if (reduced < least[other]!) {
        least[other] = reduced;
        cameFrom[other] = column;
      }
      if (least[other]! < step) {
        step = least[other]!;
        next = other;
      }
    }
    for (let other = 0; other <= columns; other++) {
      if (visited[other]) {
        rowPrice[rowOf[other]!]! += step;
        columnPrice[other]! -= step;
      } else least[other]! -= step;
    }
    column = next;
  } while (rowOf[column] !== 0);
  return column;
}

function pairsOf(rowOf: Int32Array, fits: readonly (readonly number[])[], real: number): Pairs {
  const pairs: (readonly [number, number])[] = [];
  for (let column = 1; column <= real; column++) {
    const row = rowOf[column]! - 1;
    if (row >= 0 && fits[row]![column - 1]! > 0) pairs.push([row, column - 1]);
  }
  return pairs;
}
