/** Whose the crossing is: what makes us leave it, what is kept meanwhile, and from what it is taken up again. */
import {
  type Indications,
  type Inputs,
  type Instant,
  type Interval,
  type Reason,
  instant,
  milliseconds,
} from "@crossing/config";
import { type Plan, SHOWN, type State, initialState } from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { controlled, mayClear, surrendered } from "../src/core/control.ts";
import { assumedDemand } from "../src/core/demand.ts";
import { unseen } from "../src/core/evidence.ts";
import { PLAN, QUIET } from "./strip.ts";

const NOW = 900_000;
const now = instant(NOW);
const ago = (ms: number): Instant => instant(NOW - ms);
const FAULT: Reason = { code: "fault", numbers: {} };
const GREEN = SHOWN["vehicle-green"];
const FLASH = SHOWN["fault-flash"];

const first = initialState(PLAN, ago(5000));
const called = { ...first.demand, servedAt: ago(30_000) };

/** In control, in vehicle green for five seconds, a tick of 100 ms. */
const ours = (is: Partial<State> = {}): State => ({
  ...first,
  interval: "vehicle-green",
  shown: GREEN,
  at: ago(100),
  inControl: true,
  walkAt: instant(NOW + 5),
  demand: called,
  ...is,
});

/** Out of control for five seconds, and free to take it again. */
const away = (is: Partial<State> = {}): State =>
  ours({ interval: "start-up", inControl: false, walkAt: null, ...is });

const after = (state: State, told: Partial<Inputs> = {}, plan: Plan = PLAN): State =>
  controlled(plan, state, { ...QUIET, ...told }, now);

test("control that is ours stays so, and nothing is written anew", () => {
  const state = ours();
  expect(after(state)).toBe(state);
});

describe("control is left", () => {
  const left = {
    interval: "start-up",
    since: NOW,
    inControl: false,
    walkAt: null,
    demand: { ...called, latchedAt: NOW },
  };

  test.each(["lost", "mismatch", "refused"] as const)(
    "at once when the link is %s, whatever else is asked, for ten seconds at least",
    (link) => {
      const state = ours({ interval: "walk", withdrawn: true, at: ago(9000) });
      expect(after(state, { link, shown: FLASH })).toMatchObject({
        ...left,
        withdrawn: true,
        shown: FLASH,
        leftFor: { code: `link-${link}`, numbers: {} },
        ladder: { cause: `link-${link}`, quietUntil: NOW + 10_000 },
      });
    },
  );

  test("by a link that is not up for that, and not for the time until control comes back", () => {
    expect(after(ours(), { link: "lost" }).leftFor).toEqual({ code: "link-lost", numbers: {} });
    expect(after(ours(), { link: "refused" }).leftFor.code).toBe("link-refused");
  });

  test("with the heads as they were asked for, when the cabinet does not tell what they show", () => {
    expect(after(ours(), { link: "lost" }).shown).toBe(GREEN);
  });

  test("by a latched fault for that, whatever the link", () => {
    expect(after(ours({ fault: FAULT }), { link: "lost" }).leftFor).toEqual(FAULT);
  });

  test("by a tick longer than a second, as after a restart: who waited is forgotten", () => {
    for (const at of [ago(1001), instant(NOW + 1)])
      expect(after(ours({ at }))).toMatchObject({
        ...left,
        demand: assumedDemand(PLAN, now),
        leftFor: { code: "rejoin", numbers: {} },
        ladder: { cause: "time-jump", quietUntil: NOW + 10_000 },
      });
  });

  test("by neither a tick of a second nor two in the same millisecond", () => {
    for (const at of [ago(1000), now]) expect(after(ours({ at })).inControl).toBe(true);
  });

  test("by a jump of time out of control too: its listening begins anew", () => {
    expect(after(away({ at: ago(1001) }))).toMatchObject({
      since: NOW,
      ladder: { cause: "time-jump", quietUntil: NOW + 10_000 },
    });
  });

  test("on request without any time to wait for", () => {
    const state = ours({ withdrawn: true, walkAt: null, since: ago(10_000) });
    expect(after(state)).toMatchObject({
      ...left,
      leftFor: { code: "withdrawn", numbers: {} },
      ladder: { cause: "withdrawn", quietUntil: NOW },
    });
  });

  type Row = [leaves: boolean, what: string, Interval, Partial<State>];
  test.each<Row>([
    [true, "a green at its minimum", "vehicle-green", { walkAt: null, since: ago(10_000) }],
    [false, "a green before its minimum", "vehicle-green", { walkAt: null, since: ago(9999) }],
    [false, "a green in which walk is promised", "vehicle-green", { since: ago(90_000) }],
    [true, "a start-up that is over", "start-up", { walkAt: null, since: ago(2000) }],
    [false, "a start-up that is not", "start-up", { walkAt: null, since: ago(1999) }],
    [true, "flash, at once", "fault-flash", { walkAt: null, since: now }],
    [false, "a yellow", "yellow-change", { walkAt: null, since: ago(90_000) }],
    [false, "a walk", "walk", { walkAt: null, since: ago(90_000) }],
    [false, "a clearance", "ped-clearance", { walkAt: null, since: ago(90_000) }],
  ])("on request (%s) from %s", (leaves, _, interval, is) => {
    const state = after(ours({ interval, ...is }), { requests: ["withdraw"] });
    expect([state.withdrawn, state.inControl]).toEqual([true, !leaves]);
  });
});

