import { expect, test } from "vitest";
import { afterMidnight, programmeAt } from "../src/core/time-of-day.ts";

const NIGHT = { from_s: 79_200, name: "night" };
const DAY = { from_s: 25_200, name: "day" };
const NOON = { from_s: 43_200, name: "noon" };

test.each([
  [0, "night"],
  [25_199, "night"],
  [25_200, "day"],
  [43_199, "day"],
  [43_200, "noon"],
  [79_199, "noon"],
  [79_200, "night"],
  [86_399, "night"],
  [undefined, "day"],
])("at %s the programme is %s, whatever their order but for the first", (time, name) => {
  expect(programmeAt([DAY, NIGHT, NOON], time).name).toBe(name);
  expect(programmeAt([DAY, NOON, NIGHT], time).name).toBe(name);
});

test("of two that begin together the first of the list holds", () => {
  expect(programmeAt([DAY, { from_s: 25_200, name: "other" }], 30_000).name).toBe("day");
});

test.each([
  ["00:00", 0],
  ["00:01", 60],
  ["07:30", 27_000],
  ["23:59", 86_340],
])("%s is %i s after midnight", (time, seconds) => {
  expect(afterMidnight(time)).toBe(seconds);
});
