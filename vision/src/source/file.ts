/** Every frame of a video file, as fast as they are looked at. */
import { existsSync } from "node:fs";
import { type Instant, instant } from "@crossing/config";
import type { FileSource, Frame, Look, Size } from "../ports.ts";
import { VisionError, wordsOf } from "../vision-error.ts";
import { type Cut, cpuMs, cropFilter, inputWords, rawOutput, startFfmpeg } from "./ffmpeg.ts";
import { lastLine, noFfmpeg, probe } from "./probe.ts";
import { spent } from "./spent.ts";

/** How to read a file. */
export interface FileOptions {
  readonly file: string;
  readonly side: number;
  readonly look: Look;
}

/** Opens a video file. Throws a VisionError: `input` when it is missing or no video, `tool` without ffmpeg. */
export async function openFile({ file, side, look }: FileOptions): Promise<FileSource> {
  if (!file.includes("://") && !existsSync(file))
    throw new VisionError("input", `${file}: no such file; give the path of a video`);
  const { size, fps } = await probe(file, inputWords(file, false));
  const cut: Cut = { regions: look(size), side, size };
  let decoded: Decoded = { frames: 0, ms: 0 };
  return {
    size,
    fps,
    decodeMs: () => (decoded.frames === 0 ? 0 : decoded.ms / decoded.frames),
    frames: () => framesOf(file, { cut, size, fps }, (now) => (decoded = now)),
  };
}

interface Reading {
  readonly cut: Cut;
  readonly size: Size;
  readonly fps: number;
}

/** CPU time that ffmpeg took for so many frames. */
interface Decoded {
  readonly frames: number;
  readonly ms: number;
}

type Tell = (decoded: Decoded) => void;

const TELL_EVERY = 10;

async function* framesOf(file: string, reading: Reading, tell: Tell): AsyncGenerator<Frame> {
  const filter = cropFilter(reading.cut, "[0:v:0]");
  const words = ["-i", file, "-filter_complex", filter, ...rawOutput("[crops]", 1)];
  const ffmpeg = startFfmpeg([...inputWords(file, false), ...words]);
  let talk = "";
  ffmpeg.stderr!.on("data", (chunk: Buffer) => (talk = (talk + chunk.toString()).slice(-2000)));
  const ended = new Promise<Error | null>((resolve) => {
    ffmpeg.on("error", resolve);
    ffmpeg.on("close", () => resolve(null));
  });
  let seq = 0;
  let started = 0;
  try {
    const length = reading.cut.regions.length * reading.cut.side ** 2 * 3;
    for await (const piece of pieces(ffmpeg.stdout!, length)) {
      seq += 1;
      if (seq % TELL_EVERY === 1) {
        const ms = cpuMs(ffmpeg.pid!) ?? 0;
        // Its start costs what hundred frames do, but only once.
        if (seq === 1) started = ms;
        else tell({ frames: seq - 1, ms: ms - started });
      }
      yield frameOf(piece, seq, reading);
    }
    const error = await ended;
    if (error !== null) throw wordsOf(error).includes("ENOENT") ? noFfmpeg("ffmpeg") : error;
    if (seq === 0)
      throw new VisionError(
        "input",
        `${file}: ${lastLine(talk) || "no frame in it"}; check the video`,
      );
  } finally {
    ffmpeg.kill("SIGKILL");
  }
}

/** The moment of a frame of a file is its place in the file. */
const timeOf = (seq: number, fps: number): Instant => instant(((seq - 1) * 1000) / fps);

function frameOf(piece: Buffer, seq: number, { cut, size, fps }: Reading): Frame {
  const length = cut.side ** 2 * 3;
  return {
    seq,
    at: timeOf(seq, fps),
    size,
    regions: cut.regions,
    present: cut.regions.map((_, index) => index),
    crop: (index) => piece.subarray(index * length, (index + 1) * length),
  };
}

/** Pieces of `length` bytes; each is valid until the next is asked for. A last piece that is cut off is left out. */
async function* pieces(stream: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  const piece = Buffer.allocUnsafe(length);
  let filled = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length;) {
      const taken = chunk.copy(piece, filled, at, Math.min(chunk.length, at + length - filled));
      at += taken;
      filled += taken;
      if (filled < length) continue;
      yield piece;
      filled = 0;
    }
    spent(chunk);
  }
}
