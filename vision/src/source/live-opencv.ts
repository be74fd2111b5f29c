/** A camera through OpenCV: `opencv:0` is the first video device, anything else an address or file that OpenCV opens. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Instant } from "@crossing/config";
import type { Frame, LiveSource, RgbPicture, ShownPicture } from "../ports.ts";
import { wordsOf } from "../vision-error.ts";
import type { LiveOptions } from "./live.ts";
import { Newest } from "./newest.ts";
import { type Capture, type OpenCv, loadOpenCv } from "./opencv.ts";
import { type Framer, framer } from "./pictures.ts";
import { keepTrying } from "./retry.ts";

/** A read that takes longer has stalled, ms: the camera is opened anew. */
const SILENCE = 4000;

/** Opens a camera through OpenCV. Never throws: trouble is told by `trouble()`, and mended by trying again. */
export function liveOpenCv(
  options: LiveOptions,
  load: () => Promise<OpenCv> = loadOpenCv,
): LiveSource {
  const camera = new OpenCvCamera(options, load);
  const kept = keepTrying((signal) => camera.attempt(signal));
  return {
    take: () => camera.newest.take(),
    ready: () => camera.newest.ready(),
    dropped: () => camera.newest.dropped,
    decodeMs: () => camera.decodeMs,
    trouble: () => camera.trouble,
    picture: () => camera.picture(),
    again: () => camera.again(),
    async stop() {
      await kept.stop();
      camera.newest.wake();
    },
  };
}

class OpenCvCamera {
  readonly newest = new Newest<Frame>();
  trouble: string | null = null;
  decodeMs = 0;
  readonly #options: LiveOptions;
  readonly #load: () => Promise<OpenCv>;
  readonly #frames: Framer;
  #last: { readonly picture: RgbPicture; readonly at: Instant } | null = null;
  #shown: ShownPicture | null = null;
  #life = new AbortController();
  #seq = 0;

  constructor(options: LiveOptions, load: () => Promise<OpenCv>) {
    this.#options = options;
    this.#load = load;
    this.#frames = framer(options.look, options.side);
  }

  again(): void {
    this.#life.abort();
  }

  picture(): ShownPicture | null {
    if (this.#last === null || this.trouble !== null) return null;
    const { picture, at } = this.#last;
    if (this.#shown?.at !== at) this.#shown = this.#frames.small(picture, at);
    return this.#shown;
  }

  /** Reads until something goes wrong. */
  async attempt(signal: AbortSignal): Promise<void> {
    this.#life = new AbortController();
    const end = AbortSignal.any([signal, this.#life.signal]);
    let capture: Capture | null = null;
    try {
      const cv = await this.#load();
      capture = new cv.VideoCapture(sourceOf(this.#options.address));
      while (!end.aborted) await this.#read(cv, capture);
    } catch (thrown) {
      this.trouble = `opencv:${this.#options.address}: ${wordsOf(thrown)}`;
    } finally {
      capture?.release();
    }
  }

  /** Every frame is read, so that none grows old inside OpenCV; only as many are handed on as are wanted. */
  async #read(cv: OpenCv, capture: Capture): Promise<void> {
    const mat = await inTime(capture.readAsync());
    const at = this.#options.now();
    if (mat.empty) throw new Error("no picture; check the camera's source");
    this.trouble = null;
    const since = at - (this.#last?.at ?? Number.NEGATIVE_INFINITY);
    // A little early counts as in time: cameras do not keep the beat to the millisecond.
    if (since < 900 / this.#options.fps) return mat.release();
    const start = performance.now();
    const turned = await mat.cvtColorAsync(cv.COLOR_BGR2RGB);
    const rgb = await turned.getDataAsync();
    this.decodeMs = performance.now() - start;
    const picture = { width: turned.cols, height: turned.rows, rgb };
    mat.release();
    turned.release();
    this.#last = { picture, at };
    this.newest.put(this.#frames.frame(picture, ++this.#seq, at));
  }
}

/** A number is a device of that number. */
const sourceOf = (address: string): number | string =>
  /^\d+$/.test(address) ? Number(address) : address;

async function inTime<T>(work: Promise<T>): Promise<T> {
  const patience = new AbortController();
  const late = sleep(SILENCE, null, { signal: patience.signal }).then(() => {
    throw new Error(`no frame for ${SILENCE / 1000} s; check the camera and its line`);
  });
  late.catch(() => undefined);
  return Promise.race([work, late]).finally(() => patience.abort());
}
