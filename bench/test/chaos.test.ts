/** Those who judge a night of chaos see what is wrong. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chanceOf } from "@crossing/simulator";
import { describe, expect, onTestFinished, test } from "vitest";
import { deedBy } from "../src/verify/chaos/deeds.ts";
import { eventsIn } from "../src/verify/chaos/events.ts";
import { judged } from "../src/verify/chaos/judge.ts";
import { ledAgain, pointOf } from "../src/verify/chaos/lamps-now.ts";
import type { LampsAt } from "../src/verify/chaos/record.ts";
import { briskSite } from "../src/verify/chaos/site.ts";
import { slopePerHour } from "../src/verify/soak/slope.ts";

const { timing } = briskSite();

/** Lamps by number, as wired: 1 2 3 and 4 5 6 red yellow green, 7 8 and 9 10 red green. */
const lit = (...lamps: readonly number[]): number =>
  lamps.reduce((mask, lamp) => mask | (1 << (lamp - 1)), 0);
const SHOWS = {
  G: { on: lit(3, 6, 7, 9), flash: 0, state: 2 },
  Y: { on: lit(2, 5, 7, 9), flash: 0, state: 2 },
  R: { on: lit(1, 4, 7, 9), flash: 0, state: 2 },
  W: { on: lit(1, 4, 8, 10), flash: 0, state: 2 },
  f: { on: lit(1, 4, 8, 10), flash: lit(8, 10), state: 2 },
  // Left alone it flashes yellow.
  s: { on: lit(2, 5), flash: lit(2, 5), state: 3 },
  // Only one head of the two goes green.
  d: { on: lit(1, 4, 8, 9), flash: 0, state: 2 },
  // People and vehicles together.
  X: { on: lit(3, 6, 8, 10), flash: 0, state: 2 },
} as const;

/** One letter a second. */
const strip = (letters: string): readonly LampsAt[] =>
  letters
    .split("")
    .flatMap((letter, second) =>
      letter === letters[second - 1]
        ? []
        : [{ at: second * 1000, lamps: SHOWS[letter as keyof typeof SHOWS] }],
    );

describe("lamps", () => {
  test.each([
    ["RRGGGGGYYYRRWWWWfffffRRGGGGG", "a whole cycle", 0],
    ["RRGGGGGYYYRRWWssssssssssRGGGGG", "a walk that the cabinet's watchdog ended", 0],
    ["RRGGGGGYYRRWWWWfffffRRGGGGG", "yellow too short", 1],
    ["RRGGGGGRRWWWWfffffRRGGGGG", "no yellow", 1],
    ["RRGGGGGYYYRWWWWfffffRRGGGGG", "red clearance too short", 1],
    ["RRGGGGGYYYRRWWfffffRRGGGGG", "walk too short", 1],
    ["RRGGGGGYYYRRWWWWRRRRRRRGGGGG", "walk without clearance", 1],
    ["RRGGGGGYYYRRWWWWfffffRGGGGG", "buffer too short", 1],
    ["RRGGGGGYYYRRddddfffffRRGGGGG", "heads that differ", 1],
  ])("%s (%s): %d wrong", (letters, _, wrong) => {
    const { illegal, conflicts } = judged(strip(letters), timing);
    expect(conflicts).toEqual([]);
    expect(illegal).toHaveLength(wrong);
  });

  test("people and vehicles together are a conflict, whoever lit them", () => {
    const local = { ...SHOWS.X, state: 1 };
    expect(judged([{ at: 0, lamps: local }], timing).conflicts).toHaveLength(1);
    expect(judged(strip("GX"), timing).conflicts).toHaveLength(1);
  });

  test("the lead is lost when the cabinet flashes, and led again with the first red", () => {
    const record = strip("GGGsssssRRGG");
    expect(ledAgain(record, 1000)).toBe(8000);
    expect(ledAgain(record, 8500)).toBe("kept");
    expect(ledAgain(strip("GGGs"), 1000)).toBeNull();
    expect(["GY", "WfR", "YR", "Gs"].map((letters) => pointOf(strip(letters)))).toEqual([
      "yellow",
      "red-after-walk",
      "red-before-walk",
      "not-ours",
    ]);
  });
});

test.each([
  ["whole", ["a 1", "a 2", "b 1", "b 2"], 0],
  ["one missing", ["a 1", "a 3"], 1],
  ["the first missing", ["a 2"], 1],
  ["one there twice", ["a 1", "a 1"], 1],
  ["a torn line", ["a 1", "torn"], 1],
])("an event log, %s", (_, events, wrong) => {
  const folder = mkdtempSync(join(tmpdir(), "crossing-log-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const lines = events.map((event, index) => {
    const [boot, seq] = event.split(" ");
    return seq === undefined ? event : JSON.stringify({ id: index + 1, boot, seq: Number(seq) });
  });
  writeFileSync(join(folder, "events-2026-11-22.jsonl"), `${lines.join("\n")}\n`);
  expect(eventsIn(folder).wrong).toHaveLength(wrong);
});

test("a seed repeats its deeds, and every kind of deed comes", () => {
  const means = { cut: true, disk: true, ffmpeg: true, longest_ms: 60_000, brokerless_ms: 180_000 };
  const drawn = (seed: number) => {
    const chance = chanceOf(seed, "chaos");
    return Array.from({ length: 300 }, () => deedBy(chance, means));
  };
  expect(drawn(1)).toEqual(drawn(1));
  const kinds = new Set(
    drawn(1).map(({ deed }) => ("who" in deed ? `${deed.kind} ${deed.who}` : deed.kind)),
  );
  expect(kinds.size).toBe(2 * 7 + 3);
  expect(drawn(1).filter(({ deed }) => deed.kind === "kill").length).toBeGreaterThan(200);
  const held = drawn(1).flatMap(({ deed }) => ("for_ms" in deed ? [deed.for_ms] : []));
  expect(Math.min(...held)).toBeGreaterThanOrEqual(100);
});

test("a slope is that of most samples, whatever a few say", () => {
  const samples = Array.from({ length: 60 }, (_, n) => ({ s: n * 60, value: 40 + n / 60 }));
  const odd = samples.map((one, n) => (n % 10 === 0 ? { ...one, value: 90 } : one));
  expect(slopePerHour(odd)).toBeCloseTo(1, 1);
  expect(slopePerHour([])).toBeNaN();
});
