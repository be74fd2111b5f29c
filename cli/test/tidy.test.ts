import { execFileSync } from "node:child_process";
import { afterEach, expect, test, vi } from "vitest";
import { NODE_WORDS } from "../src/child.ts";
import { tidyEveryMinute, timeToTidy } from "../src/process/tidy.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a process without ticks collects its garbage once a minute", () => {
  const collect = vi.fn<() => void>();
  vi.stubGlobal("gc", collect);
  vi.useFakeTimers();
  tidyEveryMinute();
  vi.advanceTimersByTime(59_999);
  expect(collect).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_001);
  expect(collect).toHaveBeenCalledTimes(2);
});

test("one that ticks ten times a second does so after every 600th tick", () => {
  const moments = Array.from({ length: 1800 }, (_, at) => at + 1).filter((n) => timeToTidy(n, 100));
  expect(moments).toEqual([600, 1200, 1800]);
});

test("under Node's words for our programs garbage goes when asked, in a thread of theirs too", () => {
  const told = execFileSync(process.execPath, [...NODE_WORDS, "-e", ASKS], { encoding: "utf8" });
  expect(told.trim().split("\n").sort()).toEqual(["main: gone", "thread: gone"]);
});

/** Makes something, forgets it, asks for a collection, and looks for it; then the same in a thread. */
const ASKS = `
  const asks = (name) => {
    let thing = new WeakRef({});
    setTimeout(() => {
      globalThis.gc();
      console.log(name + ": " + (thing.deref() === undefined ? "gone" : "still there"));
    });
  };
  asks("main");
  new (require("node:worker_threads").Worker)("(" + asks + ")('thread')", { eval: true, execArgv: [] });
`;
