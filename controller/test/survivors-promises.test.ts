/** What must hold in every tick of calls, control, faults and what is told: a tick on each side of each limit. */
import { type Inputs, instant, milliseconds } from "@crossing/config";
import { type Plan, type State, initialState } from "@crossing/controller";
import { PLAN } from "./strip.ts";
import { ALL, type Change, NOW, ago, away, fault, now, rows } from "./survivors-ticks.ts";

const first = initialState(PLAN, ago(100));
const demand = (is: Partial<State["demand"]>): Pick<State, "demand"> => ({
  demand: { ...first.demand, ...is },
});
const pressed = (ms: number): State["demand"]["zones"] => ({
  ...first.demand.zones,
  A: { ...first.demand.zones["A"]!, pressedAt: ago(ms) },
});
const lost: Partial<Inputs> = { link: "lost" };

const counts = (
  ped_countdown_s: number | null,
  state: Partial<State> = {},
  is: Change = {},
): Change => ({
  ...is,
  state,
  outputs: { ped_countdown_s, ...is.outputs },
});
const in5s = { walkAt: instant(NOW + 5000) };
rows("countdowns-are-true", [
  [true, "dark", "vehicle-green", {}],
  [true, "the seconds of the promise", "vehicle-green", counts(5, in5s)],
  [
    true,
    "a begun second as a whole one",
    "vehicle-green",
    counts(6, { walkAt: instant(NOW + 5001) }),
  ],
  [false, "a second too many", "vehicle-green", counts(6, in5s)],
  [false, "a second too few", "vehicle-green", counts(4, in5s)],
  [true, "1 while the heads are late", "red-clearance", counts(1, { walkAt: ago(900) })],
  [false, "0", "walk", counts(0)],
  [true, "seconds of walk, whatever they are", "walk", counts(1)],
  [false, "without a promise", "vehicle-green", counts(5)],
  [false, "a last second without a promise", "vehicle-green", counts(1)],
  [false, "in a fault", "walk", counts(5, { fault })],
  [false, "out of control", "walk", counts(5, away)],
]);

/** Green for 20 s, called for so long that walk comes too late. */
const waits = (state: Partial<State> = {}, before: Partial<State> = {}, wait = 55_000): Change => ({
  before: { since: ago(20_000), ...before },
  state: { ...demand({ calledAt: ago(wait) }), ...state },
});
const hold = (ms: number) => ({ holding: { at: ago(ms), waiting: 1, reason: fault } });
const LEAD: Plan = { ...PLAN, countdown: milliseconds(8000) };
rows("nobody-waits-longer-than-the-longest-wait", [
  [false, "called until walk would be at the limit", "vehicle-green", waits()],
  [true, "called for less", "vehicle-green", waits({}, {}, 54_999)],
  [
    false,
    "somebody waited longer than it was called",
    "vehicle-green",
    waits(demand({ calledAt: ago(1), oldestWait: milliseconds(55_000) })),
  ],
  [true, "promised", "vehicle-green", waits({ walkAt: now })],
  [true, "nobody calls", "vehicle-green", waits(demand({ oldestWait: milliseconds(90_000) }))],
  [true, "a withdrawal waits for the minimum", "vehicle-green", waits({ withdrawn: true })],
  [true, "in a fault", "vehicle-green", waits({ fault })],
  [true, "in another interval", "buffer", waits()],
  [
    true,
    "green has just begun",
    "vehicle-green",
    waits({ interval: "vehicle-green" }, { interval: "buffer" }),
  ],
  [true, "taken in this tick", "vehicle-green", waits({ inControl: true }, away)],
  [true, "given back in this tick", "vehicle-green", waits(away)],
  [true, "before the minimum green", "vehicle-green", waits({}, { since: ago(9999) })],
  [false, "from the minimum green on", "vehicle-green", waits({}, { since: ago(10_000) })],
  [
    true,
    "before the minimum less the announced countdown",
    "vehicle-green",
    waits({}, { since: ago(6999) }),
    LEAD,
  ],
  [false, "from there on", "vehicle-green", waits({}, { since: ago(7000) }), LEAD],
  [false, "with a countdown walk comes later", "vehicle-green", waits({}, {}, 52_000), LEAD],
  [true, "and not before", "vehicle-green", waits({}, {}, 51_999), LEAD],
  [true, "a hold that stands", "vehicle-green", waits(hold(499))],
  [false, "a hold that has stood for half a second", "vehicle-green", waits(hold(500))],
  [false, "a hold reckoned in this tick", "vehicle-green", waits(hold(0))],
]);

