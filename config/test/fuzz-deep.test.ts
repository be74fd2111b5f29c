import { expect, test } from "vitest";
import { formatProblem, readSite } from "../src/index.ts";

test.each([
  ["lists", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ["objects", `{"zones":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`],
])("a site file of 100,000 %s in one another is refused in sentences", (_, text) => {
  const read = readSite(text);
  const said = read.ok ? [] : read.problems.map((problem) => formatProblem("a.json", problem));
  expect(said.length).toBeGreaterThan(0);
  expect(said.join(" ")).toContain("nested too deep");
});
