/** What coco-ssd on tfjs finds in the frames of a clip: the whole picture, as one would install it. */
import { existsSync, readFileSync } from "node:fs";
import { openFile } from "@crossing/vision";
import { cocoSsd, originalGraph } from "../coco-ssd.ts";
import type { Clip } from "./clips.ts";
import { kept } from "./kept.ts";
import type { PeerFound, Scored } from "./peer.ts";

/** Its own input: pictures are scaled to it by ffmpeg. */
export const COCO_SIDE = 300;
/** Unless it is told otherwise it gives boxes from here. */
export const COCO_THRESHOLD = 0.5;
const FAINTEST = 0.2;

/** Why it cannot be asked here; null: it can. */
export const missingCoco = (): string | null =>
  existsSync(originalGraph()) ? null : "no models/tfjs: npm run models:build";

/** Every frame; minutes the first time. */
export const cocoFound = (clip: Clip): Promise<PeerFound> =>
  kept(["coco-ssd 2.2.3, boxes 1", readFileSync(clip.file)], () => look(clip));

interface CocoBox {
  readonly bbox: readonly [number, number, number, number];
  readonly class: string;
  readonly score: number;
}

async function look({ file }: Clip): Promise<PeerFound> {
  const find = await cocoSsd();
  const source = await openFile({ file, side: COCO_SIDE, look: () => [[0, 0, 1, 1]] });
  const { width, height } = source.size;
  const scaled = ({ bbox: [x, y, w, h], score }: CocoBox): Scored => [
    (x * width) / COCO_SIDE,
    (y * height) / COCO_SIDE,
    (w * width) / COCO_SIDE,
    (h * height) / COCO_SIDE,
    score,
  ];
  const frames: Scored[][] = [];
  for await (const frame of source.frames()) {
    const found = (await find(frame.crop(0), COCO_SIDE, FAINTEST)) as readonly CocoBox[];
    frames.push(found.filter((one) => one.class === "person").map(scaled));
  }
  return { every: 1, frames };
}
