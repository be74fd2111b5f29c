/** How ffmpeg is asked for frames: crops and scales are made in ffmpeg, so that only what is looked at travels. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Box } from "@crossing/config";
import type { Size } from "../ports.ts";

/** What ffmpeg is to cut out of every frame. */
export interface Cut {
  readonly regions: readonly Box[];
  /** Sides of each square crop, pixels. */
  readonly side: number;
}

/** Width of the picture for people to look at, pixels. */
const PICTURE_WIDTH = 640;
const PICTURES_PER_S = 5;
/** Linux counts CPU time in hundredths of a second. */
const TICK_MS = 10;

/** ffmpeg's options before `-i` for an address. Files are played in real time, again and again, when `live`. */
export function inputWords(address: string, live: boolean): readonly string[] {
  if (address.startsWith("rtsp://"))
    // An address that is silent for 5 s is given up; the number is in microseconds.
    return ["-rtsp_transport", "tcp", "-timeout", "5000000", ...NO_DELAY];
  if (/^https?:\/\//.test(address))
    // A stream of JPEGs carries no times: without the wall clock ffmpeg would take it for 25 frames a second.
    return ["-rw_timeout", "5000000", "-use_wallclock_as_timestamps", "1", ...NO_DELAY];
  if (address.startsWith("/dev/video")) return ["-f", "v4l2", ...NO_DELAY];
  return live ? ["-re", "-stream_loop", "-1"] : [];
}

const NO_DELAY = ["-fflags", "nobuffer", "-flags", "low_delay"];

/** All crops of a frame, one below the other, as `[crops]`; scaled without keeping the shape, as the network learnt it. */
export function cropFilter({ regions, side }: Cut, from: string): string {
  const names = regions.map((_, at) => `[r${at}]`).join("");
  const each = regions.map((box, at) => `[r${at}]${cropWords(box)},${scaleWords(side)}[c${at}]`);
  const stack = regions.map((_, at) => `[c${at}]`).join("");
  const join = regions.length > 1 ? `vstack=inputs=${regions.length}` : "null";
  return [`${from}split=${regions.length}${names}`, ...each, `${stack}${join}[crops]`].join(";");
}

const cropWords = ([left, top, right, bottom]: Box): string =>
  `crop=w=iw*${share(right - left)}:h=ih*${share(bottom - top)}:` +
  `x=iw*${share(left)}:y=ih*${share(top)}:exact=1`;

const scaleWords = (side: number): string => `scale=${side}:${side}:flags=fast_bilinear`;

const share = (fraction: number): string => fraction.toFixed(5);

/** Crops at `fps` at most, never doubled, and a small whole picture a few times a second. */
export const liveFilter = (cut: Cut, fps: number, picture: Size): string =>
  `[0:v]${atMost(fps)},split=2[look][show];${cropFilter(cut, "[look]")};` +
  `[show]${atMost(PICTURES_PER_S)},scale=${picture.width}:${picture.height}:flags=fast_bilinear[picture]`;

/**
 * Lets the first frame of each n-th of a second pass; a slower source is left as it is.
 *
 * Slots, not gaps: frames that come a little early or late would each time lose the next one.
 */
const atMost = (fps: number): string =>
  `select='isnan(prev_selected_t)+gt(${slot("t", fps)}\\,${slot("prev_selected_t", fps)})'`;

const slot = (time: string, fps: number): string => `floor(${time}*${fps}+0.01)`;

/** Size of the picture for people to look at; even numbers, because scalers like them. */
export function pictureSize({ width, height }: Size): Size {
  const shown = Math.min(width, PICTURE_WIDTH) & ~1;
  return { width: shown, height: Math.max(2, Math.round((height * shown) / width) & ~1) };
}

/** Starts ffmpeg without a shell; what it is to write goes to descriptors 1 and 3. */
export const startFfmpeg = (words: readonly string[]): ChildProcess =>
  spawn("ffmpeg", ["-nostdin", "-v", "error", "-threads", "1", ...words], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });

/** Words for one raw output. Frames are handed on as they come: none doubled, none left out. */
export const rawOutput = (stream: string, descriptor: number): readonly string[] => [
  "-map",
  stream,
  "-fps_mode",
  "passthrough",
  "-f",
  "rawvideo",
  "-pix_fmt",
  "rgb24",
  `pipe:${descriptor}`,
];

/** CPU time that a process has used, ms; null where the system does not tell. */
export function cpuMs(pid: number): number | null {
  try {
    // After the name in brackets: state is word 0, user time 11, system time 12.
    const words = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    return (Number(words[11]) + Number(words[12])) * TICK_MS;
  } catch {
    return null;
  }
}
