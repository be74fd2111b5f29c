/**
 * What a network may answer, in every layout: whatever is in the tensors, reading, gathering and tracking end soon, and
 * what comes of it are boxes with numbers in them.
 */
import {
  LAYOUT,
  LAYOUTS,
  type LayoutName,
  type Sidecar,
  type Sighting,
  believable,
  eachOnce,
  gather,
} from "@crossing/vision";
import fc from "fast-check";
import { must, plainTarget } from "../target.ts";

const SIDE = 64;
const CLASSES = ["person", "bicycle", "car"];
const MANY_ROWS = 5000;
const MILLION = 1_000_000;
const LEAST_SCORE = 0.3;

const bits = fc.uint32Array({ minLength: 1, maxLength: 64 });
const filling = fc.oneof(
  { weight: 3, arbitrary: bits.map((words) => new Float32Array(words.buffer.slice(0))) },
  { weight: 2, arbitrary: fc.float32Array({ minLength: 1, maxLength: 64 }) },
  fc
    .constantFrom(NaN, Infinity, -Infinity, 3.4e38, 1, 0.999, 0, -1)
    .map((one) => Float32Array.of(one)),
);

export const tensors = plainTarget(
  {
    name: "detector tensors",
    fed: `any bits in the outputs of every layout, up to a million boxes all sure`,
    inControl: false,
  },
  fc.record({
    layout: fc.constantFrom(...LAYOUTS),
    rows: fc.oneof(
      { weight: 60, arbitrary: fc.integer({ min: 0, max: 300 }) },
      { weight: 30, arbitrary: fc.integer({ min: 0, max: MANY_ROWS }) },
      { weight: 1, arbitrary: fc.constant(MILLION) },
    ),
    fillings: fc.array(filling, { minLength: 1, maxLength: 4 }),
    regions: fc.integer({ min: 1, max: 3 }),
  }),
  ({ layout, rows, fillings, regions }) => {
    const sidecar = sidecarOf(layout);
    const shapes = SHAPES[layout](rows);
    const read = LAYOUT[layout].reader(sidecar, shapes);
    must(typeof read !== "string", `the shapes fit the layout: ${String(read)}`);
    const answer = Object.fromEntries(
      Object.entries(shapes).map(([word, shape], at) => [
        word,
        filled(shape, fillings[at % fillings.length]!),
      ]),
    );
    const found = eachOnce(believable(read(answer, LEAST_SCORE)), sidecar.same);
    const boxes = Array.from({ length: regions }, (_, at) => [at / 4, 0, at / 4 + 0.5, 1] as const);
    for (const one of gather(boxes.map((region) => ({ region, found })))) checkBox(one);
  },
);

function checkBox({ box, score }: Sighting): void {
  must(score >= 0 && score <= 1, `a score is 0 to 1, not ${score}`);
  must(box.every(Number.isFinite), `a box has numbers in it, not ${box.join(", ")}`);
}

type Shapes = Readonly<Record<string, readonly number[]>>;

const GRIDS = [8, 16, 32, 64];
const cellsOf = (strides: readonly number[]): number =>
  strides.reduce((sum, stride) => sum + Math.ceil(SIDE / stride) ** 2, 0);
const N = CLASSES.length;

/** The shapes that each layout reads; networks that choose themselves may answer any number of rows. */
const SHAPES: Readonly<Record<LayoutName, (rows: number) => Shapes>> = {
  ssd: () => ({ boxes: [1, 4, 4], logits: [1, 4, N] }),
  yolox: () => ({ predictions: [1, cellsOf([8, 16, 32]), 5 + N] }),
  nanodet: () => ({ predictions: [1, cellsOf(GRIDS), N + 32] }),
  picodet: () =>
    Object.fromEntries(
      GRIDS.flatMap((stride) => [
        [`scores-${stride}`, [1, cellsOf([stride]), N]],
        [`distances-${stride}`, [1, cellsOf([stride]), 32]],
      ]),
    ),
  "picodet-post": (rows) => ({ boxes: [rows, 6] }),
  detr: (rows) => ({ labels: [1, rows], boxes: [1, rows, 4], scores: [1, rows] }),
  "rf-detr": (rows) => ({ boxes: [1, rows, 4], logits: [1, rows, N] }),
  yolo11: () => ({ predictions: [1, 4 + N, cellsOf([8, 16, 32])] }),
  yolo26: (rows) => ({ boxes: [1, rows, 6] }),
};

const filled = (shape: readonly number[], with_: Float32Array): Float32Array =>
  Float32Array.from(
    { length: shape.reduce((a, b) => a * b, 1) },
    (_, at) => with_[at % with_.length]!,
  );

const sidecarOf = (layout: LayoutName): Sidecar => ({
  version: 2,
  layout,
  name: "fuzz",
  sha256: null,
  input: {
    name: "x",
    width: SIDE,
    height: SIDE,
    type: "float32",
    order: "RGB",
    planes: "NCHW",
    scale: 1,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    letterbox: "none",
    pad: 0,
  },
  outputs: {},
  classes: CLASSES,
  threshold: LEAST_SCORE,
  same: 0.5,
  strides: [],
  anchors: [0, 0, 1, 1, 0, 0, 0.5, 0.5, 0.5, 0.5, 1, 1, 0.2, 0.2, 0.4, 0.4],
  provenance: "",
});
