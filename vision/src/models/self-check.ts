/** Proves that a converted model computes on this machine what it computed where it was first made. */
import { networkOf } from "../detect/engines/session.ts";
import { openNative } from "../detect/engines/native.ts";
import { feedingOf } from "../detect/feeding.ts";
import { VisionError } from "../vision-error.ts";
import type { Precision } from "./find.ts";
import type { ModelFiles } from "./sidecar.ts";

/** Sums over the outputs for the fixed picture. */
export interface Golden {
  readonly boxes: number;
  readonly logits: number;
}

/** Of the default model, by how exactly it computes. */
export const GOLDEN: Readonly<Record<Precision, Golden>> = {
  fp32: { boxes: 11177.847, logits: 113378.16 },
  int8: { boxes: 11324.309, logits: 114081.173 },
};
/** Processors round differently, and older ones sum bytes less exactly; a wrong weight shows far above this. */
const TOLERANCE: Readonly<Record<Precision, number>> = { fp32: 1e-4, int8: 1e-2 };

/** The sums of absolute outputs of a model for the fixed picture. */
export async function sumsOf(model: ModelFiles): Promise<Golden> {
  const { boxes, logits } = await answerTo(model, fixedPicture(model.sidecar.input.width));
  return { boxes: absSum(boxes), logits: absSum(logits) };
}

/** What an SSD model answers to one picture of its size. */
export async function answerTo(
  { onnx, sidecar }: ModelFiles,
  picture: Uint8Array,
): Promise<{ readonly boxes: Float32Array; readonly logits: Float32Array }> {
  const feeding = feedingOf(sidecar.input);
  const network = networkOf(await openNative(onnx), [feeding.feed]);
  feeding.fill(picture);
  const answer = await network.run();
  await network.close();
  const values = (word: string): Float32Array =>
    answer[sidecar.outputs[word]!]!.values as Float32Array;
  return { boxes: values("boxes"), logits: values("logits") };
}

/** Throws a VisionError of kind `model` unless the model answers the fixed picture as it did where it was first made. */
export async function selfCheck(model: ModelFiles, precision: Precision): Promise<void> {
  const golden = GOLDEN[precision];
  const found = await sumsOf(model);
  for (const name of ["boxes", "logits"] as const)
    if (!(Math.abs(found[name] / golden[name] - 1) <= TOLERANCE[precision]))
      throw new VisionError(
        "model",
        `self-check: sum of ${name} is ${found[name]}, wanted ${golden[name]}; ` +
          `the converted model does not compute rightly on this machine`,
      );
}

/** A picture of pseudo-random bytes, the same everywhere (Park-Miller generator, seed 1). */
export function fixedPicture(side: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length: side * side * 3 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state & 255;
  });
}

const absSum = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + Math.abs(value), 0);
