/**
 * Pictures of people, drawn once per look, heading and pose, and kept in smaller and smaller copies.
 *
 * Each round cone is painted as if it were solid: the distance from its axis gives the slope of its
 * surface, and a depth buffer settles what is in front. One picture costs a millisecond or two.
 */
import { type Cone, type Look, type Pose, figureOf } from "./figure.ts";

/** One picture: premultiplied RGBA. `footX`, `footY`: where the point between the feet is, pixels. */
export interface Sprite {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
  readonly footX: number;
  readonly footY: number;
  /** Pixels a metre. */
  readonly scale: number;
}

/** Copies of one picture, each half as large as the one before. */
export type Mips = readonly Sprite[];

const PIXELS_PER_M = 76;
const WIDTH = 104;
const HEIGHT = 156;
const FOOT = { x: WIDTH / 2, y: HEIGHT - 14 };
/** How steeply the camera looks at somebody in its zone: 4 m up, 11 m away. */
const LOOKS_DOWN_RAD = 0.3;
/** Towards the sun: left, up, and out of the picture. */
const SUN = normalised([-0.5, 0.68, 0.54]);
const SUN_STRENGTH = 0.62;
const SKY_STRENGTH = 0.5;

// Painting is a hot loop: the buffers are made once and written over.
const depth = new Float32Array(WIDTH * HEIGHT);
const slopeX = new Float32Array(WIDTH * HEIGHT);
const slopeY = new Float32Array(WIDTH * HEIGHT);
const covered = new Float32Array(WIDTH * HEIGHT);
const albedo = new Float32Array(WIDTH * HEIGHT * 3);

/** The picture of `look` in `pose`, turned by `heading` radians: 0 is facing away, positive turns to the right. */
export function paint(look: Look, pose: Pose, heading: number): Mips {
  depth.fill(Infinity);
  covered.fill(0);
  albedo.fill(0);
  for (const cone of figureOf(look, pose)) paintCone(turned(cone, heading));
  const rgba = lighted();
  const full = { width: WIDTH, height: HEIGHT, rgba, footX: FOOT.x, footY: FOOT.y };
  return mipsOf({ ...full, scale: PIXELS_PER_M });
}

interface FlatCone {
  readonly ax: number;
  readonly ay: number;
  readonly az: number;
  readonly bx: number;
  readonly by: number;
  readonly bz: number;
  readonly ra: number;
  readonly rb: number;
  readonly colour: readonly [number, number, number];
}

/** A cone in pixels of the picture; z grows away from the viewer. */
function turned(cone: Cone, heading: number): FlatCone {
  const sin = Math.sin(heading);
  const cos = Math.cos(heading);
  const flat = ([x, y, z]: Cone["a"]): readonly [number, number, number] => {
    const aside = x * cos + y * sin;
    const away = y * cos - x * sin;
    const up = z * Math.cos(LOOKS_DOWN_RAD) + away * Math.sin(LOOKS_DOWN_RAD);
    const deep = away * Math.cos(LOOKS_DOWN_RAD) - z * Math.sin(LOOKS_DOWN_RAD);
    return [FOOT.x + aside * PIXELS_PER_M, FOOT.y - up * PIXELS_PER_M, deep * PIXELS_PER_M];
  };
  const [ax, ay, az] = flat(cone.a);
  const [bx, by, bz] = flat(cone.b);
  const radii = { ra: cone.ra * PIXELS_PER_M, rb: cone.rb * PIXELS_PER_M };
  return { ax, ay, az, bx, by, bz, ...radii, colour: cone.colour };
}

function paintCone(cone: FlatCone): void {
  const { ax, ay, bx, by, ra, rb } = cone;
  const reach = Math.max(ra, rb) + 1;
  const left = Math.max(0, Math.floor(Math.min(ax, bx) - reach));
  const right = Math.min(WIDTH - 1, Math.ceil(Math.max(ax, bx) + reach));
  const top = Math.max(0, Math.floor(Math.min(ay, by) - reach));
  const bottom = Math.min(HEIGHT - 1, Math.ceil(Math.max(ay, by) + reach));
  const dx = bx - ax;
  const dy = by - ay;
  const span = dx * dx + dy * dy || 1;
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / span));
      const radius = ra + (rb - ra) * along;
      const nx = x - (ax + dx * along);
      const ny = y - (ay + dy * along);
      const cover = Math.min(1, radius - Math.sqrt(nx * nx + ny * ny) + 0.5);
      if (cover > 0) paintPixel(cone, { at: y * WIDTH + x, along, radius, nx, ny, cover });
    }
}

