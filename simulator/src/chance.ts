/**
 * Chance by seed. Every purpose draws from its own named stream, so more people do not change the cars.
 *
 * The generator is sfc32 (128 bits of state): the same seed and name give the same numbers on any machine.
 */
export interface Chance {
  /** The next number, 0 <= x < 1. */
  next(): number;
  uniform(low: number, high: number): number;
  /** A whole number 0 .. count - 1. */
  below(count: number): number;
  /** True with this probability. */
  happens(probability: number): boolean;
  normal(mean: number, deviation: number): number;
  /** A waiting time of a Poisson process, in the unit of 1 / rate. */
  exponential(rate: number): number;
  weibull(shape: number, scale: number): number;
  /** Lognormal with this mean and this deviation of the logarithm. */
  lognormal(mean: number, sigma: number): number;
}

/** The stream `name` of `seed`. */
export function chanceOf(seed: number, name: string): Chance {
  const next = sfc32(hashOf(seed, name));
  const uniform = (low: number, high: number): number => low + (high - low) * next();
  // 1 - next() lies in (0, 1], so the logarithm is finite.
  const exponential = (rate: number): number => -Math.log(1 - next()) / rate;
  const normal = (mean: number, deviation: number): number => {
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * next());
  };
  return {
    next,
    uniform,
    normal,
    exponential,
    below: (count) => Math.floor(next() * count),
    happens: (probability) => next() < probability,
    weibull: (shape, scale) => scale * exponential(1) ** (1 / shape),
    lognormal: (mean, sigma) => Math.exp(normal(Math.log(mean) - (sigma * sigma) / 2, sigma)),
  };
}

/** Four words of state from a seed and a name (FNV-1a, then spread). */
function hashOf(seed: number, name: string): readonly [number, number, number, number] {
  let hash = 0x811c9dc5 ^ Math.trunc(seed);
  for (const letter of name) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  const word = (): number => {
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return (hash ^ (hash >>> 13)) | 0;
  };
  return [word(), word(), word(), 1];
}

function sfc32(seed: readonly [number, number, number, number]): () => number {
  let [a, b, c, counter] = seed;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4294967296;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}
