import { type Indications, type Inputs, instant, milliseconds } from "@crossing/config";
import { type State, type Step, answer, initialState, step } from "@crossing/controller";
import { expect, test } from "vitest";
import { PLAN, QUIET, run } from "./strip.ts";

const at = (second: number) => instant(second * 1000);

const entering = (shown: Indications | null): Step =>
  step(PLAN, initialState(PLAN, at(0)), { ...QUIET, shown }, at(0));

test.each([
  ["a green is kept", { vehicle: "green", ped: "dont-walk" }, "vehicle-green"],
  ["a yellow runs again in full", { vehicle: "yellow", ped: "dont-walk" }, "yellow-change"],
  ["people on a walk get their clearance", { vehicle: "red", ped: "walk" }, "ped-clearance"],
  ["people in clearance get it whole", { vehicle: "red", ped: "flashing-walk" }, "ped-clearance"],
  ["all red stays red", { vehicle: "red", ped: "dont-walk" }, "start-up"],
  ["a flashing cabinet goes red first", { vehicle: "flashing-yellow", ped: "dark" }, "start-up"],
  ["a dark cabinet goes red first", { vehicle: "dark", ped: "dark" }, "start-up"],
  ["unknown heads go red first", null, "start-up"],
] as const)("whatever the heads show, nothing is cut short: %s", (_, shown, interval) => {
  const { outputs, state } = entering(shown);
  expect([outputs.interval, state.inControl]).toEqual([interval, true]);
});

test("after a restart somebody is assumed to wait, and is served", () => {
  let state = initialState(PLAN, at(0), { assumeCall: true });
  const walks = Array.from({ length: 30 }, (_, second) => {
    const done = step(PLAN, state, QUIET, at(second));
    state = done.state;
    return done.outputs.ped === "walk";
  });
  // Ten seconds of listening, then start-up, minimum green, yellow and red.
  expect(walks.indexOf(true)).toBe(27);
});

test("a yellow found at start leads to the walk it was meant for", () => {
  let state = initialState(PLAN, at(0));
  const seen = Array.from({ length: 6 }, (_, second) => {
    const yellow: Indications = { vehicle: "yellow", ped: "dont-walk" };
    const done = step(PLAN, state, { ...QUIET, shown: second === 0 ? yellow : null }, at(second));
    state = done.state;
    return done.outputs.interval;
  });
  expect(seen).toEqual([
    "yellow-change",
    "yellow-change",
    "yellow-change",
    "red-clearance",
    "red-clearance",
    "walk",
  ]);
});

test("heads that show a conflict stay the cabinet's, and the fault is latched", () => {
  const { state, outputs, events } = entering({ vehicle: "green", ped: "walk" });
  expect([state.inControl, outputs.mode, outputs.reason.code]).toEqual([
    false,
    "withdrawn",
    "fault",
  ]);
  expect(events.map(({ name }) => name)).toContain("fault-latched");
  const next = step(PLAN, state, QUIET, at(1));
  expect(next.state.inControl).toBe(false);
  const shown: Indications = { vehicle: "red", ped: "dont-walk" };
  const asked: Inputs = { ...QUIET, shown, requests: ["clear-fault"] };
  const cleared = step(PLAN, next.state, asked, at(2));
  expect([cleared.state.inControl, cleared.state.fault]).toEqual([true, null]);
});

test.each([
  ["more than a second passes between two ticks", 2000],
  ["time runs backwards", -500],
])("when %s, it is a restart and not elapsed time", (_, jump) => {
  const before = run(PLAN, 8, () => QUIET).at(-1)!.state;
  const { state, outputs } = step(PLAN, before, QUIET, instant(7000 + jump));
  expect([outputs.mode, outputs.level, outputs.reason]).toEqual([
    "withdrawn",
    3,
    { code: "rejoin", numbers: { remaining_s: 10 } },
  ]);
  expect([state.ladder.cause, state.since]).toEqual(["time-jump", 7000 + jump]);
  expect(state.demand.latchedAt).not.toBeNull();
});

