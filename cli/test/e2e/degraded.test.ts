/**
 * `crossing run` with its world broken: each fault gives one clear line with what to do, and what can go on goes on.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type Server, type Socket, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PILOT_SITE } from "../../src/places.ts";
import { freePort } from "../../src/ports.ts";
import { until } from "../until.ts";
import { CROSSING, start } from "./program.ts";

/** Only against a run that hangs. */
const PATIENCE_MS = 120_000;

let dir = "";
let closed = 0;
const silent = listener(() => {});
const garbage = listener((socket) => socket.on("data", () => socket.write("how do you do?")));

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "degraded-"));
  writeFileSync(join(dir, "noise.mp4"), "no video");
  writeFileSync(join(dir, "noise.onnx"), "no model");
  closed = await freePort("127.0.0.1", 0);
});
afterAll(async () => {
  for (const { server } of [await silent, await garbage]) server.close();
  rmSync(dir, { recursive: true, force: true });
});

/** A cabinet or broker that accepts, and then does what `talk` does. */
async function listener(
  talk: (socket: Socket) => void,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    talk(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  return { server: server.unref(), port: typeof address === "object" ? address!.port : 0 };
}

/** A world with one or more faults that have nothing to do with each other, in which one `crossing run` must go on. */
interface World {
  readonly options?: (ports: { closed: number; silent: number; garbage: number }) => string[];
  readonly env?: () => Record<string, string>;
  readonly faults: Readonly<Record<string, Fault>>;
}

interface Fault {
  /** One line of stderr has all of this: what is wrong, and what to do. */
  readonly said: RegExp;
  /** What the state says while the fault lasts. */
  readonly state: object;
}

const WITHDRAWN = { mode: "withdrawn", shown: null };
const BLIND = { waiting: { A: null, B: null } };

const WORLDS: readonly World[] = [
  {
    options: (ports) => [
      "--modbus",
      `127.0.0.1:${ports.closed}`,
      "--mqtt",
      `mqtt://127.0.0.1:${ports.closed}`,
      "--camera",
      `A=${join(dir, "nowhere.mp4")}`,
    ],
    faults: {
      "a cabinet that refuses": {
        said: /modbus 127\.0\.0\.1:\d+ unit 1: .*(refuse|check)/,
        state: WITHDRAWN,
      },
      "a broker that refuses": {
        said: /mqtt mqtt:\/\/127\.0\.0\.1:\d+: /,
        state: { mqtt_connected: false },
      },
      "a video that is missing": {
        said: /camera A: blind \(.*nowhere\.mp4.*until it sees, somebody is assumed to wait there/,
        state: BLIND,
      },
    },
  },
  {
    options: (ports) => [
      "--modbus",
      `127.0.0.1:${ports.silent}`,
      "--camera",
      `A=${join(dir, "noise.mp4")}`,
    ],
    faults: {
      "a cabinet that is silent": {
        said: /modbus 127\.0\.0\.1:\d+ unit 1: no answer in 150 ms.*check the cabinet's port and unit id/,
        state: WITHDRAWN,
      },
      "a video that is none": {
        said: /camera A: blind \(.*until it sees, somebody is assumed to wait there/,
        state: BLIND,
      },
    },
  },
  {
    options: (ports) => ["--modbus", `127.0.0.1:${ports.garbage}`],
    env: () => ({ CROSSING_MODEL: join(dir, "nowhere.onnx") }),
    faults: {
      "a cabinet that talks garbage": {
        said: /modbus 127\.0\.0\.1:\d+ unit 1: .*check/,
        state: WITHDRAWN,
      },
      "a model that is missing": {
        said: /camera A: blind \(.*nowhere\.onnx: no model there; .*somebody is assumed/,
        state: BLIND,
      },
    },
  },
  {
    env: () => ({ CROSSING_MODEL: join(dir, "noise.onnx") }),
    faults: {
      "a model that was tampered with": {
        said: /camera A: blind \(.*noise\..*models:build.*somebody is assumed/,
        state: BLIND,
      },
    },
  },
  {
    options: () => ["--camera", `A=${join(dir, "noise.mp4")}`],
    env: () => ({ PATH: dir }),
    faults: {
      "no ffmpeg": {
        said: /camera A: blind \(.*install it: .*ffmpeg.*somebody is assumed/,
        state: BLIND,
      },
    },
  },
];

describe("crossing run goes on, and says how", () => {
  test.each(WORLDS.map((world) => [Object.keys(world.faults).join(" and "), world] as const))(
    "with %s",
    async (name, { options, env, faults }) => {
      const ports = { closed, silent: (await silent).port, garbage: (await garbage).port };
      const logDir = join(dir, name.replaceAll(" ", "-"));
      const words = ["--http", "127.0.0.1:0", "--log-dir", logDir, ...(options?.(ports) ?? [])];
      const defaults = words.includes("--modbus") ? [] : ["--modbus", `127.0.0.1:${closed}`];
      const run = start(
        process.execPath,
        [...CROSSING, "run", PILOT_SITE, ...words, ...defaults],
        env?.(),
      );
      const all = Object.values(faults);
      try {
        const page = () => run.said.find((line) => line.startsWith("page and API"));
        await until(
          () =>
            all.every(({ said }) => run.said.some((line) => said.test(line))) &&
            page() !== undefined,
          PATIENCE_MS,
        ).catch(() => {
          const missing = all.filter(({ said }) => !run.said.some((line) => said.test(line)));
          throw new Error(
            `that was not said: ${missing.map(({ said }) => said).join(", ")}\n${run.story()}`,
          );
        });
        const answer = await fetch(`${page()!.split(" ").at(-1)}/api/v1/state`);
        const state = await answer.json();
        for (const fault of all) expect(state).toMatchObject(fault.state);
        run.signal("SIGINT");
        expect(await run.ended).toBe(130);
      } finally {
        run.signal("SIGKILL");
      }
    },
    PATIENCE_MS + 10_000,
  );
});
