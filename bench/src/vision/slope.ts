/** How fast something grows. */

/** The slope of the straight line that fits best (least squares), per hour. NaN for less than two moments. */
export function slopePerHour(
  samples: readonly { readonly s: number; readonly mb: number }[],
): number {
  const mean = (of: (sample: { readonly s: number; readonly mb: number }) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [middle, level] = [mean(({ s }) => s), mean(({ mb }) => mb)];
  const rise = mean(({ s, mb }) => (s - middle) * (mb - level));
  const run = mean(({ s }) => (s - middle) ** 2);
  return run === 0 ? Number.NaN : (rise / run) * 3600;
}
