/** From numbers to places on paper, and the round numbers to write on an axis. */

/** Maps a number to a place. */
export type Scale = (value: number) => number;

/** Two numbers, or two places. */
export type Ends = readonly [from: number, to: number];

/** A straight scale. Where the domain has no length, everything is at its beginning. */
export function scaleOf([from, to]: Ends, [start, end]: Ends): Scale {
  const per = to === from ? 0 : (end - start) / (to - from);
  return (value) => start + (value - from) * per;
}

/** Round numbers within the ends, about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export function ticks([from, to]: Ends, count: number): readonly number[] {
  const step = roundStep((to - from) / Math.max(1, count));
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    cleaned((first + index) * step),
  );
}

/** The round number at or above a value that an axis can end at. */
export function roundUp(value: number, count: number): number {
  const step = roundStep(value / Math.max(1, count));
  return cleaned(Math.ceil(value / step - 1e-9) * step);
}

function roundStep(rough: number): number {
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

// Sums of steps such as 0.1 are not round in binary.
const cleaned = (value: number): number => Number(value.toPrecision(12));
