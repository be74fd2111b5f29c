/** Annotated pictures and clips, written where the operator wants them and nowhere else. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import sharp from "sharp";
import { EXIT, Refusal } from "../exit.ts";
import type { PictureSize } from "./annotation.ts";

/** Width and height of a JPEG, pixels. */
export async function sizeOf(jpeg: Buffer): Promise<PictureSize> {
  const { width, height } = await sharp(jpeg).metadata();
  return { width, height };
}

const QUALITY = 88;

/** The picture with a drawing over it, as a JPEG. */
export const drawnOver = (picture: Buffer, svg: string): Promise<Buffer> =>
  sharp(picture)
    .composite([{ input: Buffer.from(svg) }])
    .jpeg({ quality: QUALITY })
    .toBuffer();

/** A picture of RGB bytes as a JPEG. */
export const jpegOfRgb = (rgb: Uint8Array, { width, height }: PictureSize): Promise<Buffer> =>
  sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .toBuffer();

/** Writes a file; throws a Refusal that says where it cannot be. */
export function writeOut(file: string, bytes: Buffer | string): void {
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(EXIT.usage, `${file}: cannot be written (${why}); check the folder`);
  }
}

/** A clip that is being written. */
export interface Clip {
  add(jpeg: Buffer): void;
  /** Settles when the file is whole; rejects with a Refusal when ffmpeg could not write it. */
  end(): Promise<void>;
}

/** Starts a clip of pictures as they come, shown `fps` times a second; ffmpeg chooses the format by the name. */
export function startClip(file: string, fps: number): Clip {
  // By the wall clock: a slow machine makes fewer pictures, and the clip must not run faster for that.
  const timed = ["-use_wallclock_as_timestamps", "1", "-f", "image2pipe", "-c:v", "mjpeg"];
  const from = [...timed, "-i", "-", "-r", String(fps)];
  // Even numbers of pixels and a usual colour format: every player can show it.
  const even = ["-vf", "scale=trunc(iw/2)*2:trunc(ih/2)*2", "-pix_fmt", "yuv420p"];
  const ffmpeg = spawn("ffmpeg", ["-v", "error", "-y", ...from, ...even, file], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  let talk = "";
  ffmpeg.stderr.on("data", (chunk: Buffer) => (talk += chunk.toString()));
  ffmpeg.stdin.on("error", () => {});
  const ended = once(ffmpeg, "close").then(
    ([code]) => (code === 0 ? null : talk.trim().split("\n").at(-1)!),
    (error: Error) => error.message,
  );
  return {
    add: (jpeg) => void ffmpeg.stdin.write(jpeg),
    async end() {
      ffmpeg.stdin.end();
      const why = await ended;
      if (why !== null) throw new Refusal(...refusalOf(file, why));
    },
  };
}

const refusalOf = (file: string, why: string): [2 | 6, string] =>
  why.includes("ENOENT")
    ? [EXIT.missingTool, "no ffmpeg; install it: apt install ffmpeg"]
    : [EXIT.usage, `${file}: cannot be written (${why}); check folder and name, as in preview.mp4`];
