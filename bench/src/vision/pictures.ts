/** Annotated pictures: what was found, who is followed, what was counted, and where it is known the truth. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { CameraSite } from "@crossing/config";
import sharp from "sharp";
import { type CountLine, type Size, openFile } from "@crossing/vision";
import { hasFfmpeg, streetClip } from "../clip.ts";
import type { Bench } from "../measurements.ts";
import { missingModel } from "../model.ts";
import { missingFor, optionsOf } from "./whole-picture.ts";
import type { Asked } from "./asked.ts";
import { clipOf } from "./clips.ts";
import { drawing } from "./drawing.ts";
import type { PagePicture } from "./page.ts";
import type { Named } from "./truth.ts";
import { watch, watchOnce } from "./watched.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** One of so many frames of a clip becomes a picture. */
const EACH = 40;

/**
 * Annotated pictures of the clips at hand in a folder, made when it is not there.
 *
 * Throws when the folder lies in the project: pictures of the clips must not get into it.
 */
export async function clipPictures(asked: Asked, folder: string): Promise<void> {
  if (resolve(folder).startsWith(ROOT))
    throw new Error(`${folder}: lies in the project; give a folder outside it`);
  mkdirSync(folder, { recursive: true });
  for (const name of asked.clips) {
    const clip = clipOf(name);
    if (clip === null || missingFor(clip, asked) !== null) continue;
    const { lines } = await watchOnce(optionsOf(clip, asked), clip.truth.length);
    const size = await sizeOf(clip.file);
    for (let frame = EACH; frame <= lines.length; frame += EACH) {
      const to = join(folder, `${name}-${String(frame).padStart(4, "0")}.png`);
      const line = lines[frame - 1]!;
      await write(clip.file, to, { line, size, truth: clip.truth[frame - 1]!, zones: [] });
    }
  }
}

/** The frame of the street's clip that is shown: people have come, and some cross. */
const SHOWN = 150;

/** One picture of each camera of the drawn street, in `folder`; none where there is no model or ffmpeg. */
export async function streetPictures(
  { site, folder: scratch }: Bench,
  folder: string,
): Promise<readonly PagePicture[]> {
  if (!hasFfmpeg() || missingModel() !== null) return [];
  const pictures: PagePicture[] = [];
  for (const camera of site.cameras) {
    const clip = await streetClip(site, camera, scratch);
    const { looked } = await watch({ file: clip, site, camera: camera.id }, SHOWN);
    const line = looked.find(({ frame }) => frame === SHOWN)!;
    const file = `vision-${camera.id}.png`;
    const size = await sizeOf(clip);
    await write(clip, join(folder, file), { line, size, truth: [], zones: camera.zones });
    const counts = Object.entries(line.zones).map(([zone, count]) => `${count} in zone ${zone}`);
    const crossing = line.crossing === null ? "" : `, ${line.crossing} crossing`;
    pictures.push({ file, words: `Camera ${camera.id}: ${counts.join(", ")}${crossing}.` });
  }
  return pictures;
}

interface Shown {
  readonly line: CountLine;
  readonly size: Size;
  readonly truth: readonly Named[];
  readonly zones: CameraSite["zones"];
}

async function sizeOf(file: string): Promise<Size> {
  return (await openFile({ file, side: 1, look: () => [] })).size;
}

/** Frame of a clip with the drawing over it, as a PNG of few colours. */
async function write(clip: string, to: string, { line, size, truth, zones }: Shown): Promise<void> {
  const picture = frameOf(clip, line.frame);
  const svg = Buffer.from(drawing({ line, size, truth, zones }));
  await sharp(picture)
    .composite([{ input: svg }])
    .png({ palette: true, colours: 128 })
    .toFile(to);
}

/** The frame with this number, from 1, as a PNG. */
function frameOf(file: string, frame: number): Buffer {
  const pick = `select=eq(n\\,${frame - 1})`;
  const words = ["-v", "error", "-i", file, "-vf", pick, "-frames:v", "1"];
  const { status, stdout } = spawnSync(
    "ffmpeg",
    [...words, "-f", "image2pipe", "-c:v", "png", "pipe:1"],
    { maxBuffer: 2 ** 26 },
  );
  if (status !== 0) throw new Error(`${file}: ffmpeg could not give frame ${frame}`);
  return stdout;
}
