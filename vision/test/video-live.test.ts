/** Cameras that are read live: by a thread of its own, whatever the one that looks is doing. */
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Frame, type LiveSource, openLive } from "../src/index.ts";
import { inputWords } from "../src/source/ffmpeg.ts";
import { now, testFolder, until } from "./street.ts";

const folder = testFolder();
afterAll(() => folder.remove());
const hasFfmpeg = spawnSync("ffmpeg", ["-version"]).status === 0;
const clip = join(folder.path, "live.mp4");

const open: LiveSource[] = [];
const servers: Server[] = [];
afterEach(async () => {
  for (const source of open.splice(0)) await source.stop();
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const live = (address: string, looks = 2): LiveSource => {
  const look = () => [[0, 0, 0.5, 1], [0.5, 0, 1, 1]] as const; // prettier-ignore
  const source = openLive({ address, fps: 20, side: 32, look, looks, now });
  open.push(source);
  return source;
};

describe.skipIf(!hasFfmpeg)("a camera through ffmpeg (skipped without ffmpeg)", () => {
  beforeAll(() => {
    // Black on the left, white on the right.
    const white = "drawbox=x=150:y=0:w=150:h=300:color=white:t=fill";
    const words = ["-f", "lavfi", "-i", "color=black:s=300x300:r=20:d=4", "-vf", white];
    execFileSync("ffmpeg", ["-v", "error", ...words, "-pix_fmt", "yuv420p", clip]);
  });

  test("a file is played again and again; the newest frame wins and the others are counted", async () => {
    const source = live(clip);
    await source.ready();
    const first = source.take()!;
    expect(first.size).toEqual({ width: 300, height: 300 });
    expect(first.regions).toHaveLength(2);
    expect([first.crop(0).length, first.crop(0)[0]! < 30]).toEqual([32 * 32 * 3, true]);
    expect([first.crop(1).length, first.crop(1)[0]! > 220]).toEqual([32 * 32 * 3, true]);
    const before = source.dropped();
    await until("five frames left lying", () => source.dropped() >= before + 5);
    const newest = await until("a frame", () => source.take());
    expect(newest.seq).toBeGreaterThanOrEqual(first.seq + 6);
    expect(source.trouble()).toBe(null);
    expect(await until("a picture", () => source.picture())).toMatchObject({ width: 300 });
  });

  test("with one look a frame the regions take turns, and none is cut out in vain", async () => {
    const source = live(clip, 1);
    const frames: {
      readonly seq: number;
      readonly present: readonly number[];
      readonly white: boolean;
    }[] = [];
    await until("twelve frames", () => {
      const frame = source.take();
      if (frame === null) return false;
      const { seq, present } = frame;
      frames.push({ seq, present, white: frame.crop(present[0]!)[0]! > 128 });
      return frames.length >= 12;
    });
    // Odd frames are black, of the left half; even ones white, of the right half.
    for (const { seq, present, white } of frames)
      expect({ seq, present, white }).toEqual({
        seq,
        present: [1 - (seq % 2)],
        white: seq % 2 === 0,
      });
    expect(new Set(frames.map(({ white }) => white)).size).toBe(2);
  });

  test("frames are read and stamped while the thread that looks is busy", async () => {
    const source = live(clip);
    const first = await until("a first frame", () => source.take());
    const begun = now();
    // Not one turn of the event loop in here: what comes was read by another thread.
    const blocked = (after: Frame): Frame => {
      for (const end = performance.now() + 10_000; performance.now() < end;) {
        const frame = source.take();
        if (frame !== null) return frame;
      }
      throw new Error(`no frame after ${after.seq} in 10 s`);
    };
    const second = blocked(first);
    const third = blocked(second);
    const end = now();
    expect(second.at).toBeGreaterThan(begun - 1000);
    expect(third.at).toBeGreaterThan(second.at);
    expect(third.at).toBeLessThanOrEqual(end + 1);
  });

  test("a file that turns out to be no video is trouble with a sentence, not an exception", async () => {
    const words = join(folder.path, "words.mp4");
    writeFileSync(words, "no video at all");
    const source = live(words);
    expect(await until("trouble", () => source.trouble())).toContain("words.mp4");
    expect(source.take()).toBe(null);
  });

  test("asked to begin anew, the camera is opened again and goes on counting its frames", async () => {
    const source = live(clip);
    const first = await until("a first frame", () => source.take());
    source.again();
    await until("trouble", () => source.trouble());
    const again = await until("a frame again", () => source.take());
    expect(again.seq).toBeGreaterThan(first.seq);
  });

  test("a camera that streams JPEGs over HTTP is read as a stream", async () => {
    const jpeg = await picture("#00f");
    const address = await served((response) => {
      response.writeHead(200, { "content-type": "multipart/x-mixed-replace; boundary=next" });
      const timer = setInterval(() => {
        const head = `--next\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`;
        response.write(head);
        response.write(jpeg);
        response.write("\r\n");
      }, 50);
      response.on("close", () => clearInterval(timer));
    });
    const source = live(`${address}/stream`);
    const frame = await until("a frame", () => source.take());
    expect(frame.size).toEqual({ width: 64, height: 48 });
    expect(frame.crop(0)[2]).toBeGreaterThan(240);
  });
});

test("a camera that gives single pictures over HTTP is asked again and again", async () => {
  const jpeg = await picture("#ff0000");
  let broken = false;
  const address = await served((response) => {
    response.writeHead(broken ? 503 : 200, { "content-type": "image/jpeg" });
    response.end(broken ? "" : jpeg);
  });
  const source = live(`${address}/now.jpg`);
  const frame = await until("a frame", () => source.take());
  expect(frame.size).toEqual({ width: 64, height: 48 });
  const [red, green, blue] = frame.crop(0).subarray(0, 3);
  expect([red! > 240, green! < 15, blue! < 15]).toEqual([true, true, true]);
  broken = true;
  expect(await until("trouble", () => source.trouble())).toContain("HTTP 503");
  broken = false;
  await until("no trouble any more", () => source.trouble() === null);
});

test("a single picture is as old as its question, however long the answer takes", async () => {
  const jpeg = await picture("#ff0000");
  const asked: number[] = [];
  const answered: number[] = [];
  const address = await served((response) => {
    asked.push(now());
    setTimeout(() => {
      answered.push(now());
      response.writeHead(200, { "content-type": "image/jpeg" });
      response.end(jpeg);
    }, 300);
  });
  const source = live(`${address}/now.jpg`);
  const frame = await until("a frame", () => source.take());
  expect(frame.at).toBeLessThanOrEqual(asked[0]! + 1);
  expect(answered[0]! - frame.at).toBeGreaterThanOrEqual(298);
});

describe("ffmpeg is asked for a camera by its address", () => {
  test.each([
    ["rtsp://10.0.0.5/1", true, ["-rtsp_transport tcp", "-timeout 5000000", "-fflags nobuffer"]],
    ["http://10.0.0.5/stream", true, ["-rw_timeout 5000000", "-use_wallclock_as_timestamps 1"]],
    ["/dev/video0", true, ["-f v4l2", "-fflags nobuffer"]],
    ["street.mp4", true, ["-re -stream_loop -1"]],
  ])("%s", (address, isLive, wanted) => {
    const words = inputWords(address, isLive).join(" ");
    for (const part of wanted) expect(words).toContain(part);
  });

  test("a file that is counted is read as fast as it goes", () => {
    expect(inputWords("street.mp4", false)).toEqual([]);
  });
});

test("a device that is not there is trouble that says so", async () => {
  const source = live("/dev/video99");
  const trouble = await until("trouble", () => source.trouble());
  expect(trouble).toBe("/dev/video99: no such file or device; check the camera's source");
});

const picture = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .jpeg()
    .toBuffer();

/** A camera that answers every question like this; its address. */
async function served(
  answer: (response: import("node:http").ServerResponse) => void,
): Promise<string> {
  const server = createServer((_, response) => answer(response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
