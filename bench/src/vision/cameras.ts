/** Two cameras at ten frames a second: how old counts are, what is lost, and what it takes over time. */
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { NODE_WORDS } from "@crossing/cli";
import type { Site } from "@crossing/config";
import { CLIP_FPS, hasFfmpeg, streetClip } from "../clip.ts";
import { type Family, canWatch, startFamily } from "../family.ts";
import { median, percentile } from "../measure.ts";
import type { Bench } from "../measurements.ts";
import { missingModel } from "../model.ts";
import { CROSSING } from "../running-stack.ts";
import type { EyesNote, FirstCount } from "./eyes-process.ts";
import { type Goal, type GoalRow, absent, row } from "./rows.ts";
import { slopePerHour } from "./slope.ts";

const WARM_UP_MS = 20_000;
const SAMPLE_MS = 5000;
/** A slope over less than this is more noise than slope. */
const SLOPE_MINUTES = 30;

const HOW =
  "The eyes in a process of their own, as in `crossing run`, with the 640x480 clips of the drawn street for both cameras played in real time over and over, after 20 s of warm-up, for as long as `--minutes` says; ";
const mb = (value: number): string => `${value.toFixed(0)} MB`;
const seconds = (value: number): string => `${value.toFixed(1)} s`;

const GOALS = {
  dropped: {
    what: "two cameras at 10 frames a second: frames not looked at",
    good: "below",
    must: 0,
    words: String,
    how: `${HOW}as the eyes report them.`,
  },
  age: {
    what: "frame to counts, p95",
    good: "below",
    must: 100,
    words: (value) => `${value.toFixed(0)} ms`,
    how: `${HOW}from a picture's arrival to its observation, both cameras.`,
  },
  memory: {
    what: "memory of the eyes, two cameras",
    good: "below",
    must: 300,
    words: mb,
    how: `${HOW}largest sum of PSS (/proc) of the process and its ffmpegs, every 5 s.`,
  },
  memoryOverTime: {
    what: "memory of the eyes over an hour, two cameras",
    good: "below",
    must: 300,
    words: mb,
    how: `${HOW}largest sum of PSS (/proc) of the process and its ffmpegs, every 5 s.`,
  },
  slope: {
    what: "growth of that memory",
    good: "below",
    must: 10,
    words: (value) => `${value.toFixed(1)} MB/h`,
    how: `${HOW}straight line by least squares through all samples after the first tenth.`,
  },
  first: {
    what: "first count after start, from file",
    good: "below",
    must: 3,
    words: seconds,
    how: "The slower of: `crossing vision count` on a clip of the drawn street, from the start of the process to its first line; and the same eyes as above, to the first observations of both cameras.",
  },
} as const satisfies Readonly<Record<string, Goal>>;

/** How old counts are, what is lost, what it takes: on a quiet machine. */
export async function measureCameras(bench: Bench, minutes = 2): Promise<readonly GoalRow[]> {
  const missing = missingPart();
  const { dropped, age, memory, first } = GOALS;
  if (missing !== null) return [dropped, age, memory, first].map((goal) => absent(goal, missing));
  const clips = await clipsOf(bench);
  const count_s = await firstLine(Object.values(clips)[0]!);
  const eyes = await openEyes(withClips(bench.site, clips), bench.folder);
  const seen = await watched(eyes, minutes);
  return [
    row(
      dropped,
      seen.dropped,
      `${median(seen.fps).toFixed(1)} looked at a second, slower camera, ${minutes} min`,
    ),
    row(
      age,
      percentile(seen.ages, 0.95),
      `median ${median(seen.ages).toFixed(0)} ms, ${seen.ages.length} counts`,
    ),
    row(memory, largest(seen.memory), `${minutes} min`),
    row(
      first,
      Math.max(eyes.first_s, count_s),
      `eyes ${seconds(eyes.first_s)}, vision count ${seconds(count_s)}`,
    ),
  ];
}

