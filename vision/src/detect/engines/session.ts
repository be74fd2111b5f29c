/** A network out of an onnxruntime session; both builds of the library speak the same words. */
import type { InferenceSession, Tensor, TensorConstructor } from "onnxruntime-node";
import type { Values } from "../layouts/layout.ts";
import type { EngineName, Feed, Network, Output, Port } from "./engine.ts";

/** A session and the means to feed it. */
export interface Opened {
  readonly session: InferenceSession;
  readonly Tensor: TensorConstructor;
  readonly engine: EngineName;
}

/** `feeds` keep their tensors from run to run: their values are read anew each time. */
export function networkOf(
  { session, Tensor: Of, engine }: Opened,
  feeds: readonly Feed[],
): Network {
  const tensors = Object.fromEntries(
    feeds.map(({ name, type, values, shape }) => [name, new Of(type, values as never, shape)]),
  );
  return {
    engine,
    inputs: session.inputMetadata.map(portOf),
    outputs: session.outputMetadata.map(portOf),
    run: async () => outputsOf(await session.run(tensors)),
    close: () => session.release(),
  };
}

const portOf = (about: InferenceSession.ValueMetadata): Port =>
  about.isTensor
    ? { name: about.name, type: about.type, shape: about.shape }
    : { name: about.name, type: "no tensor", shape: [] };

const outputsOf = (all: Readonly<Record<string, Tensor>>): Readonly<Record<string, Output>> =>
  Object.fromEntries(
    Object.entries(all).map(([name, { dims, data }]) => [
      name,
      { shape: dims, values: data as Values },
    ]),
  );

/** One thread, because a second one costs more than it brings on the two cores of a kerb-side box. */
export const ONE_THREAD: InferenceSession.SessionOptions = {
  executionMode: "sequential",
  graphOptimizationLevel: "all",
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
};
