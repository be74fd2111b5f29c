/** The pilot's cameras know their ground: the points and lanes in the site file are those of the drawn street. */
import { readFileSync } from "node:fs";
import { type Site, readSite } from "@crossing/config";
import { cameraOf, layoutOf, project } from "@crossing/simulator";
import { type GroundPlane, fitGround, streetOf } from "@crossing/vision";
import { describe, expect, test } from "vitest";

const reading = readSite(
  readFileSync(new URL("../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url), "utf8"),
);
if (!reading.ok) throw new Error("the pilot site is malformed");
const site: Site = reading.site;

/** A place of the crossing's frame as the drawn camera shows it, fractions of the picture. */
function shown(camera: Site["cameras"][number], x: number, y: number): readonly [number, number] {
  const drawn = cameraOf(site, camera);
  // The plan has its origin in the middle of the road, the crossing's frame at the first kerb.
  const { u, v } = project(drawn, x, y - site.crossing.length_m / 2, 0);
  return [u / drawn.width, v / drawn.height];
}

const groundOf = (camera: Site["cameras"][number]): GroundPlane => {
  const fit = fitGround(camera.ground);
  if (!fit.ok) throw new Error(fit.problem.code);
  expect(Math.max(...fit.residuals_m)).toBeLessThan(0.02);
  return fit.plane;
};

describe.each(site.cameras.map((camera) => [camera.id, camera] as const))(
  "camera %s",
  (_, camera) => {
    test("puts every metre of the crossing where the drawn camera shows it, within 5 cm", () => {
      const plane = groundOf(camera);
      for (let x = -4; x <= 4; x += 1)
        for (let y = -2; y <= 17; y += 1) {
          const [gx, gy] = plane.toGround(shown(camera, x, y))!;
          expect(Math.hypot(gx - x, gy - y)).toBeLessThan(0.05);
        }
    });
    test("sees the lanes that come from its right, from their stop line, in their own width", () => {
      const plane = groundOf(camera);
      const layout = layoutOf(site);
      for (const { lane, polygon } of camera.lanes) {
        const { y, width, direction } = layout.lanes.find(({ id }) => id === lane)!;
        const metres = polygon.map((corner) => plane.toGround(corner)!);
        const middle = y + layout.length / 2;
        expect(Math.min(...metres.map((at) => at[1]))).toBeCloseTo(middle - width / 2, 0);
        expect(Math.max(...metres.map((at) => at[1]))).toBeCloseTo(middle + width / 2, 0);
        const stopLine = -direction * (layout.width / 2 + 2);
        const upstream = metres.map((at) => (stopLine - at[0]) * direction);
        expect(Math.min(...upstream)).toBeCloseTo(0, 0);
        expect(Math.max(...upstream)).toBeGreaterThan(10);
      }
      expect(streetOf(camera, site)!.lanes.map(({ id }) => id)).toEqual(
        camera.lanes.map(({ lane }) => lane),
      );
    });
  },
);