describe("while the crossing is the cabinet's", () => {
  const waits = away({
    ladder: { ...first.ladder, quietUntil: instant(NOW + 1), cause: "link-lost" },
  });

  test("it is listened to, since it was left, for the reason it was left for", () => {
    const state = after(waits, { shown: FLASH });
    expect(state).toMatchObject({
      interval: "start-up",
      since: NOW - 5000,
      inControl: false,
      shown: FLASH,
      leftFor: { code: "rejoin", numbers: {} },
      ladder: { cause: "link-lost", quietUntil: NOW + 1, heads: FLASH },
    });
  });

  test("whoever was assumed to wait still is, and nobody else is made up", () => {
    const assumed = { ...called, latchedAt: ago(4000) };
    expect(after({ ...waits, demand: assumed }).demand.latchedAt).toBe(NOW);
    expect(after(waits).demand).toBe(called);
  });

  test("on request, it says that it is withdrawn", () => {
    expect(after({ ...waits, withdrawn: true }).leftFor.code).toBe("withdrawn");
  });
});

describe("control is taken", () => {
  test("from what the heads show, with nothing known of the road", () => {
    const ladder = { ...first.ladder, quietUntil: ago(1) };
    const state = after(
      away({ settled: true, seen: { ...unseen(ago(9)), onCrossing: 3 }, ladder }),
      {
        shown: GREEN,
      },
    );
    expect(state).toMatchObject({
      interval: "vehicle-green",
      since: NOW,
      asked: NOW,
      settled: false,
      shown: GREEN,
      inControl: true,
      walkAt: null,
      seen: unseen(now),
      ladder: { quietUntil: null },
    });
  });

  test("from a yellow with the walk that follows it", () => {
    const state = after(away(), { shown: SHOWN["yellow-change"] });
    expect([state.interval, state.walkAt]).toEqual(["yellow-change", NOW + 5000]);
  });

  test("from heads that tell nothing through red", () => {
    expect(after(away()).shown).toEqual(SHOWN["start-up"]);
  });

  test("with who waited before, for as long as anybody may wait; after that somebody is assumed", () => {
    expect(after(away({ since: ago(60_000) })).demand).toEqual(called);
    expect(after(away({ since: ago(60_001) })).demand).toEqual(assumedDemand(PLAN, now));
  });

  test("never with a latched fault, and it says so", () => {
    const state = after(away({ fault: FAULT }), { shown: GREEN });
    expect([state.inControl, state.leftFor, state.fault]).toEqual([false, FAULT, FAULT]);
  });

  const VEHICLE: readonly Indications["vehicle"][] = [
    "green",
    "yellow",
    "red",
    "red-yellow",
    "flashing-yellow",
    "dark",
  ];
  const PED: readonly Indications["ped"][] = ["walk", "flashing-walk", "dont-walk", "dark"];

  test("from all that heads may show, and from nothing else: that latches a fault and stays the cabinet's", () => {
    const taken = PED.flatMap((ped) =>
      VEHICLE.filter((vehicle) => {
        const state = after(away(), { shown: { vehicle, ped } });
        const [fault, leftFor] = state.inControl
          ? [null, { ...FAULT, code: "rejoin" }]
          : [FAULT, FAULT];
        expect([state.fault, state.leftFor]).toEqual([fault, leftFor]);
        return state.inControl;
      }).map((vehicle) => `${vehicle} ${ped}`),
    );
    expect(taken).toEqual([
      "red walk",
      "red flashing-walk",
      ...VEHICLE.map((vehicle) => `${vehicle} dont-walk`),
      ...VEHICLE.slice(1).map((vehicle) => `${vehicle} dark`),
    ]);
  });
});

