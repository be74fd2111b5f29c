/** How much the eyes look at, and whose turn it is. */
import { type Instant, instant } from "@crossing/config";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Bearing,
  type Drift,
  LookCost,
  STEADY,
  bearingOf,
  budgetOf,
  drifted,
} from "../src/watch/budget.ts";
import {
  NO_TURNS,
  type Turns,
  afterTurns,
  nextTurns,
  oldestLook,
  turnsOver,
} from "../src/watch/turns.ts";

describe("two cameras at ten frames a second", () => {
  test.each([
    ["a fast model is looked at twice a frame", 12, { looks: 2, regions: 8 }],
    ["the default model once a frame, four regions in turn", 22, { looks: 1, regions: 4 }],
    ["the most a look may cost for four regions", 35, { looks: 1, regions: 4 }],
    ["above that frames are lost, so fewer regions", 36, { looks: 1, regions: 3 }],
    ["a machine that is very short looks at everything at once", 200, { looks: 1, regions: 1 }],
  ])("%s", (_, cost, wanted) => {
    expect(budgetOf(cost, 10, 20)).toEqual(wanted);
  });
});

test("whatever a look costs, everything is looked at within half a second, or there is one region only", () => {
  const anyCost = fc.double({ min: 0.5, max: 500, noNaN: true });
  fc.assert(
    fc.property(
      anyCost,
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 8 }),
      (cost, fps, cameras) => {
        const { looks, regions } = budgetOf(cost, fps, fps * cameras);
        const framesASecond = Math.min(fps, 1000 / (cost * looks * cameras));
        return regions === 1 || regions / looks / framesASecond <= 0.5;
      },
    ),
  );
});

test("one slow look changes the average little, many change it wholly", () => {
  const cost = new LookCost();
  cost.took(20);
  cost.took(120);
  expect(cost.ms).toBeCloseTo(24);
  for (let look = 0; look < 200; look++) cost.took(120);
  expect(cost.ms).toBeGreaterThan(119);
});

describe("the number of regions changes slowly", () => {
  const SHORT: Bearing = { regions: 4, bearable: 2, roomy: 2 };
  const ROOM: Bearing = { regions: 2, bearable: 6, roomy: 4 };
  const FITS: Bearing = { regions: 4, bearable: 5, roomy: 4 };

  /** The first moment at which the regions change, when the machine is like this from 0 on; ms. */
  function changesAt(bearing: (at: number) => Bearing): readonly [number, number] | null {
    let drift: Drift = STEADY;
    for (let at = 0; at <= 120_000; at += 100) {
      const next = drifted(drift, bearing(at), instant(at));
      if (next.allowed !== null) return [at, next.allowed];
      drift = next.drift;
    }
    return null;
  }

  test.each([
    ["fewer after five seconds of being short", () => SHORT, [5000, 2]],
    ["more after a minute with room to spare", () => ROOM, [60_000, 4]],
    ["the same while it fits", () => FITS, null],
    [
      "the same when it is short now and then",
      (at: number) => (at % 3000 < 2500 ? SHORT : FITS),
      null,
    ],
    [
      "the same when room comes and goes",
      (at: number) => (at % 50_000 < 45_000 ? ROOM : { ...ROOM, roomy: 2 }),
      null,
    ],
  ] as const)("%s", (_, bearing, wanted) => {
    expect(changesAt(bearing)).toEqual(wanted);
  });

  test("regions that were just added are not taken away again at the same cost", () => {
    const rate = { fps: 10, allFps: 20 };
    for (let cost = 1; cost < 100; cost++) {
      const { roomy } = bearingOf(1, cost, rate);
      expect(bearingOf(roomy, cost, rate).bearable).toBeGreaterThanOrEqual(roomy);
    }
  });
});

describe("regions take turns", () => {
  const boxes = (count: number) => Array.from({ length: count }, () => [0, 0, 1, 1] as const);

  /** Which regions are looked at, frame by frame, a tenth of a second apart. */
  function rounds(count: number, looks: number, frames: number): string {
    let turns: Turns = turnsOver(boxes(count), NO_TURNS);
    return Array.from({ length: frames }, (_, frame) => {
      const taken = nextTurns(
        turns,
        turns.regions.map((_, region) => region),
        looks,
      );
      turns = afterTurns(turns, taken, instant(frame * 100));
      return taken.join("");
    }).join(" ");
  }

  test.each([
    [1, 1, "0 0 0 0"],
    [3, 1, "0 1 2 0"],
    [3, 2, "01 20 10 20"],
    [2, 3, "01 01 01 01"],
  ])("%i regions, %i a frame: %s", (count, looks, wanted) => {
    expect(rounds(count, looks, 4)).toBe(wanted);
  });

  test("the counts are as old as the region that was looked at longest ago", () => {
    let turns = turnsOver(boxes(2), NO_TURNS);
    const look = (region: number, at: number): Instant | null => {
      turns = afterTurns(turns, [region], instant(at));
      return oldestLook(turns);
    };
    expect([look(0, 100), look(1, 200), look(0, 300), look(1, 400)]).toEqual([null, 100, 200, 300]);
  });

  test("other regions begin anew; the same ones go on", () => {
    const three = boxes(3);
    const turns = afterTurns(turnsOver(three, NO_TURNS), [0], instant(5));
    expect(turnsOver(three, turns)).toBe(turns);
    expect(turnsOver(boxes(3), turns).looked).toEqual([null, null, null]);
  });
});
