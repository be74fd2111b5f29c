/**
 * The model of docs/model: its promises hold, and the changes planted in it are found. Needs spin and gcc.
 *
 * One of each kind here, those with few states; all promises and plants, what the model must reach and what it is known
 * not to promise: `npm run verify -- --only spin`.
 */
import { describe, expect, test } from "vitest";
import { type Case, PLANTED, PROMISES } from "../src/verify/spin/cases.ts";
import { isFound, isKept } from "../src/verify/spin/index.ts";
import { answerOf, check, missingTool } from "../src/verify/spin/spin.ts";

/** Only against a checker that hangs. */
const PATIENCE_MS = 600_000;

/** Both profiles, both methods; forgers, a line that loses, a watchdog that is dead, a box that talks when it should be silent. */
const QUICK: readonly string[] = [
  "phase request, forged commands, a cabinet that restarts",
  "direct lamps, a cabinet whose watchdog may not work",
  "phase request: served on a line that never settles",
  "a force-off ends green without yellow",
  "requests never lapse",
  "the watchdog never acts",
  "a withdrawn box goes on talking",
  "the watchdog is not proven before control",
  "the cabinet shows conflicting lamps",
  "the cabinet's own plan recalls nobody",
];
const quick = (cases: readonly Case[]): readonly Case[] =>
  cases.filter(({ says }) => QUICK.includes(says));

const missing = await missingTool();

test("at least eight changes are planted", () => {
  expect(PLANTED.length).toBeGreaterThanOrEqual(8);
});

test("those that are run here are all on the lists", () => {
  expect([...quick(PROMISES), ...quick(PLANTED)].map(({ says }) => says)).toEqual(QUICK);
});

test("an answer that was cut off is not taken for a proof", () => {
  const page = [
    "error: max search depth too small",
    "State-vector 92 byte, depth reached 99, errors: 0",
    "      100 states, stored",
  ].join("\n");
  expect(isKept(answerOf(page))).toBe(false);
});

test("a page without a result is refused", () => {
  expect(() => answerOf("pan: out of memory")).toThrow("no result");
});

describe.skipIf(missing !== null)(`the model${missing === null ? "" : `: ${missing}`}`, () => {
  test.each(quick(PROMISES))(
    "$says: nothing that must not happen can",
    async (one) => {
      expect(await check(one)).toMatchObject({ errors: 0, whole: true });
    },
    PATIENCE_MS,
  );

  test.each(quick(PLANTED))(
    "found: $says",
    async (one) => {
      const answer = await check(one);
      expect(isFound(one, answer), `spin found "${answer.found}", ${answer.errors} errors`).toBe(
        true,
      );
    },
    PATIENCE_MS,
  );
});
