/**
 * Puts a crop into a network's input: color order, planes, normalisation, and a border where it is not square.
 *
 * A measured hot loop: a network that takes bytes as they come costs a copy, another about a millisecond.
 */
import type { Box } from "@crossing/config";
import type { InputFormat } from "../models/sidecar.ts";
import type { Feed } from "./engines/engine.ts";

/** An input tensor and the way crops get into it and boxes out of it. */
export interface Feeding {
  readonly feed: Feed;
  /** Sides of the square crop that goes in, pixels. */
  readonly side: number;
  /** Writes a crop of `side` x `side`, RGB. */
  fill(crop: Uint8Array): void;
  /** A box in fractions of the input as one in fractions of the crop, cut to it. */
  inCrop(box: Box): Box;
}

/** The feeding of a network with this input. */
export function feedingOf(input: InputFormat): Feeding {
  const { width, height } = input;
  const side = Math.min(width, height);
  const left = input.letterbox === "centre" ? (width - side) >> 1 : 0;
  const top = input.letterbox === "centre" ? (height - side) >> 1 : 0;
  const values = blank(input);
  const shape = input.planes === "NHWC" ? [1, height, width, 3] : [1, 3, height, width];
  return {
    feed: { name: input.name, type: input.type, shape, values },
    side,
    fill: asItComes(input)
      ? (crop) => values.set(crop)
      : filler(values, input, { side, start: top * width + left }),
    inCrop: ([x0, y0, x1, y1]) => [
      cut((x0 * width - left) / side),
      cut((y0 * height - top) / side),
      cut((x1 * width - left) / side),
      cut((y1 * height - top) / side),
    ],
  };
}

const asItComes = ({ type, order, planes, width, height }: InputFormat): boolean =>
  type === "uint8" && order === "RGB" && planes === "NHWC" && width === height;

/** An input full of padding. */
function blank(input: InputFormat): Uint8Array | Float32Array {
  const places = input.width * input.height;
  const values = input.type === "uint8" ? new Uint8Array(places * 3) : new Float32Array(places * 3);
  for (let color = 0; color < 3; color++) {
    const pad = valueOf(input, color, input.pad);
    for (let at = 0; at < places; at++) values[place(input, at, color)] = pad;
  }
  return values;
}

const place = ({ planes, width, height }: InputFormat, at: number, color: number): number =>
  planes === "NHWC" ? at * 3 + color : color * width * height + at;

/** What a byte of the network's color number `color` becomes; bytes stay bytes. */
const valueOf = ({ type, scale, mean, std }: InputFormat, color: number, byte: number): number =>
  type === "uint8" ? byte : (byte * scale - mean[color]!) / std[color]!;

function filler(
  values: Uint8Array | Float32Array,
  input: InputFormat,
  { side, start }: { readonly side: number; readonly start: number },
): (crop: Uint8Array) => void {
  const tables = [0, 1, 2].map((color) =>
    Float32Array.from({ length: 256 }, (_, byte) => valueOf(input, color, byte)),
  );
  const step = input.planes === "NHWC" ? 3 : 1;
  return (crop) => {
    for (let color = 0; color < 3; color++) {
      const table = tables[color]!;
      let from = input.order === "RGB" ? color : 2 - color;
      for (let y = 0; y < side; y++) {
        let to = place(input, start + y * input.width, color);
        for (let x = 0; x < side; x++, from += 3, to += step) values[to] = table[crop[from]!]!;
      }
    }
  };
}

const cut = (value: number): number => Math.min(1, Math.max(0, value));
