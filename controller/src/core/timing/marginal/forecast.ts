/** Vehicles that nobody has seen yet: a steady fluid, or one with the waves of an upstream signal. */
import type { Waves } from "../../platoons.ts";

/** Vehicles of one lane beyond sight: evenly, so many a second, or as sums of what is foretold. */
export type Forecast = { readonly rate: number } | Waves;

/** How many come between two moments (s from now, the first not after the second). */
export const vehiclesBetween = (forecast: Forecast, from: number, to: number): number =>
  "rate" in forecast
    ? forecast.rate * (to - from)
    : sumAt(forecast.vehicles, to) - sumAt(forecast.vehicles, from);

/** How many vehicle-seconds those lose that come between two moments, if all are held until the second. */
export function lostBetween(forecast: Forecast, from: number, to: number): number {
  if ("rate" in forecast) return (forecast.rate * (to - from) * (to - from)) / 2;
  const moments = sumAt(forecast.moments, to) - sumAt(forecast.moments, from);
  return Math.max(0, to * vehiclesBetween(forecast, from, to) - moments);
}

/** A sum at a moment between two seconds. What is asked about lies within what is foretold: the longest horizon, lead and red. */
function sumAt(sums: readonly number[], time: number): number {
  const within = Math.min(time, sums.length - 1 - Number.EPSILON * sums.length);
  const whole = Math.floor(within);
  return sums[whole]! + (within - whole) * (sums[whole + 1]! - sums[whole]!);
}
