/**
 * Vehicles: a side profile drawn out to the vehicle's width, with windows, wheels and lights on the near side.
 *
 * Profiles are fractions: along the length from the front (0) to the rear (1), and metres above the road.
 */
import type { Camera } from "./camera.ts";
import { project } from "./camera.ts";
import { type Canvas, type Corner, fillPolygon } from "./canvas.ts";
import type { Rgb } from "./figure.ts";
import { mixed, scaled } from "./ground.ts";

export type VehicleKind = "car" | "bus";

/** A vehicle to be drawn: where the middle of its front is, m, and which way it goes. */
export interface DrawnVehicle {
  readonly kind: VehicleKind;
  readonly x: number;
  readonly y: number;
  readonly direction: 1 | -1;
  readonly length: number;
  readonly colour: Rgb;
  readonly braking: boolean;
}

interface Shape {
  readonly width: number;
  /** From the front bumper over the roof to the rear bumper. `glass`: this edge and the next make a pane. */
  readonly outline: readonly {
    readonly at: number;
    readonly z: number;
    readonly glass?: boolean;
  }[];
  readonly windows: readonly (readonly (readonly [at: number, z: number])[])[];
  readonly wheels: readonly number[];
  readonly wheelRadius: number;
}

const CAR: Shape = {
  width: 1.8,
  outline: [
    { at: 0.01, z: 0.28 },
    { at: 0, z: 0.58 },
    { at: 0.035, z: 0.74 },
    { at: 0.24, z: 0.92, glass: true },
    { at: 0.395, z: 1.4 },
    { at: 0.66, z: 1.45, glass: true },
    { at: 0.83, z: 1.04 },
    { at: 0.97, z: 0.96 },
    { at: 1, z: 0.6 },
    { at: 0.99, z: 0.3 },
  ],
  windows: [
    [
      [0.29, 0.95],
      [0.41, 1.33],
      [0.52, 1.37],
      [0.52, 0.97],
    ],
    [
      [0.545, 0.97],
      [0.545, 1.37],
      [0.65, 1.37],
      [0.77, 1.02],
    ],
  ],
  wheels: [0.19, 0.79],
  wheelRadius: 0.33,
};

const BUS: Shape = {
  width: 2.4,
  outline: [
    { at: 0.005, z: 0.32 },
    { at: 0, z: 1.2, glass: true },
    { at: 0.012, z: 2.85 },
    { at: 0.03, z: 3.05 },
    { at: 0.985, z: 3.05 },
    { at: 1, z: 2.8 },
    { at: 1, z: 0.34 },
  ],
  windows: [0.05, 0.21, 0.37, 0.53, 0.69, 0.84].map((from) => [
    [from, 1.25],
    [from, 2.45],
    [from + 0.13, 2.45],
    [from + 0.13, 1.25],
  ]),
  wheels: [0.2, 0.76],
  wheelRadius: 0.46,
};

const GLASS: Rgb = [52, 62, 70];
const TYRE: Rgb = [34, 34, 36];
const RIM: Rgb = [150, 152, 156];
const TAIL: Rgb = [150, 30, 28];
const BRAKE: Rgb = [255, 60, 48];
const HEADLIGHT: Rgb = [238, 236, 220];

/** Paints the vehicle with its shadow. Nothing is painted when it is out of the picture. */
export function drawVehicle(canvas: Canvas, camera: Camera, vehicle: DrawnVehicle): void {
  const shape = vehicle.kind === "bus" ? BUS : CAR;
  const middle = project(
    camera,
    vehicle.x - (vehicle.direction * vehicle.length) / 2,
    vehicle.y,
    1,
  );
  const reach = (camera.focal * vehicle.length) / middle.depth;
  if (middle.depth < 2 || middle.u < -reach || middle.u > canvas.width + reach) return;
  const near = vehicle.y + (Math.sign(camera.y - vehicle.y) * shape.width) / 2;
  const far = 2 * vehicle.y - near;
  const at = (along: number, y: number, z: number): Corner => {
    const { u, v } = project(camera, vehicle.x - vehicle.direction * along * vehicle.length, y, z);
    return [u, v];
  };
  const shadow = [at(-0.02, near, 0), at(1.02, near, 0), at(1.02, far, 0), at(-0.02, far, 0)];
  fillPolygon(canvas, shadow, [30, 30, 34], 0.55);
  drawShell(canvas, vehicle, shape, { near, far, at });
  drawSide(canvas, vehicle, shape, { near, far, at });
}

