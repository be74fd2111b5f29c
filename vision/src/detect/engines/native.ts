/** onnxruntime-node, loaded only when a model is really opened: it is 50 MB of native code. */
import type { InferenceSession } from "onnxruntime-node";
import { VisionError, wordsOf } from "../../vision-error.ts";
import { ONE_THREAD, type Opened } from "./session.ts";

/**
 * Opens an ONNX file. A run blocks the calling thread for the whole inference: keep it out of the process that
 * ticks the loop.
 *
 * Throws a VisionError: `tool` when the library does not load on this machine, `model` when the file is not understood.
 */
export async function openNative(onnx: Uint8Array): Promise<Opened> {
  const { InferenceSession, Tensor } = await library();
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(onnx, { ...ONE_THREAD, executionProviders: ["cpu"] });
  } catch (thrown) {
    throw new VisionError("model", `the model cannot be opened: ${wordsOf(thrown)}`);
  }
  return { session, Tensor, engine: "native" };
}

async function library(): Promise<typeof import("onnxruntime-node")> {
  try {
    return await import("onnxruntime-node");
  } catch (thrown) {
    throw new VisionError("tool", `onnxruntime-node does not load: ${wordsOf(thrown)}`);
  }
}
