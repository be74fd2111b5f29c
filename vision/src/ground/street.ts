/**
 * The street as one camera's ground knows it: kerbs, and the lanes that lead to the stop lines.
 *
 * Metres in the crossing's own frame; see plane.ts.
 */
import type { CameraSite, Site } from "@crossing/config";
import { type GroundPlane, groundOf } from "./plane.ts";

/** What of a site the eyes must know to speak of metres. */
export type StreetSite = Pick<Site, "crossing" | "zones" | "lanes">;

/** The street under one camera. */
export interface Street {
  readonly plane: GroundPlane;
  readonly crossing: { readonly length_m: number; readonly width_m: number };
  /** The kerb of each zone: y = 0, or the length of the crossing. */
  readonly kerbs: Readonly<Record<string, number>>;
  readonly lanes: readonly Approach[];
}

/** A lane that this camera sees, up to its stop line. */
export interface Approach {
  readonly id: string;
  readonly polygon: CameraSite["zones"][number]["polygon"];
  /** +1: vehicles go towards +x. */
  readonly direction: 1 | -1;
  /** x of the stop line, m. */
  readonly stopLine_m: number;
  readonly freeSpeed_m_per_s: number;
  /** From the stop line to the far end of the polygon, m. */
  readonly reach_m: number;
}

/** From the edge of the crosswalk to the stop line, m. */
const STOP_LINE_GAP_M = 2;

/** The street under a camera; null when its ground is not known. */
export function streetOf(camera: CameraSite, site: StreetSite): Street | null {
  const plane = groundOf(camera);
  if (plane === null) return null;
  const { length_m, width_m } = site.crossing;
  return {
    plane,
    crossing: { length_m, width_m },
    kerbs: Object.fromEntries(site.zones.map(({ id }, at) => [id, at === 0 ? 0 : length_m])),
    lanes: camera.lanes.flatMap(({ lane, polygon }) => {
      const known = site.lanes.find(({ id }) => id === lane);
      return known ? [approachOf(known, polygon, { plane, width_m })] : [];
    }),
  };
}

function approachOf(
  lane: Site["lanes"][number],
  polygon: Approach["polygon"],
  { plane, width_m }: { readonly plane: GroundPlane; readonly width_m: number },
): Approach {
  const direction = lane.direction === "A-to-B-right" ? 1 : -1;
  const stopLine_m = -direction * (width_m / 2 + STOP_LINE_GAP_M);
  const ahead = polygon
    .map((corner) => plane.toGround(corner))
    .map((metres) => (metres === null ? 0 : (stopLine_m - metres[0]) * direction));
  return {
    id: lane.id,
    polygon,
    direction,
    stopLine_m,
    freeSpeed_m_per_s: lane.free_speed_m_per_s,
    reach_m: Math.max(0, ...ahead),
  };
}
