/**
 * A person as round cones (balls swept along a line with a changing radius), in metres.
 *
 * The body's proportions are what makes the edge model see a person; colours and shading are for people.
 * x to the person's right, y forward, z up from the ground; 1.75 m tall before `scale`.
 */
import { type Chance, chanceOf } from "../chance.ts";

export type Rgb = readonly [number, number, number];
type Point = readonly [x: number, y: number, z: number];

/** A ball of radius `ra` at `a`, swept to radius `rb` at `b`. */
export interface Cone {
  readonly a: Point;
  readonly b: Point;
  readonly ra: number;
  readonly rb: number;
  readonly colour: Rgb;
}

/** How somebody looks: everything drawn from one seed. */
export interface Look {
  readonly scale: number;
  readonly breadth: number;
  readonly skin: Rgb;
  readonly hair: Rgb;
  readonly top: Rgb;
  readonly bottom: Rgb;
  readonly shoes: Rgb;
  readonly bag: Rgb;
  readonly longHair: boolean;
  readonly coat: boolean;
  readonly skirt: boolean;
  readonly carries: "nothing" | "handbag" | "backpack";
  readonly bentArm: boolean;
}

/** 0: standing; 1 .. WALK_POSES: moments of one stride. */
export type Pose = number;
export const WALK_POSES = 6;

const SKIN: readonly Rgb[] = [
  [226, 184, 152],
  [205, 160, 126],
  [238, 200, 172],
  [188, 142, 108],
];
const HAIR: readonly Rgb[] = [
  [32, 26, 24],
  [44, 34, 28],
  [24, 22, 24],
  [120, 116, 112],
];
const TOPS: readonly Rgb[] = [
  [176, 46, 42],
  [44, 82, 140],
  [232, 228, 218],
  [54, 58, 64],
  [206, 164, 66],
  [72, 122, 96],
  [136, 92, 128],
  [98, 138, 172],
  [214, 120, 92],
  [120, 104, 84],
];
const BOTTOMS: readonly Rgb[] = [
  [48, 58, 82],
  [38, 38, 42],
  [92, 84, 74],
  [70, 84, 108],
  [128, 116, 98],
];
const SHOES: readonly Rgb[] = [
  [28, 26, 26],
  [214, 212, 206],
  [88, 60, 42],
];

/** The look of a seed. One in twelve is a child. */
export function lookOf(seed: number): Look {
  const chance = chanceOf(seed, "look");
  const child = chance.happens(1 / 12);
  const pick = <T>(from: readonly T[]): T => from[chance.below(from.length)]!;
  return {
    scale: child ? chance.uniform(0.72, 0.82) : chance.uniform(0.92, 1.06),
    breadth: chance.uniform(0.93, 1.14),
    skin: pick(SKIN),
    hair: pick(HAIR),
    top: pick(TOPS),
    bottom: pick(BOTTOMS),
    shoes: pick(SHOES),
    bag: pick(TOPS),
    longHair: chance.happens(0.35),
    coat: chance.happens(0.25),
    skirt: chance.happens(0.2),
    carries: carriedBy(chance),
    bentArm: chance.happens(0.4),
  };
}

function carriedBy(chance: Chance): Look["carries"] {
  const draw = chance.next();
  if (draw < 0.6) return "nothing";
  return draw < 0.8 ? "handbag" : "backpack";
}

/** The body of a look in a pose, as cones from the ground up. */
export function figureOf(look: Look, pose: Pose): readonly Cone[] {
  const phase = pose === 0 ? 0 : (2 * Math.PI * (pose - 1)) / WALK_POSES;
  const walking = pose !== 0;
  const cones = [
    ...legOf(look, -1, walking ? Math.sin(phase) : 0.05, walking),
    ...legOf(look, 1, walking ? -Math.sin(phase) : -0.05, walking),
    ...trunkOf(look),
    ...armOf(look, -1, walking ? -Math.sin(phase) : 0.1, walking),
    ...armOf(look, 1, walking ? Math.sin(phase) : 0.05, walking),
    ...headOf(look),
    ...carriedOn(look),
  ];
  return cones.map((cone) => sized(cone, look));
}

const STRIDE_RAD = 0.4;

function legOf(look: Look, side: 1 | -1, swing: number, walking: boolean): readonly Cone[] {
  const thigh = swing * STRIDE_RAD;
  // The leg that is behind bends at the knee, or its foot would drag.
  const knee = walking ? thigh - (swing > 0.5 ? 0.06 : 0.3) : 0;
  const hipX = side * 0.092;
  const footX = side * (walking ? 0.085 : 0.12);
  const hip: Point = [hipX, 0, 0.92];
  const kneeAt: Point = [(hipX + footX) / 2, 0.43 * Math.sin(thigh), 0.92 - 0.43 * Math.cos(thigh)];
  const ankle: Point = [
    footX,
    kneeAt[1] + 0.41 * Math.sin(knee),
    Math.max(0.07, kneeAt[2] - 0.41 * Math.cos(knee)),
  ];
  const out = side * 0.03;
  const heel: Point = [footX, ankle[1] - 0.05, ankle[2] - 0.03];
  const toe: Point = [footX + out, ankle[1] + 0.16, Math.max(0.035, ankle[2] - 0.05)];
  const calf = look.skirt ? look.skin : look.bottom;
  return [
    { a: heel, b: toe, ra: 0.047, rb: 0.042, colour: look.shoes },
    { a: kneeAt, b: ankle, ra: 0.062, rb: 0.042, colour: calf },
    { a: hip, b: kneeAt, ra: 0.094, rb: 0.064, colour: look.bottom },
  ];
}