describe("a request", () => {
  const pinned = { level: 3, until: instant(NOW + 9000) } as const;
  const flapped = { ...first.ladder, pinned, turns: [ago(3), ago(2), ago(1)] };

  test("for walk changes nothing of who is in control", () => {
    for (const withdrawn of [false, true]) {
      const state = ours({ withdrawn, fault: FAULT, interval: "walk" });
      expect(after(state, { requests: ["ped-call"] })).toEqual(state);
    }
  });

  test("to withdraw stands until one to resume, and wins over it", () => {
    expect(after(ours(), { requests: ["withdraw"] }).withdrawn).toBe(true);
    expect(after(ours({ withdrawn: true }), { requests: ["ped-call"] }).withdrawn).toBe(true);
    expect(after(ours({ withdrawn: true }), { requests: ["resume"] }).withdrawn).toBe(false);
    expect(after(ours(), { requests: ["resume", "withdraw"] }).withdrawn).toBe(true);
  });

  test("to resume lets go of the flap guard; no other does", () => {
    const state = ours({ ladder: flapped });
    expect(after(state, { requests: ["resume"] }).ladder).toEqual({
      ...flapped,
      pinned: null,
      turns: [],
    });
    expect(after(state, { requests: ["ped-call", "withdraw"] }).ladder).toBe(flapped);
  });

  test("to clear a fault clears it, assumes that somebody waits, and takes the crossing up anew", () => {
    const flash = ours({ interval: "fault-flash", shown: FLASH, fault: FAULT, walkAt: null });
    const state = after(flash, { requests: ["clear-fault"], shown: FLASH });
    expect(state).toMatchObject({ fault: null, inControl: true, interval: "start-up", since: NOW });
    expect(state.demand.latchedAt).toBe(NOW);
    expect(state.asked).toBe(NOW);
  });

  test("to clear a fault while anything moves is not heard", () => {
    const green = ours({ fault: FAULT });
    expect(after(green, { requests: ["clear-fault"] })).toEqual(green);
  });

  test("for something else clears no fault", () => {
    const flash = ours({ interval: "fault-flash", shown: FLASH, fault: FAULT });
    expect(after(flash, { requests: ["resume"] }).fault).toEqual(FAULT);
  });

  test.each<[boolean, what: string, Partial<State>]>([
    [false, "there is no fault", { interval: "fault-flash", inControl: false }],
    [false, "vehicles have green", { fault: FAULT }],
    [true, "it flashes", { fault: FAULT, interval: "fault-flash" }],
    [true, "the crossing is the cabinet's", { fault: FAULT, inControl: false }],
  ])("to clear a fault may be heard (%s) when %s", (may, _, is) => {
    expect(mayClear(ours(is))).toBe(may);
  });
});

test("control that is given up for good latches a fault, and the crossing is the cabinet's", () => {
  const state = surrendered(ours(), { ...QUIET, shown: FLASH }, now);
  expect(state).toMatchObject({
    fault: FAULT,
    at: NOW,
    interval: "start-up",
    since: NOW,
    inControl: false,
    walkAt: null,
    shown: FLASH,
    leftFor: FAULT,
    ladder: { cause: "fault", quietUntil: NOW + 10_000 },
  });
  expect(state.demand.latchedAt).toBe(NOW);
});

test("the longest tick and the shortest green are the plan's", () => {
  const plan = { ...PLAN, maxStep: milliseconds(300), vehicleMinGreen: milliseconds(4000) };
  expect(after(ours({ at: ago(301) }), {}, plan).inControl).toBe(false);
  const state = ours({ withdrawn: true, walkAt: null, since: ago(4000) });
  expect(after(state, {}, plan).inControl).toBe(false);
});
