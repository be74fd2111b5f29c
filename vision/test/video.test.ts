import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CountLine, type CountSummary, countVideo } from "../src/index.ts";
import { testFolder, until } from "./street.ts";
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
  for await (const line of countVideo({ file, model: TINY_MODEL, budget: 1, ...more })) {
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
