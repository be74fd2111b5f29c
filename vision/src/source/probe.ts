/** Asks ffprobe what a source is before its frames are read. */
import { execFile } from "node:child_process";
import { VisionError } from "../vision-error.ts";
import type { Size } from "../ports.ts";

/** What a video is. */
export interface Probed {
  readonly size: Size;
  /** Frames per second; 25 when the source does not say. */
  readonly fps: number;
}

const PROBE_MS = 20_000;
const USUAL_FPS = 25;

/** Tells what is behind `address`; `words` are ffmpeg's input options. Throws a VisionError: `input` or `tool`. */
export async function probe(
  address: string,
  words: readonly string[],
  signal?: AbortSignal,
): Promise<Probed> {
  const wanted = "stream=width,height,avg_frame_rate:stream_side_data=rotation";
  const args = ["-v", "error", ...words, "-select_streams", "v:0", "-show_entries", wanted];
  const { stdout, trouble } = await run("ffprobe", [...args, "-of", "json", address], signal);
  const stream = (JSON.parse(stdout || "{}") as { streams?: readonly RawStream[] }).streams?.[0];
  if (!stream?.width || !stream.height)
    throw new VisionError(
      "input",
      `${address}: ${trouble || "no video in it"}; check that it is a video that ffmpeg can play`,
    );
  return { size: upright(stream), fps: rateOf(stream.avg_frame_rate) };
}

interface RawStream {
  readonly width?: number;
  readonly height?: number;
  readonly avg_frame_rate?: string;
  readonly side_data_list?: readonly { readonly rotation?: number }[];
}

/** ffmpeg turns pictures upright by itself; the size is told as it was stored. */
function upright(stream: RawStream): Size {
  const turned = stream.side_data_list?.some(({ rotation = 0 }) => Math.abs(rotation) % 180 === 90);
  const size = { width: stream.width!, height: stream.height! };
  return turned ? { width: size.height, height: size.width } : size;
}

function rateOf(fraction = "0/0"): number {
  const [over, under] = fraction.split("/").map(Number);
  const rate = over! / under!;
  return rate > 0 && rate <= 240 ? rate : USUAL_FPS;
}

/** The sentence for a machine without ffmpeg. */
export const noFfmpeg = (tool: string): VisionError =>
  new VisionError("tool", `${tool} is not on this machine; install it: sudo apt install ffmpeg`);

function run(
  tool: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<{ stdout: string; trouble: string }> {
  const limits = { timeout: PROBE_MS, killSignal: "SIGKILL", ...(signal && { signal }) } as const;
  return new Promise((resolve, reject) => {
    execFile(tool, args, limits, (error, stdout, stderr) => {
      if (error && "code" in error && error.code === "ENOENT") return reject(noFfmpeg(tool));
      const silent = error?.killed ? `no answer in ${PROBE_MS / 1000} s` : "";
      resolve({ stdout, trouble: lastLine(stderr) || silent });
    });
  });
}

/** The last line that a tool said, without the address it may repeat. */
export function lastLine(talk: string): string {
  const line = talk.trim().split("\n").at(-1) ?? "";
  return line.replace(/^.*?: (?=[A-Z])/, "").trim();
}
