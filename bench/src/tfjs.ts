/** The default path against what one would install without thinking: coco-ssd on tfjs with its wasm backend. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { detectorOf, findModel, modelsFolder } from "@crossing/vision";
import type { ObjectDetection } from "@tensorflow-models/coco-ssd";
import type { io } from "@tensorflow/tfjs-core";
import { hasFfmpeg, streetClip } from "./clip.ts";
import { cpuPerCall } from "./cpu.ts";
import { cropsOf } from "./crops.ts";
import { type Row, median, notHere, rounded } from "./measure.ts";
import type { Bench } from "./measurements.ts";
import { missingModel } from "./model.ts";

const ROUNDS = 7;
const PICTURES = 8;
const TIMES = 5;

const FASTER = {
  what: "default path against coco-ssd on tfjs-wasm, same pictures, same run",
  must: `>= ${TIMES} times faster`,
  how:
    `Both find people in the same ${PICTURES} crops of 300x300 RGB (which spares coco-ssd its own scaling), in turn, ${ROUNDS} rounds after one of warm-up; ` +
    "CPU time from RGB to boxes, ratio of medians; the same weights on both sides.",
};

export async function measureTfjs({ site, folder }: Bench): Promise<readonly Row[]> {
  if (!hasFfmpeg()) return notHere([FASTER], "no ffmpeg on this machine");
  const original = join(modelsFolder(), "tfjs/model.json");
  const missing = existsSync(original) ? missingModel() : "no models/tfjs: npm run models:build";
  if (missing !== null) return notHere([FASTER], missing);

  const camera = site.cameras[0]!;
  const detector = await detectorOf(findModel());
  const clip = await streetClip(site, camera, folder);
  const crops = await cropsOf(clip, camera, detector.side, PICTURES);
  const theirs = await cocoSsd();
  const us = (crop: Uint8Array) => detector.detect(crop, detector.threshold);
  const them = (crop: Uint8Array) => theirs(crop, detector.side, detector.threshold);
  const rounds: { readonly us: number; readonly them: number }[] = [];
  for (let round = 0; round <= ROUNDS; round++)
    rounds.push({ us: await cpuPerCall(crops, us), them: await cpuPerCall(crops, them) });
  const ours = median(rounds.slice(1).map((round) => round.us));
  const others = median(rounds.slice(1).map((round) => round.them));
  await detector.close();
  return [
    {
      ...FASTER,
      is: `${rounded(others / ours)} times (${rounded(ours)} against ${rounded(others)} ms a picture)`,
      ok: others / ours >= TIMES,
    },
  ];
}

type Finder = (rgb: Uint8Array, side: number, scoreMin: number) => Promise<unknown>;

/** coco-ssd as its makers ship it, with the original graph read from files. */
async function cocoSsd(): Promise<Finder> {
  const tf = await import("@tensorflow/tfjs-core");
  await import("@tensorflow/tfjs-backend-cpu");
  const wasm = await import("@tensorflow/tfjs-backend-wasm");
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  wasm.setWasmPaths(join(entry, "..", "/"));
  if (!(await tf.setBackend("wasm"))) throw new Error("tfjs has no wasm backend on this machine");
  const { load } = await import("@tensorflow-models/coco-ssd");
  // Its types ask for an address, but the loader behind it takes anybody who can load.
  const model: ObjectDetection = await load({ modelUrl: fromFiles() as unknown as string });
  return async (rgb, side, scoreMin) => {
    const picture = tf.tensor3d(rgb, [side, side, 3], "int32");
    const found = await model.detect(picture, 50, scoreMin);
    picture.dispose();
    return found;
  };
}

function fromFiles(): io.IOHandler {
  const folder = join(modelsFolder(), "tfjs");
  const { modelTopology, weightsManifest } = JSON.parse(
    readFileSync(join(folder, "model.json"), "utf8"),
  ) as { modelTopology: object; weightsManifest: { weights: io.WeightsManifestEntry[] }[] };
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const weightData = Uint8Array.from(readFileSync(join(folder, "weights.bin"))).buffer;
  return { load: () => Promise.resolve({ modelTopology, weightSpecs, weightData }) };
}
