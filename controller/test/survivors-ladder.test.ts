/** The ladder, rung by rung: what is listened to, when control may be taken, and what counts as flapping, to the millisecond. */
import {
  type Indications,
  type Inputs,
  type Instant,
  type Level,
  type LevelCause,
  instant,
  milliseconds,
} from "@crossing/config";
import { type State, initialState } from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { freshCrossing } from "../src/core/health/crossing.ts";
import { freshZone } from "../src/core/health/zone.ts";
import type { Health } from "../src/core/health.ts";
import {
  HOLD_OFF,
  type Ladder,
  firstRung,
  isPinned,
  ladderAfter,
  listening,
  mayTake,
  waitToTake,
} from "../src/core/ladder.ts";
import { PLAN, QUIET } from "./strip.ts";

const NOW = 5_000_000;
const now = instant(NOW);
const ago = (ms: number): Instant => instant(NOW - ms);
const GREEN: Indications = { vehicle: "green", ped: "dont-walk" };
const RED: Indications = { vehicle: "red", ped: "dont-walk" };
const ladder = (is: Partial<Ladder> = {}): Ladder => ({ ...firstRung(ago(0), false), ...is });

test("on the street one begins by listening for ten seconds; at a desk at once, and the first fall is then no turn", () => {
  const both = { turns: [], pinned: null, heads: null, headsSince: 700, lostSince: null };
  expect(firstRung(instant(700), true)).toEqual({
    ...both,
    level: 3,
    cause: "restart",
    climbing: false,
    quietUntil: 10_700,
  });
  expect(firstRung(instant(700), false)).toEqual({
    ...both,
    level: 0,
    cause: "all-believed",
    climbing: true,
    quietUntil: null,
  });
});

describe("while it listens, the ladder", () => {
  const hears = (is: Partial<Ladder>, told: Partial<Inputs>): Ladder =>
    listening(ladder(is), { ...QUIET, ...told }, now, null);

  test("keeps why control was left, and does not put off taking it again, when only time goes by", () => {
    const was = ladder({ level: 3, cause: "link-lost", quietUntil: ago(5) });
    expect(listening(was, { ...QUIET, shown: GREEN }, now, null)).toEqual({
      ...was,
      heads: GREEN,
      headsSince: NOW,
    });
  });

  test("takes down why control is left now, and for how long it is not taken", () => {
    const why = { cause: "link-refused", quietFor: milliseconds(400) } as const;
    const is = listening(ladder({ quietUntil: ago(5), cause: "restart" }), QUIET, now, why);
    expect(is).toMatchObject({ cause: "link-refused", quietUntil: NOW + 400 });
  });

  test.each<[what: string, before: Indications | null, shown: Indications | null, since: number]>([
    ["since before, when they show the same", GREEN, { ...GREEN }, NOW - 900],
    ["since before, when they tell nothing as before", null, null, NOW - 900],
    ["from now, when the vehicle head changed", GREEN, RED, NOW],
    ["from now, when the pedestrian head changed", RED, { ...RED, ped: "walk" }, NOW],
    ["from now, when they tell something again", null, RED, NOW],
    ["from now, when they tell nothing any more", RED, null, NOW],
  ])("knows what the heads show %s", (_, heads, shown, since) => {
    expect(hears({ heads, headsSince: ago(900) }, { shown })).toMatchObject({
      heads: shown,
      headsSince: since,
    });
  });

  test.each<[what: string, lostSince: Instant | null, Inputs["link"], since: number | null]>([
    ["from now", null, "lost", NOW],
    ["since before", ago(900), "lost", NOW - 900],
    ["no longer, when it is up", ago(900), "up", null],
    ["no longer, when it answers wrongly", ago(900), "mismatch", null],
  ])("knows the link to be lost %s", (_, lostSince, link, since) => {
    expect(hears({ lostSince }, { link }).lostSince).toBe(since);
  });
});

