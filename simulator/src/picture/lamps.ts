/** Signal heads and lit posts, as the camera sees them: the pedestrian head across the road, and the bollards. */
import type { Bollards, Indications } from "@crossing/config";
import type { Layout } from "../layout.ts";
import { type Camera, project } from "./camera.ts";
import { type Canvas, type Corner, fillPolygon, shade } from "./canvas.ts";
import type { Rgb } from "./figure.ts";
import { scaled } from "./ground.ts";

/** Something to be painted, with its distance across the road: nearer things go over it. */
export interface Painted {
  readonly depth: number;
  readonly paint: (canvas: Canvas) => void;
}

const POLE: Rgb = [92, 96, 100];
const HOUSING: Rgb = [34, 36, 38];
const RED: Rgb = [255, 70, 56];
const GREEN: Rgb = [70, 240, 150];
const YELLOW: Rgb = [255, 196, 60];
const UNLIT = 0.2;

/** All posts and heads in view. `lit` is false in the dark half of a flash. */
export function lampsOf(
  camera: Camera,
  layout: Layout,
  shown: Indications & { readonly bollards: Bollards },
  lit: boolean,
): readonly Painted[] {
  const across = -camera.side;
  const far = across * (layout.length / 2 + 0.45);
  const near = -across * (layout.length / 2 + 0.45);
  const beside = layout.width / 2 + 0.9;
  const posts = [-beside, beside].flatMap((x) => [
    bollard(camera, { x, y: near }, shown.bollards),
    bollard(camera, { x, y: far }, shown.bollards),
  ]);
  const right = across * (beside + 0.5);
  return [
    ...posts,
    pedHead(camera, { x: right, y: far }, shown.ped, lit),
    vehicleHead(camera, { x: -right, y: far }, shown.vehicle, lit),
  ];
}

/**
 * What is further across the road is painted first, wherever it is along the road: vehicles are long, and
 * two things at different places across never hide each other the other way round.
 */
export const order = (camera: Camera, y: number): number => project(camera, camera.x, y, 0).depth;

interface Spot {
  readonly x: number;
  readonly y: number;
}

const BOLLARD_COLOUR: Readonly<Record<Bollards, Rgb>> = { green: GREEN, red: RED, dark: POLE };

function bollard(camera: Camera, spot: Spot, bollards: Bollards): Painted {
  const scale = camera.focal / project(camera, spot.x, spot.y, 0.5).depth;
  return {
    depth: order(camera, spot.y),
    paint: (canvas) => {
      const foot = project(camera, spot.x, spot.y, 0);
      shade(canvas, { u: foot.u + 4, v: foot.v, ru: 0.35 * scale, rv: 0.1 * scale }, 0.35);
      upright(canvas, camera, spot, { from: 0, to: 0.92, width: 0.13 }, [70, 72, 76]);
      const colour = BOLLARD_COLOUR[bollards];
      upright(canvas, camera, spot, { from: 0.62, to: 0.86, width: 0.14 }, colour);
    },
  };
}

function pedHead(camera: Camera, spot: Spot, ped: Indications["ped"], lit: boolean): Painted {
  const red = ped === "dont-walk";
  const green = ped === "walk" || (ped === "flashing-walk" && lit);
  return {
    depth: order(camera, spot.y),
    paint: (canvas) => {
      upright(canvas, camera, spot, { from: 0, to: 2.3, width: 0.12 }, POLE);
      upright(canvas, camera, spot, { from: 2.2, to: 3.1, width: 0.46 }, HOUSING);
      lens(canvas, camera, spot, 2.88, red ? RED : scaled(RED, UNLIT));
      lens(canvas, camera, spot, 2.44, green ? GREEN : scaled(GREEN, UNLIT));
    },
  };
}

function vehicleHead(
  camera: Camera,
  spot: Spot,
  vehicle: Indications["vehicle"],
  lit: boolean,
): Painted {
  const yellow =
    vehicle === "yellow" || vehicle === "red-yellow" || (vehicle === "flashing-yellow" && lit);
  const lamps: readonly (readonly [number, Rgb, boolean])[] = [
    [4.05, RED, vehicle === "red" || vehicle === "red-yellow"],
    [3.7, YELLOW, yellow],
    [3.35, GREEN, vehicle === "green"],
  ];
  return {
    depth: order(camera, spot.y),
    paint: (canvas) => {
      upright(canvas, camera, spot, { from: 0, to: 3.2, width: 0.14 }, POLE);
      upright(canvas, camera, spot, { from: 3.12, to: 4.28, width: 0.4 }, HOUSING);
      for (const [z, colour, on] of lamps)
        lens(canvas, camera, spot, z, on ? colour : scaled(colour, UNLIT));
    },
  };
}

interface Upright {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

function upright(canvas: Canvas, camera: Camera, { x, y }: Spot, part: Upright, colour: Rgb): void {
  const low = project(camera, x, y, part.from);
  const high = project(camera, x, y, part.to);
  const half = (part.width / 2) * (camera.focal / low.depth);
  const face = (from: number, to: number): readonly Corner[] => [
    [low.u + from * half, low.v],
    [high.u + from * half, high.v],
    [high.u + to * half, high.v],
    [low.u + to * half, low.v],
  ];
  fillPolygon(canvas, face(-1, 1), colour);
  fillPolygon(canvas, face(0.3, 1), scaled(colour, 0.72));
}

function lens(canvas: Canvas, camera: Camera, { x, y }: Spot, z: number, colour: Rgb): void {
  const middle = project(camera, x, y, z);
  const radius = (0.16 * camera.focal) / middle.depth;
  const ring = Array.from({ length: 14 }, (_, step): Corner => {
    const angle = (step / 14) * 2 * Math.PI;
    return [middle.u + radius * Math.cos(angle), middle.v + radius * Math.sin(angle)];
  });
  fillPolygon(canvas, ring, colour);
}
