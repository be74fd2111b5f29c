/**
 * What never moves, drawn once: ground, hedge, trees, shop fronts and sky, one ray a pixel and four where colours meet.
 *
 * Seen from its own kerb each camera has the road before it, so the far side is `ahead` of both; the two
 * kerbs differ in their trees and shop fronts.
 */
import type { Layout } from "../layout.ts";
import type { Camera } from "./camera.ts";
import type { Rgb } from "./figure.ts";
import { groundAt, mixed, noiseAt, scaled } from "./ground.ts";

/** One side of the street as the other side sees it. Metres; `x` to the right. */
interface Theme {
  readonly trees: readonly { readonly x: number; readonly crown: number }[];
  readonly fronts: readonly Rgb[];
  readonly signs: readonly Rgb[];
  readonly leaf: Rgb;
}

const THEMES: Readonly<Record<"1" | "-1", Theme>> = {
  "-1": {
    trees: [
      { x: -9.5, crown: 2.3 },
      { x: 6.8, crown: 2.6 },
      { x: 15.5, crown: 2.2 },
    ],
    fronts: [
      [196, 178, 154],
      [168, 150, 134],
      [204, 196, 182],
      [150, 132, 118],
    ],
    signs: [
      [164, 52, 44],
      [42, 92, 128],
      [198, 148, 52],
      [58, 116, 84],
    ],
    leaf: [76, 108, 58],
  },
  "1": {
    trees: [
      { x: -14, crown: 2.4 },
      { x: -6.2, crown: 2.2 },
      { x: 10.5, crown: 2.7 },
    ],
    fronts: [
      [172, 180, 184],
      [194, 188, 172],
      [142, 150, 156],
      [206, 186, 166],
    ],
    signs: [
      [46, 78, 136],
      [182, 84, 46],
      [84, 62, 110],
      [160, 44, 62],
    ],
    leaf: [88, 116, 52],
  },
};

const SKY: Rgb = [200, 214, 226];
const HAZE: Rgb = [198, 206, 212];
const HEDGE_M = 5.2;
const TREES_M = 3.4;
const FRONTS_M = 17;
const FRONT_WIDTH_M = 6.4;
const EAVES_M = 7.5;

/** The still picture of a camera: RGB, `width * height * 3` numbers 0..255. */
export function backdropOf(camera: Camera, layout: Layout): Float32Array {
  const { width, height } = camera;
  const rough = new Float32Array(width * height * 3);
  for (let v = 0; v < height; v++)
    for (let u = 0; u < width; u++)
      rough.set(seenAlong(camera, layout, u + 0.5, v + 0.5), (v * width + u) * 3);
  const picture = Float32Array.from(rough);
  for (let v = 1; v < height - 1; v++)
    for (let u = 1; u < width - 1; u++) {
      const at = (v * width + u) * 3;
      if (isEdge(rough, at, width * 3)) picture.set(fourRays(camera, layout, u, v), at);
    }
  return picture;
}

/** Whether the green of a pixel differs from a neighbour's: there it pays to look more closely. */
function isEdge(picture: Float32Array, at: number, row: number): boolean {
  const here = picture[at + 1]!;
  return (
    Math.abs(picture[at - 2]! - here) > EDGE_LEVELS ||
    Math.abs(picture[at + 4]! - here) > EDGE_LEVELS ||
    Math.abs(picture[at + 1 - row]! - here) > EDGE_LEVELS ||
    Math.abs(picture[at + 1 + row]! - here) > EDGE_LEVELS
  );
}

const EDGE_LEVELS = 9;

function fourRays(camera: Camera, layout: Layout, u: number, v: number): Rgb {
  const colours = QUARTERS.map(([du, dv]) => seenAlong(camera, layout, u + du, v + dv));
  return mixed(mixed(colours[0]!, colours[1]!, 0.5), mixed(colours[2]!, colours[3]!, 0.5), 0.5);
}

const QUARTERS = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;

/** A ray from the camera, as its own kerb sees the street: `x` to the right, `y` across, `z` up. Metres. */
interface Ray {
  readonly fromX: number;
  readonly fromY: number;
  readonly fromZ: number;
  readonly dx: number;
  readonly dy: number;
  readonly dz: number;
}

function rayThrough(camera: Camera, u: number, v: number): Ray {
  const aside = (u - camera.width / 2) / camera.focal;
  const up = (camera.height / 2 - v) / camera.focal;
  const level = camera.cosPitch + up * camera.sinPitch;
  const turn = -camera.side;
  return {
    fromX: turn * camera.x,
    fromY: turn * camera.y,
    fromZ: camera.z,
    dx: turn * (camera.forward[0] * level + camera.right[0] * aside),
    dy: turn * (camera.forward[1] * level + camera.right[1] * aside),
    dz: up * camera.cosPitch - camera.sinPitch,
  };
}

