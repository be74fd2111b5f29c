/** Pictures of one drawn camera, handed to whoever connects: the newest, never a queue. */
import { rmSync } from "node:fs";
import { type Socket, createServer } from "node:net";
import type { Instant } from "@crossing/config";

/** One picture, 3 bytes a pixel, red green blue, row by row. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
  /** When it was taken. */
  readonly at: Instant;
}

/** A camera's cable. */
export interface FrameServer {
  /** Hands the picture to every client that has taken its last one. The bytes are copied. */
  show(frame: Frame): void;
  /** How many clients are ready for a picture: 0 saves drawing one. */
  ready(): number;
  /** A cut cable carries nothing, and stays connected as a dead camera does. */
  cut(on: boolean): void;
  close(): Promise<void>;
}

/** Serves pictures on a Unix socket: one JSON line, then `bytes` bytes, for each picture. */
export async function serveFrames(path: string): Promise<FrameServer> {
  const clients = new Set<Socket>();
  let seq = 0;
  let isCut = false;

  const server = createServer((socket) => {
    clients.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => clients.delete(socket));
    socket.resume();
  });
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });

  const taking = (): readonly Socket[] =>
    isCut ? [] : [...clients].filter((client) => client.writableLength === 0);
  return {
    show(frame) {
      const ready = taking();
      if (ready.length === 0) return;
      const { width, height, rgb, at } = frame;
      const header = JSON.stringify({ width, height, seq: seq++, at, bytes: rgb.byteLength });
      const bytes = Buffer.concat([Buffer.from(`${header}\n`), rgb]);
      for (const client of ready) client.write(bytes);
    },
    ready: () => taking().length,
    cut: (on) => {
      isCut = on;
    },
    close() {
      for (const client of clients) client.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
