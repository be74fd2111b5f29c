/** A network with its sidecar as a detector. */
import type { Site } from "@crossing/config";
import { findModel } from "../models/find.ts";
import { readModel } from "../models/sidecar.ts";
import type { Detector } from "../ports.ts";
import { wordsOf } from "../vision-error.ts";
import { eachOnce } from "./each-once.ts";
import type { EngineName } from "./engines/engine.ts";
import { openSession } from "./engines/open.ts";
import { feedingOf } from "./feeding.ts";
import { LAYOUT } from "./layouts/layouts.ts";
import { readingOf } from "./reading.ts";

/** How to open a detector. */
export interface DetectorOptions {
  /** `native` unless said otherwise; wasm takes its place with a sentence where native does not load. */
  readonly engine?: EngineName;
  /** Gets the sentence; standard error by default. */
  readonly say?: (sentence: string) => void;
}

/**
 * The detector that a site's `vision` asks for. Throws as `detectorOf` and `findModel` do.
 *
 * Where the int8 variant is not there, the exact model takes its place with a sentence: slower eyes are better than none.
 */
export const detectorFor = (
  { model, precision, engine }: Site["vision"],
  options: Omit<DetectorOptions, "engine"> = {},
): Promise<Detector> =>
  detectorOf(fileFor({ model, precision }, options.say ?? onStderr), { ...options, engine });

function fileFor(
  { model, precision }: Pick<Site["vision"], "model" | "precision">,
  say: (sentence: string) => void,
): string {
  try {
    return findModel(model, precision);
  } catch (thrown) {
    if (precision === "fp32") throw thrown;
    const exact = findModel(model);
    say(`${wordsOf(thrown)}; the exact model looks instead, at about twice the cost`);
    return exact;
  }
}

/**
 * Opens the ONNX file at `modelPath` with its sidecar, and runs it once to see that the two belong together.
 *
 * `detect` blocks the calling thread while the network runs; calls wait for each other. Throws a VisionError: `model`
 * when the file is missing, damaged, not understood, or not what its sidecar says; `tool` when no engine loads.
 */
export async function detectorOf(
  modelPath: string,
  { engine = "native", say = onStderr }: DetectorOptions = {},
): Promise<Detector> {
  const files = readModel(modelPath);
  const { sidecar } = files;
  const opened = await openSession(files.onnx, engine, say);
  const feeding = feedingOf(sidecar.input);
  const { network, read } = await readingOf(opened, files, feeding.feed);
  const same = LAYOUT[sidecar.layout].overlapping ? sidecar.same : 1;
  const detect: Detector["detect"] = async (crop, scoreMin) => {
    const start = performance.now();
    feeding.fill(crop);
    const filled = performance.now();
    const answer = await network.run();
    const inferred = performance.now();
    const all = read(answer, scoreMin);
    const found = all.map((one) => ({ ...one, box: feeding.inCrop(one.box) }));
    return {
      found: eachOnce(found, same),
      preMs: filled - start,
      inferMs: inferred - filled,
      postMs: performance.now() - inferred,
    };
  };
  const queued = inTurn();
  return {
    name: sidecar.name,
    side: feeding.side,
    aspect: sidecar.input.letterbox === "none" ? STRETCHED : 1,
    threshold: sidecar.threshold,
    detect: (crop, scoreMin) => queued(() => detect(crop, scoreMin)),
    close: () => queued(() => network.close()),
  };
}

/** Networks that learnt stretched pictures saw mostly wide ones. */
const STRETCHED = 1.25;

const onStderr = (sentence: string): void => void process.stderr.write(`vision: ${sentence}\n`);

/** The library starts a run one turn of the event loop later: a second caller must not change the input meanwhile. */
function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
