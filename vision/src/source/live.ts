/** Opens a camera by its address. */
import type { Instant } from "@crossing/config";
import type { LiveSource, Look } from "../ports.ts";
import { liveFfmpeg } from "./live-ffmpeg.ts";
import { liveHttp } from "./live-http.ts";
import { liveOpenCv } from "./live-opencv.ts";
import { liveRaw } from "./live-raw.ts";

/** How to look through a camera. */
export interface LiveOptions {
  readonly address: string;
  /** Frames per second to hand on at most. */
  readonly fps: number;
  /** Sides of each square crop, pixels. */
  readonly side: number;
  readonly look: Look;
  /** Regions cut out of each frame; with more regions they take turns. All of them when left out. */
  readonly looks?: number;
  now(): Instant;
}

const RAW = "raw:";
const OPENCV = "opencv:";

/**
 * The frames of a camera: `raw:<unix socket>`, `http(s)://` (single pictures or a stream), `rtsp://`, `/dev/video*`,
 * `opencv:<device or address>`, or a video file, which is played in real time and again and again.
 *
 * Never throws; a camera in trouble says so by `trouble()` and is tried again for ever.
 */
export function openLive(options: LiveOptions): LiveSource {
  const { address } = options;
  if (address.startsWith(RAW)) return liveRaw({ ...options, address: address.slice(RAW.length) });
  if (address.startsWith(OPENCV))
    return liveOpenCv({ ...options, address: address.slice(OPENCV.length) });
  return /^https?:\/\//.test(address) ? liveHttp(options) : liveFfmpeg(options);
}
