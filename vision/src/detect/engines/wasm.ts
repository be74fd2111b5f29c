/** onnxruntime-web: WebAssembly, six times slower, and at home wherever Node is. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { InferenceSession } from "onnxruntime-node";
import { VisionError, wordsOf } from "../../vision-error.ts";
import { ONE_THREAD, type Opened } from "./session.ts";

/** Opens an ONNX file. Throws a VisionError as `openNative` does. */
export async function openWasm(onnx: Uint8Array): Promise<Opened> {
  const { InferenceSession, Tensor } = library();
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(onnx, { ...ONE_THREAD, executionProviders: ["wasm"] });
  } catch (thrown) {
    throw new VisionError("model", `the model cannot be opened in wasm: ${wordsOf(thrown)}`);
  }
  return { session, Tensor, engine: "wasm" };
}

type Library = typeof import("onnxruntime-web");

function library(): Library {
  const require = createRequire(import.meta.url);
  try {
    const ort = require("onnxruntime-web") as Library;
    ort.env.wasm.numThreads = 1;
    // The page's way of finding its files is by address; here they lie beside the library.
    const folder = dirname(require.resolve("onnxruntime-web"));
    ort.env.wasm.wasmPaths = pathToFileURL(join(folder, "/")).href;
    return ort;
  } catch (thrown) {
    throw new VisionError(
      "tool",
      `onnxruntime-web does not load: ${wordsOf(thrown)}; run npm ci on this machine`,
    );
  }
}