test.each(["lost", "mismatch", "refused"] as const)(
  "a link that is %s leaves the crossing to the cabinet at once",
  (link) => {
    const before = run(PLAN, 18, () => ({ ...QUIET, buttons: { A: true } })).at(-1)!;
    expect(before.outputs.ped).toBe("walk");
    const shown: Indications = { vehicle: "flashing-yellow", ped: "dark" };
    const { outputs, events } = step(PLAN, before.state, { ...QUIET, link, shown }, at(18));
    expect(outputs).toMatchObject({
      ...shown,
      mode: "withdrawn",
      bollards: "dark",
      voice: null,
      ped_countdown_s: null,
      reason: { code: `link-${link}` },
    });
    expect(events.map(({ name }) => name)).toContain("control-left");
  },
);

test.each([
  ["ped-call", {}, true],
  ["withdraw", {}, true],
  ["withdraw", { withdrawn: true }, false],
  ["resume", {}, false],
  ["resume", { withdrawn: true }, true],
  ["clear-fault", {}, false],
  ["clear-fault", { fault: { code: "fault", numbers: {} }, inControl: true }, false],
  ["clear-fault", { fault: { code: "fault", numbers: {} }, interval: "fault-flash" }, true],
] as const)("asked to %s in %j, the core answers %s and says why", (request, change, accepted) => {
  const said = answer({ ...initialState(PLAN, at(0)), inControl: true, ...change }, request);
  expect(said.accepted).toBe(accepted);
  expect(said.why).toMatch(/^[a-z].{10,}/);
});

test("a request for walk is a call like any other", () => {
  const seen = run(PLAN, 20, (second) => ({
    ...QUIET,
    requests: second === 3 ? ["ped-call"] : [],
  }));
  expect(seen.findIndex(({ outputs }) => outputs.ped === "walk")).toBe(17);
});

test.each([
  ["normal", {}],
  ["partial", { zones: { A: null, B: { waiting: 0 } } }],
  ["partial", { crossing: null }],
  ["no-vision", { zones: { A: null, B: null }, crossing: null }],
  ["no-vision", { zones: {} }],
  ["withdrawn", { link: "lost" }],
] as const)("the mode is %s when the inputs say %j", (mode, change) => {
  const inputs: Inputs = { ...QUIET, ...change };
  expect(run(PLAN, 3, () => inputs).at(-1)!.outputs.mode).toBe(mode);
});

test("a gap that is known ahead is used at once, one that must be waited for is waited for", () => {
  const approaching = (eta: number): Inputs["lanes"] => [
    { id: "W0", queue: 0, eta_s: [eta], passages: 0 },
  ];
  const plan = { ...PLAN, lanes: ["W0"] };
  const walkOf = (lanes: (second: number) => Inputs["lanes"], lookahead_s: number) =>
    run(plan, 40, (second) => ({
      ...QUIET,
      buttons: { A: true },
      lanes: lanes(second),
      lookahead_s,
    })).findIndex(({ outputs }) => outputs.interval === "yellow-change");
  expect(walkOf(() => approaching(9), 8)).toBe(12);
  expect(walkOf((second) => approaching(second < 15 ? 1 : 9), 8)).toBe(15);
  expect(
    walkOf((second) => [{ id: "W0", queue: 0, eta_s: [], passages: second < 15 ? 1 : 0 }], 0),
  ).toBe(17);
  expect(walkOf(() => [{ id: "W0", queue: 2, eta_s: [], passages: 0 }], 8)).toBe(20);
  expect(walkOf(() => [], 8)).toBe(20);
});

