/** Counts people in a video file, frame by frame: what `crossing vision count` prints. */
import { type Box, type CameraSite, type Site, VISION } from "@crossing/config";
import { detectorFor } from "./detect/detector.ts";
import { gather } from "./detect/gather.ts";
import { wholePicture } from "./detect/whole-picture.ts";
import { NOBODY, type People, look, tell } from "./people/people.ts";
import { CROSSWALK, type Polygon } from "./people/places.ts";
import { type Scene, sceneOf } from "./people/scene.ts";
import { TRACK_RULES } from "./people/tracks.ts";
import type { Detector, Frame, Size } from "./ports.ts";
import { openFile } from "./source/file.ts";
import { VisionError } from "./vision-error.ts";
import { planOf } from "./watch/plan.ts";

/** What to count. */
export interface CountOptions {
  readonly file: string;
  /** With `camera`: count in that camera's zones; else the whole picture is one zone. */
  readonly site?: Site;
  /** Id of the camera, or of a zone that it sees. */
  readonly camera?: string;
  /** Look at each n-th frame only; 1 by default. */
  readonly every?: number;
  /** Regions of each frame that are looked at, at most: more see smaller people. */
  readonly budget?: number;
  /** Name or ONNX file of a model; default: that of the site. */
  readonly model?: string;
  /** Instead of a model; it is not closed. */
  readonly detector?: Detector;
}

/** One frame that was looked at. */
export interface CountLine {
  /** From 1, counts every decoded frame. */
  readonly frame: number;
  readonly t_s: number;
  /** Smoothed count of the whole picture. */
  readonly people: number;
  /** People boxes as the detector gave them, `[x, y, width, height, score]`, pixels of the file. */
  readonly boxes: readonly (readonly [number, number, number, number, number])[];
  /** People who are followed and count now, `[id, x, y, width, height]`, pixels of the file. */
  readonly tracks: readonly (readonly [number, number, number, number, number])[];
  readonly zones: Readonly<Record<string, number>>;
  readonly crossing: number | null;
  readonly vehicles: number;
}

/** The last line. `ms` per frame looked at; decoding is ffmpeg's CPU time, the others are time on this thread. */
export interface CountSummary {
  readonly type: "summary";
  readonly frames: number;
  readonly fps: number;
  readonly detector: string;
  readonly ms: {
    readonly decode: number;
    readonly pre: number;
    readonly infer: number;
    readonly post: number;
  };
}

/** As many as one of two cameras at ten frames a second is given on two cores; the whole picture has a rule of its own. */
const BUDGET = 4;

/** The zone that covers the picture when no site is given. */
const WHOLE = "whole";
const WHOLE_POLYGON: Polygon = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

/**
 * Looks at the frames of `file` in order, all regions of each, none dropped or doubled.
 *
 * Throws a VisionError that says what to do: `input` for the video, site or camera, `tool` for ffmpeg, `model`.
 */
export async function* countVideo(options: CountOptions): AsyncGenerator<CountLine | CountSummary> {
  const camera = cameraOf(options);
  const { vision = VISION } = options.site ?? {};
  const wanted = { ...vision, model: options.model ?? vision.model };
  const detector = options.detector ?? (await detectorFor(wanted));
  try {
    yield* counted(options, camera, detector);
  } finally {
    if (options.detector === undefined) await detector.close();
  }
}

/** The camera that the options speak of; null: the whole picture is one zone. */
function cameraOf({ site, camera }: CountOptions): CameraSite | null {
  if (site === undefined) return null;
  const wanted = camera ?? site.cameras[0]!.id;
  const found =
    site.cameras.find(({ id }) => id === wanted) ??
    site.cameras.find(({ zones }) => zones.some(({ zone }) => zone === wanted));
  if (found !== undefined) return found;
  const known = site.cameras.map(({ id }) => id).join(", ");
  throw new VisionError("input", `camera ${wanted}: site ${site.id} has only ${known}`);
}

async function* counted(
  options: CountOptions,
  camera: CameraSite | null,
  detector: Detector,
): AsyncGenerator<CountLine | CountSummary> {
  const { file, site, budget } = options;
  const source = await openFile({
    file,
    side: detector.side,
    look: (size) =>
      camera
        ? planOf(camera, size, detector, budget ?? BUDGET)
        : wholePicture(size, ...(budget === undefined ? [] : [budget])),
  });
  const scene = camera ? sceneOf(camera, site ?? null) : wholeScene(detector);
  const cost = { frames: 0, pre: 0, infer: 0, post: 0 };
  const started = performance.now();
  let people: People = NOBODY;
  for await (const frame of source.frames()) {
    if ((frame.seq - 1) % Math.max(1, options.every ?? 1) !== 0) continue;
    const seen = await seenIn(frame, { detector, scene, cost });
    const start = performance.now();
    people = look(people, { at: frame.at, seen, regions: frame.regions }, scene);
    const line = lineOf(frame, people, { seen, scene });
    cost.post += performance.now() - start;
    cost.frames += 1;
    yield line;
  }
  const each = (ms: number): number => rounded(ms / Math.max(1, cost.frames));
  yield {
    type: "summary",
    frames: cost.frames,
    fps: rounded((cost.frames * 1000) / (performance.now() - started)),
    detector: detector.name,
    ms: {
      decode: rounded(source.decodeMs()),
      pre: each(cost.pre),
      infer: each(cost.infer),
      post: each(cost.post),
    },
  };
}

const wholeScene = (detector: Detector): Scene => ({
  places: [{ name: WHOLE, polygon: WHOLE_POLYGON }],
  rules: { ...TRACK_RULES, sure: detector.threshold },
});

interface Looking {
  readonly detector: Detector;
  readonly scene: Scene;
  readonly cost: { pre: number; infer: number; post: number };
}

async function seenIn(
  frame: Frame,
  { detector, scene, cost }: Looking,
): Promise<ReturnType<typeof gather>> {
  const parts = [];
  for (const [at, region] of frame.regions.entries()) {
    const start = performance.now();
    const crop = frame.crop(at);
    cost.pre += performance.now() - start;
    const { found, preMs = 0, inferMs, postMs } = await detector.detect(crop, scene.rules.faint);
    cost.pre += preMs;
    cost.infer += inferMs;
    cost.post += postMs;
    parts.push({ region, found });
  }
  return gather(parts);
}

interface Shown {
  readonly seen: ReturnType<typeof gather>;
  readonly scene: Scene;
}

function lineOf(frame: Frame, people: People, { seen, scene }: Shown): CountLine {
  const told = tell(people, scene, frame.at);
  return {
    frame: frame.seq,
    t_s: rounded(frame.at / 1000),
    people: told.people,
    boxes: seen
      .filter(({ kind, score }) => kind === "person" && score >= scene.rules.sure)
      .map(({ box, score }) => inPixels(box, score, frame.size)),
    tracks: told.persons.map(({ id, box }) => {
      const [x, y, width, height] = inPixels(box, 0, frame.size);
      return [id, x, y, width, height];
    }),
    zones: Object.fromEntries(
      scene.places
        .filter(({ name }) => name !== CROSSWALK)
        .map(({ name }) => [name, told.zones[name]!.waiting]),
    ),
    crossing: told.crossing,
    vehicles: told.vehicles,
  };
}

const inPixels = (
  [left, top, right, bottom]: Box,
  score: number,
  { width, height }: Size,
): CountLine["boxes"][number] => [
  tenth(left * width),
  tenth(top * height),
  tenth((right - left) * width),
  tenth((bottom - top) * height),
  rounded(score),
];

const tenth = (value: number): number => Math.round(value * 10) / 10;
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
