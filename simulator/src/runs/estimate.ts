/** What several runs say of one figure: mean and 95 % confidence interval. */

export interface Estimate {
  /** Runs in which it could be measured. */
  readonly n: number;
  readonly mean: number | null;
  /** The interval is mean - half to mean + half (Student's t); null with fewer than 2 runs. */
  readonly half: number | null;
}

/** The estimate from one value a run; null where a run had nobody to measure. Runs are taken as independent. */
export function estimateOf(values: readonly (number | null)[]): Estimate {
  const known = values.filter((value) => value !== null);
  const n = known.length;
  if (n === 0) return { n, mean: null, half: null };
  const mean = known.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { n, mean, half: null };
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { n, mean, half: studentT975(n - 1) * Math.sqrt(variance / n) };
}

/** Whether the whole interval lies on one side of 0: a difference that chance alone would hardly make. */
export const isClear = ({ mean, half }: Estimate): boolean =>
  mean !== null && half !== null && Math.abs(mean) > half;

/**
 * The 97.5 % quantile of Student's t: what a two-sided 95 % interval is made with.
 *
 * From a table up to 7 degrees of freedom, then Fisher's expansion around the normal quantile,
 * within 0.001.
 */
export function studentT975(degrees: number): number {
  const tabled = T975[degrees - 1];
  if (tabled !== undefined) return tabled;
  const z = 1.959963985;
  const z2 = z * z;
  const g1 = (z * (z2 + 1)) / 4;
  const g2 = (z * ((5 * z2 + 16) * z2 + 3)) / 96;
  const g3 = (z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / 384;
  return z + g1 / degrees + g2 / degrees ** 2 + g3 / degrees ** 3;
}

const T975 = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646] as const;
