/**
 * A camera as ffmpeg gives it, for as long as it takes: one life of ffmpeg after the other.
 *
 * Runs in a thread of its own (reader-thread.ts): the network blocks the thread that looks, and a frame that lay in
 * the pipe meanwhile would get too late a stamp. Imports nothing heavy, because each camera has such a thread.
 */
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import type { Box } from "@crossing/config";
import type { Size } from "../ports.ts";
import { VisionError, wordsOf } from "../vision-error.ts";
import { Cutter } from "./cutter.ts";
import {
  PICTURE,
  cpuMs,
  cropsName,
  inputWords,
  liveFilter,
  pictureSize,
  rawOutput,
  startFfmpeg,
} from "./ffmpeg.ts";
import { lastLine, noFfmpeg, probe } from "./probe.ts";
import { groupsOf } from "./rotation.ts";
import { type Shared, Writer, sharedBuffers } from "./triple.ts";

/** What the reading thread is told at its start. */
export interface Camera {
  readonly address: string;
  /** Frames per second to hand on at most. */
  readonly fps: number;
  /** Sides of each square crop, pixels. */
  readonly side: number;
  /** Regions cut out of each frame; with more regions they take turns. */
  readonly looks: number;
}

/** Where frames and pictures are to be found from now on. */
export interface Opened {
  readonly size: Size;
  readonly regions: readonly Box[];
  /** Numbers of the regions that are cut out together, and where their crops are to be found. */
  readonly groups: readonly { readonly regions: readonly number[]; readonly crops: Shared }[];
  readonly pictures: Shared;
}

/** What the reading thread tells: one of these at a time. */
export type News =
  | { readonly opened: Opened }
  /** A frame lies in the crops. */
  | { readonly frame: true }
  | { readonly trouble: string | null }
  | { readonly decode_ms: number };

/** The other thread: who is told, and who knows where to look in a picture of a size. */
export interface Owner {
  tell(news: News): void;
  regionsOf(size: Size): Promise<readonly Box[]>;
}

/** A stalled stream does not end by itself: after so long without a frame ffmpeg is started anew, ms. */
const SILENCE = 4000;
/** The first frame may take longer: a camera waits for its next key frame. */
const FIRST_FRAME = 15_000;
const WATCH_EVERY = 250;

/** CLOCK_MONOTONIC in ms: the same in all threads, unlike `performance.now()`. */
export const clockMs = (): number => Number(process.hrtime.bigint()) / 1e6;

interface Seen {
  readonly size: Size;
  readonly regions: readonly Box[];
}

interface Buffers {
  readonly opened: Seen;
  readonly crops: readonly Writer[];
  readonly pictures: Writer;
}

export class FfmpegCamera {
  readonly #camera: Camera;
  readonly #owner: Owner;
  #buffers: Buffers | null = null;
  #trouble: string | null = null;
  #seq = 0;
  #aliveAt = 0;
  #restart: () => void = () => {};

  constructor(camera: Camera, owner: Owner) {
    this.#camera = camera;
    this.#owner = owner;
  }

  /** Ends this life of ffmpeg, so that the next begins: for a picture that cannot be believed. */
  again(): void {
    this.#restart();
  }

  /** One life of ffmpeg, from asking what the source is to its end. */
  async attempt(signal: AbortSignal): Promise<void> {
    const { address } = this.#camera;
    try {
      if (address.startsWith("/") && !existsSync(address))
        throw new VisionError(
          "input",
          `${address}: no such file or device; check the camera's source`,
        );
      const { size } = await probe(address, inputWords(address, false), signal);
      const regions = await this.#owner.regionsOf(size);
      if (!signal.aborted) await this.#play({ size, regions }, signal);
    } catch (thrown) {
      this.#say(wordsOf(thrown));
    }
  }

