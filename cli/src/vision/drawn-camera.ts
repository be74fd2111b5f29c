/** The simulated street as a source for commands at a desk: `street:<view>` of a site file, drawn in this process. */
import { join } from "node:path";
import type { CameraSite, Indications, Site } from "@crossing/config";
import { type DrawnPerson, createStreet, drawView, viewOf } from "@crossing/simulator";
import { monotonic } from "../clock.ts";
import { serveFrames } from "../frames.ts";
import { makeRuntimeDir, remove } from "../runtime-dir.ts";

/** A drawn camera. */
export interface DrawnCamera {
  /** The camera, with the address where its pictures are. */
  readonly camera: CameraSite;
  stop(): Promise<void>;
}

/** How the street begins. */
export interface DrawnOptions {
  readonly seed?: number;
  /** People and vehicles per hour who come by themselves; nobody when left out. */
  readonly people_per_h?: number;
  readonly vehicles_per_h?: number;
  /** Figures that somebody places besides, asked for each picture. */
  readonly placed?: () => readonly DrawnPerson[];
}

const STREET = "street:";
const STEP_MS = 50;
const VEHICLES_GO: Indications = { vehicle: "green", ped: "dont-walk" };
/** The street was there before: people and vehicles are on their way when the first picture is drawn. */
const BEFORE_S = 20;

/** Whether a camera's source is the simulated street. */
export const isDrawn = ({ source }: Pick<CameraSite, "source">): boolean =>
  source.startsWith(STREET);

/** Draws what the camera of a site would see, in real time, and hands it out as a camera does. */
export async function drawCamera(
  site: Site,
  camera: CameraSite,
  { seed = 1, people_per_h = 0, vehicles_per_h = 0, placed = () => [] }: DrawnOptions = {},
): Promise<DrawnCamera> {
  const dir = makeRuntimeDir();
  const socket = join(dir, "camera.sock");
  const frames = await serveFrames(socket);
  const view = viewOf(site, camera);
  const street = createStreet({ site, seed, rates: { people_per_h, vehicles_per_h } });
  const shown = VEHICLES_GO;
  if (people_per_h + vehicles_per_h > 0) street.step(BEFORE_S, shown);
  const every = Math.max(1, Math.round(1000 / STEP_MS / camera.fps));
  let steps = 0;
  const stepping = setInterval(() => {
    street.step(STEP_MS / 1000, shown);
    street.takeTrips();
    steps += 1;
    if (steps % every !== 0 || frames.ready() === 0) return;
    const scene = {
      t_s: street.t_s(),
      people: [...street.people(), ...placed()],
      vehicles: street.vehicles(),
      shown,
      bollards: "red" as const,
    };
    const rgb = drawView(view, scene);
    frames.show({ width: view.width, height: view.height, rgb, at: monotonic() });
  }, STEP_MS);
  return {
    camera: { ...camera, source: `raw:${socket}` },
    async stop() {
      clearInterval(stepping);
      await frames.close();
      remove(dir);
    },
  };
}
