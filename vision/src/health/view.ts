/** What a camera usually sees, and how long each part of it has been hidden. One view in colour, one for infrared. */
import {
  type Background,
  CELLS,
  type Comparison,
  IN_PLACE,
  type Slopes,
  backgroundOf,
  compare,
  isElsewhere,
  learned,
} from "./background.ts";
import type { Measured } from "./measure.ts";
import { type Usual, mixed, usualOf } from "./usual.ts";

/** A learned view. */
export interface View {
  /** Pictures learned from. */
  readonly pictures: number;
  readonly background: Background;
  readonly usual: Usual;
  /** How often each cell was in its place while all was well, 0..1: what traffic hides half the time is no anchor. */
  readonly steady: Float32Array;
  /** How long each cell's anchor has been out of its place, ms in sum; time in its place is taken off again. */
  readonly hidden: Float32Array;
  /** 1 where an anchor out of its place was last found beside it. */
  readonly elsewhere: Uint8Array;
  /** The cell to seek next. */
  readonly seek: number;
}

/** A view must have so many pictures before anything is compared with it. */
export const VIEW_MIN = 20;
/** A view is young until it has so many, a quarter of a minute: they weigh the same, and nothing is called unusual. */
export const VIEW_YOUNG = 60;
/** Later ones fade in with this time constant, ms. */
const FADE = 600_000;
/** Of later pictures every fourth is learned from: learning is the dear part. */
const EVERY = 4;

/** A view of one picture. */
export const viewOf = (picture: Measured): View => ({
  pictures: 1,
  background: backgroundOf(picture.slopes),
  usual: usualOf(picture),
  steady: new Float32Array(CELLS).fill(1),
  hidden: new Float32Array(CELLS),
  elsewhere: new Uint8Array(CELLS),
  seek: 0,
});

/** Steadiness is learned while the view is young; then so slowly that a cover is told before it becomes usual. */
const STEADY = 600;

/** A view that has learned from one more picture, `passed` ms after the last; `likeness` is of its cells. */
export function taught(
  view: View,
  picture: Measured,
  { passed, likeness }: { readonly passed: number; readonly likeness: Float32Array | null },
): View {
  const pictures = view.pictures + 1;
  const young = pictures <= VIEW_YOUNG;
  if (!young && pictures % EVERY !== 0) return { ...view, pictures };
  const weight = young ? 1 / pictures : Math.min(1 / VIEW_YOUNG, (EVERY * passed) / FADE);
  const share = young ? 1 / Math.max(2, pictures - VIEW_MIN) : EVERY / STEADY;
  return {
    ...view,
    pictures,
    background: learned(view.background, picture.slopes, weight),
    usual: mixed(view.usual, usualOf(picture), weight),
    steady: likeness === null ? view.steady : steadied(view.steady, likeness, share),
  };
}

function steadied(steady: Float32Array, likeness: Float32Array, share: number): Float32Array {
  return steady.map((before, cell) => {
    const like = likeness[cell]!;
    return Number.isNaN(like) ? before : before + ((like < IN_PLACE ? 0 : 1) - before) * share;
  });
}

/** An anchor whose slopes are weaker than this share of the background's has gone flat: something soft is before it. */
const FLAT = 0.4;
/** Out of place for so long, ms: longer than people and vehicles pass. */
const GONE = 8000;
const GONE_MAX = 12_000;
/** An anchor must be in its place so often. */
const STEADY_MIN = 0.7;
/** With fewer anchors, or a young view, nothing is said: one lorry would hide them all. */
const ANCHORS_MIN = 10;
/** Anchors sought beside their place per picture. */
const SEEK = 3;

/** How much of a view is out of its place; shares 0..1 of the anchors. */
export interface Lookout {
  readonly view: View;
  readonly likeness: Float32Array;
  readonly anchors: number;
  /** Out of place in this picture. */
  readonly out: number;
  /** Out of place for seconds. */
  readonly gone: number;
  /** Of those gone: now flat, or found beside their place. */
  readonly flat: number;
  readonly beside: number;
}

/** Compares a picture with a view, `passed` ms after the last. */
export function lookOut(view: View, picture: Measured, passed: number): Lookout {
  const comparison = compare(view.background, picture.slopes);
  const hidden = new Float32Array(CELLS);
  for (let cell = 0; cell < CELLS; cell++) {
    const { likeness } = comparison;
    if (Number.isNaN(likeness[cell]!)) continue;
    const change = likeness[cell]! < IN_PLACE ? passed : -passed;
    hidden[cell] = Math.min(GONE_MAX, Math.max(0, view.hidden[cell]! + change));
  }
  const sought = seek({ ...view, hidden }, picture.slopes);
  return { view: sought, likeness: comparison.likeness, ...shares(sought, comparison) };
}

/** Looks for a few of the gone anchors beside their places; the next picture goes on with others. */
function seek(view: View, slopes: Slopes): View {
  const elsewhere = Uint8Array.from(view.elsewhere);
  let { seek: cell } = view;
  for (let tried = 0, sought = 0; tried < CELLS && sought < SEEK; tried++) {
    cell = (cell + 1) % CELLS;
    if (view.hidden[cell]! < GONE) {
      elsewhere[cell] = 0;
      continue;
    }
    elsewhere[cell] = isElsewhere(view.background, slopes, cell) ? 1 : 0;
    sought += 1;
  }
  return { ...view, elsewhere, seek: cell };
}

function shares(
  view: View,
  { likeness, strength }: Comparison,
): Omit<Lookout, "view" | "likeness"> {
  let [anchors, out, gone, flat, beside] = [0, 0, 0, 0, 0];
  for (let cell = 0; cell < CELLS; cell++) {
    if (Number.isNaN(likeness[cell]!) || view.steady[cell]! < STEADY_MIN) continue;
    anchors += 1;
    if (likeness[cell]! < IN_PLACE) out += 1;
    if (view.hidden[cell]! < GONE) continue;
    gone += 1;
    if (strength[cell]! < FLAT) flat += 1;
    if (view.elsewhere[cell] === 1) beside += 1;
  }
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  return {
    anchors,
    out: share(out, anchors),
    gone: view.pictures < VIEW_YOUNG || anchors < ANCHORS_MIN ? 0 : share(gone, anchors),
    flat: share(flat, gone),
    beside: share(beside, gone),
  };
}
