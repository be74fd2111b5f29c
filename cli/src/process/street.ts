/** The demo's street: people, vehicles and the drawn cameras, in real time. */
import { setPriority } from "node:os";
import { type Bollards, type CameraSite, type Indications, type Site } from "@crossing/config";
import { type Scene, type Street, createStreet, drawView, viewOf } from "@crossing/simulator";
import { monotonic } from "../clock.ts";
import { type FrameServer, serveFrames } from "../frames.ts";
import { connectLink } from "../link/client.ts";
import { EDGE_LINE_MAX } from "../link/intake.ts";
import type { LinkRecord } from "../link/lines.ts";
import type { FieldWires, LampsShown, LoopWire } from "./field.ts";
import { endWhenAsked, handedOver } from "./life.ts";
import type { CameraCut, StreetAdd } from "./messages.ts";

/** What the street is told at its start. */
export interface StreetArgs {
  readonly site: Site;
  readonly seed: number;
  readonly people_per_h: number;
  readonly cars_per_h: number;
  /** Socket on which the cabinet's wires are. */
  readonly fieldSocket: string;
  /** Where each camera's pictures are handed out, by camera. */
  readonly cameraSockets: Readonly<Record<string, string>>;
}

const STEP_MS = 50;
/** A street that was held up goes on from where it was; it does not jump. */
const STEP_MAX_S = 0.25;
const LOOPS = 16;
/** The street was there before us: vehicles are on their way when the first picture is drawn. */
const BEFORE_S = 20;

const args = handedOver() as StreetArgs;
setPriority(10);

const street = createStreet({
  site: args.site,
  seed: args.seed,
  rates: { people_per_h: args.people_per_h, vehicles_per_h: args.cars_per_h },
});
let shown: Indications = { vehicle: "dark", ped: "dark" };
let bollards: Bollards = "dark";
street.step(BEFORE_S, { vehicle: "green", ped: "dont-walk" });

const wires = connectLink({
  path: args.fieldSocket,
  peer: "street",
  maxLine: EDGE_LINE_MAX,
  onRecord: (record) => {
    if (isLamps(record)) ({ shown, bollards } = record);
  },
});
const cameras = await Promise.all(args.site.cameras.map((camera) => cameraOf(camera)));

let lastStep = monotonic();
let ticks = 0;
const stepping = setInterval(step, STEP_MS);

process.on("message", (message: StreetAdd | CameraCut) => {
  if (message.type === "street-add") add(message.action);
  else cameras.find(({ id }) => id === message.camera)?.frames.cut(message.cut);
});
endWhenAsked(async () => {
  clearInterval(stepping);
  wires.close();
  await Promise.all(cameras.map(({ frames }) => frames.close()));
});

interface DrawnCamera {
  readonly id: string;
  readonly frames: FrameServer;
  /** Draws and hands out the scene as this camera sees it. */
  show(scene: Scene): void;
  /** A picture every so many steps. */
  readonly every: number;
}

async function cameraOf(camera: CameraSite): Promise<DrawnCamera> {
  const frames = await serveFrames(args.cameraSockets[camera.id]!);
  const view = viewOf(args.site, camera);
  return {
    id: camera.id,
    frames,
    every: Math.max(1, Math.round(1000 / STEP_MS / camera.fps)),
    show(scene) {
      // Nobody looks while the eyes are down: nothing is drawn then.
      if (frames.ready() === 0) return;
      const at = monotonic();
      frames.show({ width: view.width, height: view.height, rgb: drawView(view, scene), at });
    },
  };
}

function step(): void {
  const now = monotonic();
  street.step(Math.min((now - lastStep) / 1000, STEP_MAX_S), shown);
  // What became of people and vehicles is measured by the crossing itself.
  street.takeTrips();
  lastStep = now;
  wires.send(wiresOf(street));
  const scene = sceneOf(street);
  cameras.forEach((camera, index) => {
    // Cameras take turns, so that no step has to draw all of them.
    if ((ticks + index) % camera.every === 0) camera.show(scene);
  });
  ticks += 1;
}

const sceneOf = (from: Street): Scene => ({
  t_s: from.t_s(),
  people: from.people(),
  vehicles: from.vehicles(),
  shown,
  bollards,
});

function wiresOf(from: Street): FieldWires {
  const truth = from.truth(0);
  const loops: LoopWire[] = Array.from({ length: LOOPS }, () => ({ level: false, count: 0 }));
  for (const { number, occupied, count } of truth.loops)
    loops[number - 1] = { level: occupied, count };
  const buttons = args.site.zones.map(({ id }) => truth.buttons[id] ?? false);
  return { type: "wires", buttons, loops };
}

function add(action: StreetAdd["action"]): void {
  switch (action.do) {
    case "people":
      return street.addPeople(action.zone, action.count);
    case "cars":
      return street.addCars(action.count);
    case "button":
      return street.pressButton(action.zone);
  }
}

const isLamps = (record: LinkRecord): record is LampsShown => record.type === "lamps";