interface Touch {
  readonly at: number;
  readonly along: number;
  readonly radius: number;
  readonly nx: number;
  readonly ny: number;
  readonly cover: number;
}

/** Writes down the surface that is nearest here: its depth, slope and colour. */
function paintPixel(cone: FlatCone, { at, along, radius, nx, ny, cover }: Touch): void {
  const out = Math.min(1, (nx * nx + ny * ny) / (radius * radius));
  const deep = cone.az + (cone.bz - cone.az) * along - radius * Math.sqrt(1 - out);
  if (deep >= depth[at]!) return;
  // A thin rim hides nothing that comes later and lies a little behind it.
  if (cover > 0.5) depth[at] = deep;
  slopeX[at] = nx / radius;
  slopeY[at] = -ny / radius;
  for (let channel = 0; channel < 3; channel++) {
    const old = albedo[at * 3 + channel]!;
    albedo[at * 3 + channel] = old + (cone.colour[channel]! - old) * (covered[at]! > 0 ? cover : 1);
  }
  covered[at] = covered[at]! + (1 - covered[at]!) * cover;
}

/** Sun and sky on the surfaces. Slopes are smoothed over neighbours, so cones run into each other as cloth does. */
function lighted(): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = SMOOTH; y < HEIGHT - SMOOTH; y++)
    for (let x = SMOOTH; x < WIDTH - SMOOTH; x++) {
      const at = y * WIDTH + x;
      const cover = covered[at]!;
      if (cover === 0) continue;
      const light = lightAt(at) + weave(x, y);
      for (let channel = 0; channel < 3; channel++)
        rgba[at * 4 + channel] = Math.min(255, albedo[at * 3 + channel]! * light) * cover;
      rgba[at * 4 + 3] = 255 * cover;
    }
  return rgba;
}

/** Half the side of the square that slopes are smoothed over, pixels. */
const SMOOTH = 3;
/** Surfaces further apart than this in depth are different things, pixels. */
const APART = 7;

function lightAt(at: number): number {
  const deep = depth[at]!;
  let nx = 0;
  let ny = 0;
  let count = 0;
  let behind = 0;
  for (let row = -SMOOTH; row <= SMOOTH; row++)
    for (let step = -SMOOTH; step <= SMOOTH; step++) {
      const other = at + row * WIDTH + step;
      const gap = depth[other]! - deep;
      if (gap < -APART) behind += 1;
      if (covered[other] === 0 || gap > APART || gap < -APART) continue;
      nx += slopeX[other]!;
      ny += slopeY[other]!;
      count += 1;
    }
  nx = count > 0 ? nx / count : slopeX[at]!;
  ny = count > 0 ? ny / count : slopeY[at]!;
  const nz = Math.sqrt(Math.max(0, 1 - nx * nx - ny * ny));
  const sun = Math.max(0, nx * SUN[0] + ny * SUN[1] + nz * SUN[2]);
  // What lies close behind something else gets less of the sky.
  const open = 1 - (0.45 * behind) / (2 * SMOOTH + 1) ** 2;
  return (SKY_STRENGTH * (0.72 + 0.28 * ny) + SUN_STRENGTH * sun) * open;
}

/** The grain of cloth: a small change of light that stays with the picture. */
const weave = (x: number, y: number): number =>
  ((Math.imul(x * 73 + y * 151, 2654435761) >>> 24) / 255 - 0.5) * 0.06;

function mipsOf(full: Sprite): Mips {
  const mips = [full];
  while (mips.length < 4) mips.push(halved(mips.at(-1)!));
  return mips;
}

function halved(from: Sprite): Sprite {
  const width = from.width >> 1;
  const height = from.height >> 1;
  const rgba = new Uint8ClampedArray(width * height * 4);
  const row = from.width * 4;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 4; channel++) {
        const at = y * 2 * row + x * 8 + channel;
        const four = from.rgba[at]! + from.rgba[at + 4]!;
        const below = from.rgba[at + row]! + from.rgba[at + row + 4]!;
        rgba[(y * width + x) * 4 + channel] = (four + below) / 4;
      }
  const half = { width, height, rgba, footX: from.footX / 2, footY: from.footY / 2 };
  return { ...half, scale: from.scale / 2 };
}

function normalised([x, y, z]: readonly [number, number, number]): readonly [
  number,
  number,
  number,
] {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}
