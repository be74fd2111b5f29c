/** Who is faster: ours, coco-ssd on tfjs-wasm and OpenCV's HOG look at the same frames, in turn. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findModel, openFile } from "@crossing/vision";
import { hasFfmpeg, streetClip } from "../clip.ts";
import { median } from "../measure.ts";
import type { Bench } from "../measurements.ts";
import { missingModel } from "../model.ts";
import { type Program, startProgram } from "../program.ts";
import type { Asked } from "./asked.ts";
import { clipOf } from "./clips.ts";
import { COCO_SIDE, missingCoco } from "./coco-boxes.ts";
import { type Hog, missingHog, startHog } from "./hog.ts";
import { NO_INT8, int8Model } from "./int8.ts";
import { type Goal, type GoalRow, absent, ms, row, times, told } from "./rows.ts";
import { watchOnce } from "./watched.ts";
import { optionsOf } from "./whole-picture.ts";

const ROUNDS = 9;
const FRAMES = 8;
const TIMES = 6;

const HOW =
  `The first ${FRAMES} frames of 640x480 (TUD clip, or else the drawn street), whole picture: ours and coco-ssd get them scaled to ${COCO_SIDE}x${COCO_SIDE}, HOG at their own size. Each in its own process, in turn, ` +
  `${ROUNDS} rounds after one of warm-up; CPU time from picture to boxes, median of the rounds' ratios; the times are medians too.`;

const goal = (what: string, must: number | null): Goal => ({
  what,
  good: "above",
  must,
  words: times,
  how: HOW,
});
const GOALS = {
  coco: goal("faster than coco-ssd on tfjs-wasm, same frames, one look, fp32", null),
  hog: goal("faster than OpenCV HOG, same frames, one look, fp32", null),
  cocoInt8: goal(
    "faster than coco-ssd on tfjs-wasm, same frames, one look, int8 as it ships",
    TIMES,
  ),
  hogInt8: goal("faster than OpenCV HOG, same frames, one look, int8 as it ships", TIMES),
};

/** Somebody who looks at all frames and says what it cost, ms of CPU a frame. */
interface Racer {
  look(): Promise<number>;
  end(): void;
}

type Name = "fp32" | "int8" | "coco" | "hog";

export async function measureRace(
  { site, folder }: Bench,
  asked: Asked,
): Promise<readonly GoalRow[]> {
  const missing = hasFfmpeg() ? missingModel() : "no ffmpeg on this machine";
  if (missing !== null) return Object.values(GOALS).map((one) => absent(one, missing));
  const file = clipOf("tud")?.file ?? (await streetClip(site, site.cameras[0]!, folder));
  const racers = await start(file, await framesFile(file, folder));
  try {
    const costs = await inTurn(racers);
    return [...rowsOf(costs), ...(await wholeRow(costs.get("coco"), asked))];
  } finally {
    for (const racer of racers.values()) racer.end();
  }
}

/** Whoever can race here. */
async function start(file: string, frames: string): Promise<ReadonlyMap<Name, Racer>> {
  const racers = new Map<Name, Racer>();
  const int8 = int8Model();
  racers.set("fp32", finder(await startProgram("finder-process", ["ours", frames, findModel()])));
  if (int8 !== null)
    racers.set("int8", finder(await startProgram("finder-process", ["ours", frames, int8])));
  if (missingCoco() === null)
    racers.set("coco", finder(await startProgram("finder-process", ["theirs", frames])));
  if (missingHog() === null)
    racers.set("hog", ofHog(await startHog({ file, enlarged: 1, every: 1, most: FRAMES })));
  return racers;
}

const finder = (program: Program): Racer => ({
  look: async () => Number(await program.ask("look")),
  end: () => program.end(),
});

const ofHog = (hog: Hog): Racer => ({
  look: async () => (await hog.look()).ms,
  end: () => hog.end(),
});

/** What each round cost everybody. */
type Costs = ReadonlyMap<Name, readonly number[]>;

async function inTurn(racers: ReadonlyMap<Name, Racer>): Promise<Costs> {
  const costs = new Map([...racers.keys()].map((name) => [name, [] as number[]]));
  for (let round = 0; round <= ROUNDS; round++)
    for (const [name, racer] of racers) {
      const cost = await racer.look();
      if (round > 0) costs.get(name)!.push(cost);
    }
  return costs;
}

/** The frames one after the other in a file, as the networks want them. */
async function framesFile(clip: string, folder: string): Promise<string> {
  const source = await openFile({ file: clip, side: COCO_SIDE, look: () => [[0, 0, 1, 1]] });
  const pictures: Uint8Array[] = [];
  for await (const frame of source.frames()) {
    pictures.push(frame.crop(0).slice());
    if (pictures.length === FRAMES) break;
  }
  const file = join(folder, "race.rgb");
  writeFileSync(file, Buffer.concat(pictures));
  return file;
}

function rowsOf(cost: Costs): readonly GoalRow[] {
  const against = (asked: Goal, ours: Name, peer: Name, lacking: string): GoalRow => {
    const [mine, other] = [cost.get(ours), cost.get(peer)];
    if (mine === undefined || other === undefined) return absent(asked, lacking);
    const ratio = median(other.map((theirs, round) => theirs / mine[round]!));
    return row(asked, ratio, `${ms(median(mine))} against ${ms(median(other))} a frame`);
  };
  const noCoco = missingCoco() ?? "";
  const noHog = missingHog() ?? "";
  return [
    against(GOALS.coco, "fp32", "coco", noCoco),
    against(GOALS.hog, "fp32", "hog", noHog),
    against(GOALS.cocoInt8, "int8", "coco", cost.has("int8") ? noCoco : NO_INT8),
    against(GOALS.hogInt8, "int8", "hog", cost.has("int8") ? noHog : NO_INT8),
  ];
}

/** Accuracy is bought with looks: what the whole picture costs as it ships, against a single look of coco-ssd. */
async function wholeRow(
  rounds: readonly number[] | undefined,
  asked: Asked,
): Promise<readonly GoalRow[]> {
  const clip = clipOf("tud");
  if (rounds === undefined || clip === null) return [];
  const coco = median(rounds);
  const { cpu_ms } = await watchOnce(optionsOf(clip, asked), clip.truth.length);
  return [
    told(
      "faster than one look of coco-ssd on tfjs-wasm, whole picture with all its looks as the accuracy rows have it, decoding too",
      `${times(coco / cpu_ms)} (${ms(cpu_ms)} against ${ms(coco)} a frame)`,
      "The cost of a frame of the TUD clip in the accuracy rows, against coco-ssd's in the race; not in turn.",
    ),
  ];
}
