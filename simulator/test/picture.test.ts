import { describe, expect, test } from "vitest";
import { type Scene, drawView, polygonsOf, viewOf } from "../src/index.ts";
import { pilotSite } from "./pilot-site.ts";

const site = pilotSite();
const EMPTY: Scene = {
  t_s: 0,
  people: [],
  vehicles: [],
  shown: { vehicle: "green", ped: "dont-walk" },
  bollards: "red",
};

describe("the site file's polygons", () => {
  test.each([0, 1])("camera %i: are where its zone and crosswalk fall in the picture", (index) => {
    const camera = site.cameras[index]!;
    const drawn = polygonsOf(site, camera);
    const near = (found: readonly (readonly number[])[], wanted: readonly (readonly number[])[]) =>
      found.forEach(([x, y], corner) => {
        expect(x).toBeCloseTo(wanted[corner]![0]!, 2);
        expect(y).toBeCloseTo(wanted[corner]![1]!, 2);
      });
    near(camera.zones[0]!.polygon, drawn.zone);
    near(camera.crosswalk!, drawn.crosswalk);
    expect(drawn.zone.every(([x, y]) => x > 0 && x < 1 && y > 0 && y < 1)).toBe(true);
  });
});

describe("the drawn camera", () => {
  const view = viewOf(site, site.cameras[0]!);
  const [left, top] = [0.42, 0.45];

  function brightness(frame: Uint8Array, x: number, y: number, size = 12): number {
    let sum = 0;
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++)
        sum += frame[((Math.round(y * 480) + row) * 640 + Math.round(x * 640) + column) * 3 + 1]!;
    return sum / size ** 2;
  }

  test("a person who stands in the zone changes the picture there and nowhere else", () => {
    const empty = Uint8Array.from(drawView(view, EMPTY));
    const person = { x: 0, y: -8.3, heading: 0, stride: null, look: 4 };
    const frame = drawView(view, { ...EMPTY, people: [person] });
    const changed = (x: number, y: number): number =>
      Math.abs(brightness(frame, x, y) - brightness(empty, x, y));
    const most = Math.max(
      ...[0, 0.03, 0.06, 0.09].flatMap((dx) =>
        [0, 0.05, 0.1].map((dy) => changed(left + dx, top + dy)),
      ),
    );
    expect(most).toBeGreaterThan(15);
    expect(changed(0.85, 0.85)).toBeLessThan(4);
  });

  test("the frame is 640x480 RGB and its buffer is used again", () => {
    const frame = drawView(view, EMPTY);
    expect(frame.length).toBe(640 * 480 * 3);
    expect(drawView(view, EMPTY)).toBe(frame);
  });

  test("two cameras see different backgrounds", () => {
    const other = viewOf(site, site.cameras[1]!);
    const one = drawView(view, EMPTY);
    const two = drawView(other, EMPTY);
    let different = 0;
    for (let at = 0; at < one.length; at += 30)
      if (Math.abs(one[at]! - two[at]!) > 20) different += 1;
    expect(different).toBeGreaterThan(1000);
  });
});
