/** What must hold in every tick of lamps, intervals and promises: a tick on each side of each limit. */
import { type Inputs, type Interval, instant, milliseconds } from "@crossing/config";
import {
  INVARIANTS,
  type Plan,
  type State,
  type Step,
  check,
  initialState,
} from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { FIXED, PLAN } from "./strip.ts";
import { ALL, type Change, NOW, ago, away, fault, now, rows, tick } from "./survivors-ticks.ts";

const lost: Partial<Inputs> = { link: "lost" };

const showing = (
  vehicle: Step["outputs"]["vehicle"],
  ped: Step["outputs"]["ped"],
  change: Change = {},
): Change => ({ ...change, outputs: { vehicle, ped } });

test("a sound tick breaks no rule, and gives the same list each time", () => {
  for (const interval of ["vehicle-green", "ped-clearance", "walk"] as const)
    expect(check(ALL, tick(interval))).toEqual([]);
  expect(check(ALL, tick("walk"))).toBe(check(ALL, tick("buffer")));
});

test("a tick that breaks one rule is told by its name, and by no other", () => {
  const told = check(ALL, tick("vehicle-green", { outputs: { bollards: "green" } }));
  expect(told).toEqual(["people-are-called-only-in-walk"]);
});

rows("lamps-never-conflict", [
  [true, "walk with all red", "walk", {}],
  [true, "clearance with all red", "walk", showing("red", "flashing-walk")],
  [false, "walk beside yellow", "walk", showing("yellow", "walk")],
  [false, "clearance beside yellow", "walk", showing("yellow", "flashing-walk")],
  [false, "clearance beside green", "walk", showing("green", "flashing-walk")],
  [false, "green beside a dark head", "walk", showing("green", "dark")],
  [true, "green beside don't walk", "walk", showing("green", "dont-walk")],
  [true, "yellow beside a dark head", "walk", showing("flashing-yellow", "dark")],
  [true, "what the cabinet shows", "walk", showing("green", "walk", { state: away })],
]);

rows("lamps-change-in-order", [
  [true, "green into yellow", "vehicle-green", showing("yellow", "dont-walk")],
  [false, "green into red", "vehicle-green", showing("red", "dont-walk")],
  [true, "as it is given back", "vehicle-green", showing("red", "dont-walk", { state: away })],
  [
    true,
    "as it is taken",
    "vehicle-green",
    showing("red", "dont-walk", { before: away, state: { inControl: true } }),
  ],
]);

describe("intervals-follow-in-order", () => {
  const FOLLOWS: readonly (readonly [Interval, readonly Interval[]])[] = [
    ["start-up", ["vehicle-green", "fault-flash"]],
    ["vehicle-green", ["yellow-change"]],
    ["yellow-change", ["red-clearance"]],
    ["red-clearance", ["walk", "fault-flash"]],
    ["walk", ["ped-clearance"]],
    ["ped-clearance", ["buffer"]],
    ["buffer", ["vehicle-green", "red-yellow", "fault-flash"]],
    ["red-yellow", ["vehicle-green", "red-clearance"]],
    ["fault-flash", []],
  ];
  test.each(FOLLOWS)("after %s come only %s", (from, next) => {
    const may = FOLLOWS.map(([to]) => to).filter((to) =>
      INVARIANTS["intervals-follow-in-order"](ALL, tick(from, { state: { interval: to } })),
    );
    expect(may.toSorted()).toEqual([from, ...next].toSorted());
  });
});

const jumps = { interval: "walk" } as const;
rows("intervals-follow-in-order", [
  [true, "as control is given back", "vehicle-green", { state: { ...jumps, ...away } }],
  [true, "as it is taken", "vehicle-green", { before: away, state: { ...jumps, inControl: true } }],
  [true, "as a fault is latched", "vehicle-green", { state: { ...jumps, fault, asked: now } }],
  [
    true,
    "as a fault is cleared",
    "vehicle-green",
    { before: { fault }, state: { ...jumps, fault: null, asked: now } },
  ],
  [
    false,
    "with a fault, but not begun in this tick",
    "vehicle-green",
    { state: { ...jumps, fault } },
  ],
  [
    false,
    "in a fault that was there before",
    "vehicle-green",
    { before: { fault }, state: { ...jumps, asked: now } },
  ],
]);

describe("minimums-are-kept", () => {
  const least: readonly (readonly [Interval, next: Interval, ms: number])[] = [
    ["start-up", "vehicle-green", 2000],
    ["vehicle-green", "yellow-change", 10_000],
    ["yellow-change", "red-clearance", 3000],
    ["red-clearance", "walk", 2000],
    ["walk", "ped-clearance", 7000],
    ["ped-clearance", "buffer", 4000],
    ["buffer", "vehicle-green", 2000],
    ["red-yellow", "vehicle-green", 1500],
    ["fault-flash", "start-up", 0],
  ];
  test.each(least)("%s ends in %s after %i ms, and not before", (from, next, ms) => {
    const ends = (after: number): boolean =>
      INVARIANTS["minimums-are-kept"](
        ALL,
        tick(from, { before: { since: ago(after) }, state: { interval: next } }),
      );
    expect([ends(ms), ends(ms - 1)]).toEqual([true, false]);
  });
});