const promises = (state: Partial<State> = {}, before: Partial<State> = {}): Change => ({
  before,
  state: { walkAt: instant(NOW + 5000), ...state },
});
const FIXED_TIME: Plan = { ...PLAN, policy: { name: "fixed", programmes: [] } };
rows("nobody-is-stopped-for-nobody", [
  [false, "walk for nobody", "vehicle-green", promises()],
  [true, "walk for who calls", "vehicle-green", promises(demand({ calledAt: now }))],
  [true, "walk of a fixed plan", "vehicle-green", promises(), FIXED_TIME],
  [true, "nothing promised", "vehicle-green", {}],
  [true, "promised before", "vehicle-green", promises({}, { walkAt: instant(NOW + 5000) })],
  [true, "a yellow found at the heads", "vehicle-green", promises({ inControl: true }, away)],
  [true, "as it is given back", "vehicle-green", promises(away)],
]);

rows("calls-are-kept-until-walk", [
  [true, "a press that is kept", "vehicle-green", { before: demand({ zones: pressed(9) }) }],
  [
    false,
    "a press that is dropped",
    "vehicle-green",
    { before: demand({ zones: pressed(9) }), state: demand({}) },
  ],
  [
    false,
    "a press of a zone that is gone",
    "vehicle-green",
    { before: demand({ zones: pressed(9) }), state: demand({ zones: {} }) },
  ],
  [
    true,
    "a press that walk answers",
    "walk",
    { before: demand({ zones: pressed(9) }), state: demand({}) },
  ],
  [
    true,
    "a press that walk has answered",
    "ped-clearance",
    { before: demand({ zones: pressed(9) }), state: demand({ servedAt: now }) },
  ],
  [
    true,
    "a press for which somebody is assumed",
    "vehicle-green",
    { before: demand({ zones: pressed(9) }), state: demand({ latchedAt: now }) },
  ],
  [
    false,
    "an assumed call that is dropped",
    "vehicle-green",
    { before: demand({ latchedAt: ago(9) }), state: demand({}) },
  ],
  [
    true,
    "an assumed call that walk has answered",
    "ped-clearance",
    { before: demand({ latchedAt: ago(9) }), state: demand({ servedAt: now }) },
  ],
  [true, "who only stood there and left", "vehicle-green", { state: demand({}) }],
]);

const blind: Partial<Inputs> = { zones: { A: { waiting: 0 }, B: null } };
const unseen: Partial<Inputs> = { zones: { A: null, B: null } };
const RECALLED: Plan = {
  ...ALL,
  recall: { always: false, programmes: [{ from_s: 0, after: milliseconds(60_000) }] },
};
const servedFor = (ms: number): Change => ({
  before: demand({ servedAt: ago(ms) }),
  inputs: unseen,
});
rows("eyes-that-see-nothing-call", [
  [false, "a zone that is not seen, and no call", "vehicle-green", { inputs: blind }],
  [false, "a zone that is not spoken of, and no call", "vehicle-green", { inputs: { zones: {} } }],
  [true, "and a call", "vehicle-green", { inputs: blind, state: demand({ calledAt: ago(9) }) }],
  [true, "in walk", "walk", { inputs: blind }],
  [true, "all seen", "vehicle-green", {}],
  [false, "nothing seen, and no recall", "vehicle-green", servedFor(1000)],
  [true, "nothing seen, before the recall", "vehicle-green", servedFor(59_999), RECALLED],
  [false, "nothing seen, at the recall", "vehicle-green", servedFor(60_000), RECALLED],
  [
    false,
    "one of two seen, before the recall",
    "vehicle-green",
    { ...servedFor(1000), inputs: blind },
    RECALLED,
  ],
]);

rows("who-leaves-assumes-a-call", [
  [false, "left, and nobody assumed", "walk", { state: away }],
  [
    true,
    "left, and somebody assumed",
    "walk",
    { state: { ...away, ...demand({ latchedAt: now }) } },
  ],
  [true, "kept", "walk", {}],
  [true, "not ours before", "walk", { before: away }],
]);

const leaves = (
  before: Partial<State> = {},
  inputs: Partial<Inputs> = {},
  state: Partial<State> = {},
): Change => ({
  before: { since: ago(90_000), ...before },
  inputs,
  state: { ...away, ...state },
});
rows("control-is-left-at-rest", [
  [true, "from a green at its minimum", "vehicle-green", leaves({ since: ago(10_000) })],
  [false, "from a green before it", "vehicle-green", leaves({ since: ago(9999) })],
  [false, "from a green with a promise", "vehicle-green", leaves({ walkAt: now })],
  [true, "from a start-up that is over", "start-up", leaves({ since: ago(2000) })],
  [false, "from a start-up that is not", "start-up", leaves({ since: ago(1999) })],
  [true, "from flash", "fault-flash", leaves()],
  [false, "from walk", "walk", leaves()],
  [true, "from walk without a line", "walk", leaves({}, lost)],
  [true, "from walk by a fault", "walk", leaves({}, {}, { fault })],
  [true, "from walk by a long tick", "walk", leaves({ at: ago(1001) })],
  [false, "from walk by a tick of the longest step", "walk", leaves({ at: ago(1000) })],
  [true, "from walk by time that goes back", "walk", leaves({ at: ago(-1) })],
  [false, "from walk in the same millisecond", "walk", leaves({ at: now })],
  [true, "what was not ours", "walk", leaves(away)],
  [true, "what stays ours", "walk", leaves({}, {}, { inControl: true })],
]);

