/** A few whole pictures of a camera, for calibration: no model looks at them. */
import { setTimeout as sleep } from "node:timers/promises";
import type { CameraSite } from "@crossing/config";
import { type LiveSource, type RgbPicture, openLive } from "@crossing/vision";
import { monotonic } from "../clock.ts";
import { EXIT, Refusal } from "../exit.ts";
import { withoutPassword } from "./source-words.ts";

/** How many, and how far apart. */
export interface Pictures {
  readonly count: number;
  readonly gap_ms: number;
}

/** A camera that shows nothing for so long is given up, ms. */
const PATIENCE = 20_000;
/** Crops are not looked at here; the smallest will do. */
const SIDE = 32;

/** Pictures at most 640 pixels wide, oldest first; throws a Refusal (exit 4) when none come. */
export async function takePictures(
  camera: Pick<CameraSite, "source" | "fps">,
  wanted: Pictures,
): Promise<readonly RgbPicture[]> {
  const source = openLive({
    address: camera.source,
    fps: camera.fps,
    side: SIDE,
    look: () => [[0, 0, 1, 1]],
    now: monotonic,
  });
  try {
    return await taken(source, wanted, withoutPassword(camera.source));
  } finally {
    await source.stop();
  }
}

async function taken(
  source: LiveSource,
  { count, gap_ms }: Pictures,
  name: string,
): Promise<readonly RgbPicture[]> {
  const pictures: RgbPicture[] = [];
  let last = performance.now();
  let wait = 0;
  while (pictures.length < count) {
    if (performance.now() - last > PATIENCE) {
      const why = source.trouble() ?? `${name}: no picture in ${PATIENCE / 1000} s`;
      throw new Refusal(EXIT.unreachable, `${why}; check the camera's source`);
    }
    await sleep(Math.max(wait, 20));
    source.take();
    const picture = source.picture();
    wait = 0;
    if (picture === null || picture.rgb === pictures.at(-1)?.rgb) continue;
    // The source goes on writing into its own buffers.
    pictures.push({ ...picture, rgb: Uint8Array.from(picture.rgb) });
    last = performance.now();
    wait = gap_ms;
  }
  return pictures;
}
