/**
 * The program that measures the ranges for the int8 model: `ranges.json` beside this file, committed.
 *
 * It runs the float network on crops of the clips that are given and notes the smallest and the largest value of each
 * tensor. Only these numbers are kept. Needed again only when the network changes.
 *
 *   node --import tsx --conditions=source vision/src/models/measure-ranges.ts <clip>...
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Box } from "@crossing/config";
import { openNative } from "../detect/engines/native.ts";
import { networkOf } from "../detect/engines/session.ts";
import { feedingOf } from "../detect/feeding.ts";
import { openFile } from "../source/file.ts";
import { floatModel } from "./build-model.ts";
import { modelsFolder } from "./find.ts";
import { onnxFile } from "./onnx.ts";
import { type Ranges, rangedTensors } from "./quantise.ts";
import { originalIn } from "./source.ts";

const OUT = fileURLToPath(new URL("ranges.json", import.meta.url));
/** Each n-th frame: neighbours are alike. */
const EVERY = 12;
const REGIONS: readonly Box[] = [
  [0, 0, 1, 1],
  [0, 0, 0.55, 1],
  [0.45, 0, 1, 1],
  [0.3, 0.2, 0.72, 0.8],
];

const original = originalIn(join(modelsFolder(), "tfjs"));
if (original === null) throw new Error("run npm run models:build first");
const { graph, sidecar } = floatModel(original);
const names = rangedTensors(graph);
const watched = names.filter((name) => !graph.outputs.some((output) => output.name === name));
const ports = watched.map((name) => ({ name, type: "float32" as const, shape: null }));
const onnx = onnxFile({ ...graph, outputs: [...graph.outputs, ...ports] });
const feeding = feedingOf(sidecar.input);
const network = networkOf(await openNative(onnx), [feeding.feed]);
const ranges = new Map<string, [number, number]>(names.map((name) => [name, [0, 0]]));
for (const file of process.argv.slice(2)) await measure(file);
writeFileSync(OUT, `${JSON.stringify(rounded(), null, 1)}\n`);
process.stderr.write(`${OUT}: ${ranges.size} ranges, ${readFileSync(OUT).length} bytes\n`);

async function measure(file: string): Promise<void> {
  const source = await openFile({ file, side: feeding.side, look: () => REGIONS });
  for await (const frame of source.frames()) {
    if (frame.seq % EVERY !== 1) continue;
    for (const at of REGIONS.keys()) {
      feeding.fill(frame.crop(at));
      const answer = await network.run();
      for (const [name, range] of ranges) widen(range, answer[name]!.values as Float32Array);
    }
  }
}

function widen(range: [number, number], values: Float32Array): void {
  for (const value of values) {
    range[0] = Math.min(range[0], value);
    range[1] = Math.max(range[1], value);
  }
}

/** Five digits are far finer than a byte. */
function rounded(): Ranges {
  const short = (value: number): number => Number(value.toPrecision(5));
  return Object.fromEntries(
    [...ranges].map(([name, [min, max]]) => [name, [short(min), short(max)]]),
  );
}
