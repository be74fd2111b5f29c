/** Geometry of boxes, `[left, top, right, bottom]`. */
import type { Box } from "@crossing/config";

/** Area of a box; 0 for one turned inside out. */
export const area = ([left, top, right, bottom]: Box): number =>
  Math.max(0, right - left) * Math.max(0, bottom - top);

/** Area that two boxes share. */
export const shared = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) *
  Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

/** Shared area over joint area, 0..1. */
export function overlap(a: Box, b: Box): number {
  const both = shared(a, b);
  return both === 0 ? 0 : both / (area(a) + area(b) - both);
}

/** Shared area over the smaller box's area, 0..1: 1 when one lies in the other. */
export function inside(a: Box, b: Box): number {
  const smaller = Math.min(area(a), area(b));
  return smaller === 0 ? 0 : shared(a, b) / smaller;
}

/** The smallest box around both. */
export const around = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

/** A box in fractions of `outer` as one in the units of `outer`. */
export function outOf(outer: Box, [left, top, right, bottom]: Box): Box {
  const [x, y] = outer;
  const width = outer[2] - x;
  const height = outer[3] - y;
  return [x + left * width, y + top * height, x + right * width, y + bottom * height];
}
