/**
 * One side of a comparison, as a process of its own, so that no garbage of the other is on its bill.
 *
 * Forked with `ours` or `theirs`, a file of crops, and for ours perhaps a model file. Says `ready`; to each word it hears it looks at all crops and
 * answers with the CPU time per crop, ms. Ends with its parent.
 */
import { readFileSync } from "node:fs";
import { detectorOf, findModel } from "@crossing/vision";
import { cocoSsd } from "./coco-ssd.ts";
import { cpuPerCall } from "./cpu.ts";

const [, , which, file, model] = process.argv;
const detector = await detectorOf(findModel(model));
const { side, threshold } = detector;
const look = which === "ours" ? ours() : await theirs();
const crops = cropsIn(readFileSync(file!));

process.on("disconnect", () => process.exit(0));
process.on("message", () => {
  void cpuPerCall(crops, look).then((ms) => process.send!(ms));
});
process.send!("ready");

type Look = (crop: Uint8Array) => Promise<unknown>;

function ours(): Look {
  return (crop) => detector.detect(crop, threshold);
}

async function theirs(): Promise<Look> {
  await detector.close();
  const find = await cocoSsd();
  return (crop) => find(crop, side, threshold);
}

function cropsIn(bytes: Buffer): readonly Uint8Array[] {
  const length = side * side * 3;
  return Array.from({ length: bytes.length / length }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
}
