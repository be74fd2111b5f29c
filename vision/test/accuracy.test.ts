/** Finding people on real street scenes with known truth. The clips are not part of the project. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Box } from "@crossing/config";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Detector, countVideo, detectorOf, modelsFolder } from "../src/index.ts";
import { overlap } from "../src/detect/boxes.ts";
import { convert } from "../src/models/build-model.ts";
import { originalIn } from "../src/models/source.ts";
import { written } from "./made-network.ts";

const media = process.env["CROSSING_MEDIA"] ?? "";
const original = originalIn(join(modelsFolder(), "tfjs"));
const there = existsSync(join(media, "pets09-s2l1")) && original !== null;

const CLIPS = {
  pets: { file: "pets09-s2l1/frames-0001-0400.mp4", truth: "pets09-s2l1/gt.txt" },
  tud: { file: "tud-stadtmitte/clip.mp4", truth: "tud-stadtmitte/gt.txt" },
} as const;
type Clip = keyof typeof CLIPS;

/** People by frame number, from a MOTChallenge file: frame, id, left, top, width, height, counted. */
function truthOf(clip: Clip): ReadonlyMap<number, readonly Box[]> {
  const people = new Map<number, Box[]>();
  for (const line of readFileSync(join(media, CLIPS[clip].truth), "utf8").trim().split("\n")) {
    const [frame, , x, y, width, height, counted] = line.split(",").map(Number) as [
      number, number, number, number, number, number, number,
    ]; // prettier-ignore
    const box: Box = [x, y, x + width, y + height];
    if (counted === 1) people.set(frame, [...(people.get(frame) ?? []), box]);
  }
  return people;
}

interface Score {
  readonly recall: number;
  readonly precision: number;
}

/** Boxes in each n-th frame against the truth: pairs that share at least half of what they cover, best first. */
async function scoreOf(clip: Clip, every: number, detector: Detector): Promise<Score> {
  const truth = truthOf(clip);
  const sum = { hits: 0, found: 0, there: 0 };
  for await (const line of countVideo({ file: join(media, CLIPS[clip].file), every, detector })) {
    if (!("frame" in line)) continue;
    const boxes = line.boxes.map(([x, y, width, height]): Box => [x, y, x + width, y + height]);
    const people = truth.get(line.frame) ?? [];
    sum.hits += hits(boxes, people);
    sum.found += boxes.length;
    sum.there += people.length;
  }
  return { recall: sum.hits / sum.there, precision: sum.hits / sum.found };
}

function hits(found: readonly Box[], people: readonly Box[]): number {
  const pairs = found
    .flatMap((box) => people.map((person) => ({ box, person, fit: overlap(box, person) })))
    .filter(({ fit }) => fit >= 0.5)
    .sort((a, b) => b.fit - a.fit);
  const taken = new Set<Box>();
  for (const { box, person } of pairs)
    if (!taken.has(box) && !taken.has(person)) taken.add(box).add(person);
  return taken.size / 2;
}

describe.skipIf(!there)(
  "people on real streets (skipped unless CROSSING_MEDIA names a folder with the clips, and npm run models:build was run)",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "crossing-accuracy-"));
    afterAll(() => rmSync(folder, { recursive: true }));
    let bytes: Detector;
    beforeAll(async () => {
      // The int8 variant: half the time, and what is lost in it shows here too.
      const { onnx, sidecar } = convert(original!, "int8");
      bytes = await detectorOf(written(folder, onnx, sidecar));
    }, 60_000);
    afterAll(() => bytes.close());

    test.each<[string, Clip, number, Score]>([
      ["PETS 2009 S2.L1: small people on a junction, seen from high up", "pets", 8, { recall: 0.84, precision: 0.86 }],
      ["TUD Stadtmitte: people hiding each other, seen from the pavement", "tud", 8, { recall: 0.8, precision: 0.92 }],
    ])(
      "%s: one threshold finds most of them, and little else",
      async (_, clip, every, least) => {
        const score = await scoreOf(clip, every, bytes);
        expect(score.recall).toBeGreaterThanOrEqual(least.recall);
        expect(score.precision).toBeGreaterThanOrEqual(least.precision);
      },
      300_000,
    ); // prettier-ignore

    test.skipIf(!existsSync(join(media, "models/yolox_nano_416.onnx")))(
      "somebody else's network, YOLOX-nano with a sidecar, finds them too",
      async () => {
        const sidecar = JSON.parse(
          readFileSync(new URL("fixture/yolox-nano-416.json", import.meta.url), "utf8"),
        ) as object;
        const path = written(folder, readFileSync(join(media, "models/yolox_nano_416.onnx")), sidecar); // prettier-ignore
        const detector = await detectorOf(path);
        const score = await scoreOf("pets", 50, detector);
        await detector.close();
        expect(score.recall).toBeGreaterThanOrEqual(0.8);
        expect(score.precision).toBeGreaterThanOrEqual(0.8);
      },
      300_000,
    );
  },
);
