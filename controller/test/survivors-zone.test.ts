/** When a waiting zone is doubted and when it is believed again: each limit from both sides, to the millisecond. */
import { type ZoneDoubt, instant } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { type ServiceMoment, type ZoneRecord, emptyRecord } from "../src/core/health/record.ts";
import { type ZoneHealth, freshZone, zoneHealthAfter } from "../src/core/health/zone.ts";

const NOW = 90_000_000; // more than a day
const ago = (ms: number) => instant(NOW - ms);
const now = instant(NOW);

describe("a zone", () => {
  interface Tick {
    readonly seen?: { readonly waiting: number } | null;
    readonly pressed?: boolean;
    readonly service?: ServiceMoment;
    readonly settles?: boolean;
  }
  /** A zone at which somebody was a moment ago, and which nothing speaks against. */
  const zone = (record: Partial<ZoneRecord>, is: Partial<ZoneHealth> = {}): ZoneHealth => ({
    ...freshZone(ago(0)),
    record: { ...emptyRecord(ago(1)), ...record },
    ...is,
  });
  const after = (was: ZoneHealth, tick: Tick = {}): ZoneHealth =>
    zoneHealthAfter(
      was,
      { seen: tick.seen === undefined ? was.record : tick.seen, pressed: tick.pressed ?? false },
      { service: tick.service ?? "none", settles: tick.settles ?? false, now },
    );
  const stands = (ms: number) => ({ waiting: 1, occupiedSince: ago(ms) });

  test("begins believed", () => {
    expect(freshZone(instant(7))).toEqual({
      record: emptyRecord(instant(7)),
      doubt: null,
      good: 0,
      checkedAt: 7,
    });
  });

  type Row = [ZoneDoubt | null, what: string, Partial<ZoneRecord>, Tick];
  test.each<Row>([
    [null, "unseen for less than 5 s", { unseenSince: ago(4999) }, { seen: null }],
    ["unseen", "unseen for 5 s", { unseenSince: ago(5000) }, { seen: null }],
    [null, "nine presses for nobody", { unseenPresses: 9 }, {}],
    ["never-on", "ten presses for nobody", { unseenPresses: 10 }, {}],
    [null, "nobody for less than a day", { lastAt: ago(86_399_999) }, {}],
    ["never-on", "nobody for a day", { lastAt: ago(86_400_000) }, {}],
    [null, "somebody for a day, and people use the walk", { ...stands(86_400_000), unused: 1 }, {}],
    [null, "unused for less than 3 min", { ...stands(179_999), unused: 2 }, {}],
    ["always-on", "unused for 3 min", { ...stands(180_000), unused: 2 }, {}],
    ["always-on", "unused and erratic", { ...stands(180_000), unused: 2, onsets: 31 }, {}],
    [null, "thirty appearances", { ...stands(1), onsets: 30 }, {}],
    ["erratic", "thirty-one appearances", { ...stands(1), onsets: 31 }, {}],
    [null, "thirty-one appearances, and nobody there now", { onsets: 31 }, {}],
    [null, "presses for nobody before somebody came", { ...stands(1), unseenPresses: 10 }, {}],
  ])("is doubted for %s: %s", (doubt, _, record, tick) => {
    const was = zone(record);
    const is = after(was, tick);
    const found = { record: was.record, doubt, good: 0, checkedAt: NOW };
    expect(is).toEqual(doubt === null ? was : found);
    expect(is === was).toBe(doubt === null);
  });

  test("is written anew with its record, and with nothing else", () => {
    const was = zone({}, { checkedAt: ago(77) });
    const is = after(was, { seen: { waiting: 1 } });
    expect(is).toMatchObject({ doubt: null, good: 0, checkedAt: NOW - 77, record: { waiting: 1 } });
  });

  type Check = [
    what: string,
    ZoneDoubt,
    Partial<ZoneRecord>,
    checked: number,
    Tick,
    good: number,
    checkedAgo: number,
  ];
  test.each<Check>([
    ["a camera that is there for 6 s more", "unseen", {}, 6000, {}, 4, 0],
    ["not before 6 s are over", "unseen", {}, 5999, {}, 3, 5999],
    ["a camera that is lost again: anew", "unseen", {}, 6000, { seen: null }, 0, 0],
    [
      "a camera that comes back: 6 s from then",
      "unseen",
      { unseenSince: ago(9000) },
      9000,
      { seen: { waiting: 0 } },
      0,
      0,
    ],
    ["a service that was used", "always-on", { unused: 0 }, 9, { service: "ends" }, 4, 0],
    [
      "a service that nobody used: anew",
      "always-on",
      { waiting: 1, standing: 1, fewest: 1, occupiedSince: ago(9), unused: 1 },
      9,
      { service: "ends" },
      0,
      0,
    ],
    [
      "not before a service ends",
      "always-on",
      { unused: 0 },
      90_000,
      { service: "runs" },
      3,
      90_000,
    ],
    ["somebody who is seen", "never-on", {}, 9, { seen: { waiting: 1 } }, 4, 0],
    ["not twice for one who stands there", "never-on", stands(500), 9, {}, 3, 9],
    [
      "not twice for one to whom another comes",
      "never-on",
      stands(500),
      9,
      { seen: { waiting: 2 } },
      3,
      9,
    ],
    ["not for a zone that stays empty", "never-on", {}, 9, {}, 3, 9],
    [
      "another press for nobody: anew",
      "never-on",
      { pressedAt: ago(3000), unseenPresses: 10 },
      9,
      {},
      0,
      0,
    ],
    ["twelve calm seconds", "erratic", { onsets: 6 }, 12_000, {}, 4, 0],
    ["twelve seconds that are not: anew", "erratic", { onsets: 7 }, 12_000, {}, 0, 0],
    ["not before twelve are over", "erratic", { onsets: 0 }, 11_999, {}, 3, 11_999],
  ])("counts a good check: %s (%s)", (_, doubt, record, checked, tick, good, checkedAgo) => {
    const is = after(zone(record, { doubt, good: 3, checkedAt: ago(checked) }), tick);
    expect(is).toMatchObject({ doubt, good, checkedAt: NOW - checkedAgo });
  });

  test("counts appearances from nothing after each twelve seconds", () => {
    const was = zone(
      { onsets: 7, spanFrom: ago(12_000) },
      { doubt: "erratic", checkedAt: ago(12_000) },
    );
    expect(after(was).record).toMatchObject({ onsets: 0, spanFrom: NOW });
    const early = zone(
      { onsets: 7, spanFrom: ago(11_999) },
      { doubt: "erratic", checkedAt: ago(11_999) },
    );
    expect(after(early)).toBe(early);
  });

  test("is not written anew while it stays out of sight", () => {
    const was = zone({ unseenSince: ago(9000) }, { doubt: "unseen", checkedAt: ago(4000) });
    expect(after(was, { seen: null })).toBe(was);
    const better = zone(
      { unseenSince: ago(9000) },
      { doubt: "unseen", good: 1, checkedAt: ago(4000) },
    );
    expect(after(better, { seen: null })).toMatchObject({ good: 0, checkedAt: NOW });
  });

  test("that failed a check while it could be seen is checked anew from then, also without a good one before", () => {
    const record = { waiting: 1, standing: 1, fewest: 1, occupiedSince: ago(9), unused: 1 };
    const was = zone(record, { doubt: "always-on", checkedAt: ago(4000) });
    expect(after(was, { service: "ends" })).toMatchObject({ good: 0, checkedAt: NOW });
  });

  test("out of sight for 5 s is doubted for that, whatever it was doubted for", () => {
    const was = zone({ unseenSince: ago(5000) }, { doubt: "erratic", good: 4, checkedAt: ago(1) });
    expect(after(was, { seen: null })).toMatchObject({ doubt: "unseen", good: 0, checkedAt: NOW });
  });

  test("is believed after five good checks, when nothing is under way, and nothing is held against it", () => {
    const record = { onsets: 5, unused: 1, unseenPresses: 2, lastAt: ago(4) };
    const was = zone(record, { doubt: "unseen", good: 4, checkedAt: ago(6000) });
    const checked = after(was);
    expect(checked).toMatchObject({ doubt: "unseen", good: 5, record });
    expect(after({ ...checked, checkedAt: ago(6000) }).good).toBe(5);
    expect(after(was, { settles: true })).toEqual({
      record: { ...was.record, onsets: 0, unused: 0, unseenPresses: 0 },
      doubt: null,
      good: 0,
      checkedAt: NOW,
    });
    const four = zone(record, { doubt: "unseen", good: 3, checkedAt: ago(6000) });
    expect(after(four, { settles: true })).toMatchObject({ doubt: "unseen", good: 4 });
  });
});
