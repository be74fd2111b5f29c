/**
 * The points that no other point beats: better in one of two costs and no worse in the other. In order of the first
 * cost; of points that are equal in both, the first. A point without a number for a cost is left out.
 */
export function pareto<T>(
  points: readonly T[],
  costs: (point: T) => readonly [first: number | null, second: number | null],
): readonly T[] {
  const known = points.flatMap((point) => {
    const [first, second] = costs(point);
    return first === null || second === null ? [] : [{ point, first, second }];
  });
  known.sort((a, b) => a.first - b.first || a.second - b.second);
  let least = Infinity;
  return known
    .filter(({ second }) => {
      const beats = second < least;
      least = Math.min(least, second);
      return beats;
    })
    .map(({ point }) => point);
}
