/**
 * One camera's ground: from a point of the picture to metres on the street and back.
 *
 * Picture points are fractions 0..1 of width and height. Ground points are metres in the crossing's own frame: x along
 * the road, to the right of somebody who crosses from zone 1 to zone 2, 0 in the middle of the crosswalk; y across
 * the road, 0 at the kerb of zone 1.
 */
import type { CameraSite } from "@crossing/config";
import { type Homography, type Pair, homographyOf, inverse, mapped } from "./homography.ts";
import { type GroundProblem, problemOf } from "./problems.ts";

export type { Pair } from "./homography.ts";

/** Points known both in the picture and on the ground, as in the site file. */
export type GroundPoints = CameraSite["ground"];

/** A ground that is known. */
export interface GroundPlane {
  /** Metres of a picture point; null on the horizon and above it, where no ground is seen. */
  toGround(point: Pair): Pair | null;
  /** Picture point of metres, also outside 0..1; null behind the camera. */
  toImage(metres: Pair): Pair | null;
  /** Metres on the ground for a small step in the picture at a point; null where no ground is seen. */
  scaleAt(point: Pair): GroundScale | null;
}

/** How a small step in the picture lies on the ground: metres per whole picture width, and per whole height. */
export interface GroundScale {
  readonly across: Pair;
  readonly down: Pair;
}

/** What the marked points give: a ground with its residuals, or what is wrong with them. */
export type GroundFit =
  | {
      readonly ok: true;
      readonly plane: GroundPlane;
      /** How far each point lies from where the ground puts it, metres, in the order of the points. */
      readonly residuals_m: readonly number[];
    }
  | { readonly ok: false; readonly problem: GroundProblem };

/** Fits the ground to the marked points: four or more, no three in a line. Five or more show mistakes as residuals. */
export function fitGround(points: GroundPoints): GroundFit {
  const image = points.map((point): Pair => point.image);
  const metres = points.map((point): Pair => point.metres);
  const problem = problemOf(image, metres);
  if (problem !== null) return { ok: false, problem };
  const forth = homographyOf(image, metres);
  if (forth === null) return { ok: false, problem: { code: "collinear", points: [] } };
  const plane = planeOf(forth, image);
  const residuals_m = metres.map(([x, y], at) => {
    const ground = plane.toGround(image[at]!);
    return ground === null ? Infinity : Math.hypot(ground[0] - x, ground[1] - y);
  });
  // A point beyond the horizon of the others: two points were swapped, or one is far off.
  if (residuals_m.includes(Infinity)) return { ok: false, problem: { code: "folded", points: [] } };
  return { ok: true, plane, residuals_m };
}

/** The ground of a camera; null when it has none, or its points are no good: then pictures stay pictures. */
export function groundOf(camera: Pick<CameraSite, "ground">): GroundPlane | null {
  if (camera.ground.length === 0) return null;
  const fit = fitGround(camera.ground);
  return fit.ok ? fit.plane : null;
}

/** A step of this size in the picture is small: a third of a pixel of most cameras. */
const STEP = 0.0005;

function planeOf(forth: Homography, image: readonly Pair[]): GroundPlane {
  const back = inverse(forth);
  // The sign of w tells this side of the horizon from the other; on this side lie the marked points.
  const here = Math.sign(mapped(forth, middleOf(image)).w);
  const there = Math.sign(mapped(back, groundAt(forth, middleOf(image))).w);
  const toGround = (point: Pair): Pair | null => {
    const { x, y, w } = mapped(forth, point);
    return w * here > 0 ? [x, y] : null;
  };
  return {
    toGround,
    toImage: (metres) => {
      const { x, y, w } = mapped(back, metres);
      return w * there > 0 ? [x, y] : null;
    },
    scaleAt: ([x, y]) => {
      const at = toGround([x, y]);
      const right = toGround([x + STEP, y]);
      const below = toGround([x, y + STEP]);
      if (at === null || right === null || below === null) return null;
      const step = (to: Pair): Pair => [(to[0] - at[0]) / STEP, (to[1] - at[1]) / STEP];
      return { across: step(right), down: step(below) };
    },
  };
}

function groundAt(forth: Homography, point: Pair): Pair {
  const { x, y } = mapped(forth, point);
  return [x, y];
}

const middleOf = (points: readonly Pair[]): Pair => [
  points.reduce((sum, [x]) => sum + x, 0) / points.length,
  points.reduce((sum, [, y]) => sum + y, 0) / points.length,
];
