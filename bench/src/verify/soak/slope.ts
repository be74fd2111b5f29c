/** How fast something grows, whatever a few odd samples say. */

/** Something at a moment. */
export interface Sample {
  readonly s: number;
  readonly value: number;
}

/** Theil and Sen: the middle of the slopes of all pairs, per hour. NaN for less than two moments. */
export function slopePerHour(samples: readonly Sample[]): number {
  const slopes = samples.flatMap((one, at) =>
    samples.slice(at + 1).flatMap((other) => {
      const s = other.s - one.s;
      return s > 0 ? [((other.value - one.value) / s) * 3600] : [];
    }),
  );
  slopes.sort((a, b) => a - b);
  const middle = slopes.length >> 1;
  const upper = slopes[middle] ?? Number.NaN;
  return slopes.length % 2 === 1 ? upper : ((slopes[middle - 1] ?? upper) + upper) / 2;
}
