/** What a waiting zone has shown, tick by tick: each limit from both sides, and nothing written anew without news. */
import { instant } from "@crossing/config";
import { describe, expect, test } from "vitest";
import {
  type Look,
  type LookedAt,
  type ServiceMoment,
  type ZoneRecord,
  emptyRecord,
  recordAfter,
} from "../src/core/health/record.ts";

const NOW = 200_000;
const ago = (ms: number) => instant(NOW - ms);

/** A zone at which somebody looks since 100 s, and nobody was there. */
const zone = (is: Partial<ZoneRecord> = {}): ZoneRecord => ({
  ...emptyRecord(instant(100_000)),
  ...is,
});

const sees = (waiting: number, pressed = false): Look => ({ seen: { waiting }, pressed });
const blind = (pressed = false): Look => ({ seen: null, pressed });
const at = (service: ServiceMoment = "none"): LookedAt => ({
  service,
  settles: false,
  now: instant(NOW),
});
const after = (was: Partial<ZoneRecord>, look: Look, service?: ServiceMoment): ZoneRecord =>
  recordAfter(zone(was), look, at(service));

test("a zone at which nobody has looked yet has shown nothing", () => {
  expect(emptyRecord(instant(7))).toEqual({
    waiting: 0,
    pressed: false,
    unseenSince: null,
    occupiedSince: null,
    lastAt: 7,
    onsets: 0,
    spanFrom: 7,
    pressedAt: null,
    unseenPresses: 0,
    standing: 0,
    fewest: 0,
    unused: 0,
  });
});

describe("nothing is written anew", () => {
  type Row = [what: string, Partial<ZoneRecord>, Look, ServiceMoment];
  test.each<Row>([
    ["while nobody comes", {}, sees(0), "none"],
    ["while the same people stand there", { waiting: 2 }, sees(2), "runs"],
    ["while a button is held", { pressed: true }, sees(0, true), "none"],
    ["until a press is three seconds old", { pressedAt: ago(2999) }, sees(0), "none"],
    ["while it cannot be seen, pressed or not", { unseenSince: ago(1) }, blind(true), "ends"],
  ])("%s", (_, was, look, service) => {
    const record = zone(was);
    expect(recordAfter(record, look, at(service))).toBe(record);
  });

  test.each<Row>([
    ["when one more comes", { waiting: 2 }, sees(3), "none"],
    ["when a button is let go", { pressed: true }, sees(0), "none"],
    ["when a press is three seconds old", { pressedAt: ago(3000) }, sees(0), "none"],
    ["when it is seen again", { unseenSince: ago(1) }, sees(0), "none"],
    ["when a service begins", {}, sees(0), "begins"],
    ["when a service ends", {}, sees(0), "ends"],
  ])("but it is %s", (_, was, look, service) => {
    const record = zone(was);
    expect(recordAfter(record, look, at(service))).not.toBe(record);
  });
});

test("a zone that tells nothing any more keeps its history, and nobody is there or has pressed", () => {
  const was = zone({
    waiting: 2,
    occupiedSince: ago(9000),
    onsets: 4,
    pressedAt: ago(10),
    unseenPresses: 3,
    standing: 2,
    fewest: 1,
    unused: 1,
  });
  expect(recordAfter(was, blind(true), at())).toEqual({
    ...was,
    waiting: 0,
    pressed: true,
    unseenSince: NOW,
    occupiedSince: null,
    pressedAt: null,
    standing: 0,
  });
});

describe("who is there", () => {
  test("has been there since the first of them came, and was last there now", () => {
    expect(after({}, sees(1))).toMatchObject({ waiting: 1, occupiedSince: NOW, lastAt: NOW });
    const more = after({ waiting: 1, occupiedSince: ago(5000) }, sees(2));
    expect(more).toMatchObject({ waiting: 2, occupiedSince: NOW - 5000, lastAt: NOW });
  });

  test("and leaves was last there now", () => {
    expect(after({ waiting: 1, occupiedSince: ago(5000) }, sees(0))).toMatchObject({
      waiting: 0,
      occupiedSince: null,
      lastAt: NOW,
    });
  });

  test("was last there when the zone was last seen with anybody, or began to be looked at", () => {
    expect(after({}, sees(0, true)).lastAt).toBe(100_000);
    expect(after({ unseenSince: ago(9) }, sees(0))).toMatchObject({
      unseenSince: null,
      lastAt: NOW,
    });
  });
});

