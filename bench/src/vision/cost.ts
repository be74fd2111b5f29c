/** What one frame with one look costs, with the exact and with the small model. */
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { NODE_WORDS } from "@crossing/cli";
import { findModel } from "@crossing/vision";
import { hasFfmpeg, streetClip } from "../clip.ts";
import type { Cost } from "../frame-cost.ts";
import type { Bench } from "../measurements.ts";
import { missingModel } from "../model.ts";
import { NO_INT8, int8Model } from "./int8.ts";
import { type Goal, type GoalRow, absent, ms, percent, row } from "./rows.ts";

const HOW =
  "CPU time of a process with the V8 flags of the vision process, and of its ffmpeg, over the frames of an H.264 clip of the drawn street, 640x480, one zone and so one look a frame; from the first frame on, because node, ffprobe and ffmpeg start once and then run for weeks; median of rounds. As `npm run bench -- frame`.";
const HOW_AROUND =
  "The same frames with a detector that knows the answers already, less bare decoding, plus the reading of the network's answer, over the network alone on the same crops, in turn with the rounds. So: crop, scale and color in ffmpeg, the pipe, boxes, tracks and zones. Camera health is neither: it judges small pictures of its own a few times a second, and is in the ages and the memory of the two cameras.";

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
  const siteFile = join(folder, "cost.json");
  writeFileSync(siteFile, JSON.stringify(site));
  const of = await costAlone(siteFile, await streetClip(site, site.cameras[0]!, folder), model());
  return [
    row(whole, of.all, `decode alone ${ms(of.decode)}, inference alone ${ms(of.infer)}`),
    row(rest, of.share, ms(of.rest)),
  ];
}

/** In a process of its own, so that it runs with the flags of the vision process, and with nothing else in its heap. */
async function costAlone(...words: readonly string[]): Promise<Cost> {
  const here = import.meta.url;
  const program = fileURLToPath(new URL(`./cost-process${extname(here)}`, here));
  const node = [...process.execArgv, ...NODE_WORDS, program, ...words];
  const { stdout } = await promisify(execFile)(process.execPath, node);
  return JSON.parse(stdout) as Cost;
}
