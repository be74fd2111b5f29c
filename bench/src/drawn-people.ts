/**
 * Does the real edge model see the people that the simulator draws?
 *
 * A street runs under the real core; now and then each camera takes a picture, the model looks at the crop around
 * the waiting zone, and single looks, unsmoothed, are held against who really stands there.
 * Run alone: `node --import tsx --conditions=source bench/src/drawn-people.ts`
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import {
  type Box,
  type CameraSite,
  type Indications,
  type Site,
  checkSite,
  instant,
} from "@crossing/config";
import { initialState, planOf, step } from "@crossing/controller";
import {
  type Street,
  type View,
  createStreet,
  drawView,
  inputsOf,
  project,
  viewOf,
} from "@crossing/simulator";
import { type Detector, detectorOf, findModel, regionsOf } from "@crossing/vision";

export interface DrawnPeopleOptions {
  /** Path of the ONNX model; the one of this tree unless given. */
  readonly model?: string;
  readonly site: Site;
  readonly seed?: number;
  /** Pictures to look at, of each camera. */
  readonly looks?: number;
  readonly people_per_h?: number;
  readonly vehicles_per_h?: number;
}

/** What single looks at drawn pictures gave. Shares 0..1. */
export interface DrawnPeople {
  readonly looks: number;
  readonly standing: number;
  /** Of those who stand in a zone, how many were counted there. */
  readonly counted: number;
  /** Looks in which "somebody is there" was right. */
  readonly presenceRight: number;
  /** Looks at an empty zone in which somebody was seen. */
  readonly falsePresence: number;
  /** Mean of |counted - standing|. */
  readonly countError: number;
  /** By how many stood there: looks, and the share that was counted. */
  readonly byCrowd: readonly {
    readonly people: number;
    readonly looks: number;
    readonly counted: number;
  }[];
  readonly drawMs: number;
}

const STEP_S = 0.5;
/** Seconds between pictures: a new scene each time. */
const EVERY_S = 4;

/** Draws, looks and compares. Takes about 0.1 s for each picture. */
export async function measureDrawnPeople(options: DrawnPeopleOptions): Promise<DrawnPeople> {
  const { site, seed = 1, looks = 150 } = options;
  const detector = await detectorOf(options.model ?? findModel());
  const eyes = site.cameras.map((camera) => eyeOf(site, camera, detector));
  const street = createStreet({
    site,
    seed,
    rates: {
      people_per_h: options.people_per_h ?? 240,
      vehicles_per_h: options.vehicles_per_h ?? 900,
    },
  });
  const signal = signalOf(site, street);
  const seen: Look[] = [];
  for (let look = 0; look < looks; look++) {
    for (let part = 0; part < EVERY_S / STEP_S; part++) signal.step();
    for (const eye of eyes) seen.push(await eye.look(street, signal.shown()));
  }
  await detector.close();
  return summed(seen);
}

interface Look {
  readonly standing: number;
  readonly found: number;
  readonly drawMs: number;
}

interface Eye {
  look(street: Street, shown: Indications): Promise<Look>;
}

function eyeOf(site: Site, camera: CameraSite, detector: Detector): Eye {
  const view = viewOf(site, camera);
  const { zones, mount } = camera;
  const region = regionsOf({ zones, mount, crosswalk: null }, view, detector.side)[0]!;
  const { polygon } = zones[0]!;
  return {
    async look(street, shown) {
      const start = performance.now();
      const scene = { t_s: street.t_s(), people: street.people(), vehicles: street.vehicles() };
      const rgb = drawView(view, { ...scene, shown, bollards: "red" });
      const drawMs = performance.now() - start;
      const { found } = await detector.detect(
        cut(rgb, view, region, detector.side),
        camera.confidence_min,
      );
      const feet = found
        .filter(({ kind }) => kind === "person")
        .map(({ box }) => inPicture(region, [(box[0] + box[2]) / 2, box[3]]));
      const standing = street.people().filter(({ x, y }) => {
        const { u, v } = project(view.camera, x, y, 0);
        return holds(polygon, [u / view.width, v / view.height]);
      });
      const inZone = feet.filter((foot) => holds(polygon, foot)).length;
      return { standing: standing.length, found: inZone, drawMs };
    },
  };
}

