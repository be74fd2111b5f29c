/** What can be wrong with the points that an installer marked, and what to do about it. */
import type { Pair } from "./homography.ts";

/** What is wrong; `points` are the places in the list that it is about, from 0; empty: all together. */
export interface GroundProblem {
  readonly code: "too-few" | "repeated" | "collinear" | "mirrored" | "folded";
  readonly points: readonly number[];
}

/** One sentence for the installer: what was found, and what to do. */
export const PROBLEM_WORDS: Readonly<
  Record<GroundProblem["code"], { readonly zh: string; readonly en: string }>
> = {
  "too-few": {
    zh: "标定点少于四个：请再标几个点，最好六个以上",
    en: "fewer than four points: mark more, six are better",
  },
  repeated: {
    zh: "同一个点标了两次：请删去一个",
    en: "the same point is marked twice: remove one",
  },
  collinear: {
    zh: "各点几乎在一条直线上：请在人行横道另一侧再标一个点",
    en: "the points lie nearly in a line: mark another one well beside it",
  },
  mirrored: {
    zh: "画面与地面左右相反：x 轴指向从 1 区过街者的右手方，请检查正负号",
    en: "picture and ground are mirror images: x runs to the right of somebody who crosses from zone 1; check the signs",
  },
  folded: {
    zh: "点的次序不符：可能有两个点的坐标对调了",
    en: "the points do not fit one flat ground: two of them may be swapped",
  },
};

/** What is wrong with the points as they are, before anything is fitted; null: nothing. */
export function problemOf(image: readonly Pair[], metres: readonly Pair[]): GroundProblem | null {
  if (image.length < 4) return { code: "too-few", points: [] };
  const twice = repeated(image) ?? repeated(metres);
  if (twice !== null) return { code: "repeated", points: twice };
  if (!spans(image) || !spans(metres)) return { code: "collinear", points: [] };
  return turned(image, metres);
}

/** Nearer than this to each other, in widths of all points, two points are one. */
const SAME = 1e-3;
/** A triangle of less than this part of the square around all points is a line. */
const FLAT = 0.01;

function repeated(points: readonly Pair[]): readonly number[] | null {
  const width = widthOf(points);
  for (let a = 0; a < points.length; a++)
    for (let b = a + 1; b < points.length; b++)
      if (distance(points[a]!, points[b]!) <= SAME * width) return [a, b];
  return null;
}

/** Whether some four of the points have no three in a line: what fixes a ground. */
function spans(points: readonly Pair[]): boolean {
  const flat = FLAT * widthOf(points) ** 2;
  return quads(points.length).some((quad) =>
    triangles(quad).every(([a, b, c]) => Math.abs(area(points[a]!, points[b]!, points[c]!)) > flat),
  );
}

/**
 * Seen from above, x to the right and y away from the viewer of zone 1 always turn the same way in the picture, from
 * either kerb; each triangle of points must do so. All the other way: mirrored. Some: two points are swapped.
 */
function turned(image: readonly Pair[], metres: readonly Pair[]): GroundProblem | null {
  const sizeable = FLAT * widthOf(metres) ** 2;
  const signs = triples(image.length)
    .filter(([a, b, c]) => Math.abs(area(metres[a]!, metres[b]!, metres[c]!)) > sizeable)
    .map(([a, b, c]) =>
      Math.sign(area(image[a]!, image[b]!, image[c]!) * area(metres[a]!, metres[b]!, metres[c]!)),
    );
  // Rows of a picture count downwards and metres across the road upwards: the right way round is -1.
  if (signs.every((sign) => sign < 0)) return null;
  return { code: signs.every((sign) => sign > 0) ? "mirrored" : "folded", points: [] };
}

type Triple = readonly [a: number, b: number, c: number];
type Quad = readonly [a: number, b: number, c: number, d: number];

const triangles = ([a, b, c, d]: Quad): readonly Triple[] => [
  [a, b, c],
  [a, b, d],
  [a, c, d],
  [b, c, d],
];

function triples(count: number): readonly Triple[] {
  const all: Triple[] = [];
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++) for (let c = b + 1; c < count; c++) all.push([a, b, c]);
  return all;
}

const quads = (count: number): readonly Quad[] =>
  triples(count).flatMap(([a, b, c]) =>
    Array.from({ length: count - c - 1 }, (_, more): Quad => [a, b, c, c + 1 + more]),
  );

const area = (a: Pair, b: Pair, c: Pair): number =>
  ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / 2;

const distance = (a: Pair, b: Pair): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** The longer side of the square around all points. */
const widthOf = (points: readonly Pair[]): number =>
  Math.max(
    ...[0, 1].map((axis) => {
      const values = points.map((point) => point[axis]!);
      return Math.max(...values) - Math.min(...values);
    }),
  );
