/** Numbers as a report writes them. */
import type { Estimate } from "@crossing/simulator";

/** What stands where there was nothing to measure. */
export const NOTHING = "–";

/** With so many decimals, and a true minus sign. */
export function fixed(value: number | null, digits = 1): string {
  if (value === null || !Number.isFinite(value)) return NOTHING;
  const text = Math.abs(value).toFixed(digits);
  const zero = Number(text) === 0;
  return value < 0 && !zero ? `−${text}` : text;
}

/** `12.3 ± 0.4`, the half of its 95 % interval; the mean alone where one run was made. */
export const measured = ({ mean, half }: Estimate, digits = 1): string =>
  half === null ? fixed(mean, digits) : `${fixed(mean, digits)} ± ${fixed(half, digits)}`;

/** The same of a difference, with its sign. */
export function difference({ mean, half }: Estimate, digits = 1): string {
  const sign = mean !== null && Number(mean.toFixed(digits)) > 0 ? "+" : "";
  return sign + measured({ n: 0, mean, half }, digits);
}

/** A share as per cent: an estimate of shares in one of per cents. */
export const inPercent = ({ n, mean, half }: Estimate): Estimate => ({
  n,
  mean: mean === null ? null : mean * 100,
  half: half === null ? null : half * 100,
});

/** A setting: whole where it is. */
export const plain = (value: number): string => String(Math.round(value * 100) / 100);

/** Seconds after midnight, or since the beginning, as `07:15`. */
export function clock(time_s: number): string {
  const minutes = Math.round(time_s / 60);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The same to the second, as `07:15:30`. */
export function clockSeconds(time_s: number): string {
  const seconds = Math.round(time_s);
  const rest = Math.floor(seconds / 60);
  return `${two(Math.floor(rest / 60))}:${two(rest % 60)}:${two(seconds % 60)}`;
}

const two = (value: number): string => String(value).padStart(2, "0");
