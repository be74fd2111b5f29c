/** What one camera frame costs, from the bytes of the video to people per zone. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "@crossing/config";
import {
  type CountSummary,
  type Detector,
  type Looked,
  countVideo,
  detectorOf,
  findModel,
} from "@crossing/vision";
import { hasFfmpeg, streetClip } from "./clip.ts";
import { cpuPerCall } from "./cpu.ts";
import { cropsOf } from "./crops.ts";
import { type Row, median, notHere, rounded } from "./measure.ts";
import type { Bench } from "./measurements.ts";
import { missingModel } from "./model.ts";

const ROUNDS = 5;
const BARE_RUNS = 60;
const FRAME_MS = 30;
const OVERHEAD_SHARE = 0.15;

const COST = {
  what: "one camera frame, decode to counts, default model, CPU",
  must: `<= ${FRAME_MS} ms`,
  how:
    "CPU time of this process (with the V8 flag that the vision process runs with) and of ffmpeg over the frames of an H.264 clip (640x480 of the drawn street unless named), one zone and so one look a frame " +
    `as in live running, where ffmpeg starts once in weeks: from the first frame on; median of ${ROUNDS} rounds after one of warm-up.`,
};
const OVERHEAD = {
  what: "pre and post together, as a share of bare inference",
  must: `<= ${OVERHEAD_SHARE * 100} %`,
  how:
    "The same frames once more with a detector that knows the answers already, less bare decoding (ffmpeg decoding the clip to nothing), plus the reading of " +
    "the network's answer: so crop and scale, the pipe, boxes, tracks and zones. Bare inference is the network alone on the same crops, in turn with the rounds.",
};

export async function measureFrame({ site, folder }: Bench): Promise<readonly Row[]> {
  if (!hasFfmpeg()) return notHere([COST, OVERHEAD], "no ffmpeg on this machine");
  const missing = missingModel();
  if (missing !== null) return notHere([COST, OVERHEAD], missing);
  const detector = await detectorOf(findModel());
  const ours = await costOf(await streetClip(site, site.cameras[0]!, folder), site, detector);
  const pets = join(process.env["CROSSING_MEDIA"] ?? "", "pets09-s2l1/frames-0001-0400.mp4");
  const rows = rowsOf(ours, "");
  if (existsSync(pets))
    rows.push(...rowsOf(await costOf(pets, site, detector), ", PETS clip 480x360"));
  await detector.close();
  return rows;
}

/** CPU time per frame, ms. */
export interface Cost {
  readonly all: number;
  readonly decode: number;
  readonly infer: number;
  readonly rest: number;
  /** `rest` as a share of `infer`. */
  readonly share: number;
}

function rowsOf({ all, decode, infer, rest, share }: Cost, clip: string): Row[] {
  return [
    {
      ...COST,
      what: `${COST.what}${clip}`,
      is: `${rounded(all)} ms (decode alone ${rounded(decode)}, inference alone ${rounded(infer)})`,
      ok: all <= FRAME_MS,
    },
    {
      ...OVERHEAD,
      what: `${OVERHEAD.what}${clip}`,
      is: `${rounded(share * 100)} % (${rounded(rest)} ms)`,
      ok: share <= OVERHEAD_SHARE,
    },
  ];
}

/** What a frame of `file` costs with one look by `detector` at the first camera's zone: medians of rounds. */
export async function costOf(file: string, pilot: Site, detector: Detector): Promise<Cost> {
  const site = oneLook(pilot);
  const crops = await cropsOf(file, site.cameras[0]!, detector.side, BARE_RUNS);
  const { recorder, recorded } = recording(detector);
  await framesCost(file, site, recorder);
  const rounds: Cost[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const all = await framesCost(file, site, detector);
    const { infer, post } = await bareInference(detector, crops);
    const around = await framesCost(file, site, repeating(detector, recorded));
    const decode = bareDecoding(file);
    const rest = around - decode + post;
    rounds.push({ all, infer, decode, rest, share: rest / infer });
  }
  const middle = (part: keyof Cost): number => median(rounds.map((round) => round[part]));
  return {
    all: middle("all"),
    decode: middle("decode"),
    infer: middle("infer"),
    rest: middle("rest"),
    share: middle("share"),
  };
}

/** The site with cameras that see one zone each and nothing else: one region a frame. */
const oneLook = (site: Site): Site => ({
  ...site,
  cameras: site.cameras.map((camera) => ({ ...camera, crosswalk: null, lanes: [] })),
});

/** CPU time per frame of the whole way, ours and ffmpeg's, from the first frame on: what starts, starts once. */
async function framesCost(file: string, site: Site, detector: Detector): Promise<number> {
  let summary: CountSummary | null = null;
  let first: NodeJS.CpuUsage | null = null;
  const options = { file, site, camera: site.cameras[0]!.id, detector, budget: 1 };
  for await (const line of countVideo(options))
    if ("type" in line) summary = line;
    else first ??= process.cpuUsage();
  const { user, system } = process.cpuUsage(first!);
  return (user + system) / 1000 / (summary!.frames - 1) + summary!.ms.decode;
}

/** A detector that remembers what it answered, look after look. */
function recording(detector: Detector): { recorder: Detector; recorded: readonly Looked[] } {
  const recorded: Looked[] = [];
  const recorder: Detector = {
    ...detector,
    async detect(crop, scoreMin) {
      const looked = await detector.detect(crop, scoreMin);
      recorded.push(looked);
      return looked;
    },
  };
  return { recorder, recorded };
}

/** A detector that knows the answers already: what is left is the way to it and from it. */
function repeating(detector: Detector, recorded: readonly Looked[]): Detector {
  let look = 0;
  return { ...detector, detect: () => Promise.resolve(recorded[look++]!) };
}

/** The network alone, and what `detect` does around it: together they are what it costs. */
async function bareInference(
  detector: Detector,
  crops: readonly Uint8Array[],
): Promise<{ readonly infer: number; readonly post: number }> {
  const posts: number[] = [];
  const detect = await cpuPerCall(crops, async (crop) => {
    const { preMs = 0, postMs } = await detector.detect(crop, detector.threshold);
    posts.push(preMs + postMs);
  });
  const post = median(posts);
  return { infer: detect - post, post };
}

/** CPU time per frame of ffmpeg that decodes and throws away, by its own account. */
function bareDecoding(file: string): number {
  const words = ["-hide_banner", "-nostats", "-benchmark", "-threads", "1", "-i", file];
  const { stderr } = spawnSync("ffmpeg", [...words, "-f", "null", "-"], { encoding: "utf8" });
  const frames = Number(/frame=\s*(\d+)/.exec(stderr)?.[1]);
  const [, user, system] = /utime=([\d.]+)s stime=([\d.]+)s/.exec(stderr) ?? [];
  return ((Number(user) + Number(system)) * 1000) / frames;
}
