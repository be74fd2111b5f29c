/** How sharp the edges of a picture are, and whether they lie as no street lays them: along whole rows and columns. */
import type { RgbPicture } from "../ports.ts";

/** Edges of one picture. */
export interface Edges {
  /** Steepest step of an edge as a share of the whole edge, across and down: 1 is razor-sharp, 0.25 is soft over 4 pixels. */
  readonly across: number;
  readonly down: number;
  /** Share of places with an edge, 0..1. */
  readonly share: number;
  /** How much of all change from row to row and column to column happens in single, sudden lines, 0..1. */
  readonly lines: number;
  /** Share of upright edges that go on into the next row without any change at all, 0..1: smeared pictures. */
  readonly smear: number;
}

/** An edge changes so many grey levels within `SPAN` pixels. */
const EDGE = 28;
const SPAN = 4;
/** Places looked at along each side. */
const ACROSS = 72;
const DOWN = 54;

/** The edges of a picture of at least 16 x 16 pixels. Green only: it has most of the light and costs a third. */
export function edgesOf(picture: RgbPicture): Edges {
  const { width, height } = picture;
  let [across, acrossCount, down, downCount] = [0, 0, 0, 0];
  for (let y = 0; y < DOWN; y++) {
    const v = Math.floor(((y + 0.5) * (height - SPAN - 1)) / DOWN);
    for (let x = 0; x < ACROSS; x++) {
      const u = Math.floor(((x + 0.5) * (width - SPAN - 1)) / ACROSS);
      const at = (v * width + u) * 3 + 1;
      const right = steepness(picture.rgb, at, 3);
      if (right > 0) [across, acrossCount] = [across + right, acrossCount + 1];
      const below = steepness(picture.rgb, at, width * 3);
      if (below > 0) [down, downCount] = [down + below, downCount + 1];
    }
  }
  return {
    across: acrossCount < FEW ? 0 : across / acrossCount,
    down: downCount < FEW ? 0 : down / downCount,
    share: (acrossCount + downCount) / (ACROSS * DOWN * 2),
    ...linesOf(picture),
  };
}

/** Of fewer edges nothing is said. */
const FEW = 24;

/** Steepest step over the whole edge that begins at `at`; 0 where there is none. */
function steepness(rgb: Uint8Array, at: number, step: number): number {
  const a = rgb[at]!;
  const b = rgb[at + step]!;
  const c = rgb[at + 2 * step]!;
  const d = rgb[at + 3 * step]!;
  const e = rgb[at + 4 * step]!;
  const whole = e > a ? e - a : a - e;
  if (whole < EDGE) return 0;
  const steepest = Math.max(Math.abs(b - a), Math.abs(c - b), Math.abs(d - c), Math.abs(e - d));
  return Math.min(1, steepest / whole);
}

/** Places looked at in each row and each column. */
const SAMPLES = 32;
/** A change from one column to the next that is an upright edge. */
const UPRIGHT = 8;

function linesOf({ rgb, width, height }: RgbPicture): Pick<Edges, "lines" | "smear"> {
  const rows = new Float64Array(height - 1);
  const columns = new Float64Array(width - 1);
  const row = width * 3;
  const places = Uint32Array.from(
    { length: SAMPLES },
    (_, sample) => Math.floor(((sample + 0.5) * (width - 1)) / SAMPLES) * 3 + 1,
  );
  let [upright, same] = [0, 0];
  for (let v = 0; v < height - 1; v++) {
    let changes = 0;
    for (let sample = 0; sample < SAMPLES; sample++) {
      const at = v * row + places[sample]!;
      const change = Math.abs(rgb[at + row]! - rgb[at]!);
      changes += change;
      if (Math.abs(rgb[at + 3]! - rgb[at]!) < UPRIGHT) continue;
      upright += 1;
      if (change === 0 && rgb[at + row + 3] === rgb[at + 3]) same += 1;
    }
    rows[v] = changes;
  }
  for (let sample = 0; sample < SAMPLES; sample++) {
    const start = Math.floor(((sample + 0.5) * height) / SAMPLES) * row + 1;
    for (let u = 0; u < width - 1; u++) {
      const at = start + u * 3;
      columns[u] = columns[u]! + Math.abs(rgb[at + 3]! - rgb[at]!);
    }
  }
  return {
    lines: Math.max(sudden(rows), sudden(columns)),
    smear: upright < FEW ? 0 : same / upright,
  };
}

/** How much of a profile stands in peaks one place wide, well above both neighbours. */
function sudden(profile: Float64Array): number {
  let [peaks, all] = [0, 0];
  for (let at = 1; at < profile.length - 1; at++) {
    all += profile[at]!;
    peaks += Math.max(0, profile[at]! - 1.5 * Math.max(profile[at - 1]!, profile[at + 1]!));
  }
  return all === 0 ? 0 : peaks / all;
}
