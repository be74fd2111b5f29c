/** Chance by seed, for pictures: mulberry32. */
export interface Chance {
  /** 0 up to 1. */
  next(): number;
  /** A bell around 0 with standard deviation 1, near enough. */
  bell(): number;
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 4294967296;
  };
  return { next, bell: () => (next() + next() + next() + next() - 2) * Math.sqrt(3) };
}
