/** Proves that a converted model computes on this machine what it computed where it was first made. */
import { openNetwork } from "../detect/ort.ts";
import { VisionError } from "../vision-error.ts";
import type { ModelFiles } from "./sidecar.ts";

/** Sums over the outputs for the fixed picture. */
export interface Golden {
  readonly boxes: number;
  readonly logits: number;
}

/** Of the default model. */
export const GOLDEN: Golden = { boxes: 11177.847, logits: 113378.16 };
/** Processors round differently; a wrong weight shows far above this. */
const TOLERANCE = 1e-4;

/** The sums of absolute outputs of a model for the fixed picture. */
export async function sumsOf(model: ModelFiles): Promise<Golden> {
  const { input, outputs } = model.sidecar;
  const network = await openNetwork(model.onnx, input);
  const answer = await network.run(fixedPicture(input.side));
  await network.close();
  return { boxes: absSum(answer[outputs.boxes]), logits: absSum(answer[outputs.logits]) };
}

/** Throws a VisionError of kind `model` unless the model answers the fixed picture as `golden` says. */
export async function selfCheck(model: ModelFiles, golden: Golden): Promise<void> {
  const found = await sumsOf(model);
  for (const name of ["boxes", "logits"] as const)
    if (!(Math.abs(found[name] / golden[name] - 1) <= TOLERANCE))
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

const absSum = (values: Float32Array | undefined): number =>
  values?.reduce((sum, value) => sum + Math.abs(value), 0) ?? Number.NaN;
