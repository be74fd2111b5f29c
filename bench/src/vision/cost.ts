/** What one frame with one look costs, with the exact and with the small model. */
import { type Detector, detectorOf, findModel } from "@crossing/vision";
import { hasFfmpeg, streetClip } from "../clip.ts";
import { type Cost, costOf } from "../frame-cost.ts";
import type { Bench } from "../measurements.ts";
import { missingModel } from "../model.ts";
import { NO_INT8, int8Model } from "./int8.ts";
import { type Goal, type GoalRow, absent, ms, percent, row } from "./rows.ts";

const HOW =
  "CPU time of this process and of ffmpeg over all frames of an H.264 clip of the drawn street, 640x480, one zone and so one look a frame; median of rounds. As `npm run bench -- frame`.";
const HOW_AROUND =
  "The same frames with a detector that knows the answers already, less bare decoding, plus the reading of the network's answer, over the network alone on the same crops, in turn with the rounds.";

const cost = (precision: string, must: number, wish: number): Goal => ({
  what: `one frame with one crop, decode to counts, CPU, ${precision}`,
  good: "below",
  must,
  try: wish,
  words: ms,
  how: HOW,
});
const around = (precision: string, must: number | null, wish?: number): Goal => ({
  what: `pre and post together over bare inference, ${precision}`,
  good: "below",
  must,
  ...(wish === undefined ? {} : { try: wish }),
  words: percent,
  how: HOW_AROUND,
});

const GOALS = {
  fp32: { cost: cost("fp32", 28, 22), around: around("fp32", 0.1, 0.06) },
  int8: { cost: cost("int8", 18, 13), around: around("int8", null) },
} as const;

export async function measureCost(bench: Bench): Promise<readonly GoalRow[]> {
  const missing = hasFfmpeg() ? missingModel() : "no ffmpeg on this machine";
  return [
    ...(await rowsOf(bench, { ...GOALS.fp32, missing, model: findModel })),
    ...(await rowsOf(bench, {
      ...GOALS.int8,
      missing: missing ?? (int8Model() === null ? NO_INT8 : null),
      model: () => int8Model()!,
    })),
  ];
}

interface Precise {
  readonly cost: Goal;
  readonly around: Goal;
  readonly missing: string | null;
  readonly model: () => string;
}

async function rowsOf(
  { site, folder }: Bench,
  { cost: whole, around: rest, missing, model }: Precise,
): Promise<readonly GoalRow[]> {
  if (missing !== null) return [absent(whole, missing), absent(rest, missing)];
  const detector: Detector = await detectorOf(model());
  const of: Cost = await costOf(await streetClip(site, site.cameras[0]!, folder), site, detector);
  await detector.close();
  return [
    row(whole, of.all, `decode alone ${ms(of.decode)}, inference alone ${ms(of.infer)}`),
    row(rest, of.share, ms(of.rest)),
  ];
}
