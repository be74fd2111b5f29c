/** What may not be shown, and faults that are found: through yellow, clearance and red to flash. */
import { type Indications, type Inputs, instant, milliseconds } from "@crossing/config";
import { type State, step } from "@crossing/controller";
import { expect, test } from "vitest";
import { PLAN, QUIET, run } from "./strip.ts";

const at = (second: number) => instant(second * 1000);

/** A state in which what is shown and what is timed do not belong together, as after memory was damaged. */
const damaged = (shown: Indications): State => ({
  ...run(PLAN, 8, () => QUIET).at(-1)!.state,
  shown,
});

test("what the interlock refuses is not shown: people on walk get their clearance, then everything flashes", () => {
  let state = damaged({ vehicle: "red", ped: "walk" });
  const shown = Array.from({ length: 20 }, (_, second) => {
    const done = step(PLAN, state, QUIET, at(8 + second));
    state = done.state;
    return done.outputs;
  });
  expect(
    shown.map(({ interval }) => interval).filter((now, tick, all) => now !== all[tick - 1]),
  ).toEqual(["ped-clearance", "buffer", "fault-flash"]);
  expect(shown.at(-1)).toMatchObject({
    vehicle: "flashing-yellow",
    ped: "dark",
    mode: "fault",
    bollards: "dark",
    reason: { code: "fault" },
  });
  const quietly = step(PLAN, state, QUIET, at(28));
  expect(quietly.outputs.interval).toBe("fault-flash");
  const cleared = step(PLAN, quietly.state, { ...QUIET, requests: ["clear-fault"] }, at(29));
  expect([cleared.outputs.interval, cleared.state.fault]).toEqual(["start-up", null]);
  expect(cleared.events.map(({ name }) => name)).toContain("fault-cleared");
});

test("a fault in vehicle green ends it through yellow and red", () => {
  const before = {
    ...run(PLAN, 8, () => QUIET).at(-1)!.state,
    fault: { code: "fault", numbers: {} },
  } as const;
  let state: State = before;
  const shown = Array.from({ length: 8 }, (_, second) => {
    const done = step(PLAN, state, { ...QUIET, buttons: { A: true } }, at(8 + second));
    state = done.state;
    return done.outputs.interval;
  });
  expect(shown).toEqual([
    "yellow-change",
    "yellow-change",
    "yellow-change",
    "red-clearance",
    "red-clearance",
    "fault-flash",
    "fault-flash",
    "fault-flash",
  ]);
});

test("a fault found in the middle of green says so while green lasts", () => {
  const green = run(PLAN, 8, () => QUIET).at(-1)!.state;
  const before = {
    ...green,
    interval: "start-up",
    since: at(8),
    fault: { code: "fault", numbers: {} },
  } as const;
  const { outputs } = step(
    PLAN,
    { ...before, shown: { vehicle: "green", ped: "dont-walk" } },
    QUIET,
    at(8),
  );
  expect([outputs.interval, outputs.reason.code]).toEqual(["vehicle-green", "fault"]);
});

test("heads from which no legal road leads stay the cabinet's", () => {
  const { state, outputs } = step(PLAN, damaged({ vehicle: "green", ped: "walk" }), QUIET, at(8));
  expect([state.inControl, state.fault?.code, outputs.mode]).toEqual([false, "fault", "withdrawn"]);
});

/** Everything from `before` on, each tick a tenth of a second. */
const goOn = (before: State, ticks: number, inputs: (tick: number) => Inputs, plan = PLAN) => {
  let state = before;
  return Array.from({ length: ticks }, (_, tick) => {
    const done = step(plan, state, inputs(tick), instant(before.at + 100 * (tick + 1)));
    state = done.state;
    return done;
  });
};

test("a fault in red with yellow goes back to red and never through green", () => {
  const plan = { ...PLAN, redYellow: milliseconds(2000) };
  const before = run(plan, 31, (second) => ({ ...QUIET, buttons: { A: second === 0 } })).at(-1)!;
  expect(before.outputs.interval).toBe("red-yellow");
  const faulted: State = { ...before.state, fault: { code: "fault", numbers: {} } };
  const shown = goOn(faulted, 60, () => QUIET, plan).map(({ outputs }) => outputs.vehicle);
  expect(shown[0]).toBe("red");
  expect(shown.at(-1)).toBe("flashing-yellow");
  expect(shown).not.toContain("green");
});
