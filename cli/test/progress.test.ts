import { expect, test } from "vitest";
import { columns } from "../src/simulation/columns.ts";
import { progressOn } from "../src/simulation/progress.ts";
import { seedsInWords, seedsOf } from "../src/simulation/seeds.ts";

/** A screen that remembers, and a clock that is set by hand. */
function playedOn(isTTY: boolean) {
  const written: string[] = [];
  let now = 0;
  const screen = { isTTY, write: (text: string) => written.push(text) };
  const progress = progressOn("sweeping", screen, () => now);
  return { written, progress, at: (ms: number) => (now = ms) };
}

test("a terminal has a bar with the time left, redrawn in place and taken away", () => {
  const { written, progress, at } = playedOn(true);
  at(30_000);
  progress.tell(0.25);
  progress.close();
  expect(written).toEqual([
    "\rsweeping [######..................] 25 %, 2 min left\u001B[K",
    "\r\u001B[K",
  ]);
});

test("a log has a line every ten seconds and no bar", () => {
  const { written, progress, at } = playedOn(false);
  for (let second = 1; second <= 25; second++) {
    at(second * 1000);
    progress.tell(second / 100);
  }
  progress.close();
  expect(written).toEqual(["sweeping 10 %, 2 min left\n", "sweeping 20 %, 80 s left\n"]);
});

test.each([
  ["10", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ["1..3", [1, 2, 3]],
  ["4,7,12", [4, 7, 12]],
  ["3,1..3", [3, 1, 2]],
])("seeds %s", (text, seeds) => {
  expect(seedsOf(text)).toEqual(seeds);
});

test.each(["0", "", "a", "3..1", "1..", "1..2..3", "1.5", "-1", "1..1000000"])(
  "seeds %j cannot be meant",
  (text) => {
    expect(() => seedsOf(text)).toThrow(/wanted seeds as/);
  },
);

test("seeds in a row are told by their ends", () => {
  expect(seedsInWords([1, 2, 3])).toBe("1..3");
  expect(seedsInWords([1, 2, 4])).toBe("1, 2, 4");
});

test("columns stay below each other when words are Chinese", () => {
  expect(
    columns([
      ["等待", "8.6"],
      ["wait", "12.25"],
    ]),
  ).toEqual(["等待    8.6", "wait  12.25"]);
});
