/** Opens a network in the engine that was asked for, or in the one that runs everywhere. */
import { VisionError } from "../../vision-error.ts";
import type { EngineName } from "./engine.ts";
import { openNative } from "./native.ts";
import type { Opened } from "./session.ts";
import { openWasm } from "./wasm.ts";

/** Engines by name; tests bring their own. */
export type Engines = Readonly<Record<EngineName, (onnx: Uint8Array) => Promise<Opened>>>;

export const ENGINES: Engines = { native: openNative, wasm: openWasm };

/**
 * Opens an ONNX file in `wanted`. When the native engine does not load on this machine, `say` gets one sentence and
 * the network runs in WebAssembly, six times slower.
 *
 * Throws a VisionError: `model` when the file is not understood, `tool` when no engine loads.
 */
export async function openSession(
  onnx: Uint8Array,
  wanted: EngineName,
  say: (sentence: string) => void,
  engines: Engines = ENGINES,
): Promise<Opened> {
  try {
    return await engines[wanted](onnx);
  } catch (thrown) {
    const absent = thrown instanceof VisionError && thrown.kind === "tool";
    if (!absent || wanted === "wasm") throw thrown;
    const opened = await engines.wasm(onnx);
    say(`${thrown.message}; the network runs in WebAssembly, six times slower: run npm ci`);
    return opened;
  }
}
