/** Where labels go so that none lies on another. */
import type { Place } from "./path.ts";

/** A label that wants to be near a place. Later ones give way to earlier ones. */
export interface Label {
  /** Where it belongs: the first of these that has room. */
  readonly near: readonly Place[];
  readonly text: string;
  /** Height of its letters. */
  readonly size: number;
}

/** A box on paper. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A label with the middle of its box; null: there was no room for it. */
export type Placed = Place | null;

/**
 * Places each label beside its place, within the frame, clear of `taken` and of each other.
 *
 * Tried in turn at each: right, above, left, below, and the corners. A label that fits nowhere is left out: what it says
 * stands in the table.
 */
export function placeLabels(
  labels: readonly Label[],
  frame: Box,
  taken: readonly Box[],
): readonly Placed[] {
  const full = [...taken];
  return labels.map((label) => {
    const found = label.near
      .flatMap((near) => around(near, label))
      .find(({ box }) => inside(box, frame) && !full.some((other) => overlap(box, other)));
    if (found === undefined) return null;
    full.push(found.box);
    return found.middle;
  });
}

/** How wide a text is when its letters are `size` high: Chinese letters are square, others narrower. */
export function widthOf(text: string, size: number): number {
  const wide = text.replaceAll(/[^\u2e80-\uffff]/g, "").length;
  return size * (wide + 0.56 * (text.length - wide));
}

/** A square around a marker. */
export const boxAround = ({ x, y }: Place, half: number): Box => ({
  left: x - half,
  top: y - half,
  right: x + half,
  bottom: y + half,
});

/** How far from its place a label keeps: beside a marker. */
const GAP = 7;

function around(near: Place, { text, size }: Label): readonly { middle: Place; box: Box }[] {
  const half = { x: widthOf(text, size) / 2, y: size / 2 };
  const [dx, dy] = [GAP + half.x, GAP + half.y];
  const offsets = [
    [dx, 0],
    [0, -dy],
    [-dx, 0],
    [0, dy],
    [dx, -dy],
    [-dx, -dy],
    [-dx, dy],
    [dx, dy],
  ] as const;
  return offsets.map(([x, y]) => {
    const middle = { x: near.x + x, y: near.y + y };
    return {
      middle,
      box: {
        left: middle.x - half.x,
        right: middle.x + half.x,
        top: middle.y - half.y,
        bottom: middle.y + half.y,
      },
    };
  });
}

const inside = (box: Box, frame: Box): boolean =>
  box.left >= frame.left &&
  box.right <= frame.right &&
  box.top >= frame.top &&
  box.bottom <= frame.bottom;

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
