import { describe, expect, test } from "vitest";
import { type Branch, branchesOf } from "../src/branches/branch.ts";
import { table } from "../src/branches/table.ts";

const HOUR = { kind: "poisson", vehicles_per_h: 1200, people_per_h: 200, seed: 77 } as const;

describe("an hour's decisions, both ways", () => {
  const found = branchesOf(HOUR, 0.2);

  test("are of both kinds, done and not done, and the same each time", () => {
    const kinds = new Set(found.map(({ what, did }) => `${what} ${did}`));
    expect(kinds).toEqual(
      new Set(["serve true", "serve false", "end walk true", "end walk false"]),
    );
    expect(branchesOf(HOUR, 0.2)).toEqual(found);
  });

  test("are reckoned as dearer where the policy holds, and as cheaper where it serves", () => {
    const served = found.filter(({ what }) => what === "serve");
    expect(served.filter(({ did, reckoned }) => did !== reckoned! < 0)).toEqual([]);
    expect(found.filter(({ what }) => what !== "serve").map(({ reckoned }) => reckoned)).toEqual(
      found.filter(({ what }) => what !== "serve").map(() => null),
    );
  });

  test("mostly come to another cost", () => {
    expect(found.filter(({ cost }) => cost !== 0).length / found.length).toBeGreaterThan(0.5);
    expect(found.every(({ cost }) => Number.isFinite(cost))).toBe(true);
  });
});

test("the table puts decisions by what was reckoned, with their mean and its standard error", () => {
  const serve = (reckoned: number, cost: number): Branch => ({
    what: "serve",
    did: reckoned < 0,
    reckoned,
    cost,
  });
  const ended: Branch = { what: "end walk", did: true, reckoned: null, cost: 3 };
  const text = table([serve(6, 4), serve(8, 8), serve(-3, -1), ended]);
  expect(text).toContain(
    "| serving now, reckoned at 5 to 10 | 2 | 7.0 | 6.0 (standard error 1.4) |",
  );
  expect(text).toContain(
    "| serving now, reckoned at -5 to 0 | 1 | -3.0 | -1.0 (standard error 0.0) |",
  );
  expect(text).toContain("| ending walk, where the policy did | 1 |  | 3.0 (standard error 0.0) |");
  expect(text).toContain("| serving now, reckoned at 20 to 40 | 0 |  |  |");
});
