/** Whether a polygon that somebody drew can be meant. */
import type { Problem } from "./problem.ts";

type Point = readonly [x: number, y: number];

/** Less than this part of the picture is no place where anybody could stand: a slip of the hand. */
const AREA_MIN = 0.0005;

/** What is wrong with a drawn polygon: sides that cross, or hardly any area. Empty: nothing. */
export function polygonProblems(polygon: readonly Point[], path: string): readonly Problem[] {
  if (crossesItself(polygon))
    return [{ path, value: polygon, wanted: "corners in order around it: its sides cross" }];
  return areaOf(polygon) < AREA_MIN
    ? [{ path, value: polygon, wanted: "an area that people can stand in: this is nearly a line" }]
    : [];
}

/** Whether any two sides that are not neighbours cross. */
export function crossesItself(polygon: readonly Point[]): boolean {
  const sides = polygon.map((corner, at) => [corner, polygon[(at + 1) % polygon.length]!] as const);
  return sides.some((one, a) =>
    sides.some(
      (other, b) => b > a + 1 && !(a === 0 && b === sides.length - 1) && cross(one, other),
    ),
  );
}

/** Part of the picture that a polygon covers. */
export const areaOf = (polygon: readonly Point[]): number =>
  Math.abs(
    polygon.reduce((sum, [x, y], at) => {
      const [nextX, nextY] = polygon[(at + 1) % polygon.length]!;
      return sum + x * nextY - nextX * y;
    }, 0),
  ) / 2;

type Side = readonly [from: Point, to: Point];

const cross = ([a, b]: Side, [c, d]: Side): boolean =>
  turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

/** Which way one turns at `b` on the way from `a` to `c`: the sign. */
const turn = (a: Point, b: Point, c: Point): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
