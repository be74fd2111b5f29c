import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "@crossing/config";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Areas,
  type Corner,
  areasOf,
  camerasAreas,
  movedBy,
  withArea,
  withCorner,
  withMoreCorners,
  withoutArea,
  withoutCorner,
} from "../src/zones/areas.ts";
import { snapped } from "../src/zones/snap.ts";
import { redone, settled, startSteps, stepped, undone } from "../src/zones/steps.ts";

const SITE = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../config/sites/yudaihe-beixiaoyuan.json"), "utf8"),
) as Site;
const CAMERA = { ...SITE.cameras[0]!, lanes: [] };
const PILOT = areasOf(CAMERA);
const ZONE = "zone A";

test("what is drawn goes back into the site file as it came", () => {
  const { zones, crosswalk, lanes } = CAMERA;
  expect(camerasAreas(PILOT)).toEqual({ zones, crosswalk, lanes });
});

describe("a corner", () => {
  test("stays in the picture, wherever it is pulled", () => {
    const pulled = withCorner(PILOT, ZONE, 2, [1.4, -0.2]);
    expect(pulled[0]!.polygon[2]).toEqual([1, 0]);
    expect(pulled[1]).toBe(PILOT[1]);
  });

  test("is added halfway to the next one, after the last one too", () => {
    const square = square_at(0, 0.4);
    expect(withMoreCorners(square, ZONE, 3)[0]!.polygon.at(-1)).toEqual([0, 0.2]);
  });

  test("is removed, but a triangle keeps its three", () => {
    const three = withoutCorner(square_at(0, 0.4), ZONE, 0);
    expect(three[0]!.polygon).toHaveLength(3);
    expect(withoutCorner(three, ZONE, 0)).toEqual(three);
  });
});

function square_at(from: number, to: number): Areas {
  const polygon: Corner[] = [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
  ];
  return [{ kind: "zone", id: "A", polygon }];
}

test("a whole area moves as far as the border, and keeps its shape", () => {
  const moved = movedBy(square_at(0.2, 0.5), ZONE, [0.9, -0.1]);
  expect(moved[0]!.polygon.map(([x, y]) => [x.toFixed(2), y.toFixed(2)])).toEqual([
    ["0.70", "0.10"],
    ["1.00", "0.10"],
    ["1.00", "0.40"],
    ["0.70", "0.40"],
  ]);
});

test("an area that is there already is not added twice, and one can be taken away", () => {
  expect(withArea(PILOT, { kind: "zone", id: "A" })).toBe(PILOT);
  const more = withArea(PILOT, { kind: "lane", id: "W0" });
  expect(more).toHaveLength(3);
  expect(withoutArea(more, "lane W0")).toEqual(PILOT);
});

describe("a corner snaps", () => {
  const near = { aspect: 4 / 3, within: 0.02 };
  const others: Areas = [{ kind: "crosswalk", id: "", polygon: square_at(0.3, 0.7)[0]!.polygon }];

  test.each<[string, Corner, Corner]>([
    ["to another area's corner", [0.31, 0.31], [0.3, 0.3]],
    ["to another area's side", [0.5, 0.31], [0.5, 0.3]],
    ["to the border of the picture", [0.995, 0.5], [1, 0.5]],
    ["to nothing that is further away", [0.5, 0.36], [0.5, 0.36]],
  ])("%s", (_name, corner, wanted) => {
    expect(snapped(corner, others, ZONE, near)).toEqual(wanted);
  });

  test("as it looks: in a wide picture the same distance is a larger part of the height", () => {
    const wide = { aspect: 16 / 9, within: 0.02 };
    expect(snapped([0.5, 0.332], others, ZONE, wide)).toEqual([0.5, 0.3]);
    expect(snapped([0.5, 0.332], others, ZONE, { ...wide, aspect: 1 })).toEqual([0.5, 0.332]);
  });

  test("never to its own area", () => {
    expect(snapped([0.31, 0.31], others, "crosswalk ", near)).toEqual([0.31, 0.31]);
  });
});

test("whatever is done can be taken back step by step, and made again", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 40 }), (numbers) => {
      const done = numbers.reduce((steps, next) => stepped(steps, next), startSteps(-1));
      let back = done;
      for (const _ of numbers) back = undone(back);
      expect(back.now).toBe(-1);
      for (const _ of numbers) back = redone(back);
      expect(back.now).toBe(done.now);
    }),
  );
});

test("a drag is one step, and so is a held key", () => {
  const dragged = [1, 2, 3].reduce((steps, x) => stepped(steps, x, "corner 1"), startSteps(0));
  expect(undone(dragged).now).toBe(0);
  expect(undone(stepped(dragged, 9, "corner 2")).now).toBe(3);
  expect(undone(stepped(settled(dragged), 9, "corner 1")).now).toBe(3);
});
