import { mkdtempSync, rmSync } from "node:fs";
import { type Socket, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instant } from "@crossing/config";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FrameServer, serveFrames } from "../src/frames.ts";
import { until } from "./until.ts";

let dir = "";
let frames: FrameServer;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "frames-"));
  frames = await serveFrames(join(dir, "camera.sock"));
});
afterEach(async () => {
  await frames.close();
  rmSync(dir, { recursive: true, force: true });
});

interface Seen {
  readonly seq: number;
  readonly values: ReadonlySet<number>;
}

/** A client that notes the number of each picture, and which values its bytes have. */
function watch(socket: Socket, seen: Seen[]): void {
  let bytes = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const end = bytes.indexOf(10);
      if (end < 0) return;
      const header = JSON.parse(bytes.toString("utf8", 0, end)) as { seq: number; bytes: number };
      if (bytes.length < end + 1 + header.bytes) return;
      const picture = bytes.subarray(end + 1, end + 1 + header.bytes);
      seen.push({ seq: header.seq, values: new Set(picture) });
      bytes = bytes.subarray(end + 1 + header.bytes);
    }
  });
}

const SIDE = 400;
const rgb = new Uint8Array(SIDE * SIDE * 3);
const show = (value: number): void => {
  rgb.fill(value);
  frames.show({ width: SIDE, height: SIDE, rgb, at: instant(value) });
};

test("a client that does not read gets no queue, and whole pictures when it reads again", async () => {
  const socket = connect(join(dir, "camera.sock"));
  socket.pause();
  await until(() => frames.ready() === 1);
  for (let value = 1; value <= 50; value += 1) show(value);
  const seen: Seen[] = [];
  watch(socket, seen);
  socket.resume();
  await until(() => seen.length > 0 && frames.ready() === 1);
  show(200);
  await until(() => seen.some(({ values }) => values.has(200)));
  // Only what was in the socket's own buffer when the client fell behind was kept.
  expect(seen.length).toBeLessThan(10);
  // The same bytes were drawn over while older pictures were still on their way: none may be torn.
  expect(seen.every(({ values }) => values.size === 1)).toBe(true);
  socket.destroy();
});

test("a cut camera stays connected and carries nothing until it is mended", async () => {
  const socket = connect(join(dir, "camera.sock"));
  const seen: Seen[] = [];
  watch(socket, seen);
  await until(() => frames.ready() === 1);
  frames.cut(true);
  show(1);
  frames.cut(false);
  show(2);
  await until(() => seen.length === 1);
  expect([...seen[0]!.values]).toEqual([2]);
  expect(socket.destroyed).toBe(false);
  socket.destroy();
});