const takes = (quiet: number | null, inputs: Partial<Inputs> = {}): Change => ({
  before: {
    ...away,
    ladder: { ...first.ladder, quietUntil: quiet === null ? null : instant(NOW + quiet) },
  },
  inputs,
  state: { inControl: true },
});
const shown = (ped: "walk" | "flashing-walk" | "dont-walk") => ({
  shown: { vehicle: "red", ped } as const,
});
rows("control-is-taken-at-rest", [
  [true, "at a desk", "walk", takes(null, shown("walk"))],
  [false, "without a line", "walk", takes(null, lost)],
  [true, "when the time is over", "walk", takes(0)],
  [false, "a millisecond before", "walk", takes(1)],
  [false, "in a walk of the cabinet's", "walk", takes(0, shown("walk"))],
  [false, "in a clearance of the cabinet's", "walk", takes(0, shown("flashing-walk"))],
  [true, "beside don't walk", "walk", takes(0, shown("dont-walk"))],
  [true, "not taken", "walk", { ...takes(1, lost), state: away }],
  [true, "ours already", "walk", { inputs: lost }],
]);

const dark = { mode: "withdrawn", bollards: "dark" } as const;
rows("silent-while-listening", [
  [true, "in control, and says so", "walk", {}],
  [false, "in control, and says not", "walk", { outputs: { mode: "withdrawn" } }],
  [true, "all dark", "walk", { state: away, outputs: dark }],
  [false, "claims control", "walk", { state: away, outputs: { ...dark, mode: "normal" } }],
  [false, "bollards lit", "walk", { state: away, outputs: { ...dark, bollards: "red" } }],
  [false, "the voice speaks", "walk", { state: away, outputs: { ...dark, voice: "wait" } }],
  [false, "seconds for people", "walk", { state: away, outputs: { ...dark, ped_countdown_s: 3 } }],
  [
    false,
    "seconds for drivers",
    "walk",
    { state: away, outputs: { ...dark, vehicle_countdown_s: 3 } },
  ],
]);

const clears: Partial<Inputs> = { requests: ["clear-fault"] };
const cleared = { fault: null };
rows("a-fault-stays-until-it-is-cleared", [
  [true, "stays", "walk", { before: { fault } }],
  [true, "there was none", "walk", {}],
  [true, "cleared in flash", "fault-flash", { before: { fault }, inputs: clears, state: cleared }],
  [
    true,
    "cleared while it is the cabinet's",
    "walk",
    { before: { fault, ...away }, inputs: clears, state: cleared },
  ],
  [false, "cleared in walk", "walk", { before: { fault }, inputs: clears, state: cleared }],
  [false, "gone by itself in flash", "fault-flash", { before: { fault }, state: cleared }],
  [
    false,
    "gone by another request",
    "fault-flash",
    { before: { fault }, inputs: { requests: ["resume"] }, state: cleared },
  ],
]);

rows("people-are-called-only-in-walk", [
  [true, "green and spoken in walk", "walk", { outputs: { bollards: "green", voice: "cross" } }],
  [false, "green in clearance", "ped-clearance", { outputs: { bollards: "green" } }],
  [false, "spoken in clearance", "ped-clearance", { outputs: { voice: "cross" } }],
  [true, "told to wait", "vehicle-green", { outputs: { voice: "wait" } }],
]);

const level = (is: 0 | 1 | 2 | 3 | 4 | 5, state: Partial<State> = {}): Change => ({
  state,
  outputs: { level: is },
});
rows("the-level-is-told", [
  [true, "normal", "walk", level(0)],
  [true, "no vision", "walk", level(2)],
  [false, "listening, in control", "walk", level(3)],
  [true, "listening", "walk", level(3, away)],
  [true, "no link", "walk", level(4, away)],
  [false, "no vision, out of control", "walk", level(2, away)],
  [false, "a fault, out of control without one", "walk", level(5, away)],
  [true, "a fault", "walk", level(5, { fault })],
  [false, "a fault as no link", "walk", level(4, { fault, ...away })],
]);