interface Place {
  readonly near: number;
  readonly far: number;
  readonly at: (along: number, y: number, z: number) => Corner;
}

/** Bonnet, windscreen, roof, and whichever end is turned to the camera. */
function drawShell(
  canvas: Canvas,
  { colour }: DrawnVehicle,
  { outline }: Shape,
  { near, far, at }: Place,
): void {
  const nearIsLeft = at(0, near, 0)[0] < at(1, near, 0)[0] ? 1 : -1;
  for (let edge = 0; edge + 1 < outline.length; edge++) {
    const from = outline[edge]!;
    const to = outline[edge + 1]!;
    const a = at(from.at, near, from.z);
    const b = at(to.at, near, to.z);
    const c = at(to.at, far, to.z);
    const d = at(from.at, far, from.z);
    const area = (b[0] - a[0]) * (d[1] - a[1]) - (b[1] - a[1]) * (d[0] - a[0]);
    if (area * nearIsLeft > 0) continue;
    const flat = Math.abs(to.at - from.at) * 4;
    const light = 0.82 + 0.4 * (flat / (flat + Math.abs(to.z - from.z)));
    const pane = from.glass === true;
    fillPolygon(canvas, [a, b, c, d], pane ? scaled(GLASS, light * 1.25) : scaled(colour, light));
  }
}

function drawSide(canvas: Canvas, vehicle: DrawnVehicle, shape: Shape, place: Place): void {
  const { near, at } = place;
  const side = shape.outline.map((point) => at(point.at, near, point.z));
  fillPolygon(canvas, side, scaled(vehicle.colour, 0.86));
  const sill = [
    at(0.02, near, 0.28),
    at(0.01, near, 0.48),
    at(0.99, near, 0.48),
    at(0.98, near, 0.3),
  ];
  fillPolygon(canvas, sill, scaled(vehicle.colour, 0.62));
  for (const pane of shape.windows)
    fillPolygon(
      canvas,
      pane.map(([along, z]) => at(along, near, z)),
      GLASS,
    );
  for (const [along, low] of vehicle.kind === "car" ? DOORS : [])
    fillPolygon(
      canvas,
      [
        at(along, near, low),
        at(along, near, 0.95),
        at(along + 0.004, near, 0.95),
        at(along + 0.004, near, low),
      ],
      scaled(vehicle.colour, 0.5),
    );
  for (const wheel of shape.wheels) drawWheel(canvas, vehicle, shape, place, wheel);
  const lamp = (from: number, to: number, z: number): readonly Corner[] => [
    at(from, near, z),
    at(to, near, z),
    at(to, near, z + 0.14),
    at(from, near, z + 0.14),
  ];
  fillPolygon(canvas, lamp(0.005, 0.045, 0.62), HEADLIGHT);
  fillPolygon(canvas, lamp(0.965, 0.995, 0.72), vehicle.braking ? BRAKE : TAIL);
}

const DOORS = [
  [0.285, 0.4],
  [0.53, 0.4],
  [0.71, 0.55],
] as const;

function drawWheel(
  canvas: Canvas,
  vehicle: DrawnVehicle,
  { wheelRadius }: Shape,
  { near, at }: Place,
  along: number,
): void {
  const ring = (radius: number): readonly Corner[] =>
    Array.from({ length: 18 }, (_, step) => {
      const angle = (step / 18) * 2 * Math.PI;
      const off = (radius * Math.cos(angle)) / vehicle.length;
      return at(along + off, near, wheelRadius + radius * Math.sin(angle));
    });
  fillPolygon(canvas, ring(wheelRadius * 1.16), scaled(vehicle.colour, 0.3));
  fillPolygon(canvas, ring(wheelRadius), TYRE);
  fillPolygon(canvas, ring(wheelRadius * 0.62), mixed(RIM, TYRE, 0.15));
  fillPolygon(canvas, ring(wheelRadius * 0.2), TYRE);
}
