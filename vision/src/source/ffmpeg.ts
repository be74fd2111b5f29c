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
  /** Of the whole picture. */
  readonly size: Size;
}

/** Width of the picture for people to look at, pixels. */
const PICTURE_WIDTH = 640;
const PICTURES_PER_S = 4;
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

/** Three frames tell enough of the rate: with the usual twenty a camera takes a second longer to come up. */
const NO_DELAY = ["-fflags", "nobuffer", "-flags", "low_delay", "-fpsprobesize", "3"];

/** All crops of a frame, one below the other, as `[to]`; scaled without keeping the shape, as the network learnt it. */
export function cropFilter({ regions, side, size }: Cut, from: string, to = "crops"): string {
  const names = regions.map((_, at) => `[${to}r${at}]`).join("");
  const each = regions.map(
    (box, at) => `[${to}r${at}]${cropWords(box)},${scaleWords(box, side, size)}[${to}c${at}]`,
  );
  const stack = regions.map((_, at) => `[${to}c${at}]`).join("");
  const join = regions.length > 1 ? `vstack=inputs=${regions.length}` : "null";
  return [`${from}split=${regions.length}${names}`, ...each, `${stack}${join}[${to}]`].join(";");
}

const cropWords = ([left, top, right, bottom]: Box): string =>
  `crop=w=iw*${share(right - left)}:h=ih*${share(bottom - top)}:` +
  `x=iw*${share(left)}:y=ih*${share(top)}:exact=1`;

/**
 * Small people are enlarged with care, which finds more of them; to make a crop smaller the cheap way is as good.
 *
 * Scaled as the decoder gives it and made RGB afterwards: swscale does both at once in a slow way, 0.4 ms a crop more.
 */
function scaleWords([left, top, right, bottom]: Box, side: number, size: Size): string {
  const pixels = (right - left) * size.width * (bottom - top) * size.height;
  const flags = pixels < side * side ? "bicubic" : "fast_bilinear";
  return `scale=${side}:${side}:flags=${flags},format=yuv420p|yuvj420p,scale=flags=fast_bilinear,format=rgb24`;
}

const share = (fraction: number): string => fraction.toFixed(5);

/** The outputs of a live filter: the crops of each group of regions, and the picture. */
export const cropsName = (group: number): string => `crops${group}`;
export const PICTURE = "picture";

/**
 * Crops at `fps` at most, never doubled, and a small whole picture a few times a second.
 *
 * The groups of regions take turns: the first frame is cut for the first group, the next for the second, and so on.
 */
export function liveFilter(
  { side, size, groups }: Omit<Cut, "regions"> & { readonly groups: readonly (readonly Box[])[] },
  fps: number,
  picture: Size,
): string {
  const names = groups.map((_, group) => `[g${group}]`).join("");
  const turns = groups.map((regions, group) => {
    const name = cropsName(group);
    const turn = `[g${group}]select='eq(mod(n\\,${groups.length})\\,${group})'[${name}t]`;
    return `${turn};${cropFilter({ regions, side, size }, `[${name}t]`, name)}`;
  });
  const scale = `scale=${picture.width}:${picture.height}:flags=fast_bilinear`;
  return [
    `[0:v]${atMost(fps)},split=2[look][show]`,
    `[look]split=${groups.length}${names}`,
    ...turns,
    `[show]${atMost(PICTURES_PER_S)},${scale}[${PICTURE}]`,
  ].join(";");
}

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

/** Starts ffmpeg without a shell; it writes to descriptor 1, complains to 2, and has `more` pipes from 3 on. */
export const startFfmpeg = (words: readonly string[], more = 0): ChildProcess =>
  spawn("ffmpeg", ["-nostdin", "-v", "error", ...ONE_THREAD, ...words], {
    stdio: ["ignore", "pipe", "pipe", ...Array.from({ length: more }, () => "pipe" as const)],
  });

/** Small pictures are cut by one thread as fast as by many, and each scaler would bring two of its own. */
const ONE_THREAD = ["-filter_complex_threads", "1", "-threads", "1"];

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
