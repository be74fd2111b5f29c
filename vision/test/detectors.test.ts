/** Other people's detectors: each layout by a network that is made here. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Box } from "@crossing/config";
import { afterAll, describe, expect, test } from "vitest";
import { detectorOf } from "../src/index.ts";
import { feedingOf } from "../src/detect/feeding.ts";
import type { InputFormat } from "../src/models/sidecar.ts";
import { constantNetwork, images, oneRow, sidecarFor, written } from "./made-network.ts";

const folder = mkdtempSync(join(tmpdir(), "crossing-detectors-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SIDE = 64;
/** The person that every network here answers with: 0.9 sure, a quarter of the picture wide, half of it high. */
const PERSON: Box = [0.25, 0.25, 0.5, 0.75];
const [CX, CY, W, H] = [0.375, 0.5, 0.25, 0.5];
/** Far apart enough that a softmax over it is all on one bin. */
const only = (bin: number, bins = 8): number[] =>
  Array.from({ length: bins }, (_, at) => (at === bin ? 50 : 0));
const logit = (score: number): number => Math.log(score / (1 - score));
const cells = (stride: number): number => (SIDE / stride) ** 2;
const f32 = (...values: number[]): Float32Array => Float32Array.from(values);
const pixels = PERSON.map((side) => side * SIDE);

/** A stride-8 cell's number at a column and row. */
const cell8 = (column: number, row: number): number => row * (SIDE / 8) + column;

interface Made {
  readonly outputs: object;
  readonly inputs?: Parameters<typeof constantNetwork>[0];
  readonly always: Parameters<typeof constantNetwork>[1];
  readonly more?: object;
}

const LAYOUTS: readonly (readonly [string, Made])[] = [
  [
    "ssd",
    {
      outputs: { boxes: "b", logits: "l" },
      // The anchor has the person's place and half its size.
      more: { anchors: [0.375, 0.3125, 0.625, 0.4375] },
      always: [
        { name: "b", shape: [1, 1, 4], data: f32(0, 0, 5 * Math.log(2), 5 * Math.log(2)) },
        { name: "l", shape: [1, 1, 3], data: f32(logit(0.9), -9, -9) },
      ],
    },
  ],
  [
    "yolox",
    {
      outputs: { predictions: "output" },
      always: [
        {
          name: "output",
          ...oneRow(cells(8) + cells(16) + cells(32), cell8(2, 3), [
            (CX * SIDE) / 8 - 2,
            (CY * SIDE) / 8 - 3,
            Math.log((W * SIDE) / 8),
            Math.log((H * SIDE) / 8),
            0.95,
            0.9 / 0.95,
            0,
            0,
          ]),
        },
      ],
    },
  ],
  [
    "nanodet",
    {
      outputs: { predictions: "output" },
      always: [
        {
          name: "output",
          // From the corner of cell 3, 4 (24, 32): 1 to the left, 2 up, 1 to the right, 2 down.
          ...oneRow(cells(8) + cells(16) + cells(32) + cells(64), cell8(3, 4), [
            0.9,
            0,
            0,
            ...[1, 2, 1, 2].flatMap((bin) => only(bin)),
          ]),
        },
      ],
    },
  ],
  [
    "picodet",
    {
      outputs: {
        "scores-8": "s8",
        "distances-8": "d8",
        "scores-16": "s16",
        "distances-16": "d16",
      },
      more: { strides: [8, 16] },
      always: [
        { name: "s8", ...oneRow(cells(8), 0, [0, 0, 0]) },
        {
          name: "d8",
          ...oneRow(
            cells(8),
            0,
            Array.from({ length: 32 }, () => 0),
          ),
        },
        // From the middle of cell 1, 1 (24, 24): half a cell left and right, half up, one and a half down.
        { name: "s16", ...oneRow(cells(16), 5, [0.9, 0, 0]) },
        {
          name: "d16",
          ...oneRow(cells(16), 5, [half(0), half(0), half(0), half(1)].flat()),
        },
      ],
    },
  ],
  [
    "picodet-post",
    {
      outputs: { boxes: "out" },
      always: [{ name: "out", shape: [2, 6], data: f32(0, 0.9, ...pixels, 1, 0.8, ...pixels) }],
      inputs: [
        images(SIDE),
        { name: "im_shape", type: "float32", shape: [1, 2] },
        { name: "scale_factor", type: "float32", shape: [1, 2] },
      ],
    },
  ],
  [
    "detr",
    {
      outputs: { labels: "labels", boxes: "boxes", scores: "scores" },
      always: [
        { name: "labels", shape: [1, 2], data: BigInt64Array.of(0n, 1n) },
        { name: "boxes", shape: [1, 2, 4], data: f32(...pixels, ...pixels) },
        { name: "scores", shape: [1, 2], data: f32(0.9, 0.8) },
      ],
      inputs: [images(SIDE), { name: "orig_target_sizes", type: "int64", shape: [1, 2] }],
    },
  ],
  [
    "rf-detr",
    {
      outputs: { boxes: "dets", logits: "labels" },
      always: [
        { name: "dets", shape: [1, 2, 4], data: f32(CX, CY, W, H, CX, CY, W, H) },
        { name: "labels", shape: [1, 2, 3], data: f32(logit(0.9), -9, -9, -9, 3, -9) },
      ],
    },
  ],
  [
    "yolo11",
    {
      outputs: { predictions: "output0" },
      always: [
        {
          name: "output0",
          shape: [1, 7, 2],
          data: f32(
            ...[CX, CY, W, H].flatMap((value) => [value * SIDE, value * SIDE + 0.5]),
            0.9,
            0.6,
            0,
            0,
            0,
            0,
          ),
        },
      ],
    },
  ],
  [
    "yolo26",
    {
      outputs: { boxes: "output0" },
      always: [
        { name: "output0", shape: [1, 2, 6], data: f32(...pixels, 0.9, 0, ...pixels, 0.8, 1) },
      ],
    },
  ],
];

