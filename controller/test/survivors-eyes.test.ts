/** What all eyes together are worth: what is believed of what they tell, and how a service is told from counts. */
import { type Inputs, type Interval, type ZoneDoubt, instant } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { freshCrossing } from "../src/core/health/crossing.ts";
import { freshZone } from "../src/core/health/zone.ts";
import {
  type Health,
  believed,
  blindZones,
  freshHealth,
  healthAfter,
  isSilent,
} from "../src/core/health.ts";
import { PLAN, QUIET } from "./strip.ts";

const NOW = 90_000_000;
const now = instant(NOW);
const ago = (ms: number) => instant(NOW - ms);

/** Eyes of which somebody saw something a moment ago. */
const fresh = (): Health => freshHealth(PLAN, ago(1));

/** Eyes that are doubted for this: zone A, zone B, the road. */
function doubted(a: ZoneDoubt | null, b: ZoneDoubt | null, crossing = false): Health {
  const doubt = crossing ? "inactive" : null;
  return {
    ...fresh(),
    zones: { A: { ...freshZone(ago(1)), doubt: a }, B: { ...freshZone(ago(1)), doubt: b } },
    crossing: { ...freshCrossing(ago(1)), doubt },
    whole: a === null && b === null && !crossing,
  };
}

const after = (
  was: Health,
  told: Partial<Inputs> = {},
  interval: Interval = "vehicle-green",
  settles = false,
): Health => healthAfter(PLAN, was, { ...QUIET, ...told }, { interval, settles, now });

test("eyes are believed until they show why not", () => {
  expect(freshHealth(PLAN, now)).toEqual({
    zones: { A: freshZone(now), B: freshZone(now) },
    crossing: freshCrossing(now),
    serving: false,
    whole: true,
  });
});

describe("the health", () => {
  test("is not written anew without news, whether people are served or not", () => {
    const was = fresh();
    expect(after(was)).toBe(was);
    const serving = { ...was, serving: true };
    expect(after(serving, {}, "walk")).toBe(serving);
  });

  test("keeps the zones of which there is no news", () => {
    const was = fresh();
    const is = after(was, { zones: { A: { waiting: 1 }, B: { waiting: 0 } } });
    expect(is.zones["A"]!.record.waiting).toBe(1);
    expect(is.zones["B"]).toBe(was.zones["B"]);
    expect([was.zones["A"]!.record.waiting, is.crossing === was.crossing]).toEqual([0, true]);
  });

  test("takes in presses, and takes a button that tells nothing for one that is not pressed", () => {
    const is = after(fresh(), { buttons: { A: true } });
    expect([is.zones["A"]!.record.pressed, is.zones["B"]!.record.pressed]).toEqual([true, false]);
  });

  test("takes a zone that the inputs do not speak of for one that nobody sees", () => {
    const is = after(fresh(), { zones: { A: { waiting: 0 } } });
    expect(is.zones["B"]!.record.unseenSince).toBe(NOW);
  });

  test("takes in a zone that was added to the plan, from then on", () => {
    const plan = { ...PLAN, zones: ["A", "B", "C"] };
    const told = { ...QUIET, zones: { ...QUIET.zones, C: { waiting: 0 } } };
    const was = fresh();
    const is = healthAfter(plan, was, told, { interval: "walk", settles: false, now });
    expect(is.zones["C"]).toEqual(freshZone(now));
  });

  test("is written anew when only the road tells something new", () => {
    expect(after(fresh(), { crossing: null }).crossing.unseenSince).toBe(NOW);
  });

  test("of eyes that see nothing at all knows when a service begins and ends", () => {
    const blind: Partial<Inputs> = { zones: { A: null, B: null }, crossing: null };
    const was = after(fresh(), blind);
    const walking = after(was, blind, "walk");
    expect([was.serving, walking.serving]).toEqual([false, true]);
    expect([walking.zones, walking.crossing]).toEqual([was.zones, was.crossing]);
    expect(after(walking, blind).serving).toBe(false);
  });

  test("is written anew when a service begins, though every count stays", () => {
    expect(after(fresh(), {}, "walk").serving).toBe(true);
  });

  test.each<[Interval, boolean]>([
    ["walk", true],
    ["ped-clearance", true],
    ["buffer", true],
    ["vehicle-green", false],
    ["yellow-change", false],
    ["red-clearance", false],
    ["red-yellow", false],
    ["start-up", false],
    ["fault-flash", false],
  ])("in %s a service is under way: %s", (interval, serving) => {
    expect(after({ ...fresh(), serving: !serving }, {}, interval).serving).toBe(serving);
  });

  test("lets what is doubted be believed again only where nothing is under way", () => {
    const was = doubted("never-on", null);
    const good = { ...was, zones: { ...was.zones, A: { ...was.zones["A"]!, good: 5 } } };
    expect(after(good).whole).toBe(false);
    expect(after(good, {}, "vehicle-green", true)).toMatchObject({
      whole: true,
      zones: { A: { doubt: null } },
    });
  });

  test("is whole only when no zone and not the road is doubted", () => {
    const seen: Partial<Inputs> = { crossing: 1 };
    expect(after(doubted(null, null), seen).whole).toBe(true);
    expect(after(doubted(null, "never-on"), seen).whole).toBe(false);
    expect(after(doubted("never-on", null), seen).whole).toBe(false);
    expect(after(doubted(null, null, true), seen).whole).toBe(false);
  });
});

