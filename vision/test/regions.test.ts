import type { Box } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { type Ground, regionsOf, wholePicture } from "../src/index.ts";
import { eachOnce, kindOf, readSsd } from "../src/detect/ssd.ts";

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

describe("a picture without zones", () => {
  test("is looked at in two halves that share a strip when it is wide", () => {
    const [left, right] = wholePicture(SIZE) as [Box, Box];
    expect(left[2]).toBeGreaterThan(right[0]);
    expect([left[0], right[2]]).toEqual([0, 1]);
  });
  test("is looked at as it is when it is narrow", () => {
    expect(wholePicture({ width: 480, height: 640 })).toEqual([[0, 0, 1, 1]]);
  });
});

describe("what the network answers", () => {
  const anchors = Float32Array.of(0.2, 0.4, 0.6, 0.6, 0, 0, 1, 1);
  const kinds = ["person", "bicycle", "car"].map(kindOf);

  test("is a box around its anchor, moved by tenths and grown by fifths", () => {
    const boxes = Float32Array.of(1, -1, 5 * Math.log(0.5), 5 * Math.log(2), 0, 0, 0, 0);
    const logits = Float32Array.of(2, -9, -9, -9, -9, -9);
    const [found] = readSsd({ anchors, kinds }, boxes, logits, 0.4);
    expect(found!.score).toBeCloseTo(0.8808, 4);
    expect(found!.box.map((side) => side.toFixed(2))).toEqual(["0.28", "0.34", "0.68", "0.54"]);
  });
  test.each([
    ["a score just under the limit", 0.39, 0],
    ["a score just over the limit", 0.41, 1],
  ])("%s", (_, score, count) => {
    const logits = Float32Array.of(Math.log(score / (1 - score)), -9, -9, -9, -9, -9);
    expect(readSsd({ anchors, kinds }, new Float32Array(8), logits, 0.4)).toHaveLength(count);
  });
  test("a bicycle is nobody: its rider is the person, once", () => {
    const logits = Float32Array.of(3, 3, -9, -9, -9, -9);
    expect(
      readSsd({ anchors, kinds }, new Float32Array(8), logits, 0.4).map(({ kind }) => kind),
    ).toEqual(["person"]);
  });
  test("two boxes of one thing are one, a person before a car are two", () => {
    const box: Box = [0, 0, 0.5, 0.5];
    const found = [
      { kind: "person" as const, box, score: 0.6 },
      { kind: "person" as const, box: [0, 0, 0.5, 0.45] as Box, score: 0.9 },
      { kind: "vehicle" as const, box, score: 0.5 },
    ];
    expect(eachOnce(found).map(({ kind, score }) => [kind, score])).toEqual([
      ["person", 0.9],
      ["vehicle", 0.5],
    ]);
  });
});