  async #play(seen: Seen, signal: AbortSignal): Promise<void> {
    const buffers = this.#buffersFor(seen);
    const ffmpeg = startFfmpeg(this.#words(seen), buffers.crops.length);
    const stop = (): void => void ffmpeg.kill("SIGKILL");
    this.#restart = stop;
    signal.addEventListener("abort", stop, { once: true });
    this.#aliveAt = clockMs() + FIRST_FRAME - SILENCE;
    // SIGKILL ends a stopped process too.
    const watchdog = setInterval(() => {
      if (this.#silent()) stop();
    }, WATCH_EVERY);
    this.#listen(ffmpeg, buffers);
    const why = await ending(ffmpeg);
    clearInterval(watchdog);
    signal.removeEventListener("abort", stop);
    const { address } = this.#camera;
    this.#say(
      this.#silent()
        ? `${address}: no frame for ${SILENCE / 1000} s; check the camera and its line`
        : `${address}: ${why}; check the camera's source`,
    );
  }

  #silent(): boolean {
    return clockMs() - this.#aliveAt > SILENCE;
  }

  #say(trouble: string | null): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#owner.tell({ trouble });
  }

  /** The buffers of the last life serve the next one too, unless the camera has changed: a restart costs no memory. */
  #buffersFor({ size, regions }: Seen): Buffers {
    const before = this.#buffers;
    if (before !== null && isSame(before.opened, { size, regions })) return before;
    const { side, looks } = this.#camera;
    const shown = pictureSize(size);
    const pictures = sharedBuffers(shown.width * shown.height * 3);
    const groups = groupsOf(regions.length, looks).map((group) => ({
      regions: group,
      crops: sharedBuffers(group.length * side ** 2 * 3),
    }));
    this.#owner.tell({ opened: { size, regions, groups, pictures } });
    const crops = groups.map((group) => new Writer(group.crops));
    return (this.#buffers = { opened: { size, regions }, crops, pictures: new Writer(pictures) });
  }

  /** Pictures go to descriptor 3, the first group to 1, and the others to 4 and on. */
  #words({ size, regions }: Seen): readonly string[] {
    const { address, fps, side, looks } = this.#camera;
    const groups = groupsOf(regions.length, looks).map((group) => group.map((at) => regions[at]!));
    const filter = liveFilter({ side, size, groups }, fps, pictureSize(size));
    const crops = groups.flatMap((_, at) => rawOutput(`[${cropsName(at)}]`, descriptorOf(at)));
    const outputs = [...crops, ...rawOutput(`[${PICTURE}]`, PICTURES)];
    return [...inputWords(address, true), "-i", address, "-filter_complex", filter, ...outputs];
  }

  #listen(ffmpeg: ChildProcess, { crops, pictures }: Buffers): void {
    const started = this.#seq;
    const pipe = (descriptor: number): NodeJS.ReadableStream =>
      ffmpeg.stdio[descriptor] as NodeJS.ReadableStream;
    crops.forEach((writer, group) => {
      // The groups take turns, so each knows the numbers of its frames.
      let seq = started + group + 1;
      const looks = new Cutter(writer.bytes, () => {
        this.#frame(writer, seq);
        if (seq % 20 === 0) this.#measure(ffmpeg, seq - started);
        seq += crops.length;
        return writer.bytes;
      });
      pipe(descriptorOf(group)).on("data", (chunk: Buffer) => looks.feed(chunk));
    });
    let shown = 0;
    const shows = new Cutter(pictures.bytes, () => {
      pictures.put(++shown, clockMs());
      return pictures.bytes;
    });
    pipe(PICTURES).on("data", (chunk: Buffer) => shows.feed(chunk));
  }

  #frame(writer: Writer, seq: number): void {
    this.#aliveAt = clockMs();
    this.#seq = Math.max(this.#seq, seq);
    writer.put(seq, this.#aliveAt);
    this.#say(null);
    this.#owner.tell({ frame: true });
  }

  #measure(ffmpeg: ChildProcess, frames: number): void {
    const used = ffmpeg.pid === undefined ? null : cpuMs(ffmpeg.pid);
    if (used !== null) this.#owner.tell({ decode_ms: used / frames });
  }
}

const PICTURES = 3;
const descriptorOf = (group: number): number => (group === 0 ? 1 : PICTURES + group);

const isSame = (a: Seen, b: Seen): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Settles when ffmpeg has ended and all it said was read, with what it said last. */
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