describe("a service", () => {
  /** Two kerbs with so many people before walk and so many in it, on a road on which nobody is seen. */
  function served(before: readonly [number, number], left: readonly [number, number]): Health {
    const zones = ([a, b]: readonly [number, number]) => ({
      zones: { A: { waiting: a }, B: { waiting: b } },
    });
    let health = after(fresh(), zones(before));
    health = after(health, zones(left), "walk");
    health = after(health, zones(left), "ped-clearance");
    return after(health, zones(left), "vehicle-green");
  }

  test.each<[string, [number, number], [number, number], doubt: string | null, alone: number]>([
    ["one at each kerb, who both go, are two", [1, 1], [0, 0], "inactive", 2],
    ["two at one kerb who go are two", [0, 2], [0, 0], "inactive", 2],
    ["one who goes is one", [3, 0], [2, 0], null, 1],
    ["one who comes does not make up for two who go", [2, 0], [0, 1], "inactive", 2],
    ["who stays has not gone", [2, 2], [2, 2], null, 0],
  ])("on a road where nobody is seen: %s", (_, before, left, doubt, alone) => {
    expect(served(before, left).crossing).toMatchObject({ doubt, alone });
  });

  test("in which a kerb was lost from sight says nothing of it, and all of the other", () => {
    const two = { waiting: 2 };
    let health = after(fresh(), { zones: { A: two, B: two } });
    health = after(health, { zones: { A: two, B: two } }, "walk");
    health = after(health, { zones: { A: null, B: { waiting: 0 } } }, "ped-clearance");
    expect(after(health, {}).crossing).toMatchObject({ doubt: "inactive", alone: 2 });
  });

  test("is judged once, at its end", () => {
    const over = served([1, 0], [0, 0]);
    expect(over.crossing.alone).toBe(1);
    expect(after(over, { zones: { A: { waiting: 0 }, B: { waiting: 1 } } }).crossing.alone).toBe(1);
  });
});

describe("of what the eyes tell", () => {
  const told: Inputs = { ...QUIET, zones: { A: { waiting: 2 }, B: { waiting: 1 } }, crossing: 0 };

  test("all is believed while nothing is doubted", () => {
    expect(believed(told, doubted(null, null))).toBe(told);
  });

  test.each<[ZoneDoubt, seen: Inputs["zones"][string]]>([
    ["unseen", null],
    ["always-on", null],
    ["erratic", null],
    ["never-on", { waiting: 2 }],
  ])("a zone doubted as %s tells %o, and the other what it tells", (doubt, seen) => {
    expect(believed(told, doubted(doubt, null))).toEqual({
      ...told,
      zones: { A: seen, B: { waiting: 1 } },
    });
  });

  test("a road in doubt is not known to be empty, and the zones tell what they tell", () => {
    expect(believed(told, doubted(null, null, true))).toEqual({ ...told, crossing: null });
  });

  test("a zone that the plan does not know is passed on", () => {
    const more = { ...told, zones: { ...told.zones, X: { waiting: 4 } } };
    expect(believed(more, doubted("unseen", null)).zones).toEqual({ ...more.zones, A: null });
  });
});

test("people are recalled for a zone that never sees anybody, wherever it is, and for no other doubt", () => {
  expect(isSilent(doubted(null, null))).toBe(false);
  expect(isSilent(doubted(null, "never-on"))).toBe(true);
  expect(isSilent(doubted("never-on", null))).toBe(true);
  expect(isSilent(doubted("unseen", "erratic", true))).toBe(false);
});

test("zones of which nothing is believed are counted, among the plan's", () => {
  expect(blindZones(PLAN, doubted(null, null))).toBe(0);
  expect(blindZones(PLAN, doubted("never-on", "unseen"))).toBe(1);
  expect(blindZones(PLAN, doubted("always-on", "erratic"))).toBe(2);
  expect(blindZones({ ...PLAN, zones: ["B", "C"] }, doubted("unseen", "unseen"))).toBe(1);
});
