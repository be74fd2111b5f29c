import { type Instant, instant, seconds } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { fallsAfter, pauseAfter } from "../src/backoff.ts";
import type { Child } from "../src/child.ts";
import { type Supervisor, supervise } from "../src/supervisor.ts";

test.each([
  [1, 0.25],
  [2, 0.5],
  [3, 1],
  [7, 16],
  [8, 30],
  [1000, 30],
])("after end number %d of a child the next start waits %d s", (falls, pause_s) => {
  expect(pauseAfter(falls)).toBe(seconds(pause_s));
});

test.each([
  ["ran 59.999 s", 59_999, 6],
  ["ran a quiet minute", 60_000, 1],
])("a child that %s is counted as fallen %d times", (_name, ran_ms, falls) => {
  expect(fallsAfter(5, instant(0), instant(ran_ms))).toBe(falls);
});

/** A child that does what the test says. */
interface FakeChild extends Child {
  end(how: string): void;
  says(message: object): void;
  readonly signals: NodeJS.Signals[];
}

function fakeChild(obeys: readonly NodeJS.Signals[]): FakeChild {
  let onEnd: (how: string) => void = () => {};
  let onMessage: (message: unknown) => void = () => {};
  const signals: NodeJS.Signals[] = [];
  return {
    pid: 1,
    send: () => {},
    signals,
    kill(signal) {
      signals.push(signal);
      if (obeys.includes(signal)) onEnd(signal);
    },
    says: (message) => onMessage(message),
    onMessage: (listener) => (onMessage = listener),
    onEnd: (listener) => (onEnd = listener),
    end: (how) => onEnd(how),
  };
}

/** A world in which time passes only when told to. */
function world(obeys: readonly NodeJS.Signals[] = ["SIGTERM", "SIGKILL"], outlives = "") {
  let now = 0;
  let timers: { readonly at: number; readonly wake: () => void }[] = [];
  const started: Record<string, FakeChild[]> = { control: [], vision: [] };
  const lines: string[] = [];
  const messages: unknown[] = [];
  const looks: (readonly string[])[] = [];
  const supervisor: Supervisor = supervise({
    children: Object.keys(started).map((name) => ({
      name,
      start: () => {
        const child = fakeChild(obeys);
        started[name]!.push(child);
        return child;
      },
      outlives: name === outlives,
      ...(name === "control" ? { patience: seconds(5), longestPause: seconds(1) } : {}),
    })),
    clock: { now: (): Instant => instant(now) },
    after: (ms, then) => {
      const timer = { at: now + ms, wake: then };
      timers.push(timer);
      return () => (timers = timers.filter((other) => other !== timer));
    },
    log: (line) => lines.push(line),
    onMessage: (_name, message) => messages.push(message),
    onLook: (heard) => looks.push(heard),
  });
  const pass = (ms: number): void => {
    now += ms;
    const due = timers.filter((timer) => timer.at <= now);
    timers = timers.filter((timer) => timer.at > now);
    for (const timer of due) timer.wake();
  };
  const passSeconds = (count: number): void => {
    for (let n = 0; n < count; n++) pass(1000);
  };
  return { supervisor, started, lines, messages, looks, pass, passSeconds };
}

