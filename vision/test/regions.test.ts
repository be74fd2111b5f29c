import type { Box } from "@crossing/config";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ground, looksOf, regionsOf, wholePicture } from "../src/index.ts";
import { inside } from "../src/detect/boxes.ts";
import { eachOnce } from "../src/detect/each-once.ts";
import { gather } from "../src/detect/gather.ts";

const SIZE = { width: 640, height: 480 };
const MOUNT = { height_m: 4, pitch_deg: 16, yaw_deg: 0 };

const rectangle = ([x0, y0, x1, y1]: Box): Ground["zones"][number]["polygon"] => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];
const ground = (zone: Box, crosswalk: Box | null): Ground => ({
  zones: [{ zone: "A", polygon: rectangle(zone) }],
  crosswalk: crosswalk && rectangle(crosswalk),
  mount: MOUNT,
});

describe("a crop around a zone", () => {
  test.each<[string, Box]>([
    ["in the middle", [0.4, 0.6, 0.6, 0.7]],
    ["in the lower left corner", [0, 0.8, 0.2, 1]],
    ["at the right edge", [0.9, 0.5, 1, 0.6]],
    ["as large as the picture", [0, 0, 1, 1]],
  ])("%s holds the zone and the people's heads, and lies in the picture", (_, zone) => {
    const [box] = regionsOf(ground(zone, null), SIZE, 300);
    const [left, top, right, bottom] = box!;
    expect(left).toBeLessThanOrEqual(zone[0]);
    expect(right).toBeGreaterThanOrEqual(zone[2]);
    expect(bottom).toBeGreaterThanOrEqual(zone[3]);
    expect(top).toBeLessThanOrEqual(Math.max(0, zone[1] - 0.15));
    expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
    expect(Math.max(right, bottom)).toBeLessThanOrEqual(1);
  });

  test("is a little wider than high, in pixels", () => {
    const [[left, top, right, bottom]] = regionsOf(
      ground([0.4, 0.6, 0.6, 0.7], null),
      SIZE,
      300,
    ) as [Box];
    expect(((right - left) * 640) / ((bottom - top) * 480)).toBeCloseTo(1.25, 2);
  });
});

describe("zone and crosswalk", () => {
  test("share one crop when people stay large in it", () => {
    expect(regionsOf(ground([0.2, 0.8, 0.6, 1], [0.3, 0.7, 0.6, 0.8]), SIZE, 300)).toHaveLength(1);
  });
  test("get a crop each, the zone's first, when people far away would be too small", () => {
    const regions = regionsOf(ground([0, 0.85, 0.3, 1], [0.5, 0.25, 0.9, 0.4]), SIZE, 300);
    expect(regions).toHaveLength(2);
    expect(regions[0]![3]).toBe(1);
    expect(regions[1]![3]).toBeLessThan(0.9);
  });
});

describe("what a machine can afford", () => {
  const lens = { side: 300, aspect: 1.25 };
  // A kerb near the camera, and the far kerb of a wide road.
  const wide = ground([0, 0.85, 0.3, 1], [0.3, 0.22, 0.9, 0.4]);

  test("a machine that is short looks once at everything, one that has time also closer at far people", () => {
    const counts = [1, 2, 3, 4, 8].map((budget) => looksOf(wide, SIZE, lens, { budget }).length);
    expect(counts).toEqual([1, 2, 2, 4, 4]);
  });
  test("a budget is never exceeded, and every zone lies in some crop, whatever the street", () => {
    const edge = fc.double({ min: 0, max: 0.6, noNaN: true });
    fc.assert(
      fc.property(edge, edge, edge, fc.integer({ min: 1, max: 12 }), (x, y, far, budget) => {
        const zone: Box = [x, Math.max(0.1, y), x + 0.3, Math.max(0.1, y) + 0.3];
        const boxes = looksOf(ground(zone, [0.2, far, 0.8, far + 0.2]), SIZE, lens, { budget });
        expect(boxes.length).toBeLessThanOrEqual(budget);
        expect(boxes.some((box) => inside(box, zone) > 0.999)).toBe(true);
      }),
    );
  });
  test("crops have the shape the network likes", () => {
    const zone = ground([0.4, 0.6, 0.6, 0.7], null);
    const [[left, top, right, bottom]] = looksOf(zone, SIZE, { ...lens, aspect: 1 }, { budget: 1 }) as [Box]; // prettier-ignore
    expect(((right - left) * 640) / ((bottom - top) * 480)).toBeCloseTo(1, 2);
  });
});

