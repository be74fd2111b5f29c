/** Networks that answer the same whatever they are shown: the outsides of other people's detectors, for tests. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type OnnxData, type OnnxPort, onnxFile } from "../src/models/onnx.ts";

/** One output that never changes. */
export interface Always {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

/** The input of most exported networks. */
export const images = (side: number): OnnxPort => ({
  name: "images",
  type: "float32",
  shape: [1, 3, side, side],
});

/** The ONNX file of a network with these inputs that always answers `outputs`. */
export function constantNetwork(
  inputs: readonly OnnxPort[],
  outputs: readonly Always[],
): Uint8Array {
  const typeOf = (data: OnnxData) => (data instanceof Float32Array ? "float32" : "int64");
  return onnxFile({
    name: "constant",
    inputs,
    outputs: outputs.map(({ name, shape, data }) => ({ name, shape, type: typeOf(data) })),
    constants: outputs.map((output) => ({ ...output, name: `${output.name}/always` })),
    nodes: outputs.map(({ name }) => ({
      op: "Identity",
      inputs: [`${name}/always`],
      output: name,
    })),
  });
}

/** A sidecar for a square float network; what a test is about is changed in it. */
export const sidecarFor = (layout: string, side: number, outputs: object): object => ({
  version: 2,
  layout,
  name: `made-${layout}`,
  input: {
    name: "images",
    width: side,
    height: side,
    type: "float32",
    order: "RGB",
    planes: "NCHW",
    scale: 1 / 255,
  },
  outputs,
  classes: ["person", "bicycle", "car"],
  threshold: 0.5,
});

/** Writes a network and its sidecar into a folder; the path to open. */
export function written(folder: string, onnx: Uint8Array, sidecar: object): string {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.onnx`);
  writeFileSync(path, onnx);
  writeFileSync(path.replace(".onnx", ".json"), JSON.stringify(sidecar));
  return path;
}

/** Rows of numbers with one row of `values` at `at`, the others 0. */
export function oneRow(
  rows: number,
  at: number,
  values: readonly number[],
): { readonly shape: readonly number[]; readonly data: Float32Array } {
  const data = new Float32Array(rows * values.length);
  data.set(values, at * values.length);
  return { shape: [1, rows, values.length], data };
}
