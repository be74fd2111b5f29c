/** What really is in each frame of a clip: people with a number of their own, boxed by hand. */

/** A box in pixels of the clip. */
export type PixelBox = readonly [x: number, y: number, width: number, height: number];

/** One person, or one track, in one frame. */
export interface Named {
  readonly id: number;
  readonly box: PixelBox;
}

/** Who is in each frame; the first frame is at index 0. */
export type Frames = readonly (readonly Named[])[];

/**
 * Reads a MOTChallenge file: `frame,id,left,top,width,height,counted,...` a line, frames from 1.
 *
 * Boxes with a 0 in the seventh column are not to be counted and are left out. Frames without a line are empty, and
 * so are those up to `frames`.
 */
export function readTruth(text: string, frames = 0): Frames {
  const found: Named[][] = Array.from({ length: frames }, () => []);
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const [frame, id, x, y, width, height, counted] = line.split(",").map(Number);
    if (counted === 0) continue;
    while (found.length < frame!) found.push([]);
    found[frame! - 1]!.push({ id: id!, box: [x!, y!, width!, height!] });
  }
  return found;
}

/** The point where somebody stands: the middle of the box's lower edge. */
export const feetOf = ([x, y, width, height]: PixelBox): readonly [x: number, y: number] => [
  x + width / 2,
  y + height,
];

/** Whether somebody in `box` stands in the rectangle `part`. */
export function standsIn(box: PixelBox, [left, top, width, height]: PixelBox): boolean {
  const [x, y] = feetOf(box);
  return x >= left && x < left + width && y >= top && y < top + height;
}

/** Shared area over joint area, 0..1. */
export function iou(a: PixelBox, b: PixelBox): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a[2] * a[3] + b[2] * b[3] - shared);
}
