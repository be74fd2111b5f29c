/** `crossing run` as the bench runs it: the built program, a cabinet, a broker, and files for cameras. */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startBroker } from "@crossing/telemetry/broker";
import { startFamily } from "./family.ts";
import type { Bench } from "./measurements.ts";
import { answerOf, until } from "./patience.ts";
import { startProgram } from "./program.ts";

/** The built program. */
export const CROSSING = fileURLToPath(new URL("../../cli/dist/main.js", import.meta.url));

/** A running stack. */
export interface RunningStack {
  /** File with every tick; whole after `stop`. */
  readonly recording: string;
  /** Settles when every camera is seen; throws after a minute. */
  seeing(): Promise<void>;
  vision(): Promise<VisionNow>;
  memory_mb(): number;
  /** Ends all of it; may be called again. */
  stop(): Promise<void>;
}

/** What the metrics tell of the eyes. */
export interface VisionNow {
  /** Frames not looked at since the start, all cameras together. */
  readonly dropped: number;
  /** Frames looked at per second by the slowest camera. */
  readonly fps: number;
  /** Cameras that are seen. */
  readonly up: number;
}

const SEEING_MS = 60_000;
const END_MS = 5000;

/** Starts the stack with a file for each camera, by camera. */
export async function startRun(
  { site, folder, say }: Bench,
  cameras: Readonly<Record<string, string>>,
): Promise<RunningStack> {
  const cabinet = await startProgram("cabinet-process");
  const broker = await startBroker({ host: "127.0.0.1", port: 0 });
  const http = `127.0.0.1:${await freePort()}`;
  const recording = join(folder, "ticks.jsonl");
  const siteFile = join(folder, "site.json");
  // The embedded broker speaks MQTT 3.1.1 only.
  const mqtt = { url: broker.url, version: 4, username: null, password_file: null };
  writeFileSync(siteFile, JSON.stringify({ ...site, mqtt }));
  const sources = Object.entries(cameras).flatMap(([id, file]) => ["--camera", `${id}=${file}`]);
  const places = ["--log-dir", join(folder, "log"), "--record-trace", recording];
  const lines = ["--modbus", `127.0.0.1:${String(cabinet.greeting)}`, "--http", http];
  const family = startFamily(
    process.execPath,
    [CROSSING, "run", siteFile, ...sources, ...lines, ...places],
    { cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  family.program.stderr!.on("data", (chunk: Buffer) => say(chunk.toString().trimEnd()));

  const vision = async (): Promise<VisionNow> =>
    visionNow(await until("the metrics", END_MS, () => answerOf(`http://${http}/metrics`)));
  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    if ((await family.interrupt(END_MS)) === null) say("not all of crossing run ended by itself");
    family.end();
    cabinet.end();
    await broker.close();
  };
  return {
    recording,
    vision,
    memory_mb: () => family.memory_mb(),
    async seeing() {
      await until("every camera to be seen", SEEING_MS, async () => {
        const metrics = await answerOf(`http://${http}/metrics`);
        return visionNow(metrics ?? "").up === site.cameras.length ? true : null;
      });
    },
    stop: () => (stopped ??= stop()),
  };
}

function visionNow(metrics: string): VisionNow {
  const fps = valuesOf(metrics, "xing_vision_frames_per_second");
  return {
    dropped: total(valuesOf(metrics, "xing_vision_frames_dropped_total")),
    fps: Math.min(...fps),
    up: total(valuesOf(metrics, "xing_vision_up")),
  };
}

/** The values of a metric, one for each of its label sets. */
const valuesOf = (metrics: string, name: string): readonly number[] =>
  [...metrics.matchAll(new RegExp(`^${name}\\{[^}]*\\} (\\S+)$`, "gm"))].map((found) =>
    Number(found[1]),
  );

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
