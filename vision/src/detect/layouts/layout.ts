/** What a layout is: how to check a network's outputs, and how to read them. */
import type { Box } from "@crossing/config";
import type { Sidecar } from "../../models/sidecar.ts";
import type { Kind } from "../../ports.ts";

/** Values of one output, row by row. */
export type Values = Float32Array | Int32Array | BigInt64Array | Uint8Array;

/** Outputs by the layout's own words. */
export type Answer = Readonly<Record<string, Values>>;

/** Lengths of the dimensions of each output. */
export type Shapes = Readonly<Record<string, readonly number[]>>;

/** Something found; box in fractions of the network's input, as the network says, not cut to the picture. */
export interface Candidate {
  readonly kind: Kind;
  readonly score: number;
  readonly box: Box;
}

/** Everything with a score of `scoreMin` or more, in any order. */
export type Read = (answer: Answer, scoreMin: number) => Candidate[];

/** A way of writing boxes into tensors. */
export interface Layout {
  /** The words of the outputs it reads: keys of the sidecar's `outputs`. */
  outputs(sidecar: Sidecar): readonly string[];
  /** Whether one thing may have several boxes. */
  readonly overlapping: boolean;
  /** The reader for a network whose first answer had these shapes; a sentence when they do not fit the sidecar. */
  reader(sidecar: Sidecar, shapes: Shapes): Read | string;
}

/** A box around a centre. */
export const centred = (x: number, y: number, width: number, height: number): Box => [
  x - width / 2,
  y - height / 2,
  x + width / 2,
  y + height / 2,
];

/** The logit of a score: networks that answer logits are asked with it, so that only what passes is computed. */
export const logit = (score: number): number => Math.log(score / (1 - score));

/** The score of a logit. */
export const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** A shape as people write it. */
export const written = (shape: readonly number[] | undefined): string =>
  `[${shape?.join(", ") ?? ""}]`;

/** Whether a shape is as wanted; null stands for any length. */
export const isShape = (
  shape: readonly number[] | undefined,
  wanted: readonly (number | null)[],
): boolean =>
  shape !== undefined &&
  shape.length === wanted.length &&
  wanted.every((length, at) => length === null || length === shape[at]);
