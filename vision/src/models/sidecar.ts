/** The JSON file beside a model: what the ONNX file does not say about itself. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { VisionError, wordsOf } from "../vision-error.ts";

/** How to feed a model and to read what it answers. */
export interface Sidecar {
  /** `ssd`: outputs `boxes` [1, N, 4] against the anchors and `logits` [1, N, classes]. */
  readonly layout: "ssd";
  readonly name: string;
  /** Of the ONNX file, hexadecimal. */
  readonly sha256: string;
  readonly input: {
    readonly name: string;
    /** Square, pixels. */
    readonly side: number;
    /** `uint8-rgb`: bytes [1, side, side, 3]; the graph normalises. */
    readonly format: "uint8-rgb";
  };
  readonly outputs: { readonly boxes: string; readonly logits: string };
  /** COCO's name of each column of `logits`. */
  readonly classes: readonly string[];
  /** Score at which a box counts, 0..1, on every scene tried. */
  readonly threshold: number;
  /** [top, left, bottom, right] of each anchor, fractions of the input, one after the other. */
  readonly anchors: readonly number[];
  readonly provenance: string;
}

/** A model's bytes and its sidecar, both checked. */
export interface ModelFiles {
  readonly onnx: Buffer;
  readonly sidecar: Sidecar;
}

/** Where the sidecar of an ONNX file lies. */
export const sidecarPath = (onnxPath: string): string => onnxPath.replace(/(\.onnx)?$/, ".json");

/**
 * Reads a model and its sidecar.
 *
 * Throws a VisionError of kind `model` when one is missing, the sidecar cannot be understood, or the ONNX file is
 * not the one the sidecar speaks of.
 */
export function readModel(onnxPath: string): ModelFiles {
  const onnx = read(onnxPath);
  const sidecar = sidecarOf(sidecarPath(onnxPath));
  const found = sha256(onnx);
  if (found !== sidecar.sha256)
    throw new VisionError(
      "model",
      `${onnxPath}: sha256 is ${found}, its sidecar wants ${sidecar.sha256}; ` +
        `the file is damaged or was changed: run npm run models:build`,
    );
  return { onnx, sidecar };
}

/** SHA-256 of bytes, hexadecimal. */
export const sha256 = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (thrown) {
    throw new VisionError(
      "model",
      `${path}: ${wordsOf(thrown)}; run npm run models:build, or set CROSSING_MODEL to a model`,
    );
  }
}

function sidecarOf(path: string): Sidecar {
  const text = read(path).toString("utf8");
  const wrong = (found: string): VisionError =>
    new VisionError("model", `${path}: ${found}; run npm run models:build`);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (thrown) {
    throw wrong(wordsOf(thrown));
  }
  const trouble = troubleWith(raw as Partial<Sidecar>);
  if (trouble !== null) throw wrong(trouble);
  return raw as Sidecar;
}

/** What is wrong with a sidecar, or null. */
function troubleWith(raw: Partial<Sidecar> | null): string | null {
  if (raw === null || typeof raw !== "object") return "not an object";
  if (raw.layout !== "ssd") return `layout = ${String(raw.layout)}: only "ssd" is known`;
  if (raw.input?.format !== "uint8-rgb") return `input.format: only "uint8-rgb" is known`;
  if (!Number.isInteger(raw.input.side)) return "input.side: a whole number of pixels";
  if (!Array.isArray(raw.classes) || !raw.classes.includes("person")) return "classes: no person";
  if (!Array.isArray(raw.anchors) || raw.anchors.length % 4 !== 0) return "anchors: not N x 4";
  if (typeof raw.threshold !== "number") return "threshold: a number 0..1";
  if (typeof raw.outputs?.boxes !== "string" || typeof raw.outputs.logits !== "string")
    return "outputs: names of boxes and logits";
  return null;
}
