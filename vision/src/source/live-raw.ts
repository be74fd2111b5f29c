/**
 * Frames that another program of this machine pushes over a Unix socket, as the simulated street does.
 *
 * Each frame is one line of JSON, `{"width","height","seq","at","bytes"}`, and then that many RGB bytes; `at` is the
 * monotonic clock in ms. We are the client, and connect again when the line breaks.
 */
import { type Socket, connect } from "node:net";
import { type Instant, instant } from "@crossing/config";
import type { LiveSource, RgbPicture, ShownPicture } from "../ports.ts";
import { wordsOf } from "../vision-error.ts";
import type { LiveOptions } from "./live.ts";
import { Newest } from "./newest.ts";
import { framer } from "./pictures.ts";
import { RawReader } from "./raw-reader.ts";
import { keepTrying } from "./retry.ts";

const SILENCE = 5000;

interface Pushed {
  readonly picture: RgbPicture;
  readonly seq: number;
  readonly at: Instant;
}

/** Opens the socket at `options.address`. Never throws: trouble is told by `trouble()`, and mended by trying again. */
export function liveRaw(options: LiveOptions): LiveSource {
  const newest = new Newest<Pushed>();
  const frames = framer(options.look, options.side);
  let trouble: string | null = null;
  let lookedAt: Pushed | null = null;
  let shown: { readonly of: Pushed; readonly small: ShownPicture } | null = null;
  let life = new AbortController();
  const kept = keepTrying(async (signal) => {
    const reader = new RawReader({
      frame: ({ width, height, seq, at }, rgb) => {
        trouble = null;
        newest.put({ picture: { width, height, rgb }, seq, at: instant(at) });
      },
      free: (buffer) => buffer !== newest.item?.picture.rgb && buffer !== lookedAt?.picture.rgb,
    });
    life = new AbortController();
    const why = await conversation(options.address, reader, AbortSignal.any([signal, life.signal]));
    trouble = `raw:${options.address}: ${why}; check that the street is running`;
  });
  return {
    take() {
      const pushed = newest.take();
      if (pushed === null) return null;
      lookedAt = pushed;
      return frames.frame(pushed.picture, pushed.seq, pushed.at);
    },
    ready: () => newest.ready(),
    dropped: () => newest.dropped,
    decodeMs: () => 0,
    trouble: () => trouble,
    picture() {
      if (lookedAt === null || trouble !== null) return null;
      if (shown?.of !== lookedAt)
        shown = { of: lookedAt, small: frames.small(lookedAt.picture, lookedAt.at) };
      return shown.small;
    },
    again: () => life.abort(),
    async stop() {
      await kept.stop();
      newest.wake();
    },
  };
}

/** One connection from its beginning to its end; says why it ended. */
function conversation(path: string, reader: RawReader, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const socket: Socket = connect(path);
    const stop = (): void => end("stopped");
    const end = (why: string): void => {
      signal.removeEventListener("abort", stop);
      socket.destroy();
      resolve(why);
    };
    socket.setTimeout(SILENCE, () => end(`no frame for ${SILENCE / 1000} s`));
    socket.on("error", (error) => end(wordsOf(error)));
    socket.on("close", () => end("the other side closed the line"));
    socket.on("data", (chunk: Buffer) => {
      const wrong = reader.feed(chunk);
      if (wrong !== null) end(wrong);
    });
    signal.addEventListener("abort", stop, { once: true });
  });
}
