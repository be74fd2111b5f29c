/**
 * Turns a float graph of convolutions into one that computes in bytes.
 *
 * Each value that a convolution or a sum takes or gives becomes a byte with the scale of its measured range; weights
 * become int8 with a scale per output channel, biases int32. In ONNX's words: QuantizeLinear and DequantizeLinear
 * around each operator, which the runtime melts into integer operators. A limit (`Clip`) is what the range is for.
 */
import type { OnnxConstant, OnnxGraph, OnnxNode } from "./onnx.ts";

/** Smallest and largest value of each tensor on real streets. */
export type Ranges = Readonly<Record<string, readonly [min: number, max: number]>>;

/** The names of the tensors whose range `quantised` asks for. */
export function rangedTensors(graph: OnnxGraph): readonly string[] {
  const clip = clipped(graph);
  return graph.nodes
    .filter(({ op }) => op === "Conv" || op === "Add")
    .map(({ output }) => clip.get(output) ?? output);
}

/**
 * The graph in bytes.
 *
 * It must take a byte picture [1, height, width, 3] as its only input, and normalise it to `byte / 127.5 - 1`.
 * Throws when a range is missing: they are then not of this network.
 */
export function quantised(graph: OnnxGraph, ranges: Ranges): OnnxGraph {
  const build = new Quantising(graph, ranges);
  for (const node of graph.nodes) build.take(node);
  return build.graph();
}

/** By the name of an operator's output: the name of what is left of it after the limit that follows. */
const clipped = ({ nodes }: OnnxGraph): ReadonlyMap<string, string> =>
  new Map(
    nodes.filter(({ op }) => op === "Clip").map(({ inputs, output }) => [inputs[0]!, output]),
  );

/** Byte values of a picture have this scale, and 128 is 0: half a byte step off, which no network notices. */
const PICTURE = { scale: 1 / 127.5, zero: 128 };
const PREPARATION = new Set(["Cast", "Mul", "Sub"]);

interface Step {
  readonly scale: number;
  readonly zero: number;
}

class Quantising {
  readonly #float: OnnxGraph;
  readonly #ranges: Ranges;
  readonly #clip: ReadonlyMap<string, string>;
  readonly #constants: ReadonlyMap<string, OnnxConstant>;
  readonly #nodes: OnnxNode[] = [];
  readonly #kept = new Map<string, OnnxConstant>();
  readonly #steps = new Map<string, Step>();

  constructor(graph: OnnxGraph, ranges: Ranges) {
    this.#float = graph;
    this.#ranges = ranges;
    this.#clip = clipped(graph);
    this.#constants = new Map(graph.constants.map((constant) => [constant.name, constant]));
  }

  graph(): OnnxGraph {
    return { ...this.#float, nodes: this.#nodes, constants: [...this.#kept.values()] };
  }

  take(node: OnnxNode): void {
    const { op, inputs } = node;
    if (op === "Clip" || PREPARATION.has(op)) return;
    if (op === "Conv") return this.#conv(node);
    if (op === "Add") return this.#bytes(node);
    if (op === "Transpose" && inputs[0] === "picture") return this.#picture(node);
    this.#nodes.push(node);
    for (const name of inputs) this.#keep(name);
  }

  #picture(node: OnnxNode): void {
    this.#nodes.push(node);
    this.#dequantised(node.output, "normalised", PICTURE);
  }

  #conv(node: OnnxNode): void {
    const [input, weights, bias] = node.inputs as [string, string, string];
    const scales = this.#weights(weights);
    const step = this.#steps.get(input)!;
    this.#bias(
      bias,
      scales.map((scale) => scale * step.scale),
    );
    this.#bytes({ ...node, inputs: [input, `${weights}/float`, `${bias}/float`] });
  }

  /** Adds an operator whose result goes on as bytes, under the name of what follows its limit. */
  #bytes(node: OnnxNode): void {
    const name = this.#clip.get(node.output) ?? node.output;
    const step = stepOf(this.#ranges[name] ?? missing(name));
    this.#nodes.push({ ...node, output: `${name}/exact` });
    this.#nodes.push({
      op: "QuantizeLinear",
      inputs: [`${name}/exact`, `${name}/scale`, `${name}/zero`],
      output: `${name}/bytes`,
    });
    this.#dequantised(`${name}/bytes`, name, step);
  }

  #dequantised(bytes: string, name: string, step: Step): void {
    this.#steps.set(name, step);
    this.#scale(name, Float32Array.of(step.scale), []);
    this.#zero(name, Uint8Array.of(step.zero), []);
    const inputs = [bytes, `${name}/scale`, `${name}/zero`];
    this.#nodes.push({ op: "DequantizeLinear", inputs, output: name });
  }

  /** Weights as int8 with a scale per output channel. */
  #weights(name: string): readonly number[] {
    const { data, shape } = this.#constants.get(name)! as OnnxConstant & { data: Float32Array };
    const each = data.length / shape[0]!;
    const scales = Array.from({ length: shape[0]! }, (_, channel) =>
      Math.fround(largest(data.subarray(channel * each, (channel + 1) * each)) / 127),
    );
    const bytes = Int8Array.from(data, (value, at) =>
      Math.round(value / scales[Math.floor(at / each)]!),
    );
    this.#put({ name, shape, data: bytes });
    this.#channels(name, scales, new Int8Array(scales.length));
    return scales;
  }

  /** Biases in the unit of the sums they are added to. */
  #bias(name: string, scales: readonly number[]): void {
    const { data, shape } = this.#constants.get(name)! as OnnxConstant & { data: Float32Array };
    const single = scales.map(Math.fround);
    const whole = Int32Array.from(data, (value, channel) => Math.round(value / single[channel]!));
    this.#put({ name, shape, data: whole });
    this.#channels(name, single, new Int32Array(single.length));
  }

  #channels(name: string, scales: readonly number[], zeros: Int8Array | Int32Array): void {
    this.#scale(name, Float32Array.from(scales), [scales.length]);
    this.#zero(name, zeros, [scales.length]);
    this.#nodes.push({
      op: "DequantizeLinear",
      inputs: [name, `${name}/scale`, `${name}/zero`],
      output: `${name}/float`,
      attributes: { axis: 0 },
    });
  }

  #scale(name: string, data: Float32Array, shape: readonly number[]): void {
    this.#put({ name: `${name}/scale`, shape, data });
  }

  #zero(name: string, data: Uint8Array | Int8Array | Int32Array, shape: readonly number[]): void {
    this.#put({ name: `${name}/zero`, shape, data });
  }

  #keep(name: string): void {
    const constant = this.#constants.get(name);
    if (constant !== undefined) this.#put(constant);
  }

  #put(constant: OnnxConstant): void {
    this.#kept.set(constant.name, constant);
  }
}

/** A byte step that holds the range, with 0 exactly on a byte: convolutions pad with it. */
function stepOf([min, max]: readonly [number, number]): Step {
  const low = Math.min(0, min);
  const scale = Math.fround(Math.max(1e-6, Math.max(0, max) - low) / 255);
  return { scale, zero: Math.min(255, Math.max(0, Math.round(-low / scale))) };
}

/** Of no weight at all: 1, so that nothing is divided by 0. */
const largest = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;

function missing(name: string): never {
  throw new Error(
    `ranges: ${name} is missing; make them anew with vision/src/models/measure-ranges.ts`,
  );
}
