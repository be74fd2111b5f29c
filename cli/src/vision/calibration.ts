/** What marked points say of a camera's ground, and what speaks against them. */
import type { CameraSite, Site } from "@crossing/config";
import { type GroundPlane, PROBLEM_WORDS, fitGround } from "@crossing/vision";
import type { GroundPoints } from "./points.ts";

/** One marked point with how well it fits. */
export interface PointFit {
  readonly image: readonly [number, number];
  readonly metres: readonly [number, number];
  /** Metres from where all points together put it. */
  readonly residual_m: number;
  /** Metres from where the other points put it; null when they are too few to say. */
  readonly alone_m: number | null;
}

/** A ground that was fitted, with warnings; or why it cannot be. */
export type Calibration =
  | {
      readonly ok: true;
      readonly points: readonly PointFit[];
      readonly worst_m: number;
      /** Metres on the ground for a pixel of a picture 640 wide, at the near and the far end of what is looked at. */
      readonly pixel_m: { readonly near: number; readonly far: number } | null;
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly problem: string; readonly points: readonly number[] };

/** A point that lies further from its place than this was marked or measured wrongly. */
const RESIDUAL_MAX_M = 0.3;
/** Four points always fit: at least five must be left to say that one does not belong to them. */
const CULPRIT_POINTS_MIN = 6;
/** A pixel that covers more ground than this tells no more where somebody stands. */
const PIXEL_MAX_M = 0.15;
/** The crosswalk on the ground may differ from the measured length by so much of it. */
const LENGTH_TOLERANCE = 0.25;
const PICTURE_WIDTH = 640;

/** Judges the points of a camera by themselves, and by what the site says of the crossing. */
export function calibrate(points: GroundPoints, camera: CameraSite, site: Site): Calibration {
  const fit = fitGround(points);
  if (!fit.ok)
    return { ok: false, problem: PROBLEM_WORDS[fit.problem.code].en, points: fit.problem.points };
  const fits = points.map(({ image, metres }, at): PointFit => {
    const residual_m = millimetres(fit.residuals_m[at]!);
    return { image, metres, residual_m, alone_m: aloneOf(points, at) };
  });
  const culprit = culpritOf(points);
  const pixel_m = pixelsOf(fit.plane, camera, points);
  return {
    ok: true,
    points: fits,
    worst_m: Math.max(...fits.map(({ residual_m }) => residual_m)),
    pixel_m,
    warnings: [
      ...pointWarnings(fits, culprit),
      ...(pixel_m !== null && pixel_m.far > PIXEL_MAX_M ? [coarse(pixel_m.far)] : []),
      ...lengthWarning(fit.plane, camera, site.crossing.length_m),
    ],
  };
}

/** How far a point lies from where the others alone put it. */
function aloneOf(points: GroundPoints, at: number): number | null {
  const fit = fitGround(points.filter((_, index) => index !== at));
  const { image, metres } = points[at]!;
  const ground = fit.ok ? fit.plane.toGround(image) : null;
  if (ground === null) return null;
  return millimetres(Math.hypot(ground[0] - metres[0], ground[1] - metres[1]));
}

/** The one point without which all others fit; null: there is none, or they are too few to say. */
function culpritOf(points: GroundPoints): number | null {
  if (points.length < CULPRIT_POINTS_MIN) return null;
  const worst = points.map((_, at) => {
    const fit = fitGround(points.filter((_point, index) => index !== at));
    return fit.ok ? Math.max(...fit.residuals_m) : Infinity;
  });
  const least = Math.min(...worst);
  return least <= RESIDUAL_MAX_M ? worst.indexOf(least) : null;
}

function pointWarnings(fits: readonly PointFit[], culprit: number | null): readonly string[] {
  const few =
    fits.length === 4
      ? [
          "four points always fit, right or wrong: mark six or more, then mistakes show as residuals",
        ]
      : [];
  if (fits.every(({ residual_m }) => residual_m <= RESIDUAL_MAX_M)) return few;
  const named =
    culprit === null ? "" : `; most likely point ${culprit + 1}: without it the others fit`;
  return [
    ...few,
    `a residual is over ${RESIDUAL_MAX_M} m: a point is marked or measured wrongly${named}`,
  ];
}

const coarse = (far: number): string =>
  `at the far end a pixel covers ${far.toFixed(2)} m of ground: speeds and lanes are coarse there; hang the camera ` +
  "higher, or look less far";

/** Whether the crosswalk, laid on the ground, is as long as the site says. */
function lengthWarning(
  plane: GroundPlane,
  { crosswalk }: CameraSite,
  length_m: number,
): readonly string[] {
  const across = (crosswalk ?? []).map((corner) => plane.toGround(corner)?.[1] ?? null);
  if (across.length === 0) return [];
  if (across.some((y) => y === null))
    return ["the crosswalk polygon reaches above the horizon of this ground: draw it anew"];
  const [from, to] = [Math.min(...(across as number[])), Math.max(...(across as number[]))];
  if (Math.abs(to - from - length_m) <= LENGTH_TOLERANCE * length_m) return [];
  return [
    `on this ground the crosswalk polygon reaches from y = ${from.toFixed(1)} to ${to.toFixed(1)} m, but ` +
      `crossing.length_m = ${length_m}: check the points' metres, or draw the crosswalk anew`,
  ];
}

/** Metres for a pixel where people are looked for; at the points themselves when nothing is drawn yet. */
function pixelsOf(
  plane: GroundPlane,
  camera: CameraSite,
  points: GroundPoints,
): { readonly near: number; readonly far: number } | null {
  const drawn = [...camera.zones.flatMap(({ polygon }) => polygon), ...(camera.crosswalk ?? [])];
  const places = drawn.length > 0 ? drawn : points.map(({ image }) => image);
  const sizes = places.flatMap((place) => {
    const scale = plane.scaleAt(place);
    return scale === null ? [] : [Math.hypot(...scale.across) / PICTURE_WIDTH];
  });
  if (sizes.length === 0) return null;
  return { near: millimetres(Math.min(...sizes)), far: millimetres(Math.max(...sizes)) };
}

const millimetres = (m: number): number => Math.round(m * 1000) / 1000;