/** Where a ray meets the upright plane across the view at `y`. */
function upright(ray: Ray, y: number): Spot {
  const reach = (y - ray.fromY) / ray.dy;
  return { x: ray.fromX + ray.dx * reach, z: ray.fromZ + ray.dz * reach };
}

interface Spot {
  readonly x: number;
  readonly z: number;
}

/** The first thing a ray meets. */
function seenAlong(camera: Camera, layout: Layout, u: number, v: number): Rgb {
  const ray = rayThrough(camera, u, v);
  const theme = THEMES[camera.side === 1 ? "1" : "-1"];
  const kerb = layout.length / 2;
  const reach = ray.dz < 0 ? -ray.fromZ / ray.dz : Infinity;
  const y = ray.fromY + ray.dy * reach;
  if (y < kerb + TREES_M) return groundSeen(layout, ray, reach);
  const tree = treeAt(theme, upright(ray, kerb + TREES_M));
  if (tree !== null) return tree;
  if (y < kerb + HEDGE_M) return groundSeen(layout, ray, reach);
  const hedge = upright(ray, kerb + HEDGE_M);
  if (hedge.z < 0.75 + 0.12 * noiseAt(hedge.x * 4, 3)) return leaves(theme.leaf, hedge, 0.85);
  if (y < kerb + FRONTS_M) return [150, 146, 140];
  return frontAt(theme, upright(ray, kerb + FRONTS_M)) ?? skyAt(ray.dz);
}

/** The ground, a little pale with distance. */
const groundSeen = (layout: Layout, ray: Ray, reach: number): Rgb =>
  mixed(
    groundAt(layout, ray.fromX + ray.dx * reach, ray.fromY + ray.dy * reach),
    HAZE,
    Math.min(0.2, reach * 0.003),
  );

function treeAt(theme: Theme, at: Spot): Rgb | null {
  for (const tree of theme.trees) {
    const off = at.x - tree.x;
    const ragged = 1 + 0.35 * (noiseAt(at.x * 2.1, at.z * 2.1) - 0.5);
    const out = Math.hypot(off / tree.crown, (at.z - 4.9) / (tree.crown * 0.9));
    if (out < ragged) return leaves(theme.leaf, at, 0.75 + 0.12 * (at.z - 4.5));
    if (Math.abs(off) < 0.13 && at.z > 0 && at.z < 4) {
      const bark = 0.8 + 0.3 * noiseAt(at.x * 30, at.z * 4) - off * 1.4;
      return scaled([104, 86, 70], bark);
    }
  }
  return null;
}

const leaves = (leaf: Rgb, at: Spot, light: number): Rgb =>
  scaled(
    leaf,
    light * (0.72 + 0.4 * noiseAt(at.x * 6, at.z * 6) + 0.2 * noiseAt(at.x * 17, at.z * 17)),
  );

/** Shops: plinth, glass with frames, a sign, plaster with windows above. */
function frontAt(theme: Theme, { x, z }: Spot): Rgb | null {
  if (z > EAVES_M) return null;
  const shop = Math.floor(x / FRONT_WIDTH_M);
  const within = x - shop * FRONT_WIDTH_M;
  const index = ((shop % 4) + 4) % 4;
  const wall = scaled(theme.fronts[index]!, 0.94 + 0.08 * noiseAt(x * 2, z * 2));
  if (within < 0.35 || within > FRONT_WIDTH_M - 0.1 || z < 0.4)
    return mixed(scaled(wall, 0.9), HAZE, 0.2);
  if (z < 2.7) {
    const frame = (within - 0.35) % 1.5 < 0.08 || z > 2.6;
    const glass: Rgb = [88, 100, 108];
    const inside = scaled(glass, 0.8 + 0.5 * noiseAt(x * 1.7, z * 2.3));
    return mixed(frame ? scaled(wall, 0.6) : inside, HAZE, 0.22);
  }
  if (z < 3.6) return mixed(theme.signs[index]!, HAZE, 0.25);
  const pane = within % 2.1 > 0.7 && z > 4.5 && z < 6.2;
  return mixed(pane ? [104, 116, 126] : wall, HAZE, 0.25);
}

const skyAt = (rise: number): Rgb => mixed(HAZE, SKY, Math.min(1, Math.max(0, rise * 6)));
