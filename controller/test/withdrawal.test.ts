/** Control that is given back or lost, and taken again: nobody is cut short, and nobody is forgotten. */
import { type Indications, type Inputs, instant, milliseconds } from "@crossing/config";
import { type State, initialState, step } from "@crossing/controller";
import { expect, test } from "vitest";
import { PLAN, QUIET, run } from "./strip.ts";

const at = (second: number) => instant(second * 1000);

/** Everything from `before` on, each tick a tenth of a second. */
const goOn = (before: State, ticks: number, inputs: (tick: number) => Inputs, plan = PLAN) => {
  let state = before;
  return Array.from({ length: ticks }, (_, tick) => {
    const done = step(plan, state, inputs(tick), instant(before.at + 100 * (tick + 1)));
    state = done.state;
    return done;
  });
};

test("no withdrawal cuts a minimum green short, and none is put off by another walk", () => {
  const plan = { ...PLAN, countdown: milliseconds(8000) };
  const green = run(plan, 3, () => QUIET).at(-1)!.state;
  const busy = (tick: number): Inputs => ({
    ...QUIET,
    buttons: { A: true },
    requests: tick === 0 ? ["withdraw"] : [],
  });
  const steps = goOn(green, 200, busy, plan);
  expect(steps.findIndex(({ state }) => !state.inControl)).toBe(99);
  expect(steps[50]!.outputs.reason).toMatchObject({
    code: "hold-min-green",
    numbers: { remaining_s: 4.9 },
  });
  expect(steps.some(({ outputs }) => outputs.ped_countdown_s !== null)).toBe(false);
});

test("a withdrawal in start-up waits until all red has lasted: somebody may still be on the road", () => {
  const found = step(PLAN, initialState(PLAN, at(0)), QUIET, at(0)).state;
  const steps = goOn(found, 30, (tick) => ({
    ...QUIET,
    requests: tick === 0 ? ["withdraw"] : [],
  }));
  expect(steps.findIndex(({ state }) => !state.inControl)).toBe(19);
});

test("a jump of time is a restart, also while a withdrawal waits for people to clear", () => {
  const walk = run(PLAN, 19, (second) => ({
    ...QUIET,
    buttons: { A: true },
    requests: second === 18 ? ["withdraw"] : [],
  })).at(-1)!.state;
  expect([walk.interval, walk.withdrawn]).toEqual(["walk", true]);
  const shown: Indications = { vehicle: "red", ped: "walk" };
  const { state } = step(PLAN, walk, { ...QUIET, shown }, at(28));
  expect([state.interval, state.since, state.inControl]).toEqual(["start-up", 28_000, false]);
  const later = goOn(state, 200, () => ({ ...QUIET, shown }));
  // People are on a walk of the cabinet's: it is not broken into, and then the withdrawal holds.
  expect(later.some((done) => done.state.inControl)).toBe(false);
});

test("who pressed or stood there before the line was lost is not forgotten, and waits no longer for it", () => {
  const traffic: Inputs["lanes"] = [{ id: "W0", queue: 2, eta_s: [], passages: 0 }];
  const shown: Indications = { vehicle: "green", ped: "dont-walk" };
  const before = run(PLAN, 16, (second) => ({
    ...QUIET,
    lanes: traffic,
    buttons: { A: second === 4 },
    zones: { A: { waiting: 0 }, B: { waiting: second >= 6 ? 1 : 0 } },
  })).at(-1)!.state;
  const zones = { A: { waiting: 0 }, B: { waiting: 1 } };
  const steps = goOn(before, 220, (tick) => ({
    ...QUIET,
    lanes: traffic,
    zones,
    shown: tick < 102 ? shown : null,
    link: tick === 0 ? "lost" : "up",
  }));
  const back = steps.findIndex((done) => done.state.inControl);
  expect(back).toBe(100);
  expect(steps[back]!.state.demand).toMatchObject({
    calledAt: 4000,
    zones: { A: { pressedAt: 4000 }, B: { since: 6000, confirmed: true } },
  });
  expect(steps[back]!.state.demand.latchedAt).not.toBeNull();
  // A whole minimum green from the return, and no second maximum green after it.
  const yellow = steps.find(({ outputs }) => outputs.interval === "yellow-change");
  expect(yellow?.outputs.reason.code).toBe("max-out");
  expect(yellow?.state.since).toBe(25_200 + PLAN.vehicleMinGreen);
});

test("whoever waited before an absence longer than anybody may wait is assumed, not claimed to have waited so long", () => {
  const pressed = run(PLAN, 5, (second) => ({ ...QUIET, buttons: { A: second === 4 } })).at(-1)!;
  const gone = goOn(pressed.state, 700, () => ({ ...QUIET, link: "lost" })).at(-1)!;
  expect(gone.state.demand.latchedAt).toBe(gone.state.at);
  const back = goOn(gone.state, 101, () => QUIET).find(({ state }) => state.inControl);
  expect([back?.state.inControl, back?.state.demand.oldestWait]).toEqual([true, 0]);
  expect(back?.state.demand.latchedAt).not.toBeNull();
});

test("after an absence, heads that tell nothing are led through red, whatever was asked of them before", () => {
  const green = run(PLAN, 8, () => QUIET).at(-1)!.state;
  const steps = goOn(green, 102, (tick) => ({ ...QUIET, link: tick === 0 ? "lost" : "up" }));
  expect(steps.at(-1)!.outputs).toMatchObject({
    mode: "normal",
    interval: "start-up",
    vehicle: "red",
  });
});
