/** The reading thread of one camera: see ffmpeg-camera.ts. Ends when it is told to, and takes its ffmpeg with it. */
import { parentPort, workerData } from "node:worker_threads";
import type { Box } from "@crossing/config";
import { type Camera, FfmpegCamera } from "./ffmpeg-camera.ts";
import { tidyEveryMinute } from "../tidy.ts";
import { keepTrying } from "./retry.ts";

/** What the thread that looks may say. */
export type Order = { readonly regions: readonly Box[] } | "again" | "stop";

/** What it is told besides the camera's news: it is asked where to look in a picture of this size. */
export interface Asked {
  readonly asked: { readonly width: number; readonly height: number };
}

const port = parentPort!;
let answer: (regions: readonly Box[]) => void = () => {};
const camera = new FfmpegCamera(workerData as Camera, {
  tell: (news) => port.postMessage(news),
  regionsOf: (size) =>
    new Promise((resolve) => {
      answer = resolve;
      port.postMessage({ asked: size } satisfies Asked);
    }),
});
tidyEveryMinute();
const kept = keepTrying((signal) => camera.attempt(signal));

port.on("message", (order: Order) => {
  if (order === "again") camera.again();
  else if (order === "stop") {
    // An attempt that waits to hear where to look must be able to end.
    answer([]);
    void kept.stop().then(() => port.close());
  } else answer(order.regions);
});
