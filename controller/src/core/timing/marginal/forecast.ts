/** Vehicles that nobody has seen yet: a steady fluid, or one with the waves of an upstream signal. */

/** Vehicles of one lane beyond sight, s from now. */
export interface Forecast {
  /** How many come between two moments, the first not after the second, and how many vehicle-seconds they lose if all are held until the second. */
  readonly between: (
    from: number,
    to: number,
  ) => { readonly vehicles: number; readonly lost: number };
}

/** Vehicles come evenly. `rate`: a second. */
export const steady = (rate: number): Forecast => ({
  between: (from, to) => {
    const time = to - from;
    return { vehicles: rate * time, lost: (rate * time * time) / 2 };
  },
});

/** Vehicles come as is foretold: `rates[n]` a second in the n-th second from now. Beyond its end they come as at its end. */
export function waves(rates: readonly number[]): Forecast {
  // Vehicles until each second, and the sum of their moments: any stretch is a difference of two.
  const vehicles: number[] = [0];
  const moments: number[] = [0];
  for (const [second, rate] of rates.entries()) {
    vehicles.push(vehicles[second]! + rate);
    moments.push(moments[second]! + rate * (second + 0.5));
  }
  const last = rates.length;
  const at = (sums: readonly number[], time: number): number => {
    const within = Math.min(last, Math.max(0, time));
    const whole = Math.min(last - 1, Math.floor(within));
    return sums[whole]! + (within - whole) * (sums[whole + 1]! - sums[whole]!);
  };
  return {
    between: (from, to) => {
      const count = at(vehicles, to) - at(vehicles, from);
      return {
        vehicles: count,
        lost: Math.max(0, to * count - (at(moments, to) - at(moments, from))),
      };
    },
  };
}
