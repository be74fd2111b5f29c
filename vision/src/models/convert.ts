/**
 * Turns the tfjs graph of coco-ssd "lite" (SSDLite MobileNet V2) into a lean ONNX graph.
 *
 * The same network, less what the crossing does not need: TensorFlow's picture resizing and box
 * decoding are left out, normalisation is folded into the convolutions, and the class head keeps only
 * `classes`. Input `picture`: uint8 [1, 300, 300, 3], RGB. Outputs: `boxes` [1, 1917, 4], encoded
 * against the anchors, and `logits` [1, 1917, classes].
 */
import type { OnnxConstant, OnnxGraph, OnnxNode } from "./onnx.ts";
import type { TfConstant, TfGraph, TfNode } from "./tfjs-graph.ts";

/** A converted network: the graph, and its anchors as [top, left, bottom, right] fractions, one after the other. */
export interface ConvertedSsd {
  readonly graph: OnnxGraph;
  readonly anchors: readonly number[];
}

/** Sides of the square input, pixels. */
export const INPUT_SIDE = 300;
const ANCHORS = 1917;
const COCO_CLASSES = 91;
const LEVELS = [0, 1, 2, 3, 4, 5] as const;

/** The ONNX graph with the class columns `classes` (COCO ids; 0 is background). */
export function convertSsd(graph: TfGraph, classes: readonly number[]): ConvertedSsd {
  const build = new Builder(graph);
  const boxes = LEVELS.map((level) => build.head(`BoxPredictor_${level}/BoxEncodingPredictor`, 4));
  const logits = LEVELS.map((level) =>
    build.head(`BoxPredictor_${level}/ClassPredictor`, COCO_CLASSES, classes),
  );
  build.join(boxes, "boxes");
  build.join(logits, "logits");
  const anchors = graph.constant("Postprocessor/ExpandDims").data;
  return {
    graph: build.graph(classes.length),
    // Nine digits are all that a float32 holds.
    anchors: Array.from(anchors, (value) => Number(value.toPrecision(9))),
  };
}

/** A tensor already in the ONNX graph: [1, channels, side, side]. */
interface Tensor {
  readonly name: string;
  readonly side: number;
}

/** `x * scale + shift` per channel, still to be folded into the convolution that makes x. */
interface Affine {
  readonly scale: readonly number[] | null;
  readonly shift: readonly number[] | null;
}

const UNCHANGED: Affine = { scale: null, shift: null };

class Builder {
  readonly #tf: TfGraph;
  readonly #nodes: OnnxNode[] = [];
  readonly #constants: OnnxConstant[] = [];
  readonly #done = new Map<string, Tensor>();

  constructor(tf: TfGraph) {
    this.#tf = tf;
    this.#normalise();
  }

  graph(classes: number): OnnxGraph {
    return {
      name: "ssdlite-mobilenetv2",
      inputs: [{ name: "picture", type: "uint8", shape: [1, INPUT_SIDE, INPUT_SIDE, 3] }],
      outputs: [
        { name: "boxes", type: "float32", shape: [1, ANCHORS, 4] },
        { name: "logits", type: "float32", shape: [1, ANCHORS, classes] },
      ],
      nodes: this.#nodes,
      constants: this.#constants,
    };
  }

  /** One prediction head as [1, anchors of the level, columns]; `keep` picks columns per anchor. */
  head(name: string, columns: number, keep?: readonly number[]): string {
    const bias = this.#tf.node(`${name}/BiasAdd`);
    const anchors = this.#tf.constant(bias.inputs[1]!).data.length / columns;
    const picked = keep && channelsOf(anchors, columns, keep);
    const conv = this.#folded(bias.name, UNCHANGED, picked);
    const rows = this.#add("Transpose", [conv.name], `${name}/rows`, { perm: [0, 2, 3, 1] });
    const shape = this.#ints(`${name}/shape`, [1, -1, keep?.length ?? columns]);
    return this.#add("Reshape", [rows, shape], `${name}/table`);
  }

