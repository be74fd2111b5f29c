/** `crossing vision preview`: what the eyes see through a camera, as a picture or a clip. */
import { extname } from "node:path";
import type { CameraSite, Site } from "@crossing/config";
import type { Command } from "commander";
import { EXIT, Refusal } from "../exit.ts";
import type { Counter } from "../program.ts";
import type { Clip } from "../vision/pictures.ts";
import type { PreviewOptions, Previewed } from "../vision/preview.ts";
import { between } from "./numbers.ts";

interface PreviewCommandOptions {
  readonly site?: string;
  readonly camera?: string;
  readonly out?: string;
  readonly seconds?: number;
  readonly model?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Zones, crosswalk, lanes and ground grid of the site file, boxes, people with their ways, counts and the camera's
health, drawn over what the camera sees. The same eyes as at the kerb look; a file is played as a camera would.
Pictures are at most 640 pixels wide, five a second, and are written nowhere but to --out.

Examples:
  $ crossing vision preview people.mp4
  $ crossing vision preview --site mill-lane.json --camera A
  $ crossing vision preview rtsp://10.0.0.8/stream --site mill-lane.json --camera A --out a.mp4 --seconds 30`;

/** Adds the command to `crossing vision`. */
export function addPreview(vision: Command, counter: Counter): void {
  vision
    .command("preview")
    .description("an annotated picture or clip of what the eyes see")
    .argument("[source]", "file, rtsp://, device, http snapshot (default: the site file's)")
    .option("--site <site.json>", "draw zones, crosswalk, lanes and ground of this site file")
    .option("--camera <id>", "which camera of the site it is (default: the first)")
    .option("--out <file>", "a .jpg or .png, or a .mp4 (default: preview-<camera>.jpg)")
    .option("--seconds <n>", "how long (default: 3 for a picture, 10 for a clip)", between(0, 600))
    .option("--model <file>", "the detector's model file")
    .option("--json", "what was seen at the end, as one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(async (source: string | undefined, options: PreviewCommandOptions) =>
      preview(source, options, counter),
    );
}

/** Pictures that a clip shows in a second: as often as the eyes make them. */
const CLIP_FPS = 5;
const STILLS: readonly string[] = [".jpg", ".jpeg", ".png"];

async function preview(
  source: string | undefined,
  options: PreviewCommandOptions,
  { desk, end }: Counter,
): Promise<void> {
  const { previewCamera } = await import("../vision/preview.ts");
  const { startClip, writeOut } = await import("../vision/pictures.ts");
  const { site, camera, road } = await looker(source, options);
  const out = options.out ?? `preview-${camera.id}.jpg`;
  const isStill = STILLS.includes(extname(out).toLowerCase());
  const clip: Clip | null = isStill ? null : startClip(out, CLIP_FPS);
  let last: Buffer | null = null;
  const drawn = await drawnWhenNeeded(site, camera);
  desk.say(`camera ${camera.id}: looking ...`);
  try {
    const seen = await previewCamera({
      site: road,
      camera: drawn?.camera ?? camera,
      length_m: site?.crossing.length_m ?? null,
      model: options.model,
      seconds: options.seconds ?? (isStill ? 3 : 10),
      onPicture: (jpeg) => {
        last = jpeg;
        clip?.add(jpeg);
      },
    });
    if (last !== null && clip === null) writeOut(out, await inFormat(last, out));
    await clip?.end();
    for (const line of linesOf(seen, out, options.json === true)) desk.out(line);
    end(seen.state === "ok" ? EXIT.ok : EXIT.unreachable);
  } finally {
    await clip?.end().catch(() => {});
    await drawn?.stop();
  }
}

interface Looker {
  /** null: no site file speaks of this source. */
  readonly site: Site | null;
  readonly road: PreviewOptions["site"];
  readonly camera: CameraSite;
}

async function looker(source: string | undefined, options: PreviewCommandOptions): Promise<Looker> {
  const { anySite, cameraOfChoice } = await import("../vision/camera-choice.ts");
  const { goodSite } = await import("../site-file.ts");
  if (options.site === undefined) {
    if (source === undefined)
      throw new Refusal(EXIT.usage, "preview: wanted a source, or --site with its cameras");
    const road = anySite(source);
    return { site: null, road, camera: road.cameras[0]! };
  }
  const site = goodSite(options.site);
  return {
    site,
    road: site,
    camera: cameraOfChoice(site, { camera: options.camera, from: source }),
  };
}

/** A street to look at, when the camera is a drawn one. */
async function drawnWhenNeeded(site: Site | null, camera: CameraSite) {
  const { drawCamera, isDrawn } = await import("../vision/drawn-camera.ts");
  if (!isDrawn(camera)) return null;
  if (site === null)
    throw new Refusal(EXIT.usage, `${camera.source}: the simulated street needs --site`);
  return drawCamera(site, camera, { people_per_h: 600, vehicles_per_h: 900 });
}

async function inFormat(jpeg: Buffer, out: string): Promise<Buffer> {
  if (extname(out).toLowerCase() !== ".png") return jpeg;
  const { default: sharp } = await import("sharp");
  return sharp(jpeg).png().toBuffer();
}

function linesOf(seen: Previewed, out: string, json: boolean): readonly string[] {
  if (json) return [JSON.stringify({ out, ...seen })];
  const zones = Object.entries(seen.zones).map(([zone, waiting]) => `${zone} ${waiting} waiting`);
  const crossing = seen.crossing === null ? [] : [`crosswalk ${seen.crossing}`];
  const faults = seen.health?.faults.length ? [`faults: ${seen.health.faults.join(", ")}`] : [];
  const counts = [`${seen.people} people`, ...zones, ...crossing, ...faults].join(", ");
  return [
    `${out}: ${seen.picture.width}x${seen.picture.height}, ${seen.pictures} pictures`,
    `camera ${seen.camera}: ${seen.trouble ?? counts}, ${seen.fps.toFixed(1)} looks a second`,
  ];
}
