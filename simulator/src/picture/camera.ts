/**
 * The drawn camera: where it hangs, and where a point of the street falls in its picture.
 *
 * It hangs behind its waiting zone and looks across the road, so vehicles pass side-on, which is how the
 * model knows cars. The site file gives height, pitch and yaw (degrees; yaw to the right of straight across).
 */
import type { CameraSite, Site } from "@crossing/config";
import { type Layout, crosswalkCorners, layoutOf, zoneCorners } from "../layout.ts";

/** A pinhole camera. Metres, pixels; `forward` and `right` are level directions. */
export interface Camera {
  readonly width: number;
  readonly height: number;
  readonly focal: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly forward: readonly [number, number];
  readonly right: readonly [number, number];
  readonly sinPitch: number;
  readonly cosPitch: number;
  /** Which kerb it stands behind: -1 the first, +1 the second. */
  readonly side: 1 | -1;
}

/** A point in the picture: pixels from the left and the top, and metres along the line of sight. */
export interface Projected {
  readonly u: number;
  readonly v: number;
  readonly depth: number;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export const PICTURE_SIZE: PictureSize = { width: 640, height: 480 };
/** From the foot of the mast to the middle of the zone. People are then about 105 pixels tall. */
const STAND_BACK_M = 11;
/** Focal length in picture widths: about 49 degrees from side to side. */
const FOCAL_WIDTHS = 1.1;

/** The camera of a site file, as it would hang in the simulated street. */
export function cameraOf(
  site: Pick<Site, "crossing" | "lanes" | "zones">,
  camera: CameraSite,
  size: PictureSize = PICTURE_SIZE,
): Camera {
  const layout = layoutOf(site);
  const watched = camera.zones[0]!.zone;
  const zone = layout.zones.find(({ id }) => id === watched) ?? layout.zones[0];
  const yaw = (camera.mount.yaw_deg * Math.PI) / 180;
  const pitch = (camera.mount.pitch_deg * Math.PI) / 180;
  const across = -zone.side;
  const forward = [across * Math.sin(yaw), across * Math.cos(yaw)] as const;
  return {
    ...size,
    focal: FOCAL_WIDTHS * size.width,
    x: -forward[0] * STAND_BACK_M,
    y: zone.kerb + (zone.side * zone.depth) / 2 - forward[1] * STAND_BACK_M,
    z: camera.mount.height_m,
    forward,
    right: [across * Math.cos(yaw), -across * Math.sin(yaw)],
    sinPitch: Math.sin(pitch),
    cosPitch: Math.cos(pitch),
    side: zone.side,
  };
}

/** Where a point of the street falls. Points behind the camera have a depth of zero or less. */
export function project(camera: Camera, x: number, y: number, z: number): Projected {
  const dx = x - camera.x;
  const dy = y - camera.y;
  const dz = z - camera.z;
  const ahead = dx * camera.forward[0] + dy * camera.forward[1];
  const aside = dx * camera.right[0] + dy * camera.right[1];
  const depth = ahead * camera.cosPitch - dz * camera.sinPitch;
  const up = ahead * camera.sinPitch + dz * camera.cosPitch;
  return {
    u: camera.width / 2 + (camera.focal * aside) / depth,
    v: camera.height / 2 - (camera.focal * up) / depth,
    depth,
  };
}

/** Polygons of a camera's zone and crosswalk in fractions 0..1 of the picture, rounded to 0.001, for the site file. */
export function polygonsOf(
  site: Pick<Site, "crossing" | "lanes" | "zones">,
  camera: CameraSite,
): { readonly zone: readonly Point[]; readonly crosswalk: readonly Point[] } {
  const layout: Layout = layoutOf(site);
  const view = cameraOf(site, camera);
  const zone = layout.zones.find(({ side }) => side === view.side)!;
  const seen = (corners: readonly Point[]): readonly Point[] =>
    corners.map(([x, y]) => fraction(view, project(view, x, y, 0)));
  return { zone: seen(zoneCorners(zone)), crosswalk: seen(crosswalkCorners(layout, view.side)) };
}

type Point = readonly [number, number];

const fraction = (camera: Camera, { u, v }: Projected): Point => [
  rounded(u / camera.width),
  rounded(v / camera.height),
];

const rounded = (value: number): number =>
  Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
