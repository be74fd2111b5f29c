/** How far off the count of people is on real streets with known truth. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { countVideo } from "@crossing/vision";
import { hasFfmpeg } from "./clip.ts";
import { type Row, notHere, rounded } from "./measure.ts";
import type { Bench } from "./measurements.ts";
import { missingModel } from "./model.ts";
import { readTruth } from "./vision/truth.ts";

const HOW =
  "`crossing vision count` without a site: mean of |smoothed count - people boxed in the ground truth| over all frames. The clips are research data and not part of the project; " +
  "CROSSING_MEDIA names the folder that holds them.";

const CLIPS = [
  { what: "PETS 2009 S2.L1", folder: "pets09-s2l1", video: "frames-0001-0400.mp4" },
  { what: "TUD Stadtmitte", folder: "tud-stadtmitte", video: "clip.mp4" },
] as const;

export async function measureCount({ say }: Bench): Promise<readonly Row[]> {
  const rows = CLIPS.map(({ what }) => ({
    what: `count error per frame, ${what}`,
    must: null,
    how: HOW,
  }));
  const media = process.env["CROSSING_MEDIA"] ?? "";
  const missing = hasFfmpeg() ? missingModel() : "no ffmpeg on this machine";
  if (missing !== null) return notHere(rows, missing);
  const found: Row[] = [];
  for (const [at, { folder, video }] of CLIPS.entries()) {
    const file = join(media, folder, video);
    const row = rows[at]!;
    if (media === "" || !existsSync(file))
      found.push(...notHere([row], "CROSSING_MEDIA is not set, or without this clip"));
    else found.push({ ...row, is: await errorOf(file, join(media, folder, "gt.txt")), ok: null });
    say(`${row.what}: ${found[at]!.is}`);
  }
  return found;
}

async function errorOf(file: string, truthFile: string): Promise<string> {
  const truth = readTruth(readFileSync(truthFile, "utf8"));
  const errors: number[] = [];
  for await (const line of countVideo({ file }))
    if ("frame" in line) errors.push(Math.abs(line.people - (truth[line.frame - 1]?.length ?? 0)));
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const people = truth.reduce((sum, people) => sum + people.length, 0) / errors.length;
  return `${rounded(mean, 2)} people of ${rounded(people, 2)}, ${errors.length} frames`;
}