/** What it takes over time; how busy the machine is otherwise hardly matters. */
export async function measureHour(bench: Bench, minutes = 60): Promise<readonly GoalRow[]> {
  const missing = missingPart();
  const { memoryOverTime, slope } = GOALS;
  if (missing !== null) return [memoryOverTime, slope].map((goal) => absent(goal, missing));
  const eyes = await openEyes(withClips(bench.site, await clipsOf(bench)), bench.folder);
  const { memory, fps } = await watched(eyes, minutes);
  const growth = slopePerHour(memory.slice(Math.ceil(memory.length / 10)));
  const over = `over ${minutes} min, ${median(fps).toFixed(1)} looked at a second, slower camera`;
  return [
    row(memoryOverTime, largest(memory), over),
    minutes < SLOPE_MINUTES
      ? absent(slope, `wants --minutes ${SLOPE_MINUTES} or more; 60 for the goal`)
      : row(slope, growth, over),
  ];
}

const largest = (memory: readonly Sample[]): number => Math.max(...memory.map((one) => one.mb));

async function clipsOf({ site, folder }: Bench): Promise<Readonly<Record<string, string>>> {
  const clips: Record<string, string> = {};
  for (const camera of site.cameras) clips[camera.id] = await streetClip(site, camera, folder);
  return clips;
}

function missingPart(): string | null {
  if (!canWatch()) return "needs Linux, for its /proc";
  if (!hasFfmpeg()) return "no ffmpeg on this machine";
  if (!existsSync(CROSSING)) return "not built: npm run build";
  return missingModel();
}

const withClips = (site: Site, clips: Readonly<Record<string, string>>): Site => ({
  ...site,
  cameras: site.cameras.map((camera) => ({
    ...camera,
    source: clips[camera.id]!,
    fps: CLIP_FPS,
  })),
});

/** Seconds from the start of `crossing vision count` to its first line. */
async function firstLine(file: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, [CROSSING, "vision", "count", file, "--json"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  for await (const _ of createInterface({ input: child.stdout })) break;
  child.kill();
  return (performance.now() - began) / 1000;
}

interface OpenEyes {
  readonly family: Family;
  /** Seconds until both cameras had told a count. */
  readonly first_s: number;
  note(): Promise<EyesNote>;
  close(): Promise<void>;
}

async function openEyes(site: Site, folder: string): Promise<OpenEyes> {
  const file = join(folder, "eyes.json");
  writeFileSync(file, JSON.stringify(site));
  const here = import.meta.url;
  const program = fileURLToPath(new URL(`./eyes-process${extname(here)}`, here));
  const began = performance.now();
  // As the product starts its vision process.
  const words = [...process.execArgv, ...NODE_WORDS, program, file];
  const family = startFamily(process.execPath, words, {
    cwd: process.cwd(),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const { stdin, stdout } = family.program;
  const lines = createInterface({ input: stdout! })[Symbol.asyncIterator]();
  const next = async (): Promise<EyesNote | FirstCount> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("the eyes' process ended");
    return JSON.parse(value) as EyesNote | FirstCount;
  };
  for (const _ of site.cameras) await next();
  const first_s = (performance.now() - began) / 1000;
  return {
    family,
    first_s,
    async note() {
      stdin!.write("note\n");
      return (await next()) as EyesNote;
    },
    async close() {
      stdin!.end();
      await sleep(500);
      family.end();
    },
  };
}

interface Sample {
  readonly s: number;
  readonly mb: number;
}

interface Seen {
  readonly dropped: number;
  readonly ages: readonly number[];
  readonly fps: readonly number[];
  readonly memory: readonly Sample[];
}

async function watched(eyes: OpenEyes, minutes: number): Promise<Seen> {
  await sleep(WARM_UP_MS);
  const before = await eyes.note();
  const ages: number[] = [];
  const memory: Sample[] = [];
  const fps: number[] = [];
  const began = performance.now();
  let after = before;
  for (let s = 0; s < minutes * 60; s = (performance.now() - began) / 1000) {
    await sleep(SAMPLE_MS);
    after = await eyes.note();
    ages.push(...after.ages_ms);
    fps.push(Math.min(...after.fps));
    memory.push({ s, mb: eyes.family.memory_mb() });
  }
  await eyes.close();
  return { dropped: after.dropped - before.dropped, ages, fps, memory };
}
