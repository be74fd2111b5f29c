import { describe, expect, test } from "vitest";
import { type Scene, drawView, polygonsOf, project, viewOf } from "../src/index.ts";
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

describe("the crosswalk polygon", () => {
  test.each([0, 1])(
    "camera %i: leaves out who waits at the far kerb, though the feet are seen some rows too low",
    (index) => {
      const camera = site.cameras[index]!;
      const view = viewOf(site, camera);
      const farKerb = (-view.camera.side * site.crossing.length_m) / 2;
      const rows = camera.crosswalk!.map(([, y]) => y * view.height);
      for (const x of [-1.7, 0, 1.7]) {
        const standing = project(view.camera, x, farKerb - view.camera.side * 0.7, 0);
        // A box may well end a tenth of a person's height too low.
        const head = project(view.camera, x, farKerb - view.camera.side * 0.7, 1.7);
        const tooLow = 0.1 * (standing.v - head.v);
        expect(standing.v + tooLow).toBeLessThan(Math.min(...rows));
      }
    },
  );
  test("the two cameras together leave no part of the road unseen between the kerbstones", () => {
    const reach = site.cameras.map((camera) => {
      const view = viewOf(site, camera);
      const rows = camera.crosswalk!.map(([, y]) => y * view.height);
      const held = Array.from({ length: 139 }, (_, step) => -6.9 + step / 10).filter((y) => {
        const { v } = project(view.camera, 0, y, 0);
        return v > Math.min(...rows) && v < Math.max(...rows);
      });
      return [Math.min(...held), Math.max(...held)];
    });
    expect(Math.min(...reach.flat())).toBeLessThan(-6.5);
    expect(Math.max(...reach.flat())).toBeGreaterThan(6.5);
    // They overlap by far more than a step, so that nobody is lost at the seam.
    expect(reach[0]![1]! - reach[1]![0]!).toBeGreaterThan(8);
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
