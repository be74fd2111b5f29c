/** coco-ssd on tfjs-wasm as one of our detectors: the reference that ours is held against. Needs `npm run models:build`. */
import type { Box } from "@crossing/config";
import type { Detector, Found, Kind } from "@crossing/vision";
import { cocoSsd } from "./coco-ssd.ts";

/** Its own input. */
const SIDE = 300;
/** Unless it is told otherwise it gives boxes from here. */
const THRESHOLD = 0.5;

interface CocoBox {
  readonly bbox: readonly [x: number, y: number, width: number, height: number];
  readonly class: string;
  readonly score: number;
}

const KINDS: Readonly<Record<string, Kind>> = {
  person: "person",
  car: "vehicle",
  bus: "vehicle",
  truck: "vehicle",
  motorcycle: "vehicle",
};

/** The reference detector; what it does to a crop before its network is part of `inferMs`. */
export async function cocoDetector(): Promise<Detector> {
  const find = await cocoSsd();
  return {
    name: "coco-ssd 2.2.3 on tfjs-wasm",
    side: SIDE,
    threshold: THRESHOLD,
    async detect(crop, scoreMin) {
      const start = performance.now();
      const boxes = (await find(crop, SIDE, scoreMin)) as readonly CocoBox[];
      const inferred = performance.now();
      const found = boxes.flatMap(foundOf);
      return { found, inferMs: inferred - start, postMs: performance.now() - inferred };
    },
    close: () => Promise.resolve(),
  };
}

function foundOf({ bbox: [x, y, width, height], class: name, score }: CocoBox): Found[] {
  const kind = KINDS[name];
  const box = [x, y, x + width, y + height].map((side) => Math.min(1, Math.max(0, side / SIDE)));
  return kind === undefined ? [] : [{ kind, score, box: box as unknown as Box }];
}