describe("the supervisor", () => {
  test("starts a dead vision again after a growing pause, and leaves control alone", () => {
    const { started, pass, lines } = world();
    started["vision"]!.at(-1)!.end("SIGKILL");
    pass(249);
    expect(started["vision"]).toHaveLength(1);
    pass(1);
    expect(started["vision"]).toHaveLength(2);
    started["vision"]!.at(-1)!.end("exit code 1");
    pass(499);
    expect(started["vision"]).toHaveLength(2);
    pass(1);
    expect(started["vision"]).toHaveLength(3);
    expect(started["control"]).toHaveLength(1);
    expect(lines).toEqual([
      "vision: ended (SIGKILL); starting again in 0.25 s",
      "vision: ended (exit code 1); starting again in 0.5 s",
    ]);
  });

  test("forgives after a quiet minute", () => {
    const { started, pass, lines } = world();
    for (const pause of [250, 500, 1000]) {
      started["vision"]!.at(-1)!.end("SIGKILL");
      pass(pause);
    }
    pass(60_000);
    started["vision"]!.at(-1)!.end("SIGKILL");
    expect(lines.at(-1)).toBe("vision: ended (SIGKILL); starting again in 0.25 s");
  });

  test("keeps a held child down, and starts it at once when released", () => {
    const { supervisor, started, pass } = world();
    supervisor.hold("vision");
    pass(100_000);
    expect([started["vision"]!.length, supervisor.running("vision")]).toEqual([1, false]);
    supervisor.release("vision");
    expect([started["vision"]!.length, supervisor.running("vision")]).toEqual([2, true]);
  });

  test("stops all children, asking first", async () => {
    const { supervisor, started } = world();
    await supervisor.stop();
    expect(started["control"]![0]!.signals).toEqual(["SIGTERM"]);
    expect(started["vision"]![0]!.signals).toEqual(["SIGTERM"]);
  });

  test("kills after 1.5 s who does not listen, and starts nobody again", async () => {
    const { supervisor, started, pass } = world(["SIGKILL"]);
    let stopped = false;
    const stop = supervisor.stop().then(() => (stopped = true));
    pass(1499);
    await Promise.resolve();
    expect(stopped).toBe(false);
    pass(1);
    await stop;
    pass(100_000);
    expect([started["control"]!.length, started["vision"]!.length]).toEqual([1, 1]);
  });

  test("lets the broker end after those who say goodbye to it", async () => {
    const { supervisor, started } = world([], "vision");
    const stop = supervisor.stop();
    expect(started["vision"]![0]!.signals).toEqual([]);
    started["control"]![0]!.end("exit code 0");
    expect(started["vision"]![0]!.signals).toEqual(["SIGTERM"]);
    started["vision"]![0]!.end("exit code 0");
    await stop;
  });

  test("stops at once when a child is down and waiting for its next start", async () => {
    const { supervisor, started, pass } = world();
    started["vision"]!.at(-1)!.end("SIGKILL");
    await supervisor.stop();
    pass(100_000);
    expect(started["vision"]).toHaveLength(1);
  });

  test("kills a control whose ticks have stopped for more than 5 s, and starts it again", () => {
    const { started, passSeconds, lines } = world();
    const [control] = started["control"]!;
    control!.says({ type: "beat" });
    passSeconds(5);
    expect(control!.signals).toEqual([]);
    passSeconds(1);
    expect(control!.signals).toEqual(["SIGKILL"]);
    expect(lines[0]).toBe("control: runs and says nothing; killed");
    passSeconds(1);
    expect(started["control"]).toHaveLength(2);
  });

  test("gives a control that is still being loaded a minute", () => {
    const { started, passSeconds } = world();
    passSeconds(60);
    expect(started["control"]![0]!.signals).toEqual([]);
    passSeconds(1);
    expect(started["control"]![0]!.signals).toEqual(["SIGKILL"]);
  });

  test("kills nobody for the time in which it was stopped itself", () => {
    const { started, pass, passSeconds } = world();
    started["control"]![0]!.says({ type: "beat" });
    pass(600_000);
    passSeconds(5);
    expect(started["control"]![0]!.signals).toEqual([]);
    passSeconds(1);
    expect(started["control"]![0]!.signals).toEqual(["SIGKILL"]);
  });

  test("lets be silent who has no tick to tell of", () => {
    const { started, passSeconds } = world();
    passSeconds(300);
    expect(started["vision"]![0]!.signals).toEqual([]);
  });

  test("tells at each look who was heard since the last one, and keeps beats to itself", () => {
    const { started, passSeconds, looks, messages } = world();
    started["control"]![0]!.says({ type: "beat" });
    started["vision"]![0]!.says({ type: "page-ready", url: "x" });
    passSeconds(2);
    expect(looks).toEqual([["control", "vision"], []]);
    expect(messages).toEqual([{ type: "page-ready", url: "x" }]);
  });

  test("starts control again within a second, however often it fell", () => {
    const { started, pass, lines } = world();
    for (let n = 0; n < 8; n++) {
      started["control"]!.at(-1)!.end("SIGKILL");
      pass(1000);
    }
    expect(started["control"]).toHaveLength(9);
    expect(lines.at(-1)).toBe("control: ended (SIGKILL); starting again in 1 s");
  });

  test("counts the starts of each process", () => {
    const { supervisor, started, pass } = world();
    started["vision"]![0]!.end("SIGKILL");
    pass(250);
    expect(supervisor.starts()).toEqual({ control: 1, vision: 2 });
  });
});
