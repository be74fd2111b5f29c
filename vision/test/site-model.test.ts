/** The engines that run a network, the model that a site names, and two real networks of others when they are at hand. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { VisionError, detectorFor, detectorOf, findModel, modelsFolder } from "../src/index.ts";
import { openSession } from "../src/detect/engines/open.ts";
import { openWasm } from "../src/detect/engines/wasm.ts";
import { written } from "./made-network.ts";
import { TINY_MODEL, committedTiny, painted } from "./tiny-model.ts";

const folder = mkdtempSync(join(tmpdir(), "crossing-engines-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the engine", () => {
  const picture = painted([[5, 3]]); // prettier-ignore
  test("finds the same in WebAssembly as natively", async () => {
    const answers = [];
    for (const engine of ["native", "wasm"] as const) {
      const detector = await detectorOf(TINY_MODEL, { engine });
      answers.push((await detector.detect(picture, 0.4)).found);
      await detector.close();
    }
    expect(answers[0]).toHaveLength(1);
    expect(answers[1]).toEqual(answers[0]);
  });
  test("is WebAssembly, with a sentence, where the native one does not load", async () => {
    const said: string[] = [];
    const absent = () => Promise.reject(new VisionError("tool", "no such library"));
    const engines = { native: absent, wasm: openWasm };
    const opened = await openSession(committedTiny(), "native", (one) => said.push(one), engines);
    await opened.session.release();
    expect(opened.engine).toBe("wasm");
    expect(said).toEqual([expect.stringMatching(/no such library; .* WebAssembly/)]);
  });
  test("is not changed for a model that is damaged: that is told", async () => {
    const broken = written(folder, committedTiny().subarray(0, 500), {
      ...JSON.parse(readFileSync(TINY_MODEL.replace(".onnx", ".json"), "utf8")),
      sha256: null,
    });
    await expect(detectorOf(broken)).rejects.toThrow("the model cannot be opened");
  });
});

describe("a site's model", () => {
  test("is a path, or a name in the models folder, with -int8 behind it in bytes", () => {
    expect(findModel(TINY_MODEL)).toBe(TINY_MODEL);
    expect(() => findModel("my-own")).toThrow(join(modelsFolder(), "my-own.onnx"));
    expect(() => findModel("my-own", "int8")).toThrow("my-own-int8.onnx: no model there");
  });
  test("is opened as the site file says", async () => {
    const detector = await detectorFor({ model: TINY_MODEL, precision: "fp32", engine: "native" });
    await detector.close();
    expect(detector).toMatchObject({ name: "tiny", side: 300, aspect: 1.25, threshold: 0.4 });
  });
});

const media = join(process.env["CROSSING_MEDIA"] ?? "", "models");
const YOLOX = {
  version: 2,
  layout: "yolox",
  outputs: { predictions: "output" },
  input: {
    name: "images",
    type: "float32",
    order: "BGR",
    planes: "NCHW",
    letterbox: "top-left",
  },
  threshold: 0.5,
};

describe.skipIf(!existsSync(join(media, "yolox_nano_416.onnx")))(
  "real detectors of others (skipped unless CROSSING_MEDIA names a folder with models/yolox_nano_416.onnx)",
  () => {
    test.each([
      ["yolox_nano_416", 416, "coco-80"],
      ["person_yolox_192", 192, ["person"]],
    ])(
      "%s opens with a sidecar, and sees nobody in a gray picture",
      async (name, side, classes) => {
        const onnx = readFileSync(join(media, `${name}.onnx`));
        const input = { ...YOLOX.input, width: side, height: side };
        const detector = await detectorOf(
          written(folder, onnx, { ...YOLOX, name, input, classes }),
        );
        const { found } = await detector.detect(new Uint8Array(side * side * 3).fill(128), 0.4);
        await detector.close();
        expect(found).toEqual([]);
        expect(detector.aspect).toBe(1);
      },
    );
    test("yolox_nano_416 is not taken for a network of another layout", async () => {
      const onnx = readFileSync(join(media, "yolox_nano_416.onnx"));
      const input = { ...YOLOX.input, width: 416, height: 416 };
      for (const layout of ["nanodet", "yolo11", "yolo26"])
        await expect(
          detectorOf(
            written(folder, onnx, {
              ...YOLOX,
              name: "yolox",
              layout,
              input,
              classes: "coco-80",
              outputs: { [layout === "yolo26" ? "boxes" : "predictions"]: "output" },
            }),
          ),
        ).rejects.toMatchObject({ kind: "model" });
    });
  },
);
