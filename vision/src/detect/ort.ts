/** onnxruntime-node, loaded only when a model is really opened: it is 50 MB of native code. */
import type { InferenceSession } from "onnxruntime-node";
import { VisionError, wordsOf } from "../vision-error.ts";

/** Outputs by name. */
export type Outputs = Readonly<Record<string, Float32Array>>;

/** A network that is ready to run. */
export interface Network {
  /** What it answers to one picture; calls wait for each other. The arrays belong to the caller. */
  run(picture: Uint8Array): Promise<Outputs>;
  close(): Promise<void>;
}

/**
 * Opens an ONNX file whose input `input` takes bytes [1, side, side, 3].
 *
 * One thread, because a second one costs more than it brings on the two cores of a kerb-side box. `run` blocks the
 * calling thread for the whole inference: keep it out of the process that ticks the loop.
 * Throws a VisionError of kind `model`.
 */
export async function openNetwork(
  onnx: Uint8Array,
  input: { readonly name: string; readonly side: number },
): Promise<Network> {
  const { InferenceSession, Tensor } = await runtime();
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(onnx, OPTIONS);
  } catch (thrown) {
    throw new VisionError("model", `the model cannot be opened: ${wordsOf(thrown)}`);
  }
  // One tensor for all runs: its bytes are read anew each time.
  const bytes = new Uint8Array(input.side * input.side * 3);
  const feeds = { [input.name]: new Tensor("uint8", bytes, [1, input.side, input.side, 3]) };
  const runOne = async (picture: Uint8Array): Promise<Outputs> => {
    bytes.set(picture);
    const outputs = await session.run(feeds);
    return Object.fromEntries(
      Object.entries(outputs).map(([name, tensor]) => [name, tensor.data as Float32Array]),
    );
  };
  // The library starts a run one turn of the event loop later: a second caller must not change the bytes meanwhile.
  let last: Promise<unknown> = Promise.resolve();
  const queued = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    run: (picture) => queued(() => runOne(picture)),
    close: () => queued(() => session.release()),
  };
}

const OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ["cpu"],
  executionMode: "sequential",
  graphOptimizationLevel: "all",
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
};

async function runtime(): Promise<typeof import("onnxruntime-node")> {
  try {
    return await import("onnxruntime-node");
  } catch (thrown) {
    throw new VisionError(
      "tool",
      `onnxruntime-node does not load: ${wordsOf(thrown)}; run npm ci on this machine`,
    );
  }
}
