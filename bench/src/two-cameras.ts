/** Two cameras at ten frames a second into the real stack of `crossing run`, for a minute. */
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { hasFfmpeg, streetClip } from "./clip.ts";
import { canWatch } from "./family.ts";
import { type Row, median, notHere, percentile, rounded } from "./measure.ts";
import type { Bench } from "./measurements.ts";
import { missingModel } from "./model.ts";
import { CROSSING, type RunningStack, startRun } from "./running-stack.ts";
import { type Tick, ticksBetween } from "./ticks.ts";

const WARM_UP_MS = 10_000;
const MINUTE_MS = 60_000;
const SAMPLE_MS = 2000;
const AGE_MS = 200;
const LATE_MS = 20;
const MEMORY_MB = 500;
/** Ten a second are wanted; this much is lost to where a second begins and ends. */
const FPS_MIN = 9.5;

const HOW =
  "`crossing run` with the 640x480 clips of both cameras played in real time, a virtual cabinet as a process of its own and an embedded broker, " +
  `${MINUTE_MS / 1000} s after ${WARM_UP_MS / 1000} s of warm-up; `;
const ROWS = {
  drops: {
    what: "two cameras at 10 frames a second: frames not looked at",
    must: "none",
    how: `${HOW}xing_vision_frames_dropped_total of both cameras, and the frames looked at in each second.`,
  },
  age: {
    what: "frame to decision",
    must: `p95 <= ${AGE_MS} ms`,
    how:
      `${HOW}in every tick of the recording, the age of the older of the two cameras' newest pictures that went into the decision, from its arrival in vision; a blind ` +
      "tick counts as endless.",
  },
  late: {
    what: "loop lateness at 10 Hz while vision runs",
    must: `p99 <= ${LATE_MS} ms`,
    how: `${HOW}lateness of every tick against its absolute deadline, from the recording.`,
  },
  memory: {
    what: "memory of all processes, two cameras",
    must: `<= ${MEMORY_MB} MB`,
    how: `${HOW}the largest of the sums of PSS (/proc, shared pages counted once) over supervisor, control, vision, edge and every ffmpeg, every ${SAMPLE_MS / 1000} s.`,
  },
};

export async function measureTwoCameras(bench: Bench): Promise<readonly Row[]> {
  const missing = missingPart();
  if (missing !== null) return notHere(Object.values(ROWS), missing);
  const { site, folder } = bench;
  const clips: Record<string, string> = {};
  for (const camera of site.cameras) clips[camera.id] = await streetClip(site, camera, folder);
  const stack = await startRun(bench, clips);
  try {
    await stack.seeing();
    await sleep(WARM_UP_MS);
    return rowsOf(await watch(stack));
  } finally {
    await stack.stop();
  }
}

function missingPart(): string | null {
  if (!canWatch()) return "needs Linux, for its /proc";
  if (!hasFfmpeg()) return "no ffmpeg on this machine";
  if (!existsSync(CROSSING)) return "not built: npm run build";
  return missingModel();
}

interface Minute {
  readonly ticks: readonly Tick[];
  readonly dropped: number;
  /** Of the slower camera in each sample. */
  readonly fps: readonly number[];
  readonly memory_mb: readonly number[];
}

async function watch(stack: RunningStack): Promise<Minute> {
  const from = process.hrtime.bigint();
  const before = await stack.vision();
  const fps: number[] = [];
  const memory_mb: number[] = [];
  for (let waited = 0; waited < MINUTE_MS; waited += SAMPLE_MS) {
    await sleep(SAMPLE_MS);
    fps.push((await stack.vision()).fps);
    memory_mb.push(stack.memory_mb());
  }
  const after = await stack.vision();
  const to = process.hrtime.bigint();
  // The recording is whole when everything has ended.
  await stack.stop();
  const ticks = await ticksBetween(stack.recording, from, to);
  return { ticks, dropped: after.dropped - before.dropped, fps, memory_mb };
}

function rowsOf({ ticks, dropped, fps, memory_mb }: Minute): readonly Row[] {
  const ages = ticks.map(({ age_ms }) => age_ms ?? Number.POSITIVE_INFINITY);
  const lates = ticks.map(({ late_ms }) => late_ms);
  const [age, late] = [percentile(ages, 0.95), percentile(lates, 0.99)];
  const [slower, most] = [median(fps), Math.max(...memory_mb)];
  return [
    {
      ...ROWS.drops,
      is: `${dropped} (${rounded(slower)} looked at a second, slower camera)`,
      ok: dropped === 0 && slower >= FPS_MIN,
    },
    {
      ...ROWS.age,
      is: `p95 ${rounded(age, 0)} ms, median ${rounded(median(ages), 0)} ms (${ticks.length} ticks)`,
      ok: age <= AGE_MS,
    },
    {
      ...ROWS.late,
      is: `p99 ${rounded(late)} ms, median ${rounded(median(lates))} ms, most ${rounded(Math.max(...lates))} ms`,
      ok: late <= LATE_MS,
    },
    { ...ROWS.memory, is: `${rounded(most, 0)} MB (PSS)`, ok: most <= MEMORY_MB },
  ];
}
