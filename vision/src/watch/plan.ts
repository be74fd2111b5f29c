/** Where one camera looks: at its zones and crosswalk as closely as the budget allows, and at the approach lanes. */
import type { Box, CameraSite } from "@crossing/config";
import { looksOf } from "../detect/regions.ts";
import type { Detector, Size } from "../ports.ts";

/** Room for the height of vehicles over the far end of a lane, and for those that lean out of it; of the picture. */
const OVER = 0.08;
const BESIDE = 0.03;

/**
 * At most `budget` regions, one at least; fractions of the picture.
 *
 * People come first: with a budget of one the approach is seen only as far as it lies beside them.
 */
export function planOf(
  camera: CameraSite,
  size: Size,
  detector: Detector,
  budget: number,
): readonly Box[] {
  const hasPeople = camera.zones.length > 0 || camera.crosswalk !== null;
  const approach = approachOf(camera);
  if (approach === null) return looksOf(camera, size, detector, { budget });
  if (!hasPeople) return [approach];
  const people = looksOf(camera, size, detector, { budget: Math.max(1, budget - 1) });
  return people.length < budget ? [...people, approach] : people;
}

/** One box around all approach lanes; null without any. */
function approachOf({ lanes }: CameraSite): Box | null {
  const points = lanes.flatMap(({ polygon }) => polygon);
  if (points.length === 0) return null;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [
    Math.max(0, Math.min(...xs) - BESIDE),
    Math.max(0, Math.min(...ys) - OVER),
    Math.min(1, Math.max(...xs) + BESIDE),
    Math.min(1, Math.max(...ys) + BESIDE),
  ];
}
