/**
 * A network of a few kB with the outside of the real one, so that tests need no download.
 *
 * It sees a person with its feet in each red cell of a 10 x 10 grid, and a car in each blue one.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { onnxFile } from "../src/models/onnx.ts";
import { type Sidecar, sha256 } from "../src/models/sidecar.ts";

export const TINY_MODEL = fileURLToPath(new URL("fixture/tiny.onnx", import.meta.url));

const GRID = 10;
const SIDE = 300;
const CLASSES = ["person", "bicycle", "car", "motorcycle", "bus", "truck"];

/** File and sidecar of the tiny model, made anew. */
export function makeTiny(): { readonly file: Uint8Array; readonly sidecar: Sidecar } {
  const file = onnxFile({
    name: "tiny",
    inputs: [{ name: "picture", type: "uint8", shape: [1, SIDE, SIDE, 3] }],
    outputs: [
      { name: "boxes", type: "float32", shape: [1, GRID * GRID, 4] },
      { name: "logits", type: "float32", shape: [1, GRID * GRID, CLASSES.length] },
    ],
    constants: [
      { name: "byte", shape: [], data: Float32Array.of(255) },
      { name: "none", shape: [4, 3, 1, 1], data: new Float32Array(12) },
      { name: "kinds", shape: [CLASSES.length, 3, 1, 1], data: kinds() },
      { name: "doubt", shape: [CLASSES.length], data: Float32Array.of(-4, -9, -4, -9, -9, -9) },
      { name: "box-table", shape: [3], data: BigInt64Array.of(1n, -1n, 4n) },
      { name: "kind-table", shape: [3], data: BigInt64Array.of(1n, -1n, BigInt(CLASSES.length)) },
    ],
    nodes: [
      { op: "Cast", inputs: ["picture"], output: "floats", attributes: { to: 1 } },
      { op: "Transpose", inputs: ["floats"], output: "planes", attributes: { perm: [0, 3, 1, 2] } },
      { op: "Div", inputs: ["planes", "byte"], output: "shares" },
      {
        op: "AveragePool",
        inputs: ["shares"],
        output: "cells",
        attributes: {
          kernel_shape: [SIDE / GRID, SIDE / GRID],
          strides: [SIDE / GRID, SIDE / GRID],
        },
      },
      { op: "Conv", inputs: ["cells", "none"], output: "box-cells" },
      { op: "Conv", inputs: ["cells", "kinds", "doubt"], output: "kind-cells" },
      ...["box", "kind"].flatMap((head) => [
        {
          op: "Transpose",
          inputs: [`${head}-cells`],
          output: `${head}-rows`,
          attributes: { perm: [0, 2, 3, 1] },
        },
        {
          op: "Reshape",
          inputs: [`${head}-rows`, `${head}-table`],
          output: head === "box" ? "boxes" : "logits",
        },
      ]),
    ],
  });
  return { file, sidecar: sidecarOf(file) };
}

/** Logit of a person: 8 x (red - green) - 4; of a car: 8 x (blue - green) - 4. */
function kinds(): Float32Array {
  const weights = new Float32Array(CLASSES.length * 3);
  weights.set([8, -8, 0], 0);
  weights.set([0, -8, 8], 2 * 3);
  return weights;
}

const sidecarOf = (file: Uint8Array): Sidecar => ({
  version: 2,
  layout: "ssd",
  name: "tiny",
  sha256: sha256(file),
  input: {
    name: "picture",
    width: SIDE,
    height: SIDE,
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
  classes: CLASSES,
  threshold: 0.4,
  same: 0.5,
  strides: [],
  anchors: anchors(),
  provenance: "made by vision/test/tiny-model.ts",
});

/** One cell wide, three cells high, feet on the cell's lower edge. */
function anchors(): number[] {
  const cells = Array.from({ length: GRID * GRID }, (_, at) => [Math.floor(at / GRID), at % GRID]);
  return cells.flatMap(([row, column]) =>
    [row! - 2, column!, row! + 1, column! + 1].map((edge) => edge / GRID),
  );
}

/** A gray picture of the network's size with colored cells, `[row, column]`. */
export function painted(
  cells: readonly (readonly [row: number, column: number])[],
  color: readonly number[] = [255, 0, 0],
): Uint8Array {
  const rgb = new Uint8Array(SIDE * SIDE * 3).fill(128);
  const cell = SIDE / GRID;
  for (const [row, column] of cells)
    for (let y = row * cell; y < (row + 1) * cell; y++)
      for (let x = column * cell; x < (column + 1) * cell; x++) rgb.set(color, (y * SIDE + x) * 3);
  return rgb;
}

/** The committed file. */
export const committedTiny = (): Buffer => readFileSync(TINY_MODEL);

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { file, sidecar } = makeTiny();
  writeFileSync(TINY_MODEL, file);
  writeFileSync(TINY_MODEL.replace(".onnx", ".json"), `${JSON.stringify(sidecar)}\n`);
}
