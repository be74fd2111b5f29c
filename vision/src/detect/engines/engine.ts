/** What runs a network: the same few words for the native engine and for WebAssembly. */
import type { Values } from "../layouts/layout.ts";

export type EngineName = "native" | "wasm";

/** An input or output as the graph declares it; a dimension may be a word where any length does. */
export interface Port {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

/** A tensor that is fed; its values are read anew at each run. */
export interface Feed {
  readonly name: string;
  readonly type: "uint8" | "float32" | "int64";
  readonly shape: readonly number[];
  readonly values: Uint8Array | Float32Array | BigInt64Array;
}

/** One output of one run. */
export interface Output {
  readonly shape: readonly number[];
  readonly values: Values;
}

/** A network that is ready to run. */
export interface Network {
  readonly engine: EngineName;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** What it answers to the values that its feeds hold now. The arrays belong to the caller. Throws as the engine does. */
  run(): Promise<Readonly<Record<string, Output>>>;
  close(): Promise<void>;
}
