/** What speaks against a single picture: by itself, and against what the camera usually shows. */
import type { CameraFault } from "@crossing/config";
import type { Whereabouts } from "./landmarks.ts";
import type { Measured } from "./measure.ts";
import { type Lookout, VIEW_YOUNG } from "./view.ts";

/** One picture and what it is compared with. */
export interface Case {
  readonly picture: Measured;
  /** Against the learned view; null while there is none to compare with. */
  readonly lookout: Lookout | null;
  /** Where each landmark of the site file was found last. */
  readonly landmarks: readonly Whereabouts[];
  /** The picture has no colour, though the camera has shown colours. */
  readonly colourGone: boolean;
}

/** The faults that this picture speaks for. */
export function suspectsOf(one: Case): readonly CameraFault[] {
  const light = lightFaults(one);
  // In a black or flat picture nothing else can be told.
  if (light.includes("black") || light.includes("covered")) return light;
  return [...light, ...grainFaults(one), ...placeFaults(one), ...colourFaults(one)];
}

const BLACK = { p99: 26, contrast: 14 };
const DARK_P95 = 44;
const BURNT = 0.5;
const BURNT_MORE = 0.35;
const VEILED_P5 = 225;
/** Flatter than this, and with fewer edges, there is nothing in the picture at all. */
const FLAT = { contrast: 16, edges: 0.002 };

function lightFaults({ picture, lookout }: Case): readonly CameraFault[] {
  const { light, edges } = picture;
  const burntBefore = usual(lookout)?.burnt ?? 0;
  if (light.p99 < BLACK.p99 && light.contrast < BLACK.contrast) return ["black"];
  if (light.p95 < DARK_P95) return ["dark"];
  if (light.burnt > Math.min(BURNT, burntBefore + BURNT_MORE) || light.p5 > VEILED_P5)
    return ["overexposed"];
  const flat = light.contrast < FLAT.contrast && edges.share < FLAT.edges;
  return flat ? ["covered"] : [];
}

const NOISE = { most: 14, least: 5, times: 2.5 };
const SPECKS = { most: 0.15, more: 0.03 };
const LINES = { most: 0.15, more: 0.04 };
const SMEAR = { most: 0.6, more: 0.2 };

function grainFaults({ picture, lookout }: Case): readonly CameraFault[] {
  const { grid, edges } = picture;
  const before = usual(lookout);
  const noiseMost = before
    ? Math.min(NOISE.most, Math.max(NOISE.least, before.noise * NOISE.times))
    : NOISE.most;
  const specksMost = before ? before.specks + SPECKS.more : SPECKS.most;
  const linesMost = before ? before.lines + LINES.more : LINES.most;
  const smearMost = before ? before.smear + SMEAR.more : SMEAR.most;
  const noisy = grid.noise > noiseMost || grid.specks > specksMost;
  const striped = edges.lines > linesMost || edges.smear > smearMost;
  return [...(striped ? (["striped"] as const) : []), ...(noisy ? (["noisy"] as const) : [])];
}

/** Edges this soft are out of focus whatever the camera. */
const SOFT = 0.32;
/** Edges soften to this share of what is usual. */
const SOFTER = 0.76;
/** Fewer edges than this share of the usual are none. */
const NO_EDGES = 0.12;
/** Haze: contrast or edges fall to these shares of what is usual. */
const HAZY = { contrast: 0.45, edges: 0.3 };
/** Shares of anchors gone. */
const GONE = { some: 0.3, half: 0.4, most: 0.75 };
const BESIDE = 0.4;
/** Anchors gone flat, share of all: people and vehicles have edges of their own, what sticks to the lens has not. */
const FLATTENED = 0.18;

function placeFaults(one: Case): readonly CameraFault[] {
  // Out of focus everything goes flat: that is no cover.
  if (isSoft(one)) return landmarksMoved(one) ? ["blurred", "moved"] : ["blurred"];
  const hidden = landmarksFound(one) ? null : hiding(one);
  if (hidden !== null) return [hidden];
  if (landmarksMoved(one)) return ["moved"];
  return isHazy(one) ? ["blurred"] : [];
}

function hiding({ picture, lookout }: Case): "covered" | "moved" | null {
  const before = usual(lookout);
  if (lookout === null || before === null) return null;
  if (lookout.gone >= GONE.some && lookout.beside >= BESIDE) return "moved";
  if (lookout.gone * lookout.flat >= FLATTENED) return "covered";
  if (lookout.gone < GONE.half) return null;
  const otherThings = picture.edges.share >= before.edges * 0.5;
  return lookout.gone >= GONE.most && otherThings ? "moved" : "covered";
}

/** Edges are soft, by themselves or against what is usual; or none are left although light and dark still are. */
function isSoft({ picture, lookout }: Case): boolean {
  const { edges, light } = picture;
  const before = usual(lookout);
  if (edges.across > 0 && edges.down > 0 && Math.max(edges.across, edges.down) < SOFT) return true;
  if (before === null) return false;
  const softer = (now: number, was: number): boolean => now > 0 && was > 0 && now < was * SOFTER;
  if (softer(edges.across, before.across) || softer(edges.down, before.down)) return true;
  const rich = light.contrast > before.contrast * 0.5;
  return rich && edges.share < before.edges * NO_EDGES;
}

function isHazy({ picture, lookout }: Case): boolean {
  const { edges, light } = picture;
  const before = usual(lookout);
  if (before === null) return false;
  const pale = light.contrast < before.contrast * HAZY.contrast;
  return edges.share < before.edges * HAZY.edges || (pale && edges.share < before.edges * 0.6);
}

const LANDMARKS_MIN = 3;
const LANDMARKS_BESIDE = 0.35;
const LANDMARKS_LOST = 0.7;

/** Landmarks beside their places speak for themselves; landmarks not seen at all only while the light is as it was. */
function landmarksMoved({ landmarks, colourGone }: Case): boolean {
  if (landmarks.length < LANDMARKS_MIN) return false;
  const share = (where: Whereabouts): number =>
    landmarks.filter((found) => found === where).length / landmarks.length;
  if (share("beside") >= LANDMARKS_BESIDE) return true;
  return !colourGone && share("in-place") < 1 - LANDMARKS_LOST;
}

/** Landmarks know better than a background learned since the start: with most in place nothing is moved or covered. */
function landmarksFound({ landmarks }: Case): boolean {
  const inPlace = landmarks.filter((found) => found === "in-place").length;
  return landmarks.length >= LANDMARKS_MIN && inPlace >= landmarks.length * LANDMARKS_LOST;
}

/** One colour stands out by so many grey levels. */
const CAST = 50;

function colourFaults({ picture, colourGone }: Case): readonly CameraFault[] {
  const [red, green, blue] = picture.grid.colour;
  const mean = (red + green + blue) / 3;
  const cast = Math.max(...[red, green, blue].map((one) => Math.abs(one - mean)));
  return colourGone || cast > CAST ? ["colour-lost"] : [];
}

const usual = (lookout: Lookout | null) =>
  lookout !== null && lookout.view.pictures >= VIEW_YOUNG ? lookout.view.usual : null;