describe("a picture without zones", () => {
  test.each([
    ["one look is at all of it", 1, 1],
    ["two to twelve looks are at two halves", 12, 2],
    ["thirteen show near and far people, and more are not needed", 30, 13],
  ])("%s", (_, budget, count) => {
    expect(wholePicture(SIZE, budget)).toHaveLength(count);
  });
  test("everybody is whole in a half, in a third and in a tile, wherever they stand", () => {
    const place = fc.double({ min: 0, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(place, place, (x, y) => {
        const holding = wholePicture(SIZE)
          .filter((box) => inside(box, [x, y, x + 0.05, y + 0.1]) > 0.999)
          .map(([left, , right]) => (right - left).toFixed(2));
        expect(new Set(holding)).toEqual(new Set(["0.55", "0.45", "0.34"]));
      }),
    );
  });
  test("a narrow picture is divided along its height", () => {
    const narrow = wholePicture({ width: 480, height: 640 }, 2);
    expect(narrow).toEqual(wholePicture(SIZE, 2).map(([l, t, r, b]) => [t, l, b, r]));
  });
});

describe("boxes from overlapping crops", () => {
  const all: Box = [0, 0, 1, 1];
  const left: Box = [0, 0, 0.6, 1];
  const right: Box = [0.4, 0, 1, 1];
  const person = (box: Box, score: number) => ({ kind: "person" as const, box, score });
  const seen = (...parts: (readonly [Box, ...ReturnType<typeof person>[]])[]) =>
    gather(parts.map(([region, ...found]) => ({ region, found })));

  test("are melted into one, nearer to the surer one", () => {
    const [one] = seen([all, person([0.1, 0.2, 0.2, 0.8], 0.8)], [all, person([0.1, 0.2, 0.21, 0.8], 0.4)]); // prettier-ignore
    expect(one!.box[2]).toBeCloseTo(0.202, 3);
  });
  test("are believed more when crops agree, and less when one that should see it does not", () => {
    const box: Box = [0.1, 0.2, 0.2, 0.8];
    const inLeft: Box = [0.1 / 0.6, 0.2, 0.2 / 0.6, 0.8];
    const alone = seen([all, person(box, 0.5)])[0]!.score;
    const agreed = seen([all, person(box, 0.5)], [left, person(inLeft, 0.5)])[0]!.score;
    const denied = seen([all, person(box, 0.5)], [left])[0]!.score;
    const elsewhere = seen([all, person(box, 0.5)], [right])[0]!.score;
    expect([alone, agreed, denied, elsewhere].map((score) => score.toFixed(3))).toEqual([
      "0.500",
      "0.600",
      "0.375",
      "0.500",
    ]);
  });
  test("cut by a seam count once, with the whole from the other crop", () => {
    const half = person([0.92, 0.2, 1, 0.8], 0.9);
    const whole = person([0.25, 0.2, 0.42, 0.8], 0.6);
    const found = seen([left, half], [right, whole]);
    expect(found).toHaveLength(1);
    expect(found[0]!.cut).toBe(false);
  });
  test("of which no crop shows the whole are one cut piece", () => {
    const found = seen([left, person([0.5, 0.2, 1, 0.9], 0.7)], [[0.5, 0, 1, 1]]);
    expect(found.map(({ cut }) => cut)).toEqual([true]);
  });
});

test("two boxes of one thing are one, a person before a car are two", () => {
  const box: Box = [0, 0, 0.5, 0.5];
  const found = [
    { kind: "person" as const, box, score: 0.6 },
    { kind: "person" as const, box: [0, 0, 0.5, 0.45] as Box, score: 0.9 },
    { kind: "vehicle" as const, box, score: 0.5 },
  ];
  expect(eachOnce(found, 0.5).map(({ kind, score }) => [kind, score])).toEqual([
    ["person", 0.9],
    ["vehicle", 0.5],
  ]);
});
