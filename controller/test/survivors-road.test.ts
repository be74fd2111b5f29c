/** When the view of the road is doubted and when it is believed again: each limit from both sides, to the millisecond. */
import { instant } from "@crossing/config";
import { describe, expect, test } from "vitest";
import {
  type CrossingHealth,
  type RoadLook,
  crossingHealthAfter,
  freshCrossing,
} from "../src/core/health/crossing.ts";
import type { ServiceMoment } from "../src/core/health/record.ts";

const NOW = 90_000_000;
const ago = (ms: number) => instant(NOW - ms);
const now = instant(NOW);

describe("the view of the road", () => {
  const view = (is: Partial<CrossingHealth> = {}): CrossingHealth => ({
    ...freshCrossing(ago(1000)),
    ...is,
  });
  const look = (crossing: number | null, service: ServiceMoment = "none", left = 0): RoadLook => ({
    crossing,
    service,
    left,
    now,
  });
  const after = (was: CrossingHealth, seen: RoadLook, settles = false): CrossingHealth =>
    crossingHealthAfter(was, seen, settles);

  test("begins believed", () => {
    expect(freshCrossing(instant(7))).toEqual({
      doubt: null,
      good: 0,
      checkedAt: 7,
      unseenSince: null,
      active: false,
      broken: false,
      alone: 0,
    });
  });

  test("is not written anew without news", () => {
    for (const was of [view(), view({ active: true }), view({ broken: true })])
      expect(after(was, look(0, "runs"))).toBe(was);
    const lost = view({ unseenSince: ago(10), broken: true });
    expect(after(lost, look(null))).toBe(lost);
  });

  test.each<[what: string, was: Partial<CrossingHealth>, RoadLook, is: Partial<CrossingHealth>]>([
    [
      "somebody on it makes a service one that was seen",
      {},
      look(1),
      { active: true, broken: false },
    ],
    ["it was seen and is empty again", { active: true }, look(0), { active: true }],
    ["a new service has not been seen yet", { active: true }, look(0, "begins"), { active: false }],
    ["a new service with somebody on it has", {}, look(1, "begins"), { active: true }],
    [
      "lost for a moment breaks the service",
      {},
      look(null),
      { broken: true, unseenSince: NOW as never },
    ],
    ["and stays broken", { broken: true }, look(0, "runs"), { broken: true }],
    ["until the next begins", { broken: true }, look(0, "begins"), { broken: false }],
    ["which may be lost from its first moment", {}, look(null, "begins"), { broken: true }],
    [
      "seen again is not lost",
      { unseenSince: ago(9), broken: true },
      look(0),
      { unseenSince: null },
    ],
  ])("%s", (_, was, seen, is) => {
    expect(after(view(was), seen)).toMatchObject(is);
  });

  type Row = [
    what: string,
    was: Partial<CrossingHealth>,
    left: number,
    is: Partial<CrossingHealth>,
  ];
  const inactive = { doubt: "inactive", checkedAt: ago(500) } as const;
  test.each<Row>([
    [
      "that two used and nobody saw",
      {},
      2,
      { doubt: "inactive", alone: 2, good: 0, checkedAt: now },
    ],
    ["that one used and nobody saw", {}, 1, { doubt: null, alone: 1, checkedAt: ago(1000) }],
    ["the second that one used", { alone: 1 }, 1, { doubt: "inactive", alone: 2, checkedAt: now }],
    ["that nobody used", { alone: 1 }, 0, { doubt: null, alone: 1 }],
    ["that was not seen whole", { alone: 1, broken: true }, 3, { doubt: null, alone: 1 }],
    ["that was used and seen", { alone: 1, active: true }, 1, { doubt: null, alone: 0, good: 0 }],
    [
      "seen, of a view in doubt",
      { ...inactive, active: true, good: 2, alone: 2 },
      2,
      { ...inactive, good: 3, alone: 0 },
    ],
    [
      "seen without anybody leaving a kerb",
      { ...inactive, active: true, good: 2 },
      0,
      { ...inactive, good: 3 },
    ],
    [
      "seen, of a view believed enough",
      { ...inactive, active: true, good: 5 },
      1,
      { ...inactive, good: 5 },
    ],
    [
      "not seen again, of a view in doubt",
      { ...inactive, good: 4, alone: 2 },
      1,
      { ...inactive, good: 0, alone: 3 },
    ],
    [
      "seen, of a view that was lost",
      { doubt: "unseen", active: true, good: 2, alone: 1, checkedAt: ago(1) },
      1,
      { doubt: "unseen", good: 2, alone: 0 },
    ],
    [
      "not seen, of a view that was lost",
      { doubt: "unseen", good: 2, checkedAt: ago(1) },
      2,
      { doubt: "unseen", good: 2, alone: 2 },
    ],
  ])("judges a service %s", (_, was, left, is) => {
    expect(after(view(was), look(0, "ends", left))).toMatchObject(is);
  });

  test("judges a service only when it ends", () => {
    for (const service of ["none", "begins", "runs"] as const)
      expect(after(view(), look(0, service, 2))).toMatchObject({ doubt: null, alone: 0 });
  });

  const lost = { unseenSince: ago(5000), broken: true } as const;
  const doubted = { doubt: "unseen", good: 3 } as const;
  test.each<
    [
      what: string,
      was: Partial<CrossingHealth>,
      crossing: number | null,
      is: Partial<CrossingHealth>,
    ]
  >([
    [
      "believed for less than 5 s of nothing",
      { ...lost, unseenSince: ago(4999) },
      null,
      { doubt: null },
    ],
    ["doubted for 5 s of nothing", lost, null, { doubt: "unseen", good: 0, checkedAt: now }],
    [
      "doubted for that, whatever it was doubted for",
      { ...lost, doubt: "inactive", good: 2 },
      null,
      { doubt: "unseen", good: 0, checkedAt: now },
    ],
    [
      "checked anew when it is lost again",
      { ...doubted, ...lost },
      null,
      { doubt: "unseen", good: 0, checkedAt: ago(1000) },
    ],
    [
      "checked from the moment it is back",
      { ...doubted, ...lost },
      0,
      { doubt: "unseen", good: 3, checkedAt: now },
    ],
    ["good after each 6 s", { ...doubted, checkedAt: ago(6000) }, 0, { good: 4, checkedAt: now }],
    [
      "not good before 6 s",
      { ...doubted, checkedAt: ago(5999) },
      0,
      { good: 3, checkedAt: ago(5999) },
    ],
    ["good enough with five", { ...doubted, good: 5, checkedAt: ago(6000) }, 0, { good: 5 }],
    [
      "not made better by time when it was inactive",
      { ...inactive, good: 3, checkedAt: ago(60_000) },
      0,
      { good: 3 },
    ],
  ])("is %s", (_, was, crossing, is) => {
    expect(after(view(was), look(crossing))).toMatchObject(is);
  });

  test("is not written anew while it stays lost", () => {
    const was = view({ ...lost, doubt: "unseen" });
    expect(after(was, look(null))).toBe(was);
  });

  test("is believed after five good checks, when nothing is under way", () => {
    const was = view({ doubt: "unseen", good: 4, alone: 1, checkedAt: ago(6000) });
    expect(after(was, look(0))).toMatchObject({ doubt: "unseen", good: 5 });
    expect(after(was, look(0), true)).toMatchObject({
      doubt: null,
      good: 0,
      alone: 0,
      checkedAt: now,
    });
    expect(after({ ...was, good: 3 }, look(0), true)).toMatchObject({ doubt: "unseen", good: 4 });
    const sound = view({ good: 5, alone: 1 });
    expect(after(sound, look(0), true)).toBe(sound);
  });
});
