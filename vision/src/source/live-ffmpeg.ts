/** A camera through ffmpeg: RTSP, HTTP, a video device, or a file played in real time as if it were a camera. */
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import type { Frame, LiveSource, RgbPicture, Size } from "../ports.ts";
import { VisionError, wordsOf } from "../vision-error.ts";
import { Cutter } from "./cutter.ts";
import { cpuMs, inputWords, liveFilter, pictureSize, rawOutput, startFfmpeg } from "./ffmpeg.ts";
import type { LiveOptions } from "./live.ts";
import { Newest } from "./newest.ts";
import { lastLine, noFfmpeg, probe } from "./probe.ts";
import { keepTrying } from "./retry.ts";

/** A stalled stream does not end by itself: after so long without a frame ffmpeg is started anew, ms. */
const SILENCE = 5000;
/** The first frame may take longer: a camera waits for its next key frame. */
const FIRST_FRAME = 15_000;

/** Opens a camera through ffmpeg. Never throws: trouble is told by `trouble()`, and mended by trying again. */
export function liveFfmpeg(options: LiveOptions): LiveSource {
  const camera = new FfmpegCamera(options);
  const kept = keepTrying((signal) => camera.attempt(signal));
  return {
    take: () => camera.take(),
    ready: () => camera.newest.ready(),
    dropped: () => camera.newest.dropped,
    decodeMs: () => camera.decodeMs,
    trouble: () => camera.trouble,
    picture: () => camera.picture,
    async stop() {
      await kept.stop();
      camera.newest.wake();
    },
  };
}

interface Piece {
  readonly bytes: Buffer;
  readonly frame: Frame;
}

class FfmpegCamera {
  readonly newest = new Newest<Piece>();
  trouble: string | null = null;
  picture: RgbPicture | null = null;
  decodeMs = 0;
  readonly #options: LiveOptions;
  #lookedAt: Buffer | null = null;
  #seq = 0;
  #aliveAt = 0;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  take(): Frame | null {
    const taken = this.newest.take();
    this.#lookedAt = taken?.bytes ?? this.#lookedAt;
    return taken?.frame ?? null;
  }

  /** One life of ffmpeg, from asking what the source is to its end. */
  async attempt(signal: AbortSignal): Promise<void> {
    const { address } = this.#options;
    try {
      if (address.startsWith("/") && !existsSync(address))
        throw new VisionError(
          "input",
          `${address}: no such file or device; check the camera's source`,
        );
      const { size } = await probe(address, inputWords(address, false), signal);
      if (!signal.aborted) await this.#play(size, signal);
    } catch (thrown) {
      this.trouble = wordsOf(thrown);
    }
    this.picture = null;
  }

  async #play(size: Size, signal: AbortSignal): Promise<void> {
    const ffmpeg = startFfmpeg(this.#words(size));
    const stop = (): void => void ffmpeg.kill("SIGKILL");
    signal.addEventListener("abort", stop, { once: true });
    this.#aliveAt = performance.now() + FIRST_FRAME - SILENCE;
    const watchdog = setInterval(() => {
      if (performance.now() - this.#aliveAt > SILENCE) stop();
    }, 500);
    this.#listen(ffmpeg, size);
    const why = await ending(ffmpeg);
    clearInterval(watchdog);
    signal.removeEventListener("abort", stop);
    const silent = performance.now() - this.#aliveAt > SILENCE;
    this.trouble = silent
      ? `${this.#options.address}: no frame for ${SILENCE / 1000} s; check the camera and its line`
      : `${this.#options.address}: ${why}; check the camera's source`;
  }

  #words(size: Size): readonly string[] {
    const { address, fps, look, side } = this.#options;
    const filter = liveFilter({ regions: look(size), side }, fps, pictureSize(size));
    const outputs = [...rawOutput("[crops]", 1), ...rawOutput("[picture]", 3)];
    return [...inputWords(address, true), "-i", address, "-filter_complex", filter, ...outputs];
  }

  #listen(ffmpeg: ChildProcess, size: Size): void {
    const { look, side } = this.#options;
    const length = side * side * 3;
    const started = this.#seq;
    const crops = new Cutter(look(size).length * length, {
      full: (bytes) => {
        this.#aliveAt = performance.now();
        this.trouble = null;
        this.#seq += 1;
        const crop = (index: number): Buffer =>
          bytes.subarray(index * length, (index + 1) * length);
        this.newest.put({ bytes, frame: { seq: this.#seq, at: this.#options.now(), size, crop } });
        if (this.#seq % 20 === 0) this.#measure(ffmpeg, this.#seq - started);
      },
      free: (buffer) => buffer !== this.newest.item?.bytes && buffer !== this.#lookedAt,
    });
    const shown = pictureSize(size);
    const pictures = new Cutter(shown.width * shown.height * 3, {
      full: (rgb) => (this.picture = { ...shown, rgb }),
      free: (buffer) => buffer !== this.picture?.rgb,
    });
    ffmpeg.stdout!.on("data", (chunk: Buffer) => crops.feed(chunk));
    const third = ffmpeg.stdio[3] as NodeJS.ReadableStream;
    third.on("data", (chunk: Buffer) => pictures.feed(chunk));
  }

  #measure(ffmpeg: ChildProcess, frames: number): void {
    const used = ffmpeg.pid === undefined ? null : cpuMs(ffmpeg.pid);
    if (used !== null) this.decodeMs = used / frames;
  }
}

/** Settles when ffmpeg has ended, with what it said last. */
function ending(ffmpeg: ChildProcess): Promise<string> {
  let talk = "";
  ffmpeg.stderr!.on("data", (chunk: Buffer) => (talk = (talk + chunk.toString()).slice(-2000)));
  return new Promise((resolve) => {
    ffmpeg.on("error", (error) =>
      resolve(error.message.includes("ENOENT") ? noFfmpeg("ffmpeg").message : error.message),
    );
    ffmpeg.on("close", () => resolve(lastLine(talk) || "the stream ended"));
  });
}
