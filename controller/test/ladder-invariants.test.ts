/** The invariants: each is broken by a tick made wrong by hand, and by no tick of the core's own. */
import { type Inputs, type Interval, instant, milliseconds } from "@crossing/config";
import {
  INVARIANTS,
  type Invariant,
  type Plan,
  type State,
  type Step,
  type Transition,
  check,
  initialState,
  step,
} from "@crossing/controller";
import { expect, test } from "vitest";
import { PLANS } from "./plans.ts";
import { FIXED, PLAN, QUIET } from "./strip.ts";

const COUNTED: Plan = {
  ...PLAN,
  clearance: FIXED,
  countdown: milliseconds(8000),
  redYellow: milliseconds(2000),
};

/** Every tick of a minute in which somebody presses, ten a second. */
function minute(plan: Plan, ticks = 900): Transition[] {
  let before = initialState(plan, instant(0));
  return Array.from({ length: ticks }, (_, tick) => {
    const now = instant(tick * 100);
    const inputs: Inputs = { ...QUIET, buttons: { A: tick === 50 } };
    const after = step(plan, before, inputs, now);
    const transition = { before, inputs, after, now };
    before = after.state;
    return transition;
  });
}

const TICKS = minute(COUNTED);

/** The first tick in which an interval is entered; `whole`: the last tick of it instead. */
const entering = (interval: Interval): Transition =>
  TICKS.find(
    ({ before, after }) => after.state.interval === interval && before.interval !== interval,
  )!;
const during = (interval: Interval): Transition =>
  TICKS.find(
    ({ before, after }) =>
      after.state.interval === interval && before.interval === interval && before.inControl,
  )!;

interface Change {
  readonly before?: Partial<State>;
  readonly inputs?: Partial<Inputs>;
  readonly state?: Partial<State>;
  readonly outputs?: Partial<Step["outputs"]>;
}

const wrong = (tick: Transition, { before, inputs, state, outputs }: Change): Transition => ({
  now: tick.now,
  before: { ...tick.before, ...before },
  inputs: { ...tick.inputs, ...inputs },
  after: {
    ...tick.after,
    state: { ...tick.after.state, ...state },
    outputs: { ...tick.after.outputs, ...outputs },
  },
});

const now = (tick: Transition, ms: number) => instant(tick.now + ms);
const fault = { code: "fault", numbers: {} } as const;
const walk = during("walk");
const green = TICKS.filter(
  ({ after, now: at }) => after.state.interval === "vehicle-green" && at < 12_000,
).at(-1)!;
const away: Partial<State> = { inControl: false };

const BROKEN: readonly (readonly [Invariant, string, Transition])[] = [
  ["lamps-never-conflict", "walk beside green", wrong(walk, { outputs: { vehicle: "green" } })],
  ["lamps-never-conflict", "green beside a dark head", wrong(green, { outputs: { ped: "dark" } })],
  ["lamps-change-in-order", "green into red", wrong(green, { outputs: { vehicle: "red" } })],
  [
    "intervals-follow-in-order",
    "out of flash by itself",
    wrong(entering("walk"), { before: { interval: "fault-flash" } }),
  ],
  ["intervals-follow-in-order", "green into walk", wrong(green, { state: { interval: "walk" } })],
  ...(
    [
      "start-up",
      "vehicle-green",
      "yellow-change",
      "red-clearance",
      "walk",
      "ped-clearance",
      "buffer",
      "red-yellow",
    ] as const
  ).map((interval): readonly [Invariant, string, Transition] => {
    const tick = TICKS.find(
      ({ before, after }) =>
        before.interval === interval && after.state.interval !== interval && before.inControl,
    )!;
    return ["minimums-are-kept", interval, wrong(tick, { before: { since: now(tick, -100) } })];
  }),
  [
    "clearance-ends-early-only-when-seen-empty",
    "with a fixed clearance",
    wrong(entering("buffer"), { before: { since: now(entering("buffer"), -5000) } }),
  ],
  ["walk-ends", "a walk of a minute", wrong(walk, { state: { since: now(walk, -60_000) } })],
  [
    "walk-ends",
    "a clearance of a minute",
    wrong(during("ped-clearance"), { state: { since: now(walk, -60_000) } }),
  ],
  [
    "a-promise-is-kept",
    "walk too early",
    wrong(entering("walk"), { before: { walkAt: now(entering("walk"), 300) } }),
  ],
  ["a-promise-is-kept", "taken back", wrong(during("yellow-change"), { state: { walkAt: null } })],
  [
    "countdowns-are-true",
    "two seconds off",
    wrong(during("yellow-change"), { outputs: { ped_countdown_s: 9 } }),
  ],
  [
    "countdowns-are-true",
    "without a promise",
    wrong(green, { outputs: { ped_countdown_s: 4 }, state: { walkAt: null } }),
  ],
  ["countdowns-are-true", "of nothing", wrong(during("walk"), { outputs: { ped_countdown_s: 0 } })],
  ["countdowns-are-true", "in a fault", wrong(during("walk"), { state: { fault } })],
  [
    "nobody-waits-longer-than-the-longest-wait",
    "held after a minute",
    wrong(green, {
      state: {
        walkAt: null,
        demand: { ...green.after.state.demand, calledAt: now(green, -60_000) },
        since: now(green, -60_000),
      },
      before: { walkAt: null },
    }),
  ],
  [
    "nobody-is-stopped-for-nobody",
    "no call",
    wrong(green, {
      before: { walkAt: null },
      state: { walkAt: now(green, 8000), demand: { ...green.after.state.demand, calledAt: null } },
    }),
  ],
  [
    "calls-are-kept-until-walk",
    "a press forgotten",
    wrong(green, { state: { demand: { ...green.after.state.demand, zones: {} } } }),
  ],
  [
    "calls-are-kept-until-walk",
    "an assumed call forgotten",
    wrong(green, { before: { demand: { ...green.before.demand, latchedAt: now(green, -100) } } }),
  ],
  [
    "eyes-that-see-nothing-call",
    "nobody is called",
    wrong(green, {
      inputs: { zones: { A: { waiting: 0 } } },
      state: { demand: { ...green.after.state.demand, calledAt: null } },
    }),
  ],
  ["control-is-left-at-rest", "in walk", wrong(walk, { state: away })],
  ["who-leaves-assumes-a-call", "in walk", wrong(walk, { state: away })],
  ["control-needs-the-line-and-steady-time", "no line", wrong(walk, { inputs: { link: "lost" } })],
  [
    "control-needs-the-line-and-steady-time",
    "a stall",
    wrong(walk, { before: { at: now(walk, -1001) } }),
  ],
  [
    "control-needs-the-line-and-steady-time",
    "a clock that went back",
    wrong(walk, { before: { at: now(walk, 1) } }),
  ],
  ["control-is-left-at-rest", "in start-up", wrong(during("start-up"), { state: away })],
  [
    "control-is-taken-at-rest",
    "over a dead line",
    wrong(walk, { before: away, inputs: { link: "lost" } }),
  ],
  [
    "control-is-taken-at-rest",
    "in the cabinet's walk",
    wrong(walk, {
      before: { ...away, ladder: { ...walk.before.ladder, quietUntil: instant(0) } },
      inputs: { shown: { vehicle: "red", ped: "walk" } },
    }),
  ],
  [
    "silent-while-listening",
    "bollards lit",
    wrong(walk, { state: away, outputs: { mode: "withdrawn" } }),
  ],
  [
    "silent-while-listening",
    "in control and says not",
    wrong(walk, { outputs: { mode: "withdrawn" } }),
  ],
  ["a-fault-stays-until-it-is-cleared", "by itself", wrong(walk, { before: { fault } })],
  [
    "a-fault-stays-until-it-is-cleared",
    "asked for in walk",
    wrong(walk, { before: { fault }, inputs: { requests: ["clear-fault"] } }),
  ],
  [
    "people-are-called-only-in-walk",
    "green bollards",
    wrong(green, { outputs: { bollards: "green" } }),
  ],
  ["people-are-called-only-in-walk", "the voice", wrong(green, { outputs: { voice: "cross" } })],
  ["the-level-is-told", "withdrawn as normal", wrong(walk, { state: away })],
  ["the-level-is-told", "a fault as normal", wrong(walk, { state: { fault } })],
  ["the-level-is-told", "normal as withdrawn", wrong(walk, { outputs: { level: 3 } })],
];