function trunkOf(look: Look): readonly Cone[] {
  const { top } = look;
  const chest: readonly Cone[] = [
    { a: [0.03, -0.005, 1.485], b: [0.17, 0, 1.405], ra: 0.05, rb: 0.062, colour: top },
    { a: [-0.03, -0.005, 1.485], b: [-0.17, 0, 1.405], ra: 0.05, rb: 0.062, colour: top },
    { a: [-0.1, 0, 1.37], b: [0.1, 0, 1.37], ra: 0.094, rb: 0.094, colour: top },
    { a: [0, 0, 1.36], b: [0, 0.01, 0.98], ra: 0.122, rb: 0.116, colour: top },
    { a: [-0.075, 0, 1.34], b: [-0.06, 0, 0.97], ra: 0.112, rb: 0.104, colour: top },
    { a: [0.075, 0, 1.34], b: [0.06, 0, 0.97], ra: 0.112, rb: 0.104, colour: top },
    {
      a: [-0.062, -0.01, 0.93],
      b: [0.062, -0.01, 0.93],
      ra: 0.108,
      rb: 0.108,
      colour: hemOf(look),
    },
  ];
  return [...chest, ...hangingOf(look)];
}

const hemOf = (look: Look): Rgb => (look.skirt ? look.bottom : look.top);

/** The part of a coat or skirt that hangs below the hip. */
function hangingOf(look: Look): readonly Cone[] {
  if (!look.coat && !look.skirt) return [];
  const colour = look.coat ? look.top : look.bottom;
  const low = look.coat ? 0.6 : 0.54;
  return [-1, 0, 1].map((side) => ({
    a: [side * 0.06, 0, 0.95] as const,
    b: [side * 0.095, 0, low] as const,
    ra: 0.105,
    rb: 0.098,
    colour,
  }));
}

function armOf(look: Look, side: 1 | -1, swing: number, walking: boolean): readonly Cone[] {
  const lift = swing * 0.36;
  const bent = look.bentArm && side === 1 ? 1.5 : walking ? 0.35 : 0.15;
  const shoulder: Point = [side * 0.19, 0, 1.4];
  const elbow: Point = [side * 0.235, 0.28 * Math.sin(lift), 1.4 - 0.28 * Math.cos(lift)];
  const wrist: Point = [
    side * (bent > 1 ? 0.17 : 0.235),
    elbow[1] + 0.24 * Math.sin(lift + bent),
    elbow[2] - 0.24 * Math.cos(lift + bent),
  ];
  const hand: Point = [
    wrist[0],
    wrist[1] + 0.07 * Math.sin(lift + bent),
    wrist[2] - 0.07 * Math.cos(lift + bent),
  ];
  return [
    { a: wrist, b: hand, ra: 0.034, rb: 0.038, colour: look.skin },
    { a: elbow, b: wrist, ra: 0.047, rb: 0.036, colour: look.top },
    { a: shoulder, b: elbow, ra: 0.062, rb: 0.048, colour: look.top },
  ];
}

function headOf(look: Look): readonly Cone[] {
  const { skin, hair } = look;
  const cap: readonly Cone[] = [
    { a: [0, 0.005, 1.45], b: [0, 0.01, 1.56], ra: 0.054, rb: 0.05, colour: skin },
    { a: [0, 0.02, 1.6], b: [0, 0.015, 1.665], ra: 0.076, rb: 0.083, colour: skin },
    { a: [0, -0.012, 1.68], b: [0, -0.028, 1.62], ra: 0.09, rb: 0.082, colour: hair },
    { a: [0, 0.095, 1.615], b: [0, 0.1, 1.6], ra: 0.014, rb: 0.016, colour: skin },
  ];
  if (!look.longHair) return cap;
  return [
    ...cap,
    { a: [0, -0.04, 1.62], b: [0, -0.065, 1.47], ra: 0.085, rb: 0.066, colour: hair },
  ];
}

function carriedOn({ carries, bag }: Look): readonly Cone[] {
  if (carries === "backpack")
    return [
      { a: [-0.06, -0.15, 1.34], b: [-0.07, -0.16, 1.06], ra: 0.085, rb: 0.1, colour: bag },
      { a: [0.06, -0.15, 1.34], b: [0.07, -0.16, 1.06], ra: 0.085, rb: 0.1, colour: bag },
    ];
  if (carries === "handbag")
    return [{ a: [-0.29, -0.08, 0.8], b: [-0.29, 0.08, 0.8], ra: 0.08, rb: 0.08, colour: bag }];
  return [];
}

function sized(cone: Cone, { scale, breadth }: Look): Cone {
  const point = ([x, y, z]: Point): Point => [x * breadth * scale, y * scale, z * scale];
  const thick = scale * Math.sqrt(breadth);
  return {
    a: point(cone.a),
    b: point(cone.b),
    ra: cone.ra * thick,
    rb: cone.rb * thick,
    colour: cone.colour,
  };
}