  join(parts: readonly string[], output: string): void {
    this.#add("Concat", parts, output, { axis: 1 });
  }

  /** Bytes 0..255 to -1..1. Not folded into the first convolution: its border is padded with 0 after this. */
  #normalise(): void {
    this.#floats("zero", [], [0]);
    this.#floats("six", [], [6]);
    this.#floats("half-range", [], [1 / 127.5]);
    this.#floats("one", [], [1]);
    const planes = this.#add("Transpose", ["picture"], "planes", { perm: [0, 3, 1, 2] });
    const floats = this.#add("Cast", [planes], "floats", { to: 1 });
    const scaled = this.#add("Mul", [floats, "half-range"], "scaled");
    const name = this.#add("Sub", [scaled, "one"], "normalised");
    this.#done.set("Preprocessor/sub", { name, side: INPUT_SIDE });
  }

  /** The tensor of a TensorFlow node, made once. */
  #tensor(name: string): Tensor {
    const made = this.#done.get(name) ?? this.#make(name);
    this.#done.set(name, made);
    return made;
  }

  #make(name: string): Tensor {
    const node = this.#tf.node(name);
    if (node.op !== "Relu6") return this.#folded(name, UNCHANGED);
    const input = this.#tensor(node.inputs[0]!);
    return { name: this.#add("Clip", [input.name, "zero", "six"], name), side: input.side };
  }

  /** Walks from a node down to its convolution, taking batch norms, scales and biases along. */
  #folded(name: string, after: Affine, keep?: readonly number[]): Tensor {
    const node = this.#tf.node(name);
    switch (node.op) {
      case "Add":
      case "BiasAdd":
        return this.#folded(...this.#plus(node, after), keep);
      case "Mul":
        return this.#folded(...this.#times(node, after), keep);
      case "FusedBatchNorm":
        return this.#folded(node.inputs[0]!, compose(after, this.#batchNorm(node)), keep);
      case "AddN":
        return this.#residual(node, after);
      case "Conv2D":
      case "DepthwiseConv2dNative":
        return this.#conv(node, after, keep);
      default:
        throw new Error(`model.json: ${name}: operator ${node.op} has no place in this network`);
    }
  }

  #plus(node: TfNode, after: Affine): [string, Affine] {
    const [rest, constant] = this.#operands(node);
    return [rest, compose(after, { scale: null, shift: [...constant.data] })];
  }

  #times(node: TfNode, after: Affine): [string, Affine] {
    const [rest, constant] = this.#operands(node);
    return [rest, compose(after, { scale: [...constant.data], shift: null })];
  }

  /** The two inputs of an operator, one of which is constant. */
  #operands(node: TfNode): [string, TfConstant] {
    const [first, second] = node.inputs as [string, string];
    return this.#tf.isConstant(first)
      ? [second, this.#tf.constant(first)]
      : [first, this.#tf.constant(second)];
  }

  #batchNorm(node: TfNode): Affine {
    const [gamma, beta, mean, variance] = node.inputs
      .slice(1)
      .map((input) => [...this.#tf.constant(input).data]) as [
      number[],
      number[],
      number[],
      number[],
    ];
    const scale = gamma.map((value, at) => value / Math.sqrt(variance[at]! + node.epsilon));
    return { scale, shift: beta.map((value, at) => value - mean[at]! * scale[at]!) };
  }

  /** TensorFlow's optimiser moved the bias behind the sum; it belongs to the convolution in the sum. */
  #residual(node: TfNode, after: Affine): Tensor {
    const conv = node.inputs.find((input) => this.#tf.node(input).op === "Conv2D");
    const skip = node.inputs.find((input) => input !== conv);
    if (conv === undefined || skip === undefined || after.scale !== null)
      throw new Error(`model.json: ${node.name}: expected convolution + skip`);
    const main = this.#folded(conv, after);
    const sum = this.#add("Add", [main.name, this.#tensor(skip).name], node.name);
    return { name: sum, side: main.side };
  }

  #conv(node: TfNode, after: Affine, keep?: readonly number[]): Tensor {
    const input = this.#tensor(node.inputs[0]!);
    const deep = node.op === "DepthwiseConv2dNative";
    const kernel = kernelOf(this.#tf.constant(node.inputs[1]!), deep, after.scale, keep);
    const shift = after.shift ?? Array.from<number>({ length: kernel.outputs }).fill(0);
    const weights = this.#floats(`${node.name}/weights`, kernel.shape, kernel.data);
    const bias = keep ? keep.map((channel) => shift[channel]!) : shift;
    this.#floats(`${node.name}/bias`, [bias.length], bias);
    const side = Math.ceil(input.side / node.stride);
    this.#add("Conv", [input.name, weights, `${node.name}/bias`], node.name, {
      group: deep ? kernel.outputs : 1,
      kernel_shape: [kernel.side, kernel.side],
      strides: [node.stride, node.stride],
      pads: padding(node, { from: input.side, to: side, kernel: kernel.side }),
    });
    return { name: node.name, side };
  }

  #add(
    op: string,
    inputs: readonly string[],
    output: string,
    attributes: OnnxNode["attributes"] = {},
  ): string {
    this.#nodes.push({ op, inputs, output, attributes });
    return output;
  }

  #floats(name: string, shape: readonly number[], data: readonly number[] | Float32Array): string {
    this.#constants.push({ name, shape, data: Float32Array.from(data) });
    return name;
  }

  #ints(name: string, values: readonly number[]): string {
    const data = BigInt64Array.from(values.map(BigInt));
    this.#constants.push({ name, shape: [values.length], data });
    return name;
  }
}

