/** coco-ssd on tfjs with its wasm backend, as its makers ship it, with the original graph read from files. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { modelsFolder } from "@crossing/vision";
import type { io } from "@tensorflow/tfjs-core";

/** The original graph, which `npm run models:build` leaves beside the model that it makes of it. */
export const originalGraph = (): string => join(modelsFolder(), "tfjs/model.json");

/** Finds people and everything else in an RGB picture of `side` by `side`. */
export type Finder = (rgb: Uint8Array, side: number, scoreMin: number) => Promise<unknown>;

export async function cocoSsd(): Promise<Finder> {
  const tf = await import("@tensorflow/tfjs-core");
  await import("@tensorflow/tfjs-backend-cpu");
  const wasm = await import("@tensorflow/tfjs-backend-wasm");
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  wasm.setWasmPaths(join(entry, "..", "/"));
  if (!(await tf.setBackend("wasm"))) throw new Error("tfjs has no wasm backend on this machine");
  const { load } = await import("@tensorflow-models/coco-ssd");
  // Its types ask for an address, but the loader behind it takes anybody who can load.
  const model = await load({ modelUrl: fromFiles() as unknown as string });
  return async (rgb, side, scoreMin) => {
    const picture = tf.tensor3d(rgb, [side, side, 3], "int32");
    const found = await model.detect(picture, 50, scoreMin);
    picture.dispose();
    return found;
  };
}

function fromFiles(): io.IOHandler {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(originalGraph(), "utf8")) as {
    modelTopology: object;
    weightsManifest: { weights: io.WeightsManifestEntry[] }[];
  };
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const weights = readFileSync(join(modelsFolder(), "tfjs/weights.bin"));
  const weightData = Uint8Array.from(weights).buffer;
  return { load: () => Promise.resolve({ modelTopology, weightSpecs, weightData }) };
}
