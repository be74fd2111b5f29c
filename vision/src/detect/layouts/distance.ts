/**
 * Distances from a point to the four sides of a box, each written as how likely each of a few lengths is.
 *
 * The distance is the mean over the lengths 0, 1, 2, ... of a softmax ("distribution focal loss").
 */

/** The distance that `bins` values from `at` stand for, in cells. */
export function distanceAt(values: Float32Array, at: number, bins: number): number {
  let most = -Infinity;
  for (let bin = 0; bin < bins; bin++) most = Math.max(most, values[at + bin]!);
  let sum = 0;
  let weighted = 0;
  for (let bin = 0; bin < bins; bin++) {
    const share = Math.exp(values[at + bin]! - most);
    sum += share;
    weighted += share * bin;
  }
  return weighted / sum;
}