/** Half on each of two neighbouring bins: the distance between them. */
function half(bin: number): number[] {
  return Array.from({ length: 8 }, (_, at) => (at === bin || at === bin + 1 ? 50 : 0));
}

const made = (layout: string, { inputs, always, outputs, more }: Made, changed: object = {}) =>
  written(folder, constantNetwork(inputs ?? [images(SIDE)], always), {
    ...sidecarFor(layout, SIDE, outputs),
    ...more,
    ...changed,
  });

const CROP = new Uint8Array(SIDE * SIDE * 3);

describe("a person in the answer of a network", () => {
  test.each(LAYOUTS)("of layout %s is one person, where it is", async (layout, network) => {
    const detector = await detectorOf(made(layout, network));
    const { found } = await detector.detect(CROP, 0.5);
    const nothing = await detector.detect(CROP, 0.95);
    await detector.close();
    expect(found.map(({ kind, score }) => [kind, score.toFixed(2)])).toEqual([["person", "0.90"]]);
    for (const [at, side] of found[0]!.box.entries()) expect(side).toBeCloseTo(PERSON[at]!, 2);
    expect(nothing.found).toEqual([]);
  });

  test.each(LAYOUTS)(
    "of layout %s is a vehicle when that column means car",
    async (layout, network) => {
      const classes = ["car", "bicycle", "person"];
      const detector = await detectorOf(made(layout, network, { classes }));
      const { found } = await detector.detect(CROP, 0.5);
      await detector.close();
      expect(found.map(({ kind }) => kind)).toEqual(["vehicle"]);
    },
  );
});

