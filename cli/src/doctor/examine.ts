/** The whole examination. */
import type { Site } from "@crossing/config";
import { cabinet } from "./cabinet.ts";
import type { Finding } from "./finding.ts";
import { clock, disk, ffmpeg, node, page } from "./machine.ts";
import { model } from "./model.ts";
import { broker, camera, needsFfmpeg } from "./site.ts";

/** Looks at everything a crossing needs, without touching the street. */
export async function examine(
  site: Site,
  options: { readonly model: string | null; readonly logDir: string },
): Promise<readonly Finding[]> {
  const found = await Promise.all([
    model(options.model),
    ffmpeg(site.cameras.some(({ source }) => needsFfmpeg(source))),
    ...site.cameras.map((one) => camera(one)),
    cabinet(site.cabinet),
    broker(site.mqtt),
    disk(options.logDir),
  ]);
  return [node(), ...found, clock(), page()];
}