test.each(BROKEN)("%s: %s", (name, _, tick) => {
  expect(check(COUNTED, tick)).toContain(name);
});

test("every invariant is broken by a row of this table", () => {
  expect([...new Set(BROKEN.map(([name]) => name))].sort()).toEqual(Object.keys(INVARIANTS).sort());
});

test.each(Object.entries(PLANS))("%s: a sound minute breaks none", (_, plan) => {
  expect(minute(plan).flatMap((tick) => check(plan, tick))).toEqual([]);
});

test.each([
  ["adaptive, seen empty for a second", { crossing: 0 }, 1000, []],
  [
    "adaptive, seen empty for less",
    { crossing: 0 },
    900,
    ["clearance-ends-early-only-when-seen-empty"],
  ],
  ["adaptive, unseen", { crossing: null }, 1000, ["clearance-ends-early-only-when-seen-empty"]],
] as const)("clearance that ends early, %s", (_, inputs, empty, broken) => {
  const tick = minute(PLAN).find(
    ({ before, after }) => before.interval === "ped-clearance" && after.state.interval === "buffer",
  )!;
  const seen = { ...tick.after.state.seen, emptySince: now(tick, -empty) };
  expect(check(PLAN, wrong(tick, { inputs, state: { seen } }))).toEqual(broken);
});

test.each([
  [
    "a fault ends a vehicle green early",
    wrong(entering("yellow-change"), {
      before: { since: entering("yellow-change").now, fault },
      state: { fault },
      outputs: { level: 5, ped_countdown_s: null },
    }),
    [],
  ],
  [
    "a jump of time leaves control anywhere",
    wrong(walk, {
      before: { at: now(walk, -5000) },
      state: { inControl: false },
      outputs: { ped_countdown_s: null },
    }),
    ["who-leaves-assumes-a-call", "silent-while-listening", "the-level-is-told"],
  ],
  [
    "control is left from flash",
    wrong(walk, {
      before: { interval: "fault-flash" },
      state: { inControl: false },
      outputs: { ped_countdown_s: null },
    }),
    ["who-leaves-assumes-a-call", "silent-while-listening", "the-level-is-told"],
  ],
  [
    "a hold that stands is not asked",
    wrong(green, {
      before: { walkAt: null },
      state: {
        walkAt: null,
        holding: { at: now(green, -200), waiting: 1, reason: fault },
        since: now(green, -60_000),
        demand: { ...green.after.state.demand, calledAt: now(green, -60_000) },
      },
      outputs: { ped_countdown_s: null },
    }),
    [],
  ],
] as const)("%s", (_, tick, broken) => {
  expect(check(COUNTED, tick)).toEqual(broken);
});