/** The part of a picture that goes to the network, scaled smoothly to a square. */
function cut(rgb: Uint8Array, { width, height }: View, region: Box, side: number): Uint8Array {
  const [left, top, right, bottom] = region;
  const crop = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const u = (left + ((x + 0.5) / side) * (right - left)) * width - 0.5;
      const v = (top + ((y + 0.5) / side) * (bottom - top)) * height - 0.5;
      const column = Math.min(width - 2, Math.max(0, Math.floor(u)));
      const row = Math.min(height - 2, Math.max(0, Math.floor(v)));
      const fx = Math.min(1, Math.max(0, u - column));
      const fy = Math.min(1, Math.max(0, v - row));
      for (let channel = 0; channel < 3; channel++) {
        const at = (row * width + column) * 3 + channel;
        const upper = rgb[at]! + (rgb[at + 3]! - rgb[at]!) * fx;
        const below = at + width * 3;
        const lower = rgb[below]! + (rgb[below + 3]! - rgb[below]!) * fx;
        crop[(y * side + x) * 3 + channel] = Math.round(upper + (lower - upper) * fy);
      }
    }
  return crop;
}

type Point = readonly [number, number];

const inPicture = ([left, top, right, bottom]: Box, [x, y]: Point): Point => [
  left + x * (right - left),
  top + y * (bottom - top),
];

/** Whether a polygon holds a point. */
function holds(polygon: readonly Point[], [x, y]: Point): boolean {
  let inside = false;
  polygon.forEach(([x1, y1], at) => {
    const [x2, y2] = polygon[(at + 1) % polygon.length]!;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

/** The real core over the street, on virtual time. */
function signalOf(
  site: Site,
  street: Street,
): { readonly step: () => void; readonly shown: () => Indications } {
  const plan = planOf(site);
  let state = initialState(plan, instant(0));
  let shown: Indications = { vehicle: "red", ped: "dont-walk" };
  return {
    shown: () => shown,
    step() {
      const now = instant(street.t_s() * 1000);
      const next = step(plan, state, inputsOf(street, { shown }), now);
      state = next.state;
      shown = { vehicle: next.outputs.vehicle, ped: next.outputs.ped };
      street.step(STEP_S, shown);
    },
  };
}

function summed(looks: readonly Look[]): DrawnPeople {
  const total = (value: (look: Look) => number, of = looks): number =>
    of.reduce((sum, look) => sum + value(look), 0);
  const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 1);
  const hit = (look: Look): number => Math.min(look.found, look.standing);
  const standing = total((look) => look.standing);
  const empty = looks.filter((look) => look.standing === 0);
  const crowds = [...new Set(looks.map((look) => look.standing))].sort((a, b) => a - b);
  return {
    looks: looks.length,
    standing,
    counted: share(total(hit), standing),
    presenceRight: share(
      total((look) => Number(look.found > 0 === look.standing > 0)),
      looks.length,
    ),
    falsePresence: total((look) => Number(look.found > 0), empty) / Math.max(1, empty.length),
    countError: total((look) => Math.abs(look.found - look.standing)) / looks.length,
    byCrowd: crowds.map((people) => {
      const these = looks.filter((look) => look.standing === people);
      return {
        people,
        looks: these.length,
        counted: share(total(hit, these), people * these.length),
      };
    }),
    drawMs: total((look) => look.drawMs) / looks.length,
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = new URL("../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url);
  const reading = checkSite(JSON.parse(readFileSync(file, "utf8")));
  if (!reading.ok) throw new Error("the pilot site file is not in order; run crossing check");
  console.log(JSON.stringify(await measureDrawnPeople({ site: reading.site }), null, 2));
}
