import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { areaOf, checkSite, crossesItself } from "../src/index.ts";

type Polygon = [number, number][];

const SQUARE: Polygon = [
  [0.1, 0.1],
  [0.5, 0.1],
  [0.5, 0.5],
  [0.1, 0.5],
];
const BOW_TIE: Polygon = [SQUARE[0]!, SQUARE[2]!, SQUARE[1]!, SQUARE[3]!];
const L_SHAPE: Polygon = [
  [0, 0],
  [0.4, 0],
  [0.4, 0.2],
  [0.2, 0.2],
  [0.2, 0.4],
  [0, 0.4],
];

test.each([
  ["a square", SQUARE, false, 0.16],
  ["a bow tie", BOW_TIE, true, 0],
  ["an L", L_SHAPE, false, 0.12],
  ["a triangle", SQUARE.slice(0, 3), false, 0.08],
])("%s", (_name, polygon, crosses, area) => {
  expect(crossesItself(polygon)).toBe(crosses);
  expect(areaOf(polygon)).toBeCloseTo(area, 6);
});

const pilot = (): { cameras: { zones: { polygon: Polygon }[]; crosswalk: Polygon }[] } =>
  JSON.parse(
    readFileSync(new URL("../sites/yudaihe-beixiaoyuan.json", import.meta.url), "utf8"),
  ) as never;

test.each([
  ["corners out of order", BOW_TIE, /sides cross/],
  ["nearly a line", [SQUARE[0]!, SQUARE[1]!, [0.3, 0.101]] as Polygon, /nearly a line/],
])("a zone with %s is refused", (_name, polygon, wanted) => {
  const site = pilot();
  site.cameras[0]!.zones[0]!.polygon = polygon;
  const reading = checkSite(site);
  expect(reading.ok ? [] : reading.problems).toMatchObject([
    { path: "cameras.0.zones.0.polygon", wanted: expect.stringMatching(wanted) as string },
  ]);
});
