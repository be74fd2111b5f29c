/** Real clips as cameras: each played to and fro, four pictures a second, with a little grain so that no picture comes twice. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { RgbPicture } from "../../src/index.ts";
import { chanceOf } from "./chance.ts";
import type { Feed } from "./watch.ts";

interface Clip {
  readonly name: string;
  readonly file: string;
  readonly width: number;
  readonly height: number;
}

const CLIPS: readonly Clip[] = [
  { name: "PETS", file: "pets09-s2l1/frames-0001-0400.mp4", width: 480, height: 360 },
  { name: "TUD-Stadtmitte", file: "tud-stadtmitte/clip.mp4", width: 480, height: 360 },
  { name: "Intel, car park", file: "intel/person-bicycle-car-part1.mp4", width: 640, height: 360 },
  { name: "Intel, cars", file: "intel/car-detection.mp4", width: 640, height: 360 },
];

/** The clips of the folder that CROSSING_MEDIA names; none when it is not set. */
export function clips(): readonly Feed[] {
  const media = process.env["CROSSING_MEDIA"];
  if (media === undefined) return [];
  return CLIPS.filter(({ file }) => existsSync(join(media, file))).map((clip) =>
    feedOf(clip, media),
  );
}

function feedOf({ name, file, width, height }: Clip, media: string): Feed {
  const filter = `fps=4,scale=${width}:${height}:flags=fast_bilinear`;
  const words = ["-v", "error", "-i", join(media, file), "-vf", filter];
  const raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-"];
  const { stdout } = spawnSync("ffmpeg", [...words, ...raw], { maxBuffer: 1e9 });
  const length = width * height * 3;
  const count = Math.floor(stdout.length / length);
  const picture = (look: number): RgbPicture => {
    const turn = look % (2 * count - 2);
    const at = turn < count ? turn : 2 * count - 2 - turn;
    return grained({ rgb: stdout.subarray(at * length, (at + 1) * length), width, height }, look);
  };
  return { name, fps: 10, source: `rtsp://camera/${file}`, picture };
}

/** A grey level more or less here and there: what a living sensor does, and a compressed clip has lost. */
function grained(picture: RgbPicture, seed: number): RgbPicture {
  const chance = chanceOf(seed);
  const rgb = Uint8Array.from(picture.rgb);
  for (
    let at = Math.floor(chance.next() * 9);
    at < rgb.length;
    at += 3 + Math.floor(chance.next() * 9)
  )
    rgb[at] = Math.min(255, Math.max(0, rgb[at]! + (chance.next() < 0.5 ? 1 : -1)));
  return { ...picture, rgb };
}
