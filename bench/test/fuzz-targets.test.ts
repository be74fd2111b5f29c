/** Every door is fed for a moment; the nightly run does it for long. A failure prints the seed and path that repeat it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { foundIn } from "../src/verify/fuzz/figures.ts";
import { fuzz } from "../src/verify/fuzz/fuzzing.ts";
import { plainTarget } from "../src/verify/fuzz/target.ts";
import { TARGETS } from "../src/verify/fuzz/targets/targets.ts";

const EFFORT = { seed: 1, runs: 60, seconds: 1.2 };

test.each(TARGETS.map((target) => [target.name, target] as const))(
  "%s: nothing that comes in crashes or hangs us",
  async (_, target) => {
    const { inputs, found } = await fuzz(target, EFFORT);
    expect(found).toEqual([]);
    expect(inputs).toBeGreaterThan(0);
  },
  60_000,
);

const about = { name: "a bad door", fed: "numbers", inControl: true };
const BAD = [
  [
    "throws",
    plainTarget(about, fc.nat({ max: 9 }), (n) => {
      if (n === 7) throw new Error("seven");
    }),
    "seven",
  ],
  [
    "rejects where nobody hears it",
    plainTarget(about, fc.nat({ max: 9 }), async (n) => {
      if (n === 7) process.emit("uncaughtException", new Error("unheard"));
      await Promise.resolve();
    }),
    "uncaught: Error: unheard",
  ],
  [
    "holds control up",
    plainTarget(about, fc.nat({ max: 9 }), (n) => {
      const until = process.cpuUsage().user + (n === 7 ? 60_000 : 0);
      while (process.cpuUsage().user < until);
    }),
    "control may be held up for 50",
  ],
] as const;

test.each(BAD)("a door that %s is found, with what repeats it", async (_, target, why) => {
  const fuzzed = await fuzz(target, { ...EFFORT, seconds: 20 });
  expect(fuzzed.found.join("\n")).toContain(why);
  expect(fuzzed.found.join("\n")).toContain("seed 1");
  expect(foundIn([{ target, fuzzed }], 1).figures[0]?.[3]).toBe(false);
});
