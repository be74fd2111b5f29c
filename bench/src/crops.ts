/** What the network is given: the crop around a waiting zone, out of the first frames of a video. */
import type { CameraSite } from "@crossing/config";
import { openFile, regionsOf } from "@crossing/vision";

/** The crop of the first region in each of the first `count` frames: RGB, `side` by `side`. */
export async function cropsOf(
  file: string,
  camera: CameraSite,
  side: number,
  count: number,
): Promise<readonly Uint8Array[]> {
  const source = await openFile({ file, side, look: (size) => regionsOf(camera, size, side) });
  const crops: Uint8Array[] = [];
  for await (const frame of source.frames()) {
    crops.push(frame.crop(0).slice());
    if (crops.length === count) break;
  }
  return crops;
}
