/** A camera through ffmpeg: RTSP, HTTP, a video device, or a file played in real time as if it were a camera. */
import { createRequire } from "node:module";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { type Box, type Instant, instant } from "@crossing/config";
import type { Frame, LiveSource, ShownPicture, Size } from "../ports.ts";
import { wordsOf } from "../vision-error.ts";
import { type Camera, type News, type Opened, clockMs } from "./ffmpeg-camera.ts";
import { pictureSize } from "./ffmpeg.ts";
import type { LiveOptions } from "./live.ts";
import type { Asked, Order } from "./reader-thread.ts";
import { keepTrying } from "./retry.ts";
import { type Taken, Reader } from "./triple.ts";

/** A thread that was told to stop has so long for it, ms. */
const STOPPING = 2000;

/** Opens a camera through ffmpeg. Never throws: trouble is told by `trouble()`, and mended by trying again. */
export function liveFfmpeg(options: LiveOptions): LiveSource {
  const camera = new ThreadCamera(options);
  const kept = keepTrying((signal) => camera.attempt(signal));
  return {
    take: () => camera.take(),
    ready: () => camera.ready(),
    dropped: () => camera.dropped,
    decodeMs: () => camera.decodeMs,
    trouble: () => camera.trouble,
    picture: () => camera.picture(),
    again: () => camera.order("again"),
    async stop() {
      await kept.stop();
      camera.wake();
    },
  };
}

interface View {
  readonly size: Size;
  readonly regions: readonly Box[];
  readonly groups: readonly Group[];
  readonly pictures: Reader;
}

/** Regions that are cut out together. */
interface Group {
  readonly regions: readonly number[];
  readonly crops: Reader;
  /** Number of the frame that was taken last. */
  last: number;
}

/** This side of the reading thread: the thread reads and mends, here its frames are taken. */
class ThreadCamera {
  trouble: string | null = null;
  decodeMs = 0;
  readonly #options: LiveOptions;
  #thread: Worker | null = null;
  #view: View | null = null;
  #picture: ShownPicture | null = null;
  #dropped = 0;
  #waiting: (() => void)[] = [];

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  get dropped(): number {
    const groups = this.#view?.groups ?? [];
    return groups.reduce((sum, { crops }) => sum + crops.dropped, this.#dropped);
  }

  /** Of the groups with something new, the one that nobody looked at for longest. */
  take(): Frame | null {
    const view = this.#view;
    if (view === null) return null;
    const fresh = view.groups.filter(({ crops }) => crops.fresh);
    if (fresh.length === 0) return null;
    const group = fresh.reduce((a, b) => (b.last < a.last ? b : a));
    const taken = group.crops.take()!;
    group.last = taken.seq;
    return this.#frame(taken, view, group.regions);
  }

  picture(): ShownPicture | null {
    if (this.#view === null || this.trouble !== null) return null;
    const { size, pictures } = this.#view;
    const taken = pictures.take();
    if (taken !== null)
      this.#picture = { ...pictureSize(size), rgb: taken.bytes, at: this.#momentOf(taken.at) };
    return this.#picture;
  }

  async ready(): Promise<void> {
    if (this.#view?.groups.some(({ crops }) => crops.fresh)) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  order(order: Order): void {
    this.#thread?.postMessage(order);
  }

  /** One life of the reading thread. It mends the camera by itself; only its own death brings us back here. */
  async attempt(signal: AbortSignal): Promise<void> {
    const { address, fps, side, looks = Number.MAX_SAFE_INTEGER } = this.#options;
    const thread = startThread({ address, fps, side, looks });
    this.#thread = thread;
    const stop = (): void => this.order("stop");
    signal.addEventListener("abort", stop, { once: true });
    thread.on("message", (news: News | Asked) => this.#hear(news));
    const why = await ended(thread, signal);
    signal.removeEventListener("abort", stop);
    this.#thread = null;
    this.trouble = `${address}: the reading thread ended: ${why}; it is started again`;
  }

  #hear(news: News | Asked): void {
    if ("frame" in news) return this.wake();
    if ("asked" in news) return this.order({ regions: this.#options.look(news.asked) });
    if ("opened" in news) return this.#open(news.opened);
    if ("decode_ms" in news) this.decodeMs = news.decode_ms;
    else this.trouble = news.trouble;
  }

  #open({ size, regions, groups, pictures }: Opened): void {
    this.#dropped = this.dropped;
    this.#picture = null;
    this.#view = {
      size,
      regions,
      groups: groups.map((group) => ({
        regions: group.regions,
        crops: new Reader(group.crops),
        last: 0,
      })),
      pictures: new Reader(pictures),
    };
  }

  #frame({ seq, at, bytes }: Taken, { size, regions }: View, present: readonly number[]): Frame {
    const length = this.#options.side ** 2 * 3;
    return {
      seq,
      at: this.#momentOf(at),
      size,
      regions,
      present,
      crop: (index) => {
        const place = present.indexOf(index);
        return bytes.subarray(place * length, (place + 1) * length);
      },
    };
  }

  /** The thread's stamp on our clock: as long ago as it is by the clock that threads share. */
  #momentOf(at: number): Instant {
    return instant(this.#options.now() - (clockMs() - at));
  }
}

/** Starts the reading thread. From source it is a .ts file, and needs the loader that tests and `--import tsx` use. */
function startThread(camera: Camera): Worker {
  const extension = extname(import.meta.url);
  const file = new URL(`./reader-thread${extension}`, import.meta.url);
  if (extension !== ".ts") return new Worker(file, { workerData: camera, execArgv: [] });
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm/api"));
  const esm = loader.href.replace(/\.cjs$/, ".mjs");
  const start = `import("${esm}").then(({ register }) => (register(), import("${file.href}")));`;
  return new Worker(start, { workerData: camera, execArgv: [], eval: true });
}

/** Settles when the thread is gone, with why; one that does not stop in time is ended. */
function ended(thread: Worker, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    let why = "";
    let patience: NodeJS.Timeout | null = null;
    const wait = (): void => {
      patience = setTimeout(() => void thread.terminate(), STOPPING);
    };
    signal.addEventListener("abort", wait, { once: true });
    thread.on("error", (error) => (why = wordsOf(error)));
    thread.on("exit", (code) => {
      signal.removeEventListener("abort", wait);
      if (patience !== null) clearTimeout(patience);
      resolve(why || `exit code ${code}`);
    });
  });
}
