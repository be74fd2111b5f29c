/** Who is who from look to look. */
import { type Box, instant } from "@crossing/config";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Sighting } from "../src/detect/gather.ts";
import { assign } from "../src/people/assign.ts";
import { NOBODY, type People, TRACK_RULES, type Told, look, tell } from "../src/index.ts";

const ZONE = [[0, 0.5], [1, 0.5], [1, 1], [0, 1]] as [number, number][]; // prettier-ignore
const SCENE = { places: [{ name: "A", polygon: ZONE }], rules: { ...TRACK_RULES, sure: 0.4 } };
const ALL: readonly Box[] = [[0, 0, 1, 1]];

/** Somebody whose feet are at (x, y), 0.3 tall. */
const at = (x: number, y = 0.8, score = 0.9): Sighting => ({
  kind: "person",
  score,
  cut: false,
  box: [x - 0.04, y - 0.3, x + 0.04, y],
});

interface OneLook {
  readonly seen: readonly Sighting[];
  readonly regions?: readonly Box[];
}

/** Ten looks a second, unless `every` (ms) says otherwise. */
function watch(looks: readonly OneLook[], every = 100): readonly Told[] {
  let people: People = NOBODY;
  return looks.map(({ seen, regions = ALL }, n) => {
    people = look(people, { at: instant(n * every), seen, regions }, SCENE);
    return tell(people, SCENE, instant(n * every));
  });
}

const looks = (count: number, seen: (n: number) => readonly Sighting[]): OneLook[] =>
  Array.from({ length: count }, (_, n) => ({ seen: seen(n) }));

const idsOf = (told: Told | undefined): readonly number[] =>
  (told?.persons ?? []).map(({ id }) => id).sort((a, b) => a - b);

describe("somebody out of sight", () => {
  test("for two seconds is the same person afterwards, and has waited all the time", () => {
    const told = watch(looks(60, (n) => (n > 20 && n < 40 ? [] : [at(0.5)])));
    expect(told[30]!.people).toBe(0);
    expect(idsOf(told.at(-1))).toEqual([1]);
    expect(told.at(-1)!.zones["A"]!.waits_s).toEqual([5.9]);
  });
  test("for two seconds while walking is the same person farther on", () => {
    const told = watch(looks(60, (n) => (n > 20 && n < 38 ? [] : [at(0.2 + n * 0.008)])));
    expect(idsOf(told.at(-1))).toEqual([1]);
  });
  test("for longer than is remembered is somebody new", () => {
    const told = watch(looks(90, (n) => (n > 20 && n < 60 ? [] : [at(0.5)])));
    expect(idsOf(told.at(-1))).toEqual([2]);
  });
  test("behind somebody nearer counts on for a while; in the open, not", () => {
    const behind = watch(looks(26, (n) => (n < 20 ? [at(0.5), at(0.53, 0.86)] : [at(0.53, 0.86)])));
    const open = watch(looks(26, (n) => (n < 20 ? [at(0.5), at(0.8, 0.85)] : [at(0.8, 0.85)])));
    expect([behind[25]!.people, open[25]!.people]).toEqual([2, 1]);
  });
});

test("two who pass each other keep their numbers", () => {
  const told = watch(looks(40, (n) => [at(0.3 + n * 0.01, 0.8), at(0.7 - n * 0.01, 0.84)]));
  const [first, last] = [told[2]!.persons, told.at(-1)!.persons];
  const right = (id: number): number => last.find((one) => one.id === id)!.x;
  const leftmost = [...first].sort((a, b) => a.x - b.x).map(({ id }) => id);
  expect(right(leftmost[0]!)).toBeGreaterThan(right(leftmost[1]!));
  expect(idsOf(told.at(-1))).toEqual([1, 2]);
});

test("two who stand close are two with the same numbers when each look misses one of them in turn", () => {
  const both = [at(0.5), at(0.56)];
  const told = watch(looks(40, (n) => (n < 5 ? both : [both[n % 2]!])));
  expect(told.slice(5).every(({ people }) => people === 2)).toBe(true);
  expect(idsOf(told.at(-1))).toEqual([1, 2]);
});

