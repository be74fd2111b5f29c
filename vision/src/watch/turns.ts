/** Whose turn it is: with more regions than looks in a frame, those that nobody looked at for longest come first. */
import type { Box, Instant } from "@crossing/config";

/** When each region was looked at last: the stamp of the frame. */
export interface Turns {
  readonly regions: readonly Box[];
  readonly looked: readonly (Instant | null)[];
}

export const NO_TURNS: Turns = { regions: [], looked: [] };

/** The turns over these regions: the same as before when the regions are the same. */
export const turnsOver = (regions: readonly Box[], before: Turns): Turns =>
  regions === before.regions ? before : { regions, looked: regions.map(() => null) };

/** The `looks` regions of those present to look at next; in the order of the regions when none has waited longer. */
export const nextTurns = (
  { looked }: Turns,
  present: readonly number[],
  looks: number,
): readonly number[] =>
  present
    .map((index) => ({ at: looked[index] ?? Number.NEGATIVE_INFINITY, index }))
    .sort((a, b) => a.at - b.at || a.index - b.index)
    .slice(0, looks)
    .map(({ index }) => index);

/** The turns after these regions were looked at in the frame of `at`. */
export const afterTurns = (turns: Turns, taken: readonly number[], at: Instant): Turns => ({
  ...turns,
  looked: turns.looked.map((before, index) => (taken.includes(index) ? at : before)),
});

/** Stamp of the oldest frame that what is known of the regions rests on; null while one was never looked at. */
export function oldestLook({ looked }: Turns): Instant | null {
  const known = looked.filter((at) => at !== null);
  if (known.length < looked.length || known.length === 0) return null;
  return known.reduce((oldest, at) => (at < oldest ? at : oldest));
}
