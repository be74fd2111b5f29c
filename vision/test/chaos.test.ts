/** What becomes of a camera whose ffmpeg is killed, stopped or dies hundreds of times. */
import { execFileSync, spawnSync } from "node:child_process";
import { getEventListeners } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type LiveSource, openLive } from "../src/index.ts";
import { FfmpegCamera, type News } from "../src/source/ffmpeg-camera.ts";
import { now, testFolder, until } from "./street.ts";

const folder = testFolder();
afterAll(() => folder.remove());
const hasFfmpeg = spawnSync("ffmpeg", ["-version"]).status === 0;
const hasProc = existsSync("/proc/self/fd");
const clip = join(folder.path, "chaos.mp4");

const open: LiveSource[] = [];
afterEach(async () => {
  for (const source of open.splice(0)) await source.stop();
});

describe.skipIf(!hasFfmpeg || !hasProc)(
  "one ffmpeg in trouble (skipped without ffmpeg, or without Linux's /proc)",
  () => {
    beforeAll(() => {
      const words = ["-f", "lavfi", "-i", "testsrc=s=160x120:r=20:d=4", "-pix_fmt", "yuv420p"];
      execFileSync("ffmpeg", ["-v", "error", ...words, clip]);
    });

    test.each([
      ["killed", "SIGKILL"],
      ["stopped, so that the stream stalls without an end", "SIGSTOP"],
    ] as const)("%s: told, started again, and nothing is left behind", async (_, signal) => {
      const source = live(clip);
      await until("a first frame", () => source.take());
      const [first] = players(clip);
      process.kill(first!.pid, signal);
      expect(await until("trouble", () => source.trouble())).toContain(clip);
      await until("a frame again", () => source.take() && source.trouble() === null);
      const after = players(clip);
      expect(after.map(({ state }) => state)).not.toContain("Z");
      expect(after).toHaveLength(1);
      expect(after[0]!.pid).not.toBe(first!.pid);
    });

    test("a camera that is closed takes its ffmpeg with it", async () => {
      const source = live(clip);
      await until("a first frame", () => source.take());
      await source.stop();
      expect(players(clip)).toEqual([]);
    });
  },
);

describe.skipIf(!hasProc)("two hundred lives (skipped without Linux's /proc)", () => {
  const LIVES = 200;
  const SIDE = 16;

  test("leave no process, no file, no listener and no memory behind", async () => {
    const path = process.env["PATH"];
    process.env["PATH"] = `${deadlyTools()}:${path}`;
    const told: News[] = [];
    const camera = new FfmpegCamera(
      { address: "rtsp://nowhere", fps: 10, side: SIDE, looks: 1 },
      { tell: (news) => told.push(news), regionsOf: async () => [[0, 0, 1, 1]] },
    );
    const end = new AbortController();
    try {
      for (let life = 0; life < 3; life++) await camera.attempt(end.signal);
      const before = belongings();
      for (let life = 0; life < LIVES; life++) await camera.attempt(end.signal);
      expect(belongings()).toEqual(before);
    } finally {
      process.env["PATH"] = path;
    }
    expect(getEventListeners(end.signal, "abort")).toEqual([]);
    // The buffers of the first life served all the others.
    expect(told.filter((news) => "opened" in news)).toHaveLength(1);
    expect(told.filter((news) => "frame" in news)).toHaveLength(LIVES + 3);
    const troubles = told.flatMap((news) => ("trouble" in news ? news.trouble : []));
    expect(new Set(troubles)).toEqual(
      new Set([null, "rtsp://nowhere: Broken stream; check the camera's source"]),
    );
  });

  /** An ffmpeg that gives one frame and dies, and an ffprobe that knows its size. */
  function deadlyTools(): string {
    const tools = join(folder.path, "tools");
    mkdirSync(tools);
    const streams = '{"streams":[{"width":64,"height":48,"avg_frame_rate":"10/1"}]}';
    tool(join(tools, "ffprobe"), `echo '${streams}'`);
    const frame = `head -c ${SIDE * SIDE * 3} /dev/zero`;
    tool(join(tools, "ffmpeg"), `${frame}; echo "Broken stream" >&2; exit 1`);
    return tools;
  }

  function tool(file: string, script: string): void {
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }
});

function live(address: string): LiveSource {
  const look = () => [[0, 0, 1, 1]] as const;
  const source = openLive({ address, fps: 20, side: 32, look, now });
  open.push(source);
  return source;
}

interface Process {
  readonly pid: number;
  /** As /proc tells: R, S, T for stopped, Z for a zombie. */
  readonly state: string;
}

/** Our own children. */
function children(): readonly Process[] {
  const lines = spawnSync("ps", ["-o", "pid=,stat=,args=", "--ppid", String(process.pid)]);
  return lines.stdout
    .toString()
    .trim()
    .split("\n")
    .filter((line) => line !== "" && !line.includes("--ppid"))
    .map((line) => {
      const [pid, stat] = line.trim().split(/\s+/);
      return { pid: Number(pid), state: stat![0]! };
    });
}

/** Our own children that play `file`. */
const players = (file: string): readonly Process[] =>
  children().filter(({ pid, state }) => state === "Z" || commandOf(pid).includes(file));

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

/** What we hold: children, open files, and listeners on the process. */
const belongings = (): object => ({
  children: children().length,
  files: readdirSync("/proc/self/fd").length,
  listeners: process.eventNames().map((name) => [name, process.listenerCount(name)]),
});
