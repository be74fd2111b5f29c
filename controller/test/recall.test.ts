/** Calls of nobody in particular: when they come, what they leave alone, and that no rule is broken by them. */
import { type Inputs, POLICIES, instant, milliseconds } from "@crossing/config";
import {
  type Plan,
  type Recall,
  type State,
  check,
  initialState,
  step,
} from "@crossing/controller";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planNamed } from "./golden/files.ts";
import { FIXED, PLAN, QUIET } from "./strip.ts";

const DAY_AND_NIGHT: Recall = {
  always: false,
  programmes: [
    { from_s: 7 * 3600, after: milliseconds(60_000) },
    { from_s: 22 * 3600, after: milliseconds(120_000) },
  ],
};
const RECALLED: Plan = { ...PLAN, clearance: FIXED, recall: DAY_AND_NIGHT };
const UNSEEN: Inputs = { ...QUIET, zones: { A: null, B: null }, crossing: null };

/** Seconds in which walk began and ended. */
interface Walks {
  readonly begins: number[];
  readonly ends: number[];
}

/** So many seconds of a plan, told what `told` says of each. */
function walksOf(plan: Plan, length: number, told: (second: number) => Partial<Inputs>): Walks {
  let state: State = initialState(plan, instant(0));
  const walks: Walks = { begins: [], ends: [] };
  for (let second = 0; second < length; second++) {
    const before = state.interval;
    state = step(plan, state, { ...UNSEEN, ...told(second) }, instant(second * 1000)).state;
    if (before === state.interval) continue;
    if (state.interval === "walk") walks.begins.push(second);
    if (before === "walk") walks.ends.push(second);
  }
  return walks;
}

/** From the end of each walk to the next, s. */
const pauses = ({ begins, ends }: Walks): readonly number[] =>
  begins.slice(1).map((begin, walk) => begin - ends[walk]!);

const CHANGE_S = (PLAN.yellow + PLAN.redClearance) / 1000;

describe("while no zone can be seen", () => {
  test.each([
    ["at noon", 12 * 3600, 60],
    ["at night", 23 * 3600, 120],
    ["before the first programme of the day, by yesterday's last", 3600, 120],
    ["where nobody knows the time, by the first", undefined, 60],
  ])("%s people are called for exactly so long after the last walk", (_, time, after) => {
    const told = time === undefined ? {} : { time_of_day_s: time };
    const walks = walksOf(RECALLED, 900, () => told);
    expect(new Set(pauses(walks))).toEqual(new Set([after - 1 + CHANGE_S]));
    expect(walks.begins.length).toBeGreaterThan(4);
  });

  test("without a recall somebody is assumed to wait all the time", () => {
    const { recall: _, ...plan } = RECALLED;
    const green = plan.vehicleMinGreen / 1000;
    const serving = (FIXED.min + plan.buffer) / 1000;
    expect(new Set(pauses(walksOf(plan, 900, () => ({}))))).toEqual(
      new Set([serving + green + CHANGE_S]),
    );
  });

  test("a press is a call at once", () => {
    const pressed = 60;
    const walks = walksOf(RECALLED, 200, (second) => ({
      time_of_day_s: 23 * 3600,
      buttons: { A: second === pressed },
    }));
    expect(walks.begins).toContain(pressed + CHANGE_S);
  });

  test("who stood there when sight was lost is not forgotten", () => {
    const lost = 60;
    // A vehicle at the stop line keeps the green until sight is lost.
    const lanes = [{ id: "W0", queue: 1, eta_s: [], passages: 0 }];
    const begins = (waiting: number): readonly number[] =>
      walksOf(RECALLED, lost + 20, (second) => ({
        time_of_day_s: 23 * 3600,
        buttons: { A: second === 5 },
        ...(second < lost ? { lanes, zones: { A: { waiting: 0 }, B: { waiting: 0 } } } : {}),
        ...(second < lost && second >= lost - 5
          ? { zones: { A: { waiting }, B: { waiting: 0 } } }
          : {}),
      })).begins.filter((second) => second >= lost);
    expect(begins(0)).toEqual([]);
    expect(begins(1)).toEqual([lost - 1 + PLAN.passage / 1000 + CHANGE_S]);
  });
});

test("where one zone is seen, somebody is assumed to wait at the other as ever", () => {
  const seen = { time_of_day_s: 23 * 3600, zones: { A: null, B: { waiting: 0 } } };
  const { recall: _, ...plain } = RECALLED;
  expect(walksOf(RECALLED, 600, () => seen)).toEqual(walksOf(plain, 600, () => seen));
});

test("where eyes see nobody, only a recall that always holds calls", () => {
  const empty = { zones: QUIET.zones, crossing: 0 };
  expect(walksOf(RECALLED, 900, () => empty).begins.length).toBeLessThanOrEqual(1);
  const always = { ...RECALLED, recall: { ...DAY_AND_NIGHT, always: true } };
  expect(new Set(pauses(walksOf(always, 900, () => empty)))).toEqual(new Set([60 - 1 + CHANGE_S]));
});

test.each(Object.keys(POLICIES))(
  "%s: no rule is broken, whatever is seen, and people whom nobody sees are served within recall and longest wait",
  (name) => {
    const plan = { ...RECALLED, policy: planNamed(`pilot, ${name}`).policy };
    const bound = 120 + PLAN.maxWait / 1000;
    const spell = fc.record({
      seconds: fc.integer({ min: 1, max: 200 }),
      A: fc.constantFrom(null, null, 0, 1),
      B: fc.constantFrom(null, null, 0, 1),
      night: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(spell, { minLength: 1, maxLength: 6 }), (spells) => {
        let state = initialState(plan, instant(0));
        let unseen = 0;
        let second = 0;
        for (const { seconds, A, B, night } of spells) {
          for (let n = 0; n < seconds; n++, second++) {
            const zone = (waiting: number | null) => (waiting === null ? null : { waiting });
            const inputs: Inputs = {
              ...QUIET,
              zones: { A: zone(A), B: zone(B) },
              time_of_day_s: night ? 23 * 3600 : 12 * 3600,
            };
            const now = instant(second * 1000);
            const after = step(plan, state, inputs, now);
            expect(check(plan, { before: state, inputs, after, now })).toEqual([]);
            state = after.state;
            unseen = state.interval === "walk" || A !== null || B !== null ? 0 : unseen + 1;
            expect(unseen).toBeLessThanOrEqual(bound);
          }
        }
      }),
      { numRuns: 60 },
    );
  },
);
