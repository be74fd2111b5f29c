/** The ground drawn over the picture, to check a calibration by eye: lines along the road and across it. */
import type { GroundPlane, Pair } from "./plane.ts";

/** The part of the ground that the grid covers, metres in the crossing's frame. */
export interface GridArea {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
  readonly step_m: number;
}

/** One line of the grid: all points with `axis` = `at_m`; picture fractions, also outside 0..1. */
export interface GridLine {
  readonly axis: "x" | "y";
  readonly at_m: number;
  readonly points: readonly Pair[];
}

/** Points on each metre of a line: straight on the ground is straight in the picture, but may end at the horizon. */
const POINT_EVERY_M = 1;

/** The lines of the grid that are seen at all; a line that leaves the ground's side of the horizon ends there. */
export function gridOf(plane: GroundPlane, { x, y, step_m }: GridArea): readonly GridLine[] {
  const line = (axis: "x" | "y", at_m: number): GridLine => {
    const along = marks(axis === "x" ? y : x, POINT_EVERY_M);
    const points = along
      .map((other) => plane.toImage(axis === "x" ? [at_m, other] : [other, at_m]))
      .filter((point) => point !== null);
    return { axis, at_m, points };
  };
  return [
    ...marks(x, step_m).map((at_m) => line("x", at_m)),
    ...marks(y, step_m).map((at_m) => line("y", at_m)),
  ].filter(({ points }) => points.length >= 2);
}

/** From the first to the last in equal steps, the last in any case. */
function marks([from, to]: readonly [number, number], step: number): readonly number[] {
  const count = Math.max(1, Math.round((to - from) / step));
  return Array.from({ length: count + 1 }, (_, at) => from + ((to - from) * at) / count);
}
