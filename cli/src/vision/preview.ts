/** A look through one camera: annotated pictures as they come, and what was counted in them. */
import { setTimeout as sleep } from "node:timers/promises";
import type { CameraSite, Observation, VisionReport } from "@crossing/config";
import { EXIT, Refusal } from "../exit.ts";
import { annotationOf } from "./annotation.ts";
import { drawnOver, sizeOf } from "./pictures.ts";
import { type Watched, type Watching, watchCamera } from "./watching.ts";

/** What to look at, and for how long. */
export interface PreviewOptions extends Watched {
  /** Kerb to kerb; null: no ground grid is drawn. */
  readonly length_m: number | null;
  /** Seconds from the first picture on. */
  readonly seconds: number;
  /** Each picture with what is drawn over it, in order. */
  readonly onPicture: (jpeg: Buffer) => void;
}

/** What was seen at the end. */
export interface Previewed {
  readonly camera: string;
  readonly pictures: number;
  readonly picture: { readonly width: number; readonly height: number };
  readonly state: VisionReport["state"];
  readonly trouble: string | null;
  readonly people: number;
  readonly zones: Readonly<Record<string, number>>;
  readonly crossing: number | null;
  readonly lanes: Observation["lanes"];
  readonly health: VisionReport["health"] | null;
  readonly fps: number;
  readonly ms: VisionReport["ms"] | null;
}

/** A camera that shows nothing for so long is given up, ms. */
const PATIENCE = 20_000;
/** How long a person's way is drawn, pictures. */
const TRAIL = 25;

/** Looks until the time is over; throws a Refusal when no picture comes. */
export async function previewCamera(options: PreviewOptions): Promise<Previewed> {
  const { camera, seconds } = options;
  const seen: Seen = {
    report: null,
    observation: null,
    pictures: 0,
    size: { width: 0, height: 0 },
    trails: new Map(),
    drawing: null,
  };
  const watching = watchCamera(options, {
    onReport: (report) => {
      seen.report = report;
      remember(seen.trails, report);
    },
    onObservation: (observation) => (seen.observation = observation),
    // One after the other: a clip keeps its order, and a slow machine leaves pictures out.
    onPicture: (jpeg) => {
      seen.drawing ??= draw(jpeg, seen, options).finally(() => (seen.drawing = null));
    },
  });
  await lookOn(watching, seen, seconds);
  await seen.drawing;
  return toldOf(camera, seen);
}

/** What is known so far. Changed in place while pictures come. */
interface Seen {
  report: VisionReport | null;
  observation: Observation | null;
  pictures: number;
  size: Previewed["picture"];
  readonly trails: Map<number, [number, number][]>;
  drawing: Promise<void> | null;
}

async function draw(jpeg: Buffer, seen: Seen, options: PreviewOptions): Promise<void> {
  const { camera, length_m, onPicture } = options;
  seen.size = await sizeOf(jpeg);
  onPicture(await drawnOver(jpeg, annotationOf({ camera, length_m, ...seen })));
  seen.pictures += 1;
}

async function lookOn(watching: Watching, seen: Seen, seconds: number): Promise<void> {
  try {
    const deadline = performance.now() + PATIENCE;
    while (seen.pictures === 0) {
      if (performance.now() > deadline)
        throw new Refusal(EXIT.unreachable, noPicture(seen.report?.trouble ?? null));
      await sleep(50);
    }
    await sleep(seconds * 1000);
  } finally {
    await watching.stop();
  }
}

const noPicture = (trouble: string | null): string =>
  trouble ?? `no picture in ${PATIENCE / 1000} s; check the camera's source`;

function remember(trails: Map<number, [number, number][]>, { people }: VisionReport): void {
  for (const { id, x, y } of people)
    trails.set(id, [...(trails.get(id) ?? []), [x, y] as [number, number]].slice(-TRAIL));
  for (const id of trails.keys()) if (!people.some((one) => one.id === id)) trails.delete(id);
}

const toldOf = (camera: CameraSite, { report, observation, pictures, size }: Seen): Previewed => ({
  camera: camera.id,
  pictures,
  picture: size,
  state: report?.state ?? "starting",
  trouble: report?.trouble ?? null,
  people: report?.people.length ?? 0,
  zones: Object.fromEntries(
    Object.entries(observation?.zones ?? {}).map(([zone, { waiting }]) => [zone, waiting]),
  ),
  crossing: observation?.crossing ?? null,
  lanes: observation?.lanes ?? [],
  health: report?.health ?? null,
  fps: report?.fps ?? 0,
  ms: report?.ms ?? null,
});
