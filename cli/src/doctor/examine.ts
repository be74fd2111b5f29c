/** The whole examination. */
import type { Adapter, Site } from "@crossing/config";
import { clockSync } from "../process/clock-sync.ts";
import { cabinet } from "./cabinet.ts";
import { disk } from "./disk.ts";
import type { Finding } from "./finding.ts";
import { clock, ffmpeg, memory, node, page, scheduling, watchdog } from "./machine.ts";
import { model } from "./model.ts";
import { broker, camera, needsFfmpeg } from "./site.ts";

/** What to look at beside the site. */
export interface Examined {
  /** Model file; null: the one that is found. */
  readonly model: string | null;
  readonly logDir: string;
  /** How plain I/O is wired; null: the cabinet speaks the map. */
  readonly adapter: Adapter | null;
}

/** Looks at everything a crossing needs, without touching the street. */
export async function examine(site: Site, options: Examined): Promise<readonly Finding[]> {
  const found = await Promise.all([
    model(options.model),
    ffmpeg(site.cameras.some(({ source }) => needsFfmpeg(source))),
    ...site.cameras.map((one) => camera(one)),
    cabinet(site.cabinet, options.adapter),
    broker(site.mqtt),
    disk(options.logDir),
    scheduling(),
  ]);
  return [node(), memory(), ...found, clock(await clockSync()), watchdog(), page()];
}