describe("a wrong sidecar is refused with a sentence", () => {
  const network = (layout: string): Made => LAYOUTS.find(([name]) => name === layout)![1];
  const refused = async (layout: string, changed: object, words: RegExp): Promise<void> => {
    const opening = detectorOf(made(layout, network(layout), changed));
    await expect(opening).rejects.toThrow(words);
    await expect(opening).rejects.toMatchObject({ name: "VisionError", kind: "model" });
  };
  const input = (changed: object): object => ({
    input: {
      ...(sidecarFor("yolox", SIDE, {}) as { input: object }).input,
      ...changed,
    },
  });

  test.each<[string, string, object, RegExp]>([
    ["an output that is not there", "yolox", { outputs: { predictions: "out" } }, /predictions = out: the graph has only output/],
    ["an output nobody named", "detr", { outputs: { boxes: "boxes" } }, /outputs.labels is missing/],
    ["an output that the layout does not read", "yolo26", { outputs: { boxes: "output0", labels: "output0" } }, /outputs.labels: layout yolo26 reads only boxes/],
    ["too many classes", "yolox", { classes: "coco-80" }, /\[1, 84, 8\]: 80 classes want/],
    ["too few classes", "yolo11", { classes: ["person"] }, /predictions \[1, 7, 2\]: wanted \[1, 4 \+ 1 classes/],
    ["other strides", "yolox", { strides: [8, 16] }, /84 rows, but 64 x 64 with strides 8, 16 has 80 cells/],
    ["anchors of another network", "ssd", { anchors: [0, 0, 1, 1, 0, 0, 1, 1] }, /2 anchors and 3 classes want \[1, 2, 4\]/],
    ["another input name", "yolox", input({ name: "picture" }), /input.name = picture: the graph has only images/],
    ["another input size", "yolox", input({ width: 32, height: 32 }), /make \[1, 3, 32, 32\]: the graph wants \[1, 3, 64, 64\]/],
    ["another order of planes", "yolox", input({ planes: "NHWC" }), /make \[1, 64, 64, 3\]/],
    ["another type of input", "yolox", input({ type: "uint8" }), /input.type = uint8: the graph wants float32/],
    ["a stretched crop in a wide network", "yolox", input({ width: 96 }), /96, 64: crops are square; choose letterbox/],
    ["a layout of the same shape that reads other numbers", "yolo26", { layout: "detr" }, /outputs.labels is missing/],
    ["a misspelt key", "yolox", { treshold: 0.4 }, /treshold: unknown/],
    ["all that is wrong at once", "yolox", { name: 3, threshold: 2 }, /name = 3: a name; threshold = 2: a number 0.01 to 0.99/],
    ["a sidecar of an older version", "yolox", { version: 1 }, /version = 1: this program reads version 2/],
  ])("%s", (_, layout, changed, words) => refused(layout, changed, words)); // prettier-ignore

  test("boxes in another unit: fractions where the layout has pixels", async () => {
    const row = f32(...PERSON, 0.9, 0);
    const always = [{ name: "output0", shape: [1, 1, 6], data: row }];
    const opening = detectorOf(made("yolo26", { ...network("yolo26"), always }));
    await expect(opening).rejects.toThrow("this network writes its answers differently");
  });
  test("scores that are no probabilities: logits where the layout has none", async () => {
    const row = f32(...pixels, 4.2, 0);
    const always = [{ name: "output0", shape: [1, 1, 6], data: row }];
    const opening = detectorOf(made("yolo26", { ...network("yolo26"), always }));
    await expect(opening).rejects.toThrow("score 4.20");
  });
  test("a network that asks for more than a picture", async () => {
    const inputs = [images(SIDE), { name: "pixel_mask", type: "int64" as const, shape: [1, 64] }];
    const opening = detectorOf(made("yolo26", { ...network("yolo26"), inputs }));
    await expect(opening).rejects.toThrow("the graph also wants pixel_mask (int64)");
  });
});

describe("a crop in a network's input", () => {
  const format: InputFormat = {
    name: "images",
    width: 24,
    height: 16,
    type: "float32",
    order: "BGR",
    planes: "NCHW",
    scale: 1 / 255,
    mean: [0.4, 0.5, 0.6],
    std: [0.1, 0.2, 0.4],
    letterbox: "centre",
    pad: 114,
  };
  const crop = Uint8Array.from({ length: 16 * 16 * 3 }, (_, at) => [255, 128, 0][at % 3]!);

  test("is normalised per color, in the network's order, with padding at both sides", () => {
    const feeding = feedingOf(format);
    feeding.fill(crop);
    const at = (color: number, x: number): number =>
      feeding.feed.values[color * 24 * 16 + 5 * 24 + x] as number;
    const blue = [at(0, 4), at(0, 19)];
    for (const value of blue) expect(value).toBeCloseTo((0 - 0.4) / 0.1, 5);
    expect(at(1, 4)).toBeCloseTo((128 / 255 - 0.5) / 0.2, 5);
    expect(at(2, 19)).toBeCloseTo((1 - 0.6) / 0.4, 5);
    for (const x of [3, 20]) expect(at(2, x)).toBeCloseTo((114 / 255 - 0.6) / 0.4, 5);
  });
  test.each<[InputFormat["letterbox"], Box]>([
    ["centre", [4 / 24, 0, 20 / 24, 1]],
    ["top-left", [0, 0, 16 / 24, 1]],
  ])("put %s: a box around it is a box around the whole crop", (letterbox, box) => {
    const inCrop = feedingOf({ ...format, letterbox }).inCrop(box);
    for (const [at, side] of inCrop.entries()) expect(side).toBeCloseTo(at < 2 ? 0 : 1, 5);
  });
  test("goes in as it is where the network takes bytes as they come", () => {
    const same = { type: "uint8", order: "RGB", planes: "NHWC", width: 16 } as const;
    const feeding = feedingOf({ ...format, ...same });
    feeding.fill(crop);
    expect(Buffer.from(feeding.feed.values as Uint8Array).equals(crop)).toBe(true);
  });
});
