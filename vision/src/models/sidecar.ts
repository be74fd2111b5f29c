/** The JSON file beside a model: what the ONNX file does not say about itself. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { VisionError, wordsOf } from "../vision-error.ts";
import { sidecarFrom } from "./sidecar-check.ts";

/** How a network's answers are to be read; each has its file in `detect/layouts`. */
export const LAYOUTS = [
  "ssd",
  "yolox",
  "nanodet",
  "picodet",
  "picodet-post",
  "detr",
  "rf-detr",
  "yolo11",
  "yolo26",
] as const;
export type LayoutName = (typeof LAYOUTS)[number];

/** How a network wants its picture. A value is `(byte * scale - mean) / std`, per color in the network's order. */
export interface InputFormat {
  /** Of the graph's input. */
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly type: "uint8" | "float32";
  readonly order: "RGB" | "BGR";
  readonly planes: "NHWC" | "NCHW";
  readonly scale: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** `none`: the crop is stretched, as the network learnt it; else it keeps its shape, and the rest is `pad`. */
  readonly letterbox: "none" | "centre" | "top-left";
  /** Byte in the part of the picture that the crop leaves free. */
  readonly pad: number;
}

/** How to feed a model and to read what it answers. Format: docs/how-to/bring-a-model.md. */
export interface Sidecar {
  readonly version: 2;
  readonly layout: LayoutName;
  readonly name: string;
  /** Of the ONNX file, hexadecimal; null: not checked. */
  readonly sha256: string | null;
  readonly input: InputFormat;
  /** The graph's name of each output that the layout reads. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What each class column or number means, in order. */
  readonly classes: readonly string[];
  /** Score at which a box counts, 0..1, on every scene tried. */
  readonly threshold: number;
  /** Two boxes of a kind that overlap more than this are one thing, 0..1. */
  readonly same: number;
  /** Pixels per cell of each grid of boxes, fine to coarse; empty: the layout's usual. */
  readonly strides: readonly number[];
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
  const onnx = read(onnxPath, "run npm run models:build, or set CROSSING_MODEL to a model");
  const sidecar = sidecarOf(sidecarPath(onnxPath));
  const found = sha256(onnx);
  if (sidecar.sha256 !== null && found !== sidecar.sha256)
    throw new VisionError(
      "model",
      `${onnxPath}: sha256 is ${found}, its sidecar wants ${sidecar.sha256}; ` +
        `the file is damaged or was changed: run npm run models:build, or correct the sidecar of your own model`,
    );
  return { onnx, sidecar };
}

/** SHA-256 of bytes, hexadecimal. */
export const sha256 = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

function read(path: string, advice: string): Buffer {
  try {
    return readFileSync(path);
  } catch (thrown) {
    throw new VisionError("model", `${path}: ${wordsOf(thrown)}; ${advice}`);
  }
}

function sidecarOf(path: string): Sidecar {
  const text = read(path, `${ADVICE}, or write a sidecar for your own model`).toString("utf8");
  const wrong = (found: string): VisionError =>
    new VisionError("model", `${path}: ${found}; ${ADVICE}`);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (thrown) {
    throw wrong(wordsOf(thrown));
  }
  const { sidecar, wrongs } = sidecarFrom(raw);
  if (sidecar === null) throw wrong(wrongs.join("; "));
  return sidecar;
}

const ADVICE = "run npm run models:build for ours, see docs/how-to/bring-a-model.md for your own";
