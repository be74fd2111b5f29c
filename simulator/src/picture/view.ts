/**
 * What a camera of the simulated street sees: a picture of people, vehicles and heads in perspective.
 *
 * The still background is made once; each frame copies it and paints shadows, then everything that moves
 * from far to near. About 3 ms a frame of 640x480 with ten people.
 */
import type { Bollards, CameraSite, Indications, Site } from "@crossing/config";
import { chanceOf } from "../chance.ts";
import { type Layout, layoutOf } from "../layout.ts";
import { backdropOf } from "./backdrop.ts";
import { type Camera, type PictureSize, PICTURE_SIZE, cameraOf, project } from "./camera.ts";
import { type Canvas, place, shade } from "./canvas.ts";
import { type DrawnVehicle, drawVehicle } from "./car.ts";
import { WALK_POSES, lookOf } from "./figure.ts";
import { type Painted, lampsOf, order } from "./lamps.ts";
import { type Mips, paint } from "./sprite.ts";

/** Somebody to be drawn. Metres on the plan; `heading` radians, 0 towards +y, positive towards +x. */
export interface DrawnPerson {
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  /** Strides walked, whole and part; null: standing. */
  readonly stride: number | null;
  /** Seed of the look. */
  readonly look: number;
}

/** All that moves or changes in a picture. */
export interface Scene {
  readonly t_s: number;
  readonly people: readonly DrawnPerson[];
  readonly vehicles: readonly DrawnVehicle[];
  readonly shown: Indications;
  readonly bollards: Bollards;
}

/** A camera of the drawn street, with its background and its pictures of people. */
export interface View {
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
  /** Paints the scene. Gives the same bytes again each time: RGB, rows from the top; copy them to keep them. */
  draw(scene: Scene): Uint8Array;
}

/** Sprites kept, of about 85 kB each. The longest unused goes first. */
const SPRITES_KEPT = 240;
/** Looks that differ. More would be drawn anew too often. */
const LOOKS = 40;
const HEADINGS = 16;
/** Grainy copies of the background, shown in turn: camera noise at the price of a copy. */
const GRAINS = 5;
const NOISE_LEVELS = 2.2;

/** The view of one camera of a site. Takes about half a second: the background is drawn here. */
export function viewOf(
  site: Pick<Site, "crossing" | "lanes" | "zones">,
  camera: CameraSite,
  size: PictureSize = PICTURE_SIZE,
): View {
  const eye = cameraOf(site, camera, size);
  const layout = layoutOf(site);
  const grains = grainsOf(backdropOf(eye, layout));
  const canvas: Canvas = { ...size, rgb: new Uint8ClampedArray(size.width * size.height * 3) };
  const frame = new Uint8Array(canvas.rgb.buffer);
  const sprites = new Map<string, Mips>();
  let drawn = 0;
  return {
    ...size,
    camera: eye,
    draw(scene) {
      canvas.rgb.set(grains[(drawn * 3 + (drawn >> 3)) % GRAINS]!);
      drawn += 1;
      const people = scene.people.filter((person) => inView(eye, person));
      for (const person of people) shadowOf(canvas, eye, person);
      for (const { paint: put } of sortedFar(eye, layout, { ...scene, people }, sprites))
        put(canvas);
      return frame;
    },
  };
}

/** Paints a scene through a view; see `View.draw`. */
export const drawView = (view: View, scene: Scene): Uint8Array => view.draw(scene);

function grainsOf(picture: Float32Array): readonly Uint8ClampedArray[] {
  const chance = chanceOf(1, "grain");
  return Array.from({ length: GRAINS }, () => {
    const grainy = new Uint8ClampedArray(picture.length);
    // The sum of two even draws is close enough to a bell, and cheap.
    for (let pixel = 0; pixel < picture.length; pixel += 3) {
      const grain = (chance.next() + chance.next() - 1) * NOISE_LEVELS * 2;
      for (let channel = 0; channel < 3; channel++)
        grainy[pixel + channel] = picture[pixel + channel]! + grain;
    }
    return grainy;
  });
}

function inView(camera: Camera, { x, y }: DrawnPerson): boolean {
  const { u, v, depth } = project(camera, x, y, 0);
  return depth > 2 && u > -80 && u < camera.width + 80 && v < camera.height + 260;
}

function shadowOf(canvas: Canvas, camera: Camera, { x, y }: DrawnPerson): void {
  const { u, v, depth } = project(camera, x, y, 0);
  const metre = camera.focal / depth;
  // The sun stands on the left, so shadows fall to the right.
  shade(
    canvas,
    { u: u + 0.3 * metre, v: v - 0.03 * metre, ru: 0.62 * metre, rv: 0.13 * metre },
    0.36,
  );
  shade(canvas, { u, v, ru: 0.3 * metre, rv: 0.1 * metre }, 0.4);
}

function sortedFar(
  camera: Camera,
  layout: Layout,
  scene: Scene,
  sprites: Map<string, Mips>,
): readonly Painted[] {
  const lit = scene.t_s % 1 < 0.5;
  const all: Painted[] = [
    ...lampsOf(camera, layout, { ...scene.shown, bollards: scene.bollards }, lit),
    ...scene.vehicles.map((vehicle) => ({
      depth: order(camera, vehicle.y),
      paint: (canvas: Canvas) => drawVehicle(canvas, camera, vehicle),
    })),
    ...scene.people.map((person) => ({
      depth: order(camera, person.y),
      paint: (canvas: Canvas) => drawPerson(canvas, camera, person, sprites),
    })),
  ];
  return all.sort((a, b) => b.depth - a.depth);
}

function drawPerson(
  canvas: Canvas,
  camera: Camera,
  person: DrawnPerson,
  sprites: Map<string, Mips>,
): void {
  const { u, v, depth } = project(camera, person.x, person.y, 0);
  const mips = spriteOf(camera, person, sprites);
  const scale = camera.focal / depth;
  const sprite = mips.findLast((mip) => mip.scale >= scale * 0.9) ?? mips[0]!;
  place(canvas, sprite, u, v, scale);
}

function spriteOf(camera: Camera, person: DrawnPerson, sprites: Map<string, Mips>): Mips {
  const look = person.look % LOOKS;
  const pose =
    person.stride === null ? 0 : 1 + (Math.floor(person.stride * WALK_POSES) % WALK_POSES);
  const away = Math.atan2(person.x - camera.x, person.y - camera.y);
  const turns = Math.round(((person.heading - away) / (2 * Math.PI)) * HEADINGS);
  const heading = ((turns % HEADINGS) + HEADINGS) % HEADINGS;
  const key = `${look}/${pose}/${heading}`;
  const kept = sprites.get(key);
  if (kept !== undefined) {
    // Put back at the end: what is used stays.
    sprites.delete(key);
    sprites.set(key, kept);
    return kept;
  }
  const made = paint(lookOf(look), pose, (heading / HEADINGS) * 2 * Math.PI);
  if (sprites.size >= SPRITES_KEPT) sprites.delete(sprites.keys().next().value!);
  sprites.set(key, made);
  return made;
}
