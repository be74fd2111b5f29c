/** The lowest point of a smooth function of a few numbers, without derivatives (Nelder and Mead 1965). */

/** A point and the value there. */
export interface Lowest {
  readonly at: readonly number[];
  readonly value: number;
}

const MOST_STEPS = 2000;

/** How to search. */
export interface Walk {
  /** Length of the simplex's edges at first. */
  readonly edge: number;
  /** The search ends when the values at all corners differ by less. */
  readonly level: number;
}

/**
 * Walks down from `start` with a simplex, until all corners are level or after 2000 steps. Finds the bottom of the
 * valley it starts in.
 */
export function lowest(
  of: (at: readonly number[]) => number,
  start: readonly number[],
  { edge, level }: Walk,
): Lowest {
  const measured = (at: readonly number[]): Lowest => ({ at, value: of(at) });
  let corners = [start, ...start.map((_, axis) => moved(start, axis, edge))].map(measured);
  for (let step = 0; step < MOST_STEPS; step++) {
    corners.sort((a, b) => a.value - b.value);
    if (corners.at(-1)!.value - corners[0]!.value < level) break;
    const worst = corners.at(-1)!;
    const better = replacement(corners, measured);
    corners =
      better.value < worst.value ? [...corners.slice(0, -1), better] : shrunk(corners, measured);
  }
  return corners.reduce((best, corner) => (corner.value < best.value ? corner : best));
}

const moved = (at: readonly number[], axis: number, by: number): readonly number[] =>
  at.map((value, index) => (index === axis ? value + by : value));

/** Instead of the worst corner: one mirrored in the middle of the others, farther, or nearer. */
function replacement(
  corners: readonly Lowest[],
  measured: (at: readonly number[]) => Lowest,
): Lowest {
  const worst = corners.at(-1)!;
  const others = corners.slice(0, -1);
  const middle = worst.at.map((_, axis) => mean(others.map(({ at }) => at[axis]!)));
  const along = (part: number): Lowest =>
    measured(middle.map((value, axis) => value + part * (worst.at[axis]! - value)));
  const mirrored = along(-1);
  if (mirrored.value < corners[0]!.value) {
    const farther = along(-2);
    return farther.value < mirrored.value ? farther : mirrored;
  }
  if (mirrored.value < others.at(-1)!.value) return mirrored;
  return mirrored.value < worst.value ? along(-0.5) : along(0.5);
}

/** All corners half way to the best one. */
function shrunk(corners: readonly Lowest[], measured: (at: readonly number[]) => Lowest): Lowest[] {
  const best = corners[0]!;
  const others = corners
    .slice(1)
    .map(({ at }) => at.map((value, axis) => (value + best.at[axis]!) / 2));
  return [best, ...others.map(measured)];
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
