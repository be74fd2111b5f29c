import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type CountLine,
  type CountSummary,
  type LiveSource,
  countVideo,
  openLive,
} from "../src/index.ts";
import { now, testFolder, until } from "./street.ts";
import { TINY_MODEL } from "./tiny-model.ts";

const folder = testFolder();
afterAll(() => folder.remove());
const hasFfmpeg = spawnSync("ffmpeg", ["-version"]).status === 0;
const clip = join(folder.path, "clip.mp4");

/** 40 frames, 10 a second, 300 x 300: gray, with one red cell, the feet of one person, from the second second on. */
function renderClip(): void {
  const red = "drawbox=x=90:y=180:w=30:h=30:color=red:t=fill:enable='gte(t,1)'";
  const words = ["-f", "lavfi", "-i", "color=gray:s=300x300:r=10:d=4", "-vf", red];
  execFileSync("ffmpeg", ["-v", "error", ...words, "-pix_fmt", "yuv444p", clip]);
}

async function count(
  file: string,
  more: { every?: number } = {},
): Promise<{ lines: CountLine[]; summary: CountSummary }> {
  const lines: CountLine[] = [];
  for await (const line of countVideo({ file, model: TINY_MODEL, ...more })) {
    if ("type" in line) return { lines, summary: line };
    lines.push(line);
  }
  throw new Error("no summary");
}

