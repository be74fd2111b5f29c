/** Each shipped policy, as an engineer would draw what it does. */
import { milliseconds } from "@crossing/config";
import type { Plan } from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { FIXED, PLAN, QUIET, run, strip } from "./strip.ts";

describe("fixed time", () => {
  const plan: Plan = {
    ...PLAN,
    clearance: FIXED,
    policy: {
      name: "fixed",
      programmes: [{ from_s: 0, cycle: milliseconds(36_000), walk: milliseconds(8000) }],
    },
  };

  test("serves once in every cycle, whether anybody is there or not", () => {
    expect(strip(plan, [`waiting ${".".repeat(76)}`])).toEqual([
      "vehicle rrGGGGGGGGGGGGGGGYYYrrrrrrrrrrrrrrrrrrGGGGGGGGGGGGGGGYYYrrrrrrrrrrrrrrrrrrGG",
      "ped ----------------------WWWWWWWWffffff----------------------WWWWWWWWffffff----",
    ]);
  });

  test("the programme changes with the time of day; where nobody knows it, the first holds", () => {
    const byDay: Plan = {
      ...plan,
      policy: {
        name: "fixed",
        programmes: [
          { from_s: 6 * 3600, cycle: milliseconds(60_000), walk: milliseconds(8000) },
          { from_s: 22 * 3600, cycle: milliseconds(36_000), walk: milliseconds(12_000) },
          { from_s: 5 * 3600, cycle: milliseconds(70_000), walk: milliseconds(8000) },
        ],
      },
    };
    const walkFrom = (time_of_day_s?: number): number => {
      const inputs = time_of_day_s === undefined ? QUIET : { ...QUIET, time_of_day_s };
      return run(byDay, 70, () => inputs).findIndex(({ outputs }) => outputs.ped === "walk");
    };
    const night = walkFrom(23 * 3600);
    expect(walkFrom(2 * 3600)).toBe(night);
    expect(walkFrom(7 * 3600)).toBe(night + 28);
    expect(walkFrom()).toBe(walkFrom(7 * 3600));
    expect(walkFrom(23 * 3600)).toBe(night);
  });
});

describe("push-button", () => {
  const plan: Plan = {
    ...PLAN,
    clearance: FIXED,
    policy: { name: "push-button", green: milliseconds(15_000), walk: milliseconds(7000) },
  };

  test("a press is served when vehicle green has lasted its time", () => {
    expect(strip(plan, ["button ....P...............................", "traffic #"])).toEqual([
      "vehicle rrGGGGGGGGGGGGGGGYYYrrrrrrrrrrrrrrrr",
      "ped ----------------------WWWWWWWffffff-",
    ]);
  });

  test("who stands there and does not press is served by the longest wait alone", () => {
    const steps = run(plan, 80, () => ({
      ...QUIET,
      zones: { A: { waiting: 1 }, B: { waiting: 0 } },
    }));
    expect(steps.findIndex(({ outputs }) => outputs.ped === "walk")).toBe(59);
    expect(steps[30]!.outputs.reason.code).toBe("press-awaited");
  });
});

describe("threshold", () => {
  const plan: Plan = {
    ...PLAN,
    policy: { name: "threshold", people: 3, wait: milliseconds(25_000) },
  };

  test.each([
    ["the third person ends the wait", "waiting ....11111111133333333333333333333", 18],
    ["one alone is served after the time", "waiting ....1111111111111111111111111111111111111", 34],
  ])("%s", (_, waiting, walk) => {
    const [, ped] = strip(plan, [waiting, "traffic #"]);
    expect(ped!.indexOf("W") - "ped ".length).toBe(walk);
  });
});

describe("coordination", () => {
  const plan: Plan = {
    ...PLAN,
    coordination: { cycle_s: 60, offset_s: 0, from_s: 40, to_s: 50 },
  };
  const served = (waiting: number, length: number): { second: number; why: string } => {
    const steps = run(plan, length, (second) => ({
      ...QUIET,
      zones: { A: { waiting }, B: { waiting: 0 } },
      time_of_day_s: second,
    }));
    const second = steps.findIndex(({ outputs }) => outputs.vehicle === "yellow");
    return { second, why: steps[second - 1]!.outputs.reason.code };
  };

  test("green ends only where the neighbours leave a window", () => {
    expect(served(1, 60)).toEqual({ second: 40, why: "outside-window" });
  });

  test("the longest wait goes before the window", () => {
    const tight = { ...plan, maxWait: milliseconds(30_000) };
    const steps = run(tight, 60, (second) => ({
      ...QUIET,
      zones: { A: { waiting: 1 }, B: { waiting: 0 } },
      time_of_day_s: second,
    }));
    const walk = steps.findIndex(({ outputs }) => outputs.ped === "walk");
    expect(walk).toBeLessThanOrEqual(30);
  });
});