/** `outer` after `inner`. */
function compose(outer: Affine, inner: Affine): Affine {
  const scale = mix(outer.scale, inner.scale, (a, b) => a * b);
  const moved = mix(outer.scale, inner.shift, (a, b) => a * b, true);
  return { scale, shift: mix(outer.shift, moved, (a, b) => a + b) };
}

/** Both lists combined; one alone when the other is null, unless `second` is needed. */
function mix(
  first: readonly number[] | null,
  second: readonly number[] | null,
  how: (a: number, b: number) => number,
  needsSecond = false,
): readonly number[] | null {
  if (first === null) return second;
  if (second === null) return needsSecond ? null : first;
  return first.map((value, at) => how(value, second[at]!));
}

/** Output channels of a head that keeps the columns `keep` of each anchor. */
const channelsOf = (anchors: number, columns: number, keep: readonly number[]): number[] =>
  Array.from({ length: anchors }, (_, anchor) => keep.map((id) => anchor * columns + id)).flat();

interface Kernel {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  readonly side: number;
  readonly outputs: number;
}

/** TensorFlow's kernel [height, width, in, out] as ONNX's [out, in, height, width], scaled per output. */
function kernelOf(
  tf: TfConstant,
  deep: boolean,
  scale: readonly number[] | null,
  keep?: readonly number[],
): Kernel {
  const [side, , third, fourth] = tf.shape as [number, number, number, number];
  const outputs = deep ? third : fourth;
  const inputs = deep ? 1 : third;
  const kept = keep ?? Array.from({ length: outputs }, (_, at) => at);
  const area = side * side;
  const data = new Float32Array(kept.length * inputs * area);
  let at = 0;
  for (const out of kept)
    for (let input = 0; input < inputs; input++)
      for (let cell = 0; cell < area; cell++)
        data[at++] = tf.data[(cell * inputs + input) * outputs + out]! * (scale?.[out] ?? 1);
  return { shape: [kept.length, inputs, side, side], data, side, outputs };
}

/** TensorFlow's SAME is lopsided where it cannot be even: the odd pixel goes to the bottom and right. */
function padding(
  node: TfNode,
  size: { readonly from: number; readonly to: number; readonly kernel: number },
): number[] {
  if (node.padding === "VALID") return [0, 0, 0, 0];
  const total = Math.max(0, (size.to - 1) * node.stride + size.kernel - size.from);
  const before = total >> 1;
  return [before, before, total - before, total - before];
}
