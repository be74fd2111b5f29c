/** A clip as the eyes saw it, frame by frame. */
import { type CountLine, type CountOptions, type CountSummary, countVideo } from "@crossing/vision";
import type { Frames, PixelBox } from "./truth.ts";

/** Everything that was told of a clip. */
export interface Watched {
  /** Of each frame the last line told until then: with `every` above 1 a line holds until the next. */
  readonly lines: readonly CountLine[];
  /** Lines of the frames that were looked at, and no others. */
  readonly looked: readonly CountLine[];
  readonly summary: CountSummary;
  /** CPU time per frame looked at, of this process and of ffmpeg, ms. */
  readonly cpu_ms: number;
}

const seen = new Map<string, Promise<Watched>>();

/** As `watch`, once for the same options: looking takes minutes, and several rows go by the same clip. */
export function watchOnce(options: CountOptions, frames: number): Promise<Watched> {
  const key = JSON.stringify([options, frames]);
  const before = seen.get(key) ?? watch(options, frames);
  seen.set(key, before);
  return before;
}

/** Looks at the first `frames` frames of a clip with the eyes as they are shipped. */
export async function watch(options: CountOptions, frames: number): Promise<Watched> {
  const looked: CountLine[] = [];
  let summary: CountSummary | null = null;
  const before = process.cpuUsage();
  for await (const line of countVideo(options)) {
    if ("type" in line) summary = line;
    else looked.push(line);
  }
  const { user, system } = process.cpuUsage(before);
  const cpu_ms = (user + system) / 1000 / looked.length + summary!.ms.decode;
  return { lines: held(looked, frames), looked, summary: summary!, cpu_ms };
}

/** One line for each frame; before the first nothing is known yet, so the first stands for them. */
function held(looked: readonly CountLine[], frames: number): readonly CountLine[] {
  let at = 0;
  return Array.from({ length: frames }, (_, index) => {
    while (at + 1 < looked.length && looked[at + 1]!.frame <= index + 1) at += 1;
    return looked[at]!;
  });
}

/** The boxes of people, without their scores. */
export const boxesOf = ({ lines }: Pick<Watched, "lines">): readonly (readonly PixelBox[])[] =>
  lines.map(({ boxes }) => boxes.map(([x, y, width, height]): PixelBox => [x, y, width, height]));

/** The tracks of people. */
export const tracksOf = ({ lines }: Pick<Watched, "lines">): Frames =>
  lines.map(({ tracks }) =>
    tracks.map(([id, x, y, width, height]) => ({ id, box: [x, y, width, height] as const })),
  );