describe.skipIf(!hasFfmpeg)("counting in a video (skipped without ffmpeg)", () => {
  beforeAll(renderClip);

  test("looks at every frame once, in order, and tells who is there", async () => {
    const { lines, summary } = await count(clip);
    expect(lines.map(({ frame }) => frame)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    expect(lines.map(({ people }) => people).join("")).toBe("0".repeat(12) + "1".repeat(28));
    expect(lines[39]).toMatchObject({ t_s: 3.9, zones: { whole: 1 }, crossing: null, vehicles: 0 });
    const [x, y, width, height, score] = lines[39]!.boxes[0]!;
    expect([x, y, width, height]).toEqual([90, 120, 30, 90]);
    expect(score).toBeGreaterThan(0.9);
    expect(summary).toMatchObject({ type: "summary", frames: 40, detector: "tiny" });
    expect(Object.keys(summary.ms)).toEqual(["decode", "pre", "infer", "post"]);
  });

  test("with every = 4 looks at each fourth frame, and keeps its number", async () => {
    const { lines } = await count(clip, { every: 4 });
    expect(lines.map(({ frame }) => frame)).toEqual([1, 5, 9, 13, 17, 21, 25, 29, 33, 37]);
  });

  test("leaves no ffmpeg behind when the reader stops early", async () => {
    for await (const line of countVideo({ file: clip, model: TINY_MODEL }))
      if ("frame" in line) break;
    await until("ffmpeg to end", () => players().length === 0);
  });

  test.each([
    [
      "a file that is missing",
      () => join(folder.path, "none.mp4"),
      "no such file; give the path of a video",
    ],
    [
      "a file that is no video",
      () => written("words.mp4", Buffer.from("no video at all")),
      "check that it is a video",
    ],
    [
      "a video cut off in the middle",
      () => written("half.mp4", readFileSync(clip).subarray(0, 1500)),
      "check that it is a video",
    ],
    ["an empty file", () => written("empty.mp4", Buffer.alloc(0)), "check that it is a video"],
  ])("refuses %s with what to do", async (_, file, words) => {
    const refused = count(file());
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.toMatchObject({ name: "VisionError", kind: "input" });
  });

  test("says how to get ffmpeg where there is none", async () => {
    const path = process.env["PATH"];
    process.env["PATH"] = folder.path;
    try {
      const refused = count(clip);
      await expect(refused).rejects.toThrow("ffprobe is not on this machine; install it");
      await expect(refused).rejects.toMatchObject({ kind: "tool" });
    } finally {
      process.env["PATH"] = path;
    }
  });
});

const written = (name: string, bytes: Uint8Array): string => {
  const path = join(folder.path, name);
  writeFileSync(path, bytes);
  return path;
};

/** Ids of our own children that play the clip. */
const players = (): number[] =>
  spawnSync("pgrep", ["-P", String(process.pid), "-f", "--", clip])
    .stdout.toString()
    .split("\n")
    .filter((line) => line !== "")
    .map(Number);

const open: LiveSource[] = [];
afterEach(async () => {
  for (const source of open.splice(0)) await source.stop();
});
const live = (address: string): LiveSource => {
  const source = openLive({ address, fps: 10, side: 300, look: () => [[0, 0, 1, 1]], now });
  open.push(source);
  return source;
};

describe.skipIf(!hasFfmpeg)("a camera through ffmpeg (skipped without ffmpeg)", () => {
  test("a file is played again and again; the newest frame wins and the others are counted", async () => {
    const source = live(clip);
    await source.ready();
    const first = source.take()!;
    expect(first.crop(0)).toHaveLength(300 * 300 * 3);
    expect(first.size).toEqual({ width: 300, height: 300 });
    await until("five frames left lying", () => source.dropped() >= 5);
    const newest = await until("a frame", () => source.take());
    expect(newest.seq).toBeGreaterThanOrEqual(first.seq + 6);
    expect(source.trouble()).toBe(null);
    expect(source.picture()).toMatchObject({ width: 300, height: 300 });
  });

  test("a file that turns out to be no video is trouble with a sentence, not an exception", async () => {
    const source = live(written("words2.mp4", Buffer.from("no video at all")));
    expect(await until("trouble", () => source.trouble())).toContain("words2.mp4");
    expect(source.take()).toBe(null);
  });

  test("an ffmpeg that is killed is started again", async () => {
    const source = live(clip);
    await until("a first frame", () => source.take());
    expect(players()).toHaveLength(1);
    for (const id of players()) process.kill(id, "SIGKILL");
    await until("trouble", () => source.trouble());
    await until("a frame again", () => source.take());
    expect(source.trouble()).toBe(null);
  });
});

test.skipIf(!hasFfmpeg)("a camera that streams JPEGs over HTTP is read as a stream", async () => {
  const jpeg = await sharp({ create: { width: 64, height: 48, channels: 3, background: "#00f" } })
    .jpeg()
    .toBuffer();
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "multipart/x-mixed-replace; boundary=next" });
    const timer = setInterval(() => {
      response.write(
        `--next\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`,
      );
      response.write(jpeg);
      response.write("\r\n");
    }, 50);
    response.on("close", () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const source = live(`http://127.0.0.1:${(server.address() as AddressInfo).port}/stream`);
  const frame = await until("a frame", () => source.take());
  expect(frame.size).toEqual({ width: 64, height: 48 });
  expect(frame.crop(0)[2]).toBeGreaterThan(240);
  server.close();
  server.closeAllConnections();
});

test("a camera that gives single pictures over HTTP is asked again and again", async () => {
  const jpeg = await sharp({
    create: { width: 64, height: 48, channels: 3, background: "#ff0000" },
  })
    .jpeg()
    .toBuffer();
  let broken = false;
  const server = createServer((_, response) => {
    response.writeHead(broken ? 503 : 200, { "content-type": "image/jpeg" });
    response.end(broken ? "" : jpeg);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const source = live(`http://127.0.0.1:${(server.address() as AddressInfo).port}/now.jpg`);
  const frame = await until("a frame", () => source.take());
  expect(frame.size).toEqual({ width: 64, height: 48 });
  const [red, green, blue] = frame.crop(0).subarray(0, 3);
  expect([red! > 240, green! < 15, blue! < 15]).toEqual([true, true, true]);
  broken = true;
  expect(await until("trouble", () => source.trouble())).toContain("HTTP 503");
  broken = false;
  await until("no trouble any more", () => source.trouble() === null);
  server.close();
});
