/** Reads a tfjs graph model (model.json and its weight shards) into nodes and constants. */

/** One operator of a TensorFlow graph. */
export interface TfNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  /** Strides along height and width, which are equal; 1 when the operator has none. */
  readonly stride: number;
  readonly padding: string;
  readonly epsilon: number;
}

/** A constant of a TensorFlow graph, float32. */
export interface TfConstant {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A graph by node name. Both functions throw when there is no such node: the file is then not the pinned one. */
export interface TfGraph {
  node(name: string): TfNode;
  constant(name: string): TfConstant;
  isConstant(name: string): boolean;
}

/** The graph of a model.json whose shards lie one behind the other in `weights`. */
export function tfGraph(modelJson: string, weights: Uint8Array): TfGraph {
  const model = JSON.parse(modelJson) as ModelJson;
  const nodes = new Map(model.modelTopology.node.map((raw) => [raw.name, nodeOf(raw)]));
  const constants = constantsOf(model, weights);
  return {
    node: (name) => nodes.get(name) ?? missing(name),
    constant: (name) => constants.get(name) ?? missing(name),
    isConstant: (name) => constants.has(name),
  };
}

interface ModelJson {
  readonly modelTopology: { readonly node: readonly RawNode[] };
  readonly weightsManifest: readonly {
    readonly weights: readonly {
      readonly name: string;
      readonly shape: readonly number[];
      readonly dtype: string;
    }[];
  }[];
}

interface RawNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: {
    readonly strides?: { readonly list?: { readonly i?: readonly string[] } };
    readonly padding?: { readonly s?: string | readonly number[] };
    readonly epsilon?: { readonly f?: number };
  };
}

const nodeOf = (raw: RawNode): TfNode => ({
  name: raw.name,
  op: raw.op,
  inputs: raw.input ?? [],
  stride: Number(raw.attr?.strides?.list?.i?.[1] ?? 1),
  padding: word(raw.attr?.padding?.s ?? ""),
  epsilon: raw.attr?.epsilon?.f ?? 0,
});

/** Strings are written either as base64 or as a list of bytes. */
const word = (raw: string | readonly number[]): string =>
  (typeof raw === "string" ? Buffer.from(raw, "base64") : Buffer.from(raw)).toString("utf8");

/** All float32 constants; integers (shapes and sizes) are not needed, but take their 4 bytes each. */
function constantsOf(model: ModelJson, weights: Uint8Array): Map<string, TfConstant> {
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
  const found = new Map<string, TfConstant>();
  let offset = 0;
  for (const { name, shape, dtype } of model.weightsManifest.flatMap((group) => group.weights)) {
    const length = shape.reduce((product, dim) => product * dim, 1);
    const start = offset;
    offset += length * 4;
    if (dtype !== "float32") continue;
    const data = Float32Array.from({ length }, (_, at) => view.getFloat32(start + at * 4, true));
    found.set(name, { shape, data });
  }
  return found;
}

function missing(name: string): never {
  throw new Error(`model.json: node ${name} is missing; this is not the coco-ssd lite graph`);
}
