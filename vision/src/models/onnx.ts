/**
 * Writes ONNX files: the few protobuf messages of onnx.proto3 that a convolutional network needs.
 *
 * The same graph gives the same bytes on any machine. IR version 8, operator set 13.
 */

/** An ONNX graph with fixed shapes. */
export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
}

/** What goes in or comes out of a graph. */
export interface OnnxPort {
  readonly name: string;
  readonly type: keyof typeof ELEMENT;
  /** null: not said. */
  readonly shape: readonly number[] | null;
}

/** One operator; lists of numbers become INTS, single numbers INT. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** A tensor that is part of the file. */
export interface OnnxConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: OnnxData;
}

export type OnnxData = Float32Array | BigInt64Array | Int32Array | Uint8Array | Int8Array;

const IR_VERSION = 8;
const OPERATOR_SET = 13;
const ELEMENT = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const;
const ATTRIBUTE = { int: 2, ints: 7 } as const;

/** The file of a graph. */
export function onnxFile(graph: OnnxGraph): Uint8Array {
  return Buffer.concat([
    field(1, varint(IR_VERSION)),
    field(2, text("pedestrian-crossing models:build")),
    field(7, graphBytes(graph)),
    field(8, Buffer.concat([field(1, text("")), field(2, varint(OPERATOR_SET))])),
  ]);
}

const graphBytes = (graph: OnnxGraph): Buffer =>
  Buffer.concat([
    ...graph.nodes.map((node) => field(1, nodeBytes(node))),
    field(2, text(graph.name)),
    ...graph.constants.map((constant) => field(5, constantBytes(constant))),
    ...graph.inputs.map((port) => field(11, portBytes(port))),
    ...graph.outputs.map((port) => field(12, portBytes(port))),
  ]);

const nodeBytes = (node: OnnxNode): Buffer =>
  Buffer.concat([
    ...node.inputs.map((input) => field(1, text(input))),
    field(2, text(node.output)),
    field(3, text(node.output)),
    field(4, text(node.op)),
    ...Object.entries(node.attributes ?? {}).map(([name, value]) =>
      field(5, attributeBytes(name, value)),
    ),
  ]);

function attributeBytes(name: string, value: number | readonly number[]): Buffer {
  if (typeof value === "number")
    return Buffer.concat([
      field(1, text(name)),
      field(3, varint(value)),
      field(20, varint(ATTRIBUTE.int)),
    ]);
  const ints = value.map((one) => field(8, varint(one)));
  return Buffer.concat([field(1, text(name)), ...ints, field(20, varint(ATTRIBUTE.ints))]);
}

const constantBytes = (constant: OnnxConstant): Buffer =>
  Buffer.concat([
    ...constant.shape.map((dim) => field(1, varint(dim))),
    field(2, varint(ELEMENT[elementOf(constant.data)])),
    field(8, text(constant.name)),
    field(9, littleEndian(constant.data)),
  ]);

function portBytes(port: OnnxPort): Buffer {
  const dims = port.shape?.map((dim) => field(1, field(1, varint(dim))));
  const shape = dims === undefined ? [] : [field(2, Buffer.concat(dims))];
  const tensor = Buffer.concat([field(1, varint(ELEMENT[port.type])), ...shape]);
  return Buffer.concat([field(1, text(port.name)), field(2, field(1, tensor))]);
}

function elementOf(data: OnnxData): keyof typeof ELEMENT {
  if (data instanceof Float32Array) return "float32";
  if (data instanceof BigInt64Array) return "int64";
  if (data instanceof Int32Array) return "int32";
  return data instanceof Int8Array ? "int8" : "uint8";
}

/** Raw data of a tensor is little-endian whatever the machine. */
function littleEndian(data: OnnxData): Bytes {
  const bytes = Buffer.alloc(data.byteLength);
  if (data instanceof Float32Array)
    data.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  else if (data instanceof BigInt64Array)
    data.forEach((value, index) => bytes.writeBigInt64LE(value, index * 8));
  else if (data instanceof Int32Array)
    data.forEach((value, index) => bytes.writeInt32LE(value, index * 4));
  else bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return { bytes };
}

/** A length-delimited value, as against a number. */
interface Bytes {
  readonly bytes: Buffer;
}

const text = (value: string): Bytes => ({ bytes: Buffer.from(value, "utf8") });

/** One protobuf field: numbers as varint (wire type 0), all else length-delimited (wire type 2). */
function field(number: number, value: Varint | Bytes | Buffer): Buffer {
  if ("varint" in value)
    return Buffer.concat([varintBytes(number << 3), varintBytes(value.varint)]);
  const bytes = Buffer.isBuffer(value) ? value : value.bytes;
  return Buffer.concat([varintBytes((number << 3) | 2), varintBytes(bytes.length), bytes]);
}

interface Varint {
  readonly varint: number;
}

const varint = (value: number): Varint => ({ varint: value });

/** Base-128 varint of an integer; negative ones are written as 64-bit two's complement. */
function varintBytes(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
