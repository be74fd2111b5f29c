/** The policy that weighs everybody, at its door: what it does that the others do not. */
import { type Inputs, instant, milliseconds } from "@crossing/config";
import { type Plan, initialState, step } from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { PLAN, QUIET, run } from "./strip.ts";

describe("marginal", () => {
  const plan: Plan = { ...PLAN, policy: { name: "marginal", horizon_s: 30 } };
  const inputs = (
    waiting: number,
    eta_s: readonly number[],
    more: Partial<Inputs> = {},
  ): Inputs => ({
    ...QUIET,
    zones: { A: { waiting }, B: { waiting: 0 } },
    lanes: [{ id: "W0", queue: 0, eta_s, passages: 0 }],
    lookahead_s: 30,
    ...more,
  });
  /** A vehicle every three seconds, from the first to the last: seen for 15 s, then it passes. */
  const stream =
    (waiting: number, more: Partial<Inputs> = {}) =>
    (second: number): Inputs => {
      const next = (3 - (second % 3)) % 3;
      return inputs(waiting, [next, next + 3, next + 6, next + 9, next + 12], {
        lanes: [
          {
            id: "W0",
            queue: 0,
            eta_s: [next, next + 3, next + 6, next + 9, next + 12],
            passages: next === 0 ? 1 : 0,
          },
        ],
        lookahead_s: 15,
        ...more,
      });
    };
  /** The second in which vehicle green ends, with people there from the tenth second of green on. */
  const yellowAt = (seen: (second: number) => Inputs, changed: Partial<Plan> = {}): number =>
    run({ ...plan, ...changed }, 90, (second) =>
      second < 12 ? inputs(0, []) : seen(second),
    ).findIndex(({ outputs }) => outputs.vehicle === "yellow");

  test("an empty road is used at once", () => {
    // Two seconds of dwell after coming in second 12.
    expect(yellowAt(() => inputs(1, []))).toBe(14);
  });

  test("a platoon in sight goes first, and the gap behind it is taken", () => {
    const platoon = [18, 20, 22, 24, 26];
    const due = (second: number) => platoon.map((at) => at - second).filter((at) => at >= 0);
    expect(yellowAt((second) => inputs(1, due(second)))).toBeGreaterThanOrEqual(24);
    expect(yellowAt((second) => inputs(1, due(second)))).toBeLessThanOrEqual(27);
  });

  test("for many people the platoon is stopped", () => {
    const due = (second: number) =>
      [18, 20, 22, 24, 26].map((at) => at - second).filter((at) => at >= 0);
    expect(yellowAt((second) => inputs(14, due(second)))).toBe(14);
  });

  test("traffic without end is stopped by what people's waiting costs, long before the longest wait", () => {
    const second = yellowAt(stream(3));
    expect(second).toBeGreaterThan(14);
    expect(second).toBeLessThan(60);
  });

  test("the knob: the more a person's second is worth, the sooner they are served", () => {
    const at = [0.5, 1, 2, 4, 8].map((ped_second) =>
      yellowAt(stream(2), { weights: { ...PLAN.weights, ped_second } }),
    );
    expect(at).toEqual([...at].sort((a, b) => b - a));
    expect(at[0]).toBeGreaterThan(at[4]!);
  });

  test("a child or an old person counts for two", () => {
    const some = yellowAt(stream(2));
    const vulnerable = yellowAt(
      stream(2, { zones: { A: { waiting: 2, vulnerable: 2 }, B: { waiting: 0 } } }),
    );
    expect(vulnerable).toBeLessThan(some);
  });

  test("people who are seen walking up count from when they will stand there", () => {
    const up = (eta: number) =>
      yellowAt(
        stream(2, {
          zones: {
            A: { waiting: 2, approaching_s: Array.from({ length: 8 }, () => eta) },
            B: { waiting: 0 },
          },
        }),
      );
    expect(up(1)).toBeLessThan(yellowAt(stream(2)));
    expect(up(80)).toBeGreaterThan(up(1));
  });

  test("a site where nobody is expected serves who comes", () => {
    const nobody = { flows: { people: 0, vehicles: 0 } };
    expect(yellowAt(() => inputs(1, []), nobody)).toBe(14);
  });

  test("nobody waits longer than the longest wait, whatever the traffic", () => {
    const heavy: Plan = { ...plan, weights: { ...PLAN.weights, ped_second: 0.01, violation: 0 } };
    const steps = run(heavy, 90, (second) => stream(second < 12 ? 0 : 1)(second));
    const walk = steps.findIndex(({ outputs }) => outputs.ped === "walk");
    expect(walk - 12).toBeGreaterThan(50);
    expect(walk - 12).toBeLessThanOrEqual(60);
  });

  test("with a countdown it decides for the moment in which green can end, and keeps it", () => {
    const announced = { countdown: milliseconds(15_000) };
    const steps = run({ ...plan, ...announced }, 60, (second) => inputs(second < 4 ? 0 : 1, []));
    const counts = steps.map(({ outputs }) => outputs.ped_countdown_s);
    const begun = counts.findIndex((count) => count !== null);
    const walk = steps.findIndex(({ outputs }) => outputs.ped === "walk");
    // It runs while minimum green still has to be served: who came in second 4 pays nothing for it.
    expect(steps[begun]!.outputs.vehicle).toBe("green");
    expect(counts.slice(begun, walk)).toEqual(Array.from({ length: 15 }, (_, n) => 15 - n));
  });

  test("walk goes on while nobody drives, and ends when that costs more than time is worth", () => {
    const walked = (queue: number): number => {
      const steps = run(plan, 70, (second) =>
        inputs(second > 11 && second < 20 ? 1 : 0, [], {
          lanes: [{ id: "W0", queue: second > 20 ? queue : 0, eta_s: [], passages: 0 }],
        }),
      );
      return steps.filter(({ outputs }) => outputs.ped === "walk").length;
    };
    expect(walked(0)).toBeGreaterThan(7);
    expect(walked(6)).toBe(7);
  });

  test("walk waits for those who are still stepping off, not for who only stands there", () => {
    const walked = (waiting: (second: number) => number): number => {
      const steps = run(plan, 60, (second) =>
        inputs(second < 12 ? 0 : waiting(second), [], {
          lanes: [{ id: "W0", queue: second > 20 ? 8 : 0, eta_s: [], passages: 0 }],
        }),
      );
      return steps.filter(({ outputs }) => outputs.ped === "walk").length;
    };
    expect(walked(() => 2)).toBe(7);
    expect(walked((second) => Math.max(1, 30 - second))).toBeGreaterThan(9);
  });

  test("a group gets the walk it needs to step off", () => {
    const steps = run(plan, 60, (second) => inputs(second < 12 ? 0 : 40, []));
    const begun = steps.find(({ state }) => state.interval === "walk")!;
    // 3.2 s, and 0.81 s for each of 40 on 4 m.
    expect(begun.state.walkFor).toBe(11_300);
    const narrow = run({ ...plan, width_m: 3 }, 60, (second) => inputs(second < 12 ? 0 : 40, []));
    // And 0.27 s for each where it is no wider than 3 m.
    expect(narrow.find(({ state }) => state.interval === "walk")!.state.walkFor).toBe(14_000);
  });

  test("a call of nobody in particular is weighed as one person", () => {
    const called = (second: number): Inputs =>
      second === 20 ? inputs(0, [], { requests: ["ped-call"] }) : inputs(0, []);
    expect(yellowAt(called)).toBeLessThan(30);
  });

  test("who presses and is not seen is weighed as one person", () => {
    expect(yellowAt(() => inputs(0, [], { buttons: { A: true } }))).toBeLessThan(20);
  });

  test("waits that the eyes tell are weighed as they are, and do not put off the longest wait for ever", () => {
    const told = (wait: number) =>
      yellowAt((second) =>
        stream(1, { zones: { A: { waiting: 1, waits_s: [wait] }, B: { waiting: 0 } } })(second),
      );
    expect(told(45)).toBeLessThan(told(1));
    // Somebody stands there all the time, and each time eyes begin anew to count.
    expect(told(1)).toBeLessThanOrEqual(12 + 2 + 60 - 5);
  });

  test("a queue longer than sight, and vehicles close behind each other, are held or let go as a whole", () => {
    const queued = (queue: number) =>
      yellowAt(() =>
        inputs(1, [1, 2.5, 3], {
          lanes: [{ id: "W0", queue, eta_s: [1, 2.5, 3], passages: 1 }],
          lookahead_s: 15,
        }),
      );
    expect(queued(20)).toBeGreaterThanOrEqual(queued(0));
    expect(queued(2)).toBeGreaterThanOrEqual(queued(0));
    // One that is told of from further off than sight is said to reach does not matter yet.
    expect(yellowAt(() => inputs(1, [70], { lookahead_s: 5 }))).toBe(14);
  });

  test("unknown queues, waits and lanes are no reason to stop serving", () => {
    const blind: Inputs = {
      ...QUIET,
      zones: { A: null, B: null },
      crossing: null,
      lanes: [],
      lookahead_s: 0,
    };
    const unknown = inputs(2, [], {
      lanes: [{ id: "W0", queue: null, eta_s: [], passages: 0 }],
      lookahead_s: 0,
    });
    for (const seen of [blind, unknown]) {
      const steps = run(plan, 80, () => seen);
      expect(steps.some(({ outputs }) => outputs.ped === "walk")).toBe(true);
    }
  });

  test("says what it weighs: how much dearer now is than later, and how likely a crossing on red", () => {
    const due = [4, 6, 8];
    const { outputs } = run(plan, 15, () => inputs(2, due)).at(-1)!;
    expect(outputs.reason.code).toBe("marginal-hold");
    expect(outputs.reason.numbers).toMatchObject({ waiting: 2, vehicles: 3 });
    expect(outputs.reason.numbers["costs_more_person_s"]).toBeGreaterThan(0);
    expect(outputs.reason.numbers["red_chance"]).toBeGreaterThanOrEqual(0);
    expect(outputs.reason.numbers["red_chance"]).toBeLessThanOrEqual(1);
  });

  test("learns that people come in groups, and then holds walk longer for the rest of one", () => {
    // Ten in twenty seconds every three minutes, or the same number one by one.
    const group = (second: number): number => (second % 180 < 20 && second % 2 === 0 ? 1 : 0);
    const single = (second: number): number => (second % 18 === 0 ? 1 : 0);
    expect(meanWalk(group)).toBeGreaterThan(meanWalk(single) + 1);
  });

  /** Mean length of walk in the second hour, s, where people come so and everybody steps off at once. */
  function meanWalk(came: (second: number) => number): number {
    let state = initialState(plan, instant(0));
    let standing = 0;
    let [walks, walked] = [0, 0];
    for (let second = 0; second < 7200; second++) {
      const walking = state.interval === "walk";
      const passages = walking || second % 6 !== 0 ? 0 : 1;
      standing = walking ? 0 : standing + came(second);
      const seen = inputs(standing, [], {
        crossing: walking ? came(second) : 0,
        lanes: [{ id: "W0", queue: walking ? 2 : 0, eta_s: [], passages }],
        lookahead_s: 0,
      });
      const done = step(plan, state, seen, instant(second * 1000));
      if (second >= 3600 && done.outputs.ped === "walk") {
        walked += 1;
        if (!walking) walks += 1;
      }
      state = done.state;
    }
    return walked / walks;
  }
});
