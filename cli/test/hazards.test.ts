/** docs/hazards.md is held to what it says: guards and tests that are named exist. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { STEPS } from "../src/accept/steps.ts";
import { ROOT } from "../src/places.ts";

interface Hazard {
  readonly id: string;
  readonly guard: string;
  readonly noticed: string;
  readonly reaction: string;
  readonly proof: string;
}

const HAZARDS: readonly Hazard[] = readFileSync(join(ROOT, "docs/hazards.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| H\d+ \|/.test(line))
  .map((line) => {
    const [, id = "", , guard = "", noticed = "", reaction = "", proof = ""] = line
      .split(" | ")
      .flatMap((cell, at) => (at === 0 ? ["", cell.replace(/^\| /, "")] : [cell]));
    return { id, guard, noticed, reaction, proof: proof.replace(/ \|$/, "") };
  });

/** Files of this repository that a cell names. */
const filesIn = (cell: string): readonly string[] =>
  [...cell.matchAll(/`([\w-]+\/[\w./-]+\.\w+)`/g)].map(([, file]) => file!);

/** Each test file of a cell, with the names that follow it. */
function testsIn(proof: string): readonly (readonly [file: string, name: string])[] {
  const parts = proof.split(/`([\w./-]+\.test\.tsx?)`: /).slice(1);
  return parts.flatMap((file, at) =>
    at % 2 === 1
      ? []
      : [...(parts[at + 1] ?? "").matchAll(/"([^"]+)"/g)].map(([, name]) => [file, name!] as const),
  );
}

test("the hazards are numbered from 1 without a gap, and the thirty-four of the analysis are there", () => {
  expect(HAZARDS.map(({ id }) => id)).toEqual(HAZARDS.map((_, at) => `H${at + 1}`));
  expect(HAZARDS.length).toBeGreaterThanOrEqual(34);
});

describe.each(HAZARDS.map((hazard) => [hazard.id, hazard] as const))("%s", (_id, hazard) => {
  test("has a guard, a way to be noticed, a reaction, and a test or the reason why not", () => {
    expect(filesIn(hazard.guard).length).toBeGreaterThan(0);
    expect(hazard.noticed.length).toBeGreaterThan(5);
    expect(hazard.reaction.length).toBeGreaterThan(5);
    const open = /\*open\*: .{20,}/.test(hazard.proof);
    expect(testsIn(hazard.proof).length > 0 || open).toBe(true);
  });

  test("names guards that exist", () => {
    const cells = [hazard.guard, hazard.noticed, hazard.reaction].join(" ");
    expect(filesIn(cells).filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  test("names tests that exist", () => {
    const missing = testsIn(hazard.proof).filter(([file, name]) => {
      const path = join(ROOT, file);
      return !existsSync(path) || !isTestOf(readFileSync(path, "utf8"), name);
    });
    expect(missing).toEqual([]);
  });

  test("names steps of the acceptance that there are", () => {
    const named = [...hazard.reaction.matchAll(/steps? (\d+)/g)].map(([, number]) =>
      Number(number),
    );
    const known = new Set(STEPS.map(({ number }) => number));
    expect(named.filter((number) => !known.has(number))).toEqual([]);
  });
});

/** Whether a file has a test of this name: the name opens the arguments of a test, in quotes or backticks. */
function isTestOf(source: string, name: string): boolean {
  const at = [`"${name}"`, `\`${name}\``].map((quoted) => source.indexOf(quoted));
  return at.some((from) => from > 0 && /\(\s*$/.test(source.slice(0, from)));
}

test("every hazard that a step of the acceptance claims to prove is in the table", () => {
  const known = new Set(HAZARDS.map(({ id }) => id));
  expect(STEPS.flatMap(({ hazards }) => hazards).filter((id) => !known.has(id))).toEqual([]);
});

test.each(["docs/safety-case.md", "docs/how-to/accept-a-site.md"])(
  "%s names no file that is not there",
  (page) => {
    const named = filesIn(readFileSync(join(ROOT, page), "utf8"));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  },
);

test("a name that is no test's is found out", () => {
  expect(isTestOf('test("a press is served", () => {', "a press is served")).toBe(true);
  expect(isTestOf('// "a press is served"', "a press is served")).toBe(false);
  expect(isTestOf('test("a press is served soon", () => {', "a press is served")).toBe(false);
});