describe("appearances", () => {
  test.each<[what: string, Partial<ZoneRecord>, waiting: number, onsets: number, from: number]>([
    ["count from nobody to somebody", { onsets: 3 }, 2, 4, NOW - 59_999],
    ["do not count when one more comes", { onsets: 3, waiting: 1 }, 2, 3, NOW - 59_999],
    ["do not count when somebody goes", { onsets: 3, waiting: 1 }, 0, 3, NOW - 59_999],
    ["begin anew with the first after a minute", { onsets: 3, spanFrom: ago(60_000) }, 1, 1, NOW],
    [
      "do not begin anew by a departure after a minute",
      { onsets: 3, waiting: 1, spanFrom: ago(60_000) },
      0,
      3,
      NOW - 60_000,
    ],
  ])("%s", (_, was, waiting, onsets, from) => {
    expect(after({ spanFrom: ago(59_999), ...was }, sees(waiting))).toMatchObject({
      onsets,
      spanFrom: from,
    });
  });
});

describe("a press", () => {
  type Row = [what: string, Partial<ZoneRecord>, Look, ServiceMoment, Partial<ZoneRecord>];
  const waits = { pressedAt: NOW as ZoneRecord["pressedAt"], unseenPresses: 4 };
  const none = { pressedAt: null, unseenPresses: 4 };
  test.each<Row>([
    [
      "where nobody was for over 3 s is waited for",
      { lastAt: ago(3001) },
      sees(0, true),
      "none",
      waits,
    ],
    ["where somebody was 3 s ago is theirs", { lastAt: ago(3000) }, sees(0, true), "none", none],
    [
      "by one who stood there for long and leaves by it is theirs",
      { waiting: 1, lastAt: ago(90_000) },
      sees(0, true),
      "none",
      none,
    ],
    ["that goes on is none anew", { pressed: true, waiting: 1 }, sees(0, true), "none", none],
    [
      "that goes on is none anew at the end of a service",
      { pressed: true },
      sees(0, true),
      "ends",
      none,
    ],
    ["that nobody makes is none", {}, sees(0), "ends", none],
    [
      "keeps the moment of the first",
      { pressedAt: ago(1000) },
      sees(0, true),
      "none",
      { pressedAt: ago(1000), unseenPresses: 4 },
    ],
    [
      "for which nobody was seen in 3 s counts",
      { pressedAt: ago(3000) },
      sees(0, true),
      "none",
      { pressedAt: null, unseenPresses: 5 },
    ],
    [
      "for which nobody was seen in less does not count yet",
      { pressedAt: ago(2999) },
      sees(0, true),
      "none",
      { pressedAt: ago(2999), unseenPresses: 4 },
    ],
    [
      "for which somebody is seen wipes out those before",
      { pressedAt: ago(2000) },
      sees(1),
      "none",
      { pressedAt: null, unseenPresses: 0 },
    ],
    ["as walk begins tells nothing", { pressedAt: ago(9000) }, sees(0, true), "begins", none],
    [
      "while people are served tells nothing",
      { pressedAt: ago(9000) },
      sees(0, true),
      "runs",
      none,
    ],
  ])("%s", (_, was, look, service, is) => {
    expect(after({ unseenPresses: 4, ...was }, look, service)).toMatchObject(is);
  });
});

describe("a service", () => {
  type Served = Pick<ZoneRecord, "standing" | "fewest" | "unused">;
  type Row = [what: string, Partial<ZoneRecord>, waiting: number, ServiceMoment, Served];
  test.each<Row>([
    [
      "begins with who stood there in the tick before",
      { waiting: 3, standing: 9, fewest: 9, unused: 1 },
      1,
      "begins",
      { standing: 3, fewest: 1, unused: 1 },
    ],
    [
      "begins with no more than stood there before",
      { waiting: 1, unused: 1 },
      3,
      "begins",
      { standing: 1, fewest: 1, unused: 1 },
    ],
    [
      "keeps the fewest that were left",
      { waiting: 2, standing: 3, fewest: 2, unused: 1 },
      1,
      "runs",
      { standing: 3, fewest: 1, unused: 1 },
    ],
    [
      "does not count who comes",
      { waiting: 2, standing: 3, fewest: 2, unused: 1 },
      5,
      "runs",
      { standing: 3, fewest: 2, unused: 1 },
    ],
    [
      "that nobody left is unused",
      { waiting: 2, standing: 2, fewest: 2, unused: 1 },
      2,
      "ends",
      { standing: 2, fewest: 2, unused: 2 },
    ],
    [
      "that one left is used, though another came",
      { waiting: 2, standing: 2, fewest: 1, unused: 1 },
      2,
      "ends",
      { standing: 2, fewest: 1, unused: 0 },
    ],
    [
      "for which nobody stood there is not unused",
      { waiting: 0, standing: 0, fewest: 0, unused: 1 },
      0,
      "ends",
      { standing: 0, fewest: 0, unused: 0 },
    ],
  ])("%s", (_, was, waiting, service, is) => {
    expect(after(was, sees(waiting), service)).toMatchObject(is);
  });
});
