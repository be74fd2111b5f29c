/** Counting on real street scenes with known truth. The clips are not part of the project. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type CountLine, countVideo, modelsFolder, MODEL_NAME } from "../src/index.ts";

const media = process.env["CROSSING_MEDIA"] ?? "";
const there =
  existsSync(join(media, "pets09-s2l1")) && existsSync(join(modelsFolder(), `${MODEL_NAME}.onnx`));

/** People by frame number, from a MOTChallenge file: frame, id, left, top, width, height, counted. */
function truthOf(folder: string): ReadonlyMap<number, number> {
  const people = new Map<number, number>();
  for (const line of readFileSync(join(folder, "gt.txt"), "utf8").trim().split("\n")) {
    const [frame, , , , , , counted] = line.split(",").map(Number);
    if (counted === 1) people.set(frame!, (people.get(frame!) ?? 0) + 1);
  }
  return people;
}

/** Mean absolute error of the smoothed count over all frames of a clip. */
async function countError(folder: string, clip: string): Promise<number> {
  const truth = truthOf(join(media, folder));
  const lines: CountLine[] = [];
  for await (const line of countVideo({ file: join(media, folder, clip) }))
    if ("frame" in line) lines.push(line);
  const errors = lines.map(({ frame, people }) => Math.abs(people - (truth.get(frame) ?? 0)));
  return errors.reduce((sum, error) => sum + error, 0) / lines.length;
}

describe.skipIf(!there)(
  "people on real streets (skipped unless CROSSING_MEDIA names a folder with the clips, and the model is built)",
  () => {
    test.each([
      [
        "PETS 2009 S2.L1: small people on a junction, seen from high up",
        "pets09-s2l1",
        "frames-0001-0400.mp4",
        0.6,
      ],
      [
        "TUD Stadtmitte: people hiding each other, seen from the pavement",
        "tud-stadtmitte",
        "clip.mp4",
        1.0,
      ],
    ])(
      "%s: the count is wrong by no more than the limit",
      async (_, folder, clip, limit) => {
        expect(await countError(folder, clip)).toBeLessThanOrEqual(limit);
      },
      300_000,
    );
  },
);
