/** The default path against what one would install without thinking: coco-ssd on tfjs with its wasm backend. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { detectorOf, findModel } from "@crossing/vision";
import { hasFfmpeg, streetClip } from "./clip.ts";
import { originalGraph } from "./coco-ssd.ts";
import { cropsOf } from "./crops.ts";
import { type Row, median, notHere, rounded } from "./measure.ts";
import type { Bench } from "./measurements.ts";
import { missingModel } from "./model.ts";
import { type Program, startProgram } from "./program.ts";

const ROUNDS = 9;
const PICTURES = 16;
const TIMES = 5;

const FASTER = {
  what: "default path against coco-ssd on tfjs-wasm, same pictures, same run",
  must: `>= ${TIMES} times faster`,
  how:
    `Both find people in the same ${PICTURES} crops of 300x300 RGB (which spares coco-ssd its own scaling) with the same weights, each in its own process, in turn, ` +
    `${ROUNDS} rounds after one of warm-up; CPU time of the process from RGB to boxes, ratio of medians.`,
};

export async function measureTfjs(bench: Bench): Promise<readonly Row[]> {
  if (!hasFfmpeg()) return notHere([FASTER], "no ffmpeg on this machine");
  const missing = existsSync(originalGraph())
    ? missingModel()
    : "no models/tfjs: npm run models:build";
  if (missing !== null) return notHere([FASTER], missing);
  const { ours, theirs } = await inTurn(await cropsFile(bench));
  const times = theirs / ours;
  return [
    {
      ...FASTER,
      is: `${rounded(times)} times (${rounded(ours)} against ${rounded(theirs)} ms a picture)`,
      ok: times >= TIMES,
    },
  ];
}

/** The crops that both look at, one after the other in a file. */
async function cropsFile({ site, folder }: Bench): Promise<string> {
  const camera = site.cameras[0]!;
  const detector = await detectorOf(findModel());
  const clip = await streetClip(site, camera, folder);
  const crops = await cropsOf(clip, camera, detector.side, PICTURES);
  await detector.close();
  const file = join(folder, "crops.rgb");
  writeFileSync(file, Buffer.concat(crops));
  return file;
}

/** CPU time per picture of either side, ms. */
async function inTurn(crops: string): Promise<{ readonly ours: number; readonly theirs: number }> {
  const sides: Program[] = [];
  try {
    for (const side of ["ours", "theirs"])
      sides.push(await startProgram("finder-process", [side, crops]));
    const costs: number[][] = sides.map(() => []);
    for (let round = 0; round <= ROUNDS; round++)
      for (const [at, side] of sides.entries()) costs[at]!.push(Number(await side.ask("look")));
    const [ours, theirs] = costs.map((rounds) => median(rounds.slice(1)));
    return { ours: ours!, theirs: theirs! };
  } finally {
    for (const side of sides) side.end();
  }
}
