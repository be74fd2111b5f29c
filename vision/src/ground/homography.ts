/**
 * The map between two flat things: points of the picture and points of the ground.
 *
 * Normalised direct linear transformation (Hartley and Zisserman, Multiple View Geometry, section 4.4; unverified
 * here, checked by test against a drawn camera): both point sets are moved to their middle and scaled to a mean
 * distance of the square root of 2, which keeps the equations well conditioned; then linear least squares.
 */

/** A point or a step, [x, y]. */
export type Pair = readonly [x: number, y: number];

/** Row by row, nine numbers: (x, y, 1) times this is (x', y', 1) times w. */
export type Homography = readonly number[];

/** Where a homography sends a point; `w` is zero on the horizon and changes its sign beyond it. */
export interface Mapped {
  readonly x: number;
  readonly y: number;
  readonly w: number;
}

/** The homography that best sends each `from` to its `to`; null when the points do not fix one. Four pairs or more. */
export function homographyOf(from: readonly Pair[], to: readonly Pair[]): Homography | null {
  const a = normalOf(from);
  const b = normalOf(to);
  if (a === null || b === null) return null;
  const solved = solve(equations(from.map(a.into), to.map(b.into)));
  if (solved === null) return null;
  return product(b.back, product([...solved, 1], a.forth));
}

/** Where the homography sends a point. */
export function mapped(h: Homography, [x, y]: Pair): Mapped {
  const w = h[6]! * x + h[7]! * y + h[8]!;
  return { x: (h[0]! * x + h[1]! * y + h[2]!) / w, y: (h[3]! * x + h[4]! * y + h[5]!) / w, w };
}

/** The way back; the matrix must not be singular. */
export function inverse(h: Homography): Homography {
  const [a, b, c, d, e, f, g, i, j] = h as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return [
    e * j - f * i,
    c * i - b * j,
    b * f - c * e,
    f * g - d * j,
    a * j - c * g,
    c * d - a * f,
    d * i - e * g,
    b * g - a * i,
    a * e - b * d,
  ];
}

interface Normal {
  readonly into: (point: Pair) => Pair;
  readonly forth: Homography;
  readonly back: Homography;
}

/** Moves points to their middle and scales them; null when they all lie on one spot. */
function normalOf(points: readonly Pair[]): Normal | null {
  const mx = mean(points.map(([x]) => x));
  const my = mean(points.map(([, y]) => y));
  const spread = mean(points.map(([x, y]) => Math.hypot(x - mx, y - my)));
  if (!(spread > 0)) return null;
  const k = Math.SQRT2 / spread;
  return {
    into: ([x, y]) => [(x - mx) * k, (y - my) * k],
    forth: [k, 0, -k * mx, 0, k, -k * my, 0, 0, 1],
    back: [1 / k, 0, mx, 0, 1 / k, my, 0, 0, 1],
  };
}

/**
 * The normal equations of the eight unknowns, with the right-hand side as the ninth column.
 *
 * The ninth number of the matrix is set to 1: it is 0 only when the middle of the points lies on the horizon.
 */
function equations(from: readonly Pair[], to: readonly Pair[]): number[][] {
  const rows = from.flatMap(([x, y], at) => {
    const [u, v] = to[at]!;
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  return Array.from({ length: 8 }, (_, i) =>
    Array.from({ length: 9 }, (_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
  );
}

/** Smaller pivots than this, after scaling, mean that the points leave something open. */
const PIVOT_MIN = 1e-9;

/** Gauss with pivoting; works in place on rows of its own. Null: singular. */
function solve(rows: number[][]): readonly number[] | null {
  const size = rows.length;
  for (let at = 0; at < size; at++) {
    let best = at;
    for (let row = at + 1; row < size; row++)
      if (Math.abs(rows[row]![at]!) > Math.abs(rows[best]![at]!)) best = row;
    [rows[at], rows[best]] = [rows[best]!, rows[at]!];
    const pivot = rows[at]!;
    if (Math.abs(pivot[at]!) < PIVOT_MIN) return null;
    for (let row = 0; row < size; row++) {
      if (row === at) continue;
      const factor = rows[row]![at]! / pivot[at]!;
      for (let column = at; column <= size; column++)
        rows[row]![column]! -= factor * pivot[column]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}

const product = (a: Homography, b: Homography): Homography =>
  Array.from({ length: 9 }, (_, at) => {
    const [row, column] = [Math.floor(at / 3) * 3, at % 3];
    return a[row]! * b[column]! + a[row + 1]! * b[column + 3]! + a[row + 2]! * b[column + 6]!;
  });

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
