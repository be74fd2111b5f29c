/** The ticker on a clock and timers of our own: when it ticks, and that it stops. */
import { instant } from "@crossing/config";
import { expect, test } from "vitest";
import { type Ticker, runTicks } from "../src/loop/index.ts";

/** A ticker every 100 ms from 0; `wakes` lets its timer run out at a moment. */
function ticking(inTick: (count: number, ticker: Ticker) => void = () => undefined) {
  const late: number[] = [];
  const waits: number[] = [];
  let now = 0;
  let due: (() => void) | null = null;
  const ticker: Ticker = runTicks({
    periodMs: 100,
    clock: { now: () => instant(now) },
    tick: (late_ms) => inTick(late.push(late_ms), ticker),
    after: (ms, run) => {
      waits.push(ms);
      due = run;
      return { cancel: () => (due = null) };
    },
  });
  const wakes = (at: number): void => {
    now = at;
    const run = due;
    due = null;
    run?.();
  };
  return { ticker, late, waits, wakes, armed: () => due !== null };
}

test.each([
  ["on time", [100, 200], [0, 0], [100, 100, 100]],
  ["late, and the next is on time again", [130, 200], [30, 0], [100, 70, 100]],
  ["woken early: not yet", [99, 100], [0], [100, 1, 100]],
  ["after a stall, and what was missed is gone", [350, 400], [250, 0], [100, 50, 100]],
] as const)("a tick %s", (_, moments, late, waits) => {
  const is = ticking();
  for (const at of moments) is.wakes(at);
  expect([is.late, is.waits]).toEqual([late, waits]);
});

test("a ticker that is stopped between two ticks has no timer left", () => {
  const { ticker, armed } = ticking();
  ticker.stop();
  expect(armed()).toBe(false);
});

test("a ticker that is stopped within a tick does not tick again", () => {
  const { wakes, late, armed } = ticking((_, ticker) => ticker.stop());
  wakes(100);
  wakes(200);
  expect(late).toEqual([0]);
  expect(armed()).toBe(false);
});
