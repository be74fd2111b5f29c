/** Where to look when nobody says where people stand: everywhere, coarsely for near people and finely for far ones. */
import type { Box } from "@crossing/config";
import type { Size } from "../ports.ts";

/** A picture at least this wide, in heights, is divided across; a narrower one along. */
const WIDE = 1.15;
/** Length of each part, fraction of the picture: neighbours share enough that one of them holds a person whole. */
const PARTS: Readonly<Record<number, number>> = { 1: 1, 2: 0.55, 3: 0.45, 4: 0.34 };
/** Across the finest parts, people would be cut by shorter ones. */
const LOW = 0.6;

/** Crops at each level, coarse to fine: the same rule for every picture. */
const LEVELS: readonly (readonly (readonly [along: number, across: number])[])[] = [
  [[1, 1]],
  [[2, 1]],
  [
    [2, 1],
    [3, 1],
    [4, 2],
  ],
];
/** Crops of the finest level. */
const EVERYTHING = 13;

/**
 * The finest plan with at most `budget` crops; fractions of the picture.
 *
 * Either all of it, or two halves, or halves, thirds and eight tiles: things of each size are then seen by several
 * crops, and what these agree on is sure.
 */
export function wholePicture({ width, height }: Size, budget = EVERYTHING): readonly Box[] {
  const plans = LEVELS.map((grids) => grids.flatMap(([along, across]) => tiles(along, across)));
  const boxes = plans.findLast((plan) => plan.length <= budget) ?? plans[0]!;
  if (width / height >= WIDE) return boxes;
  return boxes.map(([left, top, right, bottom]) => [top, left, bottom, right]);
}

function tiles(along: number, across: number): readonly Box[] {
  const columns = spans(along, PARTS[along]!);
  const rows = spans(across, across === 1 ? 1 : LOW);
  return rows.flatMap(([top, bottom]) =>
    columns.map(([left, right]): Box => [left, top, right, bottom]),
  );
}

/** `count` spans of `length` spread over 0..1. */
const spans = (count: number, length: number): readonly (readonly [number, number])[] =>
  Array.from({ length: count }, (_, at) => {
    const start = count === 1 ? 0 : ((1 - length) * at) / (count - 1);
    return [start, at === count - 1 ? 1 : start + length] as const;
  });