describe("control may be taken", () => {
  const pinned = (level: Level, ms: number) => ({ level, until: instant(NOW + ms) });
  const quiet: Partial<Ladder> = { quietUntil: now, heads: GREEN, headsSince: now };

  test.each<[may: boolean, when: string, Partial<Ladder>]>([
    [true, "at once, at a desk", { quietUntil: null, heads: { ...RED, ped: "walk" } }],
    [true, "when the time is over", quiet],
    [false, "not a millisecond before", { ...quiet, quietUntil: instant(NOW + 1) }],
    [false, "not while the flap guard holds it here", { ...quiet, pinned: pinned(3, 1) }],
    [false, "not while the flap guard holds it lower", { ...quiet, pinned: pinned(4, 1) }],
    [true, "while the flap guard holds only the eyes", { ...quiet, pinned: pinned(2, 1) }],
    [true, "when the flap guard's time is over", { ...quiet, pinned: pinned(3, 0) }],
    [true, "as it flashes", { ...quiet, heads: { vehicle: "flashing-yellow", ped: "dark" } }],
    [true, "as it is dark", { ...quiet, heads: { vehicle: "dark", ped: "dark" } }],
    [true, "when all red has lasted", { ...quiet, heads: RED, headsSince: ago(HOLD_OFF) }],
    [false, "not before all red has lasted", { ...quiet, heads: RED, headsSince: ago(9999) }],
    [
      true,
      "when nothing has been told for long",
      { ...quiet, heads: null, headsSince: ago(10_000) },
    ],
    [false, "not when nothing is told yet", { ...quiet, heads: null, headsSince: ago(9999) }],
    [
      false,
      "never beside walk",
      { ...quiet, heads: { ...RED, ped: "walk" }, headsSince: ago(90_000) },
    ],
    [
      false,
      "never beside dark pedestrian heads",
      { ...quiet, heads: { ...RED, ped: "dark" }, headsSince: ago(90_000) },
    ],
    [
      false,
      "never in yellow",
      { ...quiet, heads: { ...RED, vehicle: "yellow" }, headsSince: ago(90_000) },
    ],
    [
      false,
      "never in red with yellow",
      { ...quiet, heads: { ...RED, vehicle: "red-yellow" }, headsSince: ago(90_000) },
    ],
  ])("%s: %s", (may, _, is) => {
    expect(mayTake(ladder(is), now)).toBe(may);
  });

  test.each<[what: string, Partial<Ladder>, code: string, seconds: number]>([
    ["the seconds that are left", { quietUntil: instant(NOW + 2500) }, "rejoin", 2.5],
    ["none, when only the heads are waited for", { quietUntil: ago(2500) }, "rejoin", 0],
    [
      "the guard's, when it holds control",
      { quietUntil: now, pinned: pinned(3, 9000) },
      "pinned",
      9,
    ],
    ["the guard's, when it holds lower", { quietUntil: now, pinned: pinned(4, 9000) }, "pinned", 9],
    [
      "not the guard's of the eyes",
      { quietUntil: instant(NOW + 1000), pinned: pinned(2, 9000) },
      "rejoin",
      1,
    ],
    [
      "not the guard's when it is over",
      { quietUntil: instant(NOW + 1000), pinned: pinned(3, 0) },
      "rejoin",
      1,
    ],
  ])("later, and says how much: %s", (_, is, code, remaining_s) => {
    expect(waitToTake(ladder(is), now)).toEqual({ code, remaining_s });
  });

  test("a level is pinned when the guard holds it or one below, until the guard's last millisecond", () => {
    const held = ladder({ pinned: pinned(2, 1) });
    expect(([0, 1, 2, 3, 4] as const).map((level) => isPinned(held, now, level))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(isPinned(held, instant(NOW + 1), 2)).toBe(false);
    expect(isPinned(ladder(), now, 0)).toBe(false);
  });
});

/** A crossing of ours with all eyes believed. */
function ours(is: Partial<Ladder>, change: Partial<State> = {}): State {
  const state = initialState(PLAN, ago(0));
  return { ...state, inControl: true, ladder: ladder(is), ...change };
}

const doubted = (a: boolean, b: boolean, road = false): Health => {
  const zone = (doubt: boolean) => ({
    ...freshZone(now),
    doubt: doubt ? ("erratic" as const) : null,
  });
  return {
    zones: { A: zone(a), B: zone(b) },
    crossing: { ...freshCrossing(now), doubt: road ? "inactive" : null },
    serving: false,
    whole: false,
  };
};

describe("the rung is", () => {
  const fault = { code: "fault", numbers: {} } as const;
  const away = { inControl: false };
  type Row = [Level, LevelCause, why: string, Partial<Ladder>, Partial<State>];
  test.each<Row>([
    [0, "all-believed", "all is well", { cause: "restart" }, {}],
    [1, "zone-erratic", "one zone is doubted", {}, { health: doubted(false, true) }],
    [1, "crossing-inactive", "the road is doubted", {}, { health: doubted(false, false, true) }],
    [1, "zone-erratic", "a zone and the road are", {}, { health: doubted(true, false, true) }],
    [2, "zone-erratic", "all zones are doubted", {}, { health: doubted(true, true) }],
    [3, "link-mismatch", "control is not ours", { cause: "link-mismatch" }, away],
    [
      3,
      "link-lost",
      "the link is lost for less than 2 s",
      { cause: "link-lost", lostSince: ago(1999) },
      away,
    ],
    [4, "link-lost", "it is lost for 2 s", { cause: "link-lost", lostSince: ago(2000) }, away],
    [0, "all-believed", "control is ours again", { cause: "link-lost", lostSince: ago(9000) }, {}],
    [5, "fault", "a fault is latched", {}, { fault }],
    [
      5,
      "fault",
      "a fault is latched, and all else is wrong",
      { lostSince: ago(9000) },
      { ...away, fault, health: doubted(true, true) },
    ],
  ])("%i, %s, when %s", (level, cause, _, is, change) => {
    expect(ladderAfter(PLAN, ours(is, change), now)).toMatchObject({ level, cause });
  });
});

describe("the ladder after a tick", () => {
  test("is the same record when nothing changed", () => {
    const state = ours({ turns: [ago(5)], pinned: { level: 0, until: instant(NOW + 1) } });
    expect(ladderAfter(PLAN, state, now)).toBe(state.ladder);
  });

  test("takes down a new cause at the same level, which is no turn", () => {
    const state = ours({ level: 3, cause: "link-lost", climbing: true }, { inControl: false });
    const again = {
      ...state,
      ladder: { ...state.ladder, level: 1, cause: "zone-unseen" } as Ladder,
    };
    const is = ladderAfter(PLAN, { ...again, inControl: true, health: doubted(true, false) }, now);
    expect(is).toEqual({ ...again.ladder, cause: "zone-erratic" });
  });

  test("lets go of the guard when its time is over, and not before", () => {
    const held = (ms: number) => ours({ pinned: { level: 1, until: instant(NOW + ms) } });
    expect(ladderAfter(PLAN, held(0), now).pinned).toBeNull();
    expect(ladderAfter(PLAN, held(1), now).pinned).toEqual({ level: 1, until: NOW + 1 });
  });

  const lost: Partial<State> = { inControl: false };
  const turns = (...ms: readonly number[]): readonly Instant[] => ms.map(ago);

  test("remembers a turn down and a turn up, and no more than the last three", () => {
    const down = ladderAfter(PLAN, ours({ cause: "link-lost" }, lost), now);
    expect(down).toMatchObject({ level: 3, climbing: false, turns: [NOW] });
    const up = ladderAfter(PLAN, ours({ level: 3, climbing: false, turns: turns(9, 8, 7) }), now);
    expect(up).toMatchObject({ level: 0, climbing: true, turns: [NOW - 8, NOW - 7, NOW] });
  });

  test("going on in the same direction is no turn", () => {
    const deeper = ours({ level: 1, climbing: false, turns: turns(9), cause: "link-lost" }, lost);
    expect(ladderAfter(PLAN, deeper, now)).toMatchObject({
      level: 3,
      climbing: false,
      turns: [NOW - 9],
    });
    const higher = ours({ level: 3, climbing: true, turns: turns(9) });
    expect(ladderAfter(PLAN, higher, now)).toMatchObject({ climbing: true, turns: [NOW - 9] });
  });

  test("what an engineer asked for is no turn, and changes no direction", () => {
    const asked = ours({ cause: "withdrawn", turns: turns(9, 8) }, lost);
    expect(ladderAfter(PLAN, asked, now)).toMatchObject({
      level: 3,
      climbing: true,
      turns: [NOW - 9, NOW - 8],
      pinned: null,
    });
  });

  const guard = { level: 3, until: NOW + 1_800_000 };
  const kept = { level: 2, until: instant(NOW + 7) } as const;
  test.each<
    [what: string, Partial<Ladder>, Partial<State>, pinned: Ladder["pinned"] | typeof guard]
  >([
    ["down, up and down in ten minutes", { turns: turns(600_000, 300_000) }, lost, guard],
    ["not in a millisecond more", { turns: turns(600_001, 300_000) }, lost, null],
    ["not after the first turn", { turns: [] }, lost, null],
    ["not after the second", { turns: turns(10) }, lost, null],
    [
      "not when the third turn is up",
      { level: 3, climbing: false, turns: turns(20, 10) },
      {},
      null,
    ],
    [
      "not when it only goes on down",
      { level: 1, climbing: false, turns: turns(30, 20, 10) },
      lost,
      null,
    ],
    [
      "and what was pinned before stays so",
      { level: 1, climbing: false, turns: turns(10), pinned: kept },
      lost,
      kept,
    ],
    ["a new one instead of one before", { turns: turns(20, 10), pinned: kept }, lost, guard],
  ])("pins the level for half an hour: %s", (_, is, change, pinned) => {
    const state = ours({ cause: "link-lost", ...is }, change);
    expect(ladderAfter(PLAN, state, now).pinned).toEqual(pinned);
  });
});
