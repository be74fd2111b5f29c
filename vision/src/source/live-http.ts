/** A camera that gives single pictures over HTTP, asked again and again. A stream of pictures goes through ffmpeg. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Instant } from "@crossing/config";
import type { Frame, LiveSource, RgbPicture, ShownPicture } from "../ports.ts";
import { wordsOf } from "../vision-error.ts";
import type { LiveOptions } from "./live.ts";
import { liveFfmpeg } from "./live-ffmpeg.ts";
import { Newest } from "./newest.ts";
import { type Framer, framer } from "./pictures.ts";
import { keepTrying } from "./retry.ts";

const ANSWER_MS = 5000;
const PICTURE_MAX_BYTES = 20_000_000;
/** Twice that of the finest camera we know of: a few bytes may say that they are a picture of gigabytes. */
const PICTURE_MAX_PIXELS = 50_000_000;

/** Opens an HTTP camera; what it is, is seen from its first answer. Never throws. */
export function liveHttp(options: LiveOptions): LiveSource {
  const camera = new HttpCamera(options);
  const kept = keepTrying((signal) => camera.attempt(signal));
  return {
    take: () => camera.stream?.take() ?? camera.newest.take(),
    ready: () => camera.stream?.ready() ?? camera.newest.ready(),
    dropped: () => camera.stream?.dropped() ?? camera.newest.dropped,
    decodeMs: () => camera.stream?.decodeMs() ?? camera.decodeMs,
    trouble: () => (camera.stream ? camera.stream.trouble() : camera.trouble),
    picture: () => (camera.stream ? camera.stream.picture() : camera.picture()),
    // Every single picture is asked for anew anyway.
    again: () => camera.stream?.again(),
    async stop() {
      await kept.stop();
      camera.newest.wake();
    },
  };
}

class HttpCamera {
  readonly newest = new Newest<Frame>();
  /** Set once the camera is known to send a stream. */
  stream: LiveSource | null = null;
  trouble: string | null = null;
  decodeMs = 0;
  readonly #options: LiveOptions;
  readonly #frames: Framer;
  #last: { readonly picture: RgbPicture; readonly at: Instant } | null = null;
  #shown: ShownPicture | null = null;
  #seq = 0;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#frames = framer(options.look, options.side);
  }

  picture(): ShownPicture | null {
    if (this.#last === null || this.trouble !== null) return null;
    const { picture, at } = this.#last;
    if (this.#shown?.at !== at) this.#shown = this.#frames.small(picture, at);
    return this.#shown;
  }

  /** Asks for pictures until something goes wrong, or plays the stream until the end. */
  async attempt(signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) {
        const start = performance.now();
        // Taken at the earliest when it was asked for: an age that is never told too young.
        const at = this.#options.now();
        const answer = await this.#ask(signal);
        if (answer === null) return await this.#playStream(signal);
        await this.#show(answer, at);
        const rest = 1000 / this.#options.fps - (performance.now() - start);
        await sleep(Math.max(1, rest), undefined, { signal });
      }
    } catch (thrown) {
      const why = signal.aborted ? "stopped" : wordsOf(thrown);
      this.trouble = `${this.#options.address}: ${why}; check the camera's address and that it is on`;
    }
  }

  /** The bytes of one picture; null when the camera sends something else than single pictures. */
  async #ask(signal: AbortSignal): Promise<Buffer | null> {
    const soon = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
    const answer = await fetch(this.#options.address, { signal: soon });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const isPicture = answer.headers.get("content-type")?.startsWith("image/") ?? false;
    if (!isPicture) {
      await answer.body?.cancel();
      return null;
    }
    return bytesOf(answer);
  }

  async #show(jpeg: Buffer, at: Instant): Promise<void> {
    // Only cameras of this kind need it.
    const { default: sharp } = await import("sharp");
    const start = performance.now();
    const { data, info } = await sharp(jpeg, { limitInputPixels: PICTURE_MAX_PIXELS })
      .removeAlpha()
      .toColorspace("srgb")
      .raw()
      .toBuffer({
        resolveWithObject: true,
      });
    this.decodeMs = performance.now() - start;
    const picture = { width: info.width, height: info.height, rgb: data };
    this.#last = { picture, at };
    this.#seq += 1;
    this.trouble = null;
    this.newest.put(this.#frames.frame(picture, this.#seq, at));
  }

  async #playStream(signal: AbortSignal): Promise<void> {
    this.stream = liveFfmpeg(this.#options);
    this.newest.wake();
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    await this.stream.stop();
  }
}

/** The bytes of an answer, counted as they come: how many there will be is only a promise. */
async function bytesOf(answer: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += (part as Uint8Array).length;
    if (size > PICTURE_MAX_BYTES) throw new Error("a picture of more than 20 MB");
    parts.push(part as Uint8Array);
  }
  return Buffer.concat(parts);
}
