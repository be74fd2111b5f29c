/** Seeds on the command line: days of chance that can be had again. */
import { InvalidArgumentError } from "commander";

const MOST_SEEDS = 10_000;
const LARGEST_SEED = 2 ** 31;

/** Seeds of `1..10`, `4,7,12`, or `10` for the first ten; each once, in the order given. */
export function seedsOf(text: string): readonly number[] {
  const seeds = text.includes("..") || text.includes(",") ? listed(text) : firstOf(text);
  if (seeds.length === 0 || seeds.length > MOST_SEEDS) throw unclear();
  return [...new Set(seeds)];
}

function firstOf(text: string): readonly number[] {
  const count = seedIn(text);
  if (count < 1 || count > MOST_SEEDS) throw unclear();
  return fromTo(1, count);
}

const listed = (text: string): readonly number[] =>
  text.split(",").flatMap((part) => {
    const [first, last, more] = part.split("..");
    if (more !== undefined) throw unclear();
    const [from, to] = [seedIn(first), seedIn(last ?? first)];
    if (to < from || to - from >= MOST_SEEDS) throw unclear();
    return fromTo(from, to);
  });

const fromTo = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

function seedIn(text: string | undefined): number {
  const seed = Number(text);
  if (text?.trim() && Number.isInteger(seed) && seed >= 0 && seed <= LARGEST_SEED) return seed;
  throw unclear();
}

const unclear = (): InvalidArgumentError =>
  new InvalidArgumentError(
    `wanted seeds as 1..10, 4,7,12 or 10 (the first ten), ${MOST_SEEDS} at most.`,
  );

/** The same seeds in few words: `1..10`, `4, 7, 12`. */
export function seedsInWords(seeds: readonly number[]): string {
  const [first, last] = [seeds[0], seeds.at(-1)];
  const inARow = seeds.every((seed, index) => index === 0 || seed === seeds[index - 1]! + 1);
  return inARow && seeds.length > 2 ? `${first}..${last}` : seeds.join(", ");
}
