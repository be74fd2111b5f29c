import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { keepTrying } from "../src/source/retry.ts";

test("each attempt has a signal of its own, so that nothing piles up however long a camera is away", async () => {
  const signals: AbortSignal[] = [];
  let again = (): void => {};
  const twice = new Promise<void>((resolve) => (again = resolve));
  const kept = keepTrying((signal) => {
    signals.push(signal);
    signal.addEventListener("abort", () => {});
    if (signals.length === 1) return Promise.resolve();
    again();
    return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
  });
  await twice;
  await kept.stop();
  expect(new Set(signals).size).toBe(2);
  expect(getEventListeners(signals[0]!, "abort")).toHaveLength(1);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
});