test("the plan of a site with a countdown longer than yellow and red needs a lead", () => {
  const plan = { ...PLAN, countdown: milliseconds(8000) };
  const seen = run(plan, 14, () => ({ ...QUIET, buttons: { A: true } }));
  expect(seen.map(({ outputs }) => outputs.reason.code).slice(8, 11)).toEqual([
    "hold-min-green",
    "gap-out",
    "committed",
  ]);
});

test("a zone that was added to the plan while it ran begins unasked", () => {
  const before = run(PLAN, 8, () => QUIET).at(-1)!.state;
  const zones = { ...QUIET.zones, C: { waiting: 1 } };
  const { state } = step({ ...PLAN, zones: ["A", "B", "C"] }, before, { ...QUIET, zones }, at(8));
  expect(state.demand.zones["C"]).toMatchObject({ since: 8000, confirmed: false });
});

test("the tick in which green begins says what the policy thinks, not that something is wrong", () => {
  const codes = run(PLAN, 3, () => QUIET).map(({ outputs }) => outputs.reason.code);
  expect(codes).toEqual(["start-up", "start-up", "rest-no-demand"]);
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

test("an assumed call is served once and not for ever", () => {
  const found = initialState(PLAN, at(0), { assumeCall: true });
  const walks = goOn(found, 1500, () => QUIET).flatMap(({ events }) =>
    events.filter(({ name }) => name === "begin-walk"),
  );
  expect(walks).toHaveLength(1);
});

test("a call by request waits no longer than anybody else, and a zone that is not seen counts as one person", () => {
  const plan = { ...PLAN, maxWait: milliseconds(20_000), vehicleMaxGreen: milliseconds(60_000) };
  const zones = { A: { waiting: 0 }, B: null };
  const lanes: Inputs["lanes"] = [{ id: "W0", queue: 1, eta_s: [], passages: 0 }];
  const begun = initialState(plan, at(0));
  const call = (tick: number): Inputs => ({
    ...QUIET,
    lanes,
    requests: tick === 0 ? ["ped-call"] : [],
  });
  const asked = goOn(begun, 400, call, plan);
  const yields = asked.find(({ state }) => state.walkAt !== null);
  expect(yields?.outputs.reason).toMatchObject({ code: "max-wait", numbers: { limit_s: 20 } });
  const unseen = goOn(begun, 60, () => ({ ...QUIET, lanes, zones }), plan);
  expect(unseen.at(-1)?.outputs.reason.numbers["waiting"]).toBe(1);
});

test.each([
  ["longer", 90_000, 20_000],
  ["shorter", 1000, 7000],
])("a policy that wants a %s walk than the plan allows gets the plan's", (_, green, walk) => {
  const policy = {
    name: "tongzhou-2019",
    presence: milliseconds(1000),
    green: milliseconds(green),
  } as const;
  const inputs = { ...QUIET, buttons: { A: true } };
  const seen = run({ ...PLAN, policy }, 60, () => inputs);
  const served = seen.find(({ state }) => state.interval === "walk");
  expect(served?.state.walkFor).toBe(walk);
});

test("a clearance that runs on because nobody can see the road says so", () => {
  const seen = run(PLAN, 30, () => ({ ...QUIET, buttons: { A: true }, crossing: null }));
  const codes = seen
    .filter(({ state }) => state.interval === "ped-clearance")
    .map(({ outputs }) => outputs.reason.code);
  expect(new Set(codes)).toEqual(new Set(["clear-in-doubt"]));
});

test("heads that follow at once cost a simulation of one tick a second nothing", () => {
  const lasting = (follow: boolean): string[] => {
    let state = initialState(PLAN, at(0));
    return Array.from({ length: 40 }, (_, second) => {
      const shown = follow && second > 0 ? state.shown : null;
      const inputs = { ...QUIET, buttons: { A: true }, shown };
      const done = step(PLAN, state, inputs, at(second));
      state = done.state;
      return done.outputs.interval;
    });
  };
  expect(lasting(true)).toEqual(lasting(false));
});
