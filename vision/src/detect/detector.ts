/** The edge model as a detector. */
import type { Detector } from "../ports.ts";
import { readModel } from "../models/sidecar.ts";
import { openNetwork } from "./ort.ts";
import { type SsdReading, kindOf, readSsd } from "./ssd.ts";

/**
 * Opens the ONNX file at `modelPath` with its sidecar.
 *
 * `detect` blocks the calling thread while the network runs. Throws a VisionError: `model` when the file is
 * missing, damaged or not understood, `tool` when onnxruntime-node does not load.
 */
export async function detectorOf(modelPath: string): Promise<Detector> {
  const { onnx, sidecar } = readModel(modelPath);
  const network = await openNetwork(onnx, sidecar.input);
  const reading: SsdReading = {
    anchors: Float32Array.from(sidecar.anchors),
    kinds: sidecar.classes.map(kindOf),
  };
  return {
    name: sidecar.name,
    side: sidecar.input.side,
    threshold: sidecar.threshold,
    async detect(crop, scoreMin) {
      const start = performance.now();
      const answer = await network.run(crop);
      const inferred = performance.now();
      const boxes = answer[sidecar.outputs.boxes]!;
      const found = readSsd(reading, boxes, answer[sidecar.outputs.logits]!, scoreMin);
      return { found, inferMs: inferred - start, postMs: performance.now() - inferred };
    },
    close: () => network.close(),
  };
}
