import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GroundFit, fitGround, gridOf, groundOf, PROBLEM_WORDS } from "../src/index.ts";
import { ALONG, FROM_A, FROM_B, type Lens, groundOfLens, seenAt } from "./lens.ts";

const fitted = (fit: GroundFit) => {
  if (!fit.ok) throw new Error(PROBLEM_WORDS[fit.problem.code].en);
  return fit;
};

const anyLens: fc.Arbitrary<Lens> = fc.record({
  x: fc.double({ min: -8, max: 8, noNaN: true }),
  y: fc.double({ min: -20, max: -8, noNaN: true }),
  height_m: fc.double({ min: 3, max: 12, noNaN: true }),
  pitch_deg: fc.double({ min: 8, max: 40, noNaN: true }),
  yaw_deg: fc.double({ min: -25, max: 25, noNaN: true }),
});

const FOUR = [
  [-2, 0],
  [2, 0],
  [2, 15],
  [-2, 15],
] as const;

describe("the ground of a camera", () => {
  test("four marked points give every other point of the street, wherever the camera hangs", () => {
    fc.assert(
      fc.property(
        anyLens,
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.double({ min: 0, max: 15, noNaN: true }),
        (lens, x, y) => {
          const { plane, residuals_m } = fitted(fitGround(groundOfLens(lens, FOUR)));
          const seen = seenAt(lens, x, y)!;
          const [gx, gy] = plane.toGround(seen)!;
          const [u, v] = plane.toImage([x, y])!;
          expect(Math.max(...residuals_m)).toBeLessThan(1e-6);
          expect(Math.hypot(gx - x, gy - y)).toBeLessThan(1e-4);
          expect(Math.hypot(u - seen[0], v - seen[1])).toBeLessThan(1e-6);
        },
      ),
    );
  });
  test("nothing above the horizon lies on the ground, and nothing behind the camera in the picture", () => {
    const { plane } = fitted(fitGround(groundOfLens(FROM_A)));
    expect(plane.toGround([0.5, 0.02])).toBe(null);
    expect(plane.scaleAt([0.5, 0.02])).toBe(null);
    expect(plane.toImage([FROM_A.x, FROM_A.y - 10])).toBe(null);
  });
  test("a metre is longer near the camera than far from it", () => {
    const { plane } = fitted(fitGround(groundOfLens(FROM_A)));
    const [near, far] = [seenAt(FROM_A, 0, 0)!, seenAt(FROM_A, 0, 15)!];
    const across = (at: readonly [number, number]) => Math.hypot(...plane.scaleAt(at)!.across);
    expect(across(far)).toBeGreaterThan(1.5 * across(near));
    const step = seenAt(FROM_A, 0.01, 0)!;
    const scale = plane.scaleAt(near)!;
    const [du, dv] = [step[0] - near[0], step[1] - near[1]];
    expect(scale.across[0] * du + scale.down[0] * dv).toBeCloseTo(0.01, 3);
    expect(scale.across[1] * du + scale.down[1] * dv).toBeCloseTo(0, 3);
  });
  test("a point marked a metre wrong shows in the residuals, and most of all in its own", () => {
    const points = groundOfLens(FROM_A).map((point, at) =>
      at === 4 ? { ...point, metres: [5, 8] as [number, number] } : point,
    );
    const { residuals_m } = fitted(fitGround(points));
    expect(Math.max(...residuals_m)).toBeGreaterThan(0.3);
    expect(residuals_m.indexOf(Math.max(...residuals_m))).toBe(4);
  });
  test("pixels that waver move the ground by less than 0.4 m where the points are, across 15 m of road", () => {
    const wavered = groundOfLens(FROM_A).map(({ image: [u, v], metres }, at) => ({
      image: [u + (at % 2 ? 1 : -1) / 640, v + (at % 3 ? 1 : -1) / 480] as [number, number],
      metres,
    }));
    expect(Math.max(...fitted(fitGround(wavered)).residuals_m)).toBeLessThan(0.4);
  });
});

describe("marked points that fix no ground", () => {
  const points = groundOfLens(FROM_A, FOUR);
  const [a, b, c, d] = points as [
    (typeof points)[0],
    (typeof points)[0],
    (typeof points)[0],
    (typeof points)[0],
  ];
  const inLine = groundOfLens(FROM_A, [[0, 0], [0, 5], [0, 10], [0, 15]]); // prettier-ignore
  const threeInLine = groundOfLens(FROM_A, [[-2, 0], [0, 0], [2, 0], [0, 15]]); // prettier-ignore
  test.each([
    ["three of them", [a, b, c], "too-few"],
    ["one of them twice", [a, b, c, { ...a }], "repeated"],
    ["all in a line", inLine, "collinear"],
    ["three of four in a line", threeInLine, "collinear"],
    ["the sign of x forgotten", points.map(({ image, metres: [x, y] }) => ({ image, metres: [-x, y] as [number, number] })), "mirrored"], // prettier-ignore
    ["two of them swapped", [{ ...a, image: b.image }, { ...b, image: a.image }, c, d], "folded"],
  ])("%s", (_, marked, code) => {
    const fit = fitGround(marked);
    expect(fit.ok ? "fits" : fit.problem.code).toBe(code);
  });
  test("leave the camera to its picture", () => {
    expect(groundOf({ ground: [a, b, c] })).toBe(null);
    expect(groundOf({ ground: [] })).toBe(null);
  });
  test("two cameras, one at each kerb and one along the road, are all the right way round", () => {
    for (const lens of [FROM_A, FROM_B]) expect(fitGround(groundOfLens(lens)).ok).toBe(true);
    const seen = [[6, 2], [12, 2], [6, 10], [16, 12]] as const; // prettier-ignore
    expect(fitGround(groundOfLens(ALONG, seen)).ok).toBe(true);
  });
});

test("the grid lies on the ground, one line a metre of the crossing, and ends at the horizon", () => {
  const { plane } = fitted(fitGround(groundOfLens(FROM_A)));
  const lines = gridOf(plane, { x: [-2, 2], y: [0, 15], step_m: 1 });
  expect(lines.filter(({ axis }) => axis === "x").map(({ at_m }) => at_m)).toEqual([
    -2, -1, 0, 1, 2,
  ]);
  expect(lines.filter(({ axis }) => axis === "y")).toHaveLength(16);
  const kerb = lines.find(({ axis, at_m }) => axis === "y" && at_m === 15)!;
  const [u, v] = seenAt(FROM_A, -2, 15)!;
  expect(Math.hypot(kerb.points[0]![0] - u, kerb.points[0]![1] - v)).toBeLessThan(1e-6);
  const behind = gridOf(plane, { x: [0, 0.5], y: [-40, 15], step_m: 1 });
  expect(behind.find(({ axis }) => axis === "x")!.points.length).toBeLessThan(50);
});