const early: Partial<State> = { since: ago(100) };
rows("minimums-are-kept", [
  [true, "an interval that goes on", "vehicle-green", { before: early }],
  [
    true,
    "a green that a fault ends",
    "vehicle-green",
    { before: { ...early, fault }, state: { interval: "yellow-change" } },
  ],
  [
    true,
    "a red with yellow that a fault ends",
    "red-yellow",
    { before: { ...early, fault }, state: { interval: "red-clearance" } },
  ],
  [
    false,
    "a walk that a fault ends",
    "walk",
    { before: { ...early, fault }, state: { interval: "ped-clearance" } },
  ],
  [
    true,
    "control that is given back",
    "walk",
    { before: early, state: { ...away, interval: "start-up" } },
  ],
  [
    true,
    "control that is taken",
    "walk",
    { before: { ...early, ...away }, state: { inControl: true, interval: "buffer" } },
  ],
  [
    true,
    "what the interlock refused",
    "walk",
    { before: early, state: { interval: "ped-clearance", fault, asked: now } },
  ],
]);

const { seen } = initialState(PLAN, ago(100));
const empty = (ms: number, is: Change = {}): Change => ({
  before: { since: ago(11_999) },
  ...is,
  state: { interval: "buffer", seen: { ...seen, emptySince: ago(ms) }, ...is.state },
});
const doubted = initialState(PLAN, ago(100)).health;
rows("clearance-ends-early-only-when-seen-empty", [
  [true, "empty for a second", "ped-clearance", empty(1000)],
  [false, "empty for less", "ped-clearance", empty(999)],
  [false, "somebody on it now", "ped-clearance", empty(1000, { inputs: { crossing: 1 } })],
  [false, "never seen empty", "ped-clearance", { state: { interval: "buffer" } }],
  [
    false,
    "a fixed clearance",
    "ped-clearance",
    empty(1000),
    { ...PLAN, clearance: { ...PLAN.clearance, adaptive: false } },
  ],
  [
    false,
    "a view in doubt",
    "ped-clearance",
    empty(1000, {
      state: { health: { ...doubted, crossing: { ...doubted.crossing, doubt: "inactive" } } },
    }),
  ],
  [
    true,
    "at its longest",
    "ped-clearance",
    { before: { since: ago(12_000) }, state: { interval: "buffer" } },
  ],
  [true, "a clearance that goes on", "ped-clearance", { inputs: { crossing: 1 } }],
  [true, "a walk that ends", "walk", { state: { interval: "buffer" } }],
  [true, "into no buffer", "ped-clearance", { state: { interval: "start-up" } }],
  [true, "control that is given back", "ped-clearance", { state: { ...away, interval: "buffer" } }],
]);

const since = (ms: number): Change => ({ state: { since: ago(ms) } });
const SHORT: Plan = { ...PLAN, walkMax: milliseconds(5000) };
rows("walk-ends", [
  [true, "just before its longest", "walk", since(19_999)],
  [false, "at its longest", "walk", since(20_000)],
  [true, "never below its shortest", "walk", since(6999), SHORT],
  [false, "at its shortest where that is longer", "walk", since(7000), SHORT],
  [true, "a clearance just before its longest", "ped-clearance", since(11_999)],
  [false, "a clearance at its longest", "ped-clearance", since(12_000)],
  [true, "a green of any length", "vehicle-green", since(90_000)],
  [
    true,
    "a clearance that has just begun, of no length",
    "ped-clearance",
    since(0),
    { ...PLAN, clearance: { ...FIXED, max: milliseconds(0) } },
  ],
  [true, "what is the cabinet's", "walk", { state: { ...away, since: ago(90_000) } }],
]);

const due = (ms: number, state: Partial<State>, before: Partial<State> = {}): Change => ({
  before: { walkAt: instant(NOW + ms), ...before },
  state,
});
rows("a-promise-is-kept", [
  [
    true,
    "walk at the promised moment",
    "red-clearance",
    due(0, { interval: "walk", walkAt: null }),
  ],
  [false, "walk a millisecond early", "red-clearance", due(1, { interval: "walk", walkAt: null })],
  [true, "a promise that stands", "red-clearance", due(500, {})],
  [false, "one taken back", "red-clearance", due(500, { walkAt: null })],
  [false, "one that is put off", "red-clearance", due(500, { walkAt: instant(NOW + 600) })],
  [true, "taken back by a fault", "red-clearance", due(500, { walkAt: null, fault })],
  [
    true,
    "taken back as a fault is cleared",
    "red-clearance",
    due(500, { walkAt: null, fault: null }, { fault }),
  ],
  [
    true,
    "taken back as control is given back",
    "red-clearance",
    due(500, { walkAt: null, ...away }),
  ],
  [
    true,
    "forgotten while it was the cabinet's",
    "red-clearance",
    due(500, { walkAt: null, inControl: true }, away),
  ],
  [true, "none, and one is made", "vehicle-green", { state: { walkAt: instant(NOW + 9000) } }],
]);

rows("control-needs-the-line-and-steady-time", [
  [true, "a tick of the longest step", "walk", { before: { at: ago(1000) } }],
  [false, "a longer one", "walk", { before: { at: ago(1001) } }],
  [true, "two ticks in a millisecond", "walk", { before: { at: now } }],
  [false, "time that goes back", "walk", { before: { at: ago(-1) } }],
  [false, "no line", "walk", { inputs: lost }],
  [true, "no line, and control is given back", "walk", { inputs: lost, state: away }],
  [true, "no line, and control was not ours", "walk", { inputs: lost, before: away }],
]);
