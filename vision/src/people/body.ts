/**
 * A box that moves: where it is believed to be between looks.
 *
 * The middle of its lower edge and its size are followed each by themselves. All errors grow with the box: somebody
 * near is some pixels off where somebody far is a fraction of one.
 */
import type { Box } from "@crossing/config";
import { type Motion, firstSeen, movedOn, seenAt } from "./kalman.ts";

/** Feet, width and height, fractions of the picture. */
export interface Body {
  readonly x: Motion;
  readonly y: Motion;
  readonly width: Motion;
  readonly height: Motion;
}

/** How far a detector's box is off, as a part of the box. */
const OFF = { x: 0.1, y: 0.06, size: 0.12 };
/** How fast something may go that was just seen first: its own size in this many ms. */
const SIZE_IN_MS = { x: 500, y: 1500, size: 6000 };
/** How much the speed changes: by so many sizes per second within a second. */
const TURNS = { x: 0.8, y: 0.3, size: 0.08 };

/** A box seen for the first time. */
export function bodyOf(box: Box): Body {
  const [x, y, width, height] = partsOf(box);
  return {
    x: firstSeen(x, OFF.x * width, width / SIZE_IN_MS.x),
    y: firstSeen(y, OFF.y * height, height / SIZE_IN_MS.y),
    width: firstSeen(width, OFF.size * width, width / SIZE_IN_MS.size),
    height: firstSeen(height, OFF.size * height, height / SIZE_IN_MS.size),
  };
}

/** Where it should be `passed` ms later. */
export function bodyAfter(body: Body, passed: number): Body {
  const { width, height } = sizeOf(body);
  return {
    x: movedOn(body.x, passed, jerk(TURNS.x * width)),
    y: movedOn(body.y, passed, jerk(TURNS.y * height)),
    width: movedOn(body.width, passed, jerk(TURNS.size * width)),
    height: movedOn(body.height, passed, jerk(TURNS.size * height)),
  };
}

/** Seen again: a box of which we are `sure` counts for more than a faint one. */
export function bodySeen(body: Body, box: Box, sure: boolean): Body {
  const [x, y, width, height] = partsOf(box);
  const size = sizeOf(body);
  const doubt = sure ? 1 : FAINT_DOUBT;
  return {
    x: seenAt(body.x, x, OFF.x * size.width * doubt),
    y: seenAt(body.y, y, OFF.y * size.height * doubt),
    width: seenAt(body.width, width, OFF.size * size.width * doubt),
    height: seenAt(body.height, height, OFF.size * size.height * doubt),
  };
}

/** A faint box is off by so much more. */
const FAINT_DOUBT = 2;

/** Out of sight things rarely go on as they went: their speed fades with this time, ms. */
const FADES = 1500;

/** Not seen for `passed` ms more. */
export function bodyUnseen(body: Body, passed: number): Body {
  const left = Math.exp(-passed / FADES);
  const slowed = (motion: Motion): Motion => ({ ...motion, speed: motion.speed * left });
  const stopped = (motion: Motion): Motion => ({ ...motion, speed: 0 });
  return {
    x: slowed(body.x),
    y: slowed(body.y),
    width: stopped(body.width),
    height: stopped(body.height),
  };
}

/** Its box now. */
export function boxOf(body: Body): Box {
  const { x, y } = body;
  const { width, height } = sizeOf(body);
  return [x.at - width / 2, y.at - height, x.at + width / 2, y.at];
}

const SMALLEST = 1e-4;

const sizeOf = ({ width, height }: Body): { readonly width: number; readonly height: number } => ({
  width: Math.max(SMALLEST, width.at),
  height: Math.max(SMALLEST, height.at),
});

const partsOf = ([left, top, right, bottom]: Box): readonly [number, number, number, number] => [
  (left + right) / 2,
  bottom,
  Math.max(SMALLEST, right - left),
  Math.max(SMALLEST, bottom - top),
];

/** From a change of speed per second within a second to its square per ms. */
const jerk = (perSecond: number): number => (perSecond / 1000) ** 2 / 1000;
