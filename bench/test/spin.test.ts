/**
 * The model of docs/model: its promises hold, and every change planted in it is found. Needs spin and gcc.
 *
 * What it must reach and what it is known not to promise is checked by `npm run verify -- --only spin`.
 */
import { describe, expect, test } from "vitest";
import { PLANTED, PROMISES } from "../src/verify/spin/cases.ts";
import { isFound, isKept } from "../src/verify/spin/index.ts";
import { answerOf, check, missingTool } from "../src/verify/spin/spin.ts";

/** Only against a checker that hangs. */
const PATIENCE_MS = 600_000;

const missing = await missingTool();

test("at least eight changes are planted", () => {
  expect(PLANTED.length).toBeGreaterThanOrEqual(8);
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
  test.each(PROMISES)(
    "$says: nothing that must not happen can",
    async (one) => {
      expect(await check(one)).toMatchObject({ errors: 0, whole: true });
    },
    PATIENCE_MS,
  );

  test.each(PLANTED)("found: $says", async (one) => {
    const answer = await check(one);
    expect(isFound(one, answer), `spin found "${answer.found}", ${answer.errors} errors`).toBe(
      true,
    );
  });
});