test("a part of the picture that is looked at every fifth time loses nobody in between", () => {
  const [left, right]: readonly [Box, Box] = [
    [0, 0, 0.5, 1],
    [0.5, 0, 1, 1],
  ];
  const told = watch(
    Array.from({ length: 60 }, (_, n) =>
      n % 5 === 0 ? { seen: [at(0.8)], regions: [right] } : { seen: [at(0.2)], regions: [left] },
    ),
  );
  expect(told.slice(8).every(({ people }) => people === 2)).toBe(true);
  expect(idsOf(told.at(-1))).toEqual([1, 2]);
});

test("somebody in a part of the picture that is looked at every four seconds keeps the number", () => {
  const [left, right]: readonly [Box, Box] = [
    [0, 0, 0.5, 1],
    [0.5, 0, 1, 1],
  ];
  const told = watch(
    Array.from({ length: 130 }, (_, n) =>
      n % 40 < 3 ? { seen: [at(0.8)], regions: [right] } : { seen: [at(0.2)], regions: [left] },
    ),
  );
  expect(told.slice(8).every(({ people }) => people === 2)).toBe(true);
  expect(idsOf(told.at(-1))).toEqual([1, 2]);
});

test("nobody counts for ever in a part of the picture that is not looked at any more", () => {
  const told = watch(
    Array.from({ length: 60 }, (_, n) => ({
      seen: n < 5 ? [at(0.2), at(0.8)] : [at(0.2)],
      regions: [n < 5 ? [0, 0, 1, 1] : [0, 0, 0.5, 1]],
    })),
  );
  expect([told[40]!.people, told.at(-1)!.people]).toEqual([2, 1]);
});

describe("two looks a second", () => {
  const others = (n: number): readonly Sighting[] => [at(0.2), ...(n < 4 ? [] : [at(0.8)])];
  test.each([
    ["one look misses somebody known", [8], 8, true],
    ["two looks miss somebody known", [8, 9], 9, false],
    ["one look misses who was seen once before", [5], 5, false],
  ])("%s", (_, missed, look, counts) => {
    const told = watch(
      looks(12, (n) => others(n).filter(({ box }) => box[0] < 0.5 || !missed.includes(n))),
      500,
    );
    expect(idsOf(told[look])).toEqual(counts ? [1, 2] : [1]);
  });
  test("somebody who is hidden for a second is still there", () => {
    const told = watch(
      looks(12, (n) => (n < 6 || n > 7 ? [at(0.5), at(0.53, 0.86)] : [at(0.53, 0.86)])),
      500,
    );
    expect(told.map(({ people }) => people)).toEqual(Array(12).fill(2));
    expect(idsOf(told.at(-1))).toEqual([1, 2]);
  });
});

test("somebody half as tall is somebody else, however near", () => {
  const small: Sighting = { ...at(0.5), box: [0.48, 0.62, 0.52, 0.77] };
  const told = watch(looks(40, (n) => [n < 20 ? at(0.5) : small]));
  expect(idsOf(told.at(-1))).toEqual([2]);
});

describe("the best pairing", () => {
  const best = (
    fits: readonly (readonly number[])[],
    from = 0,
    used: readonly number[] = [],
  ): number => {
    if (from === fits.length) return 0;
    const alone = best(fits, from + 1, used);
    const with_ = fits[from]!.map((fit, at) =>
      fit > 0 && !used.includes(at) ? fit + best(fits, from + 1, [...used, at]) : 0,
    );
    return Math.max(alone, ...with_);
  };
  const fits = fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }))
    .chain(([rows, columns]) =>
      fc.array(
        fc.array(fc.double({ min: -0.5, max: 1, noNaN: true }), {
          minLength: columns,
          maxLength: columns,
        }),
        { minLength: rows, maxLength: rows },
      ),
    );
  test("has the largest sum of all pairings, takes each once, and no bad pair", () => {
    fc.assert(
      fc.property(fits, (table) => {
        const pairs = assign(table);
        const sum = pairs.reduce((total, [a, b]) => total + table[a]![b]!, 0);
        expect(sum).toBeCloseTo(best(table), 9);
        expect(new Set(pairs.map(([a]) => a)).size).toBe(pairs.length);
        expect(new Set(pairs.map(([, b]) => b)).size).toBe(pairs.length);
        expect(pairs.every(([a, b]) => table[a]![b]! > 0)).toBe(true);
      }),
    );
  });
  test("gives up the best pair where two good ones are better", () => {
    expect(assign([[0.9, 0.8], [0.7, 0]])).toEqual([[1, 0], [0, 1]]); // prettier-ignore
  });
});
