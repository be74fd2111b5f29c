import { BEHAVIOUR, behaviourSchema, patienceLost } from "@crossing/config";
import { expect, test } from "vitest";

test.each([
  ["nobody at once", 0, 0],
  ["half of the opportunists", 1, 0.06 + 0.43 * (1 - Math.exp(-((1 / 40) ** 2)))],
  ["all opportunists, and few others", 2, 0.12 + 0.43 * (1 - Math.exp(-((2 / 40) ** 2)))],
  ["63 % of the others", 40, 0.12 + 0.43 * (1 - Math.exp(-1))],
  ["everybody who ever loses it", 10_000, 0.55],
])("patience lost: %s", (_, wait_s, share) => {
  expect(patienceLost(BEHAVIOUR, wait_s)).toBeCloseTo(share, 12);
});

test.each([
  ["more than everybody", { never: 0.89 }, "never"],
  ["walkers that are not everybody", { speeds: BEHAVIOUR.speeds.slice(0, 1) }, "speeds"],
  ["a shortest gap over the longest", { gap: { ...BEHAVIOUR.gap, min_s: 13 } }, "gap.max_s"],
  ["leaving before it begins", { leaving: { ...BEHAVIOUR.leaving, to_s: 14 } }, "leaving.to_s"],
  ["an unknown key", { pushing: 0.5 }, ""],
])("a site file is refused: %s", (_, change, path) => {
  const read = behaviourSchema.safeParse({ ...BEHAVIOUR, ...change });
  expect(read.error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
});

test("every figure that is taken until a site is measured names its source", () => {
  const { sources, ...figures } = behaviourSchema.parse(BEHAVIOUR);
  expect(Object.keys(sources).toSorted()).toEqual(Object.keys(figures).toSorted());
});
