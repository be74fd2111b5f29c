/** A pinhole camera over the crossing's own frame, and the boxes that it would show: a world whose truth is known. */
import type { Box, CameraSite } from "@crossing/config";
import type { Sighting } from "../src/detect/gather.ts";
import type { StreetSite } from "../src/ground/street.ts";

/** Where it hangs, m; `yaw_deg` to the right of straight across the road, `pitch_deg` down. */
export interface Lens {
  readonly x: number;
  readonly y: number;
  readonly height_m: number;
  readonly pitch_deg: number;
  readonly yaw_deg: number;
}

/** Behind zone A, looking at zone B over a road of 15 m. */
export const FROM_A: Lens = { x: -4, y: -12, height_m: 5, pitch_deg: 13, yaw_deg: 12 };
/** Behind zone B, looking back. */
export const FROM_B: Lens = { x: 4, y: 27, height_m: 5, pitch_deg: 13, yaw_deg: 192 };
/** Upstream of the E lanes, looking along the road at cars that come. */
export const ALONG: Lens = { x: -14, y: 4, height_m: 6, pitch_deg: 8, yaw_deg: 83 };

const FOCAL = { x: 1.1, y: (1.1 * 4) / 3 };
const rad = (deg: number): number => (deg * Math.PI) / 180;

/** Where a point of the street falls, fractions of the picture; null behind the lens. */
export function seenAt(lens: Lens, x: number, y: number, z = 0): readonly [number, number] | null {
  const [dx, dy, dz] = [x - lens.x, y - lens.y, z - lens.height_m];
  const [yaw, pitch] = [rad(lens.yaw_deg), rad(lens.pitch_deg)];
  const ahead = dx * Math.sin(yaw) + dy * Math.cos(yaw);
  const aside = dx * Math.cos(yaw) - dy * Math.sin(yaw);
  const depth = ahead * Math.cos(pitch) - dz * Math.sin(pitch);
  const up = ahead * Math.sin(pitch) + dz * Math.cos(pitch);
  return depth < 0.5 ? null : [0.5 + (FOCAL.x * aside) / depth, 0.5 - (FOCAL.y * up) / depth];
}

/** Six points that an installer would mark: the corners of the crosswalk, and two on the stop line of the far lanes. */
export const MARKED = [
  [-2, 0],
  [2, 0],
  [-2, 15],
  [2, 15],
  [4, 8],
  [4, 14],
] as const;

/** What the installer writes down. */
export const groundOfLens = (
  lens: Lens,
  marked: readonly (readonly [number, number])[] = MARKED,
): CameraSite["ground"] =>
  marked.map(([x, y]) => {
    const [u, v] = seenAt(lens, x, y)!;
    return { image: [u, v], metres: [x, y] };
  });

/** The box of somebody who stands at (x, y). */
export function person(lens: Lens, x: number, y: number, score = 0.9): Sighting {
  const [u, v] = seenAt(lens, x, y)!;
  const [, top] = seenAt(lens, x, y, 1.75)!;
  const half = ((v - top) * 0.35 * 3) / 4 / 2;
  return { kind: "person", score, cut: false, box: [u - half, top, u + half, v] };
}

/** The box of a car whose front is at x and which keeps to the middle `y` of its lane; 4.5 m long. */
export function car(lens: Lens, x: number, y: number, direction: 1 | -1, score = 0.9): Sighting {
  const corners = [x, x - direction * 4.5]
    .flatMap((at) =>
      [y - 0.9, y + 0.9].flatMap((side) => [0, 1.5].map((z) => seenAt(lens, at, side, z))),
    )
    .filter((corner) => corner !== null);
  const us = corners.map(([u]) => u);
  const vs = corners.map(([, v]) => v);
  const box: Box = [Math.min(...us), Math.min(...vs), Math.max(...us), Math.max(...vs)];
  return { kind: "vehicle", score, cut: false, box: box.map(within) as unknown as Box };
}

const within = (side: number): number => Math.min(1, Math.max(0, side));

/** A patch of ground as a polygon of the picture. */
export const patch = (
  lens: Lens,
  [x0, x1]: readonly [number, number],
  [y0, y1]: readonly [number, number],
): [number, number][] =>
  [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ].map(([x, y]) => seenAt(lens, x!, y!)!.map(within) as [number, number]);

/** A road of 15 m with two lanes each way. */
export const STREET: StreetSite = {
  crossing: {
    length_m: 15,
    width_m: 4,
    refuge: false,
    design_speed_m_per_s: 1,
    slow_speed_m_per_s: 0.7,
  },
  zones: [
    { id: "A", name: { zh: "甲", en: "A" }, button: true },
    { id: "B", name: { zh: "乙", en: "B" }, button: true },
  ],
  lanes: (["W0", "W1", "E0", "E1"] as const).map((id) => ({
    id,
    direction: id.startsWith("W") ? "A-to-B-right" : "A-to-B-left",
    advance_loop: null,
    advance_distance_m: 0,
    stop_loop: null,
    free_speed_m_per_s: 12,
  })),
};

/** A camera that sees zone A, or B, and the crosswalk, with its ground marked. */
export const cameraOf = (
  lens: Lens,
  zone: "A" | "B",
  more: Partial<CameraSite> = {},
): CameraSite => ({
  id: zone,
  source: "none",
  fps: 10,
  confidence_min: 0.4,
  mount: { height_m: lens.height_m, pitch_deg: lens.pitch_deg, yaw_deg: lens.yaw_deg },
  zones: [{ zone, polygon: patch(lens, [-2.2, 2.2], zone === "A" ? [-2.4, 0] : [15, 17.4]) }],
  crosswalk: patch(lens, [-2.2, 2.2], [0.3, 14.7]),
  lanes: [],
  ground: groundOfLens(lens),
  landmarks: [],
  ...more,
});
