/** A whole crossing as it is installed: the built program, a cabinet, a broker, and files for cameras. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { extname, join } from "node:path";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import type { Site } from "@crossing/config";
import { CROSSING } from "../../running-stack.ts";
import { until } from "../../patience.ts";
import { resumed } from "./engineer.ts";
import { type Who, castOf } from "./cast.ts";
import { LOOPBACK, type Network } from "./network.ts";
import { type LampLine, type LampsAt, now_ms, readLine, shiftOf } from "./record.ts";
import { ROOT } from "./site.ts";
import { type Service, keep } from "./service.ts";

/** What to set up. */
export interface StageOptions {
  readonly site: Site;
  /** `virtual`: ours, and it tells who talks to it; `foreign`: pymodbus. */
  readonly cabinet: "virtual" | "foreign";
  /** Video files by camera; a camera without one has none and stays blind. */
  readonly clips: Readonly<Record<string, string>>;
  /** Where box and city live; all on loopback when left out. */
  readonly network?: Network;
  /** Words before `crossing run`: what this run may not do. */
  readonly under?: readonly string[];
  /** Folder of the event log; one that goes with the stage when left out. */
  readonly logDir?: string;
  /** File for every tick; left out: none. */
  readonly record?: string;
  readonly say: (line: string) => void;
}

/** The crossing while it plays. */
export interface Stage {
  readonly logDir: string;
  /** Every change of the lamps since the start, in order; grows. */
  readonly lamps: readonly LampsAt[];
  /** Moments of the first request on each connection to the cabinet; grows. Only the virtual one tells. */
  readonly heard: readonly number[];
  /** Lines that the program said, newest last; the last few hundred. */
  readonly said: readonly string[];
  /** The processes that play a role now; empty for a role that nobody plays. */
  pids(who: Who): readonly number[];
  readonly services: Readonly<Record<"box" | "cabinet" | "broker", Service>>;
  /** Asks the box to resume; false when nothing but time and the line kept it from control, or nobody answered. */
  resume(): Promise<boolean>;
  /** Ends everything; settles when nobody is left. */
  close(): Promise<void>;
}

/** As in config/deploy/crossing.service. */
const RESTART_MS = 250;
/** As a broker's own unit usually has it. */
const BROKER_AGAIN_MS = 1000;
/** The cabinet is a relay cabinet with a power supply: it is back quickly. */
const CABINET_AGAIN_MS = 500;
const SAID_MAX = 400;
const START_MS = 30_000;
const END_MS = 5000;

/** Why a stage cannot be set up here; null: it can. */
export function stageLacks(): string | null {
  if (process.platform !== "linux") return "needs Linux, for its /proc";
  if (spawnSync("mosquitto", ["-h"], { env: { PATH: PATHS } }).error !== undefined)
    return "no mosquitto on this machine";
  return null;
}

/** Why there is no foreign cabinet here; null: there is. */
export const foreignLacks = (): string | null =>
  spawnSync(PYTHON, ["-c", "import pymodbus"]).status === 0
    ? null
    : "no python3-pymodbus on this machine";

const PYTHON = "/usr/bin/python3";
const PATHS = `${process.env["PATH"] ?? ""}:/usr/sbin`;

/** Sets the stage up; settles when the cabinet is there and the program was started. */
export async function setStage(options: StageOptions): Promise<Stage> {
  const { network = LOOPBACK, say } = options;
  const folder = mkdtempSync(join(tmpdir(), "crossing-chaos-"));
  const logDir = options.logDir ?? join(folder, "log");
  mkdirSync(logDir, { recursive: true });
  const [port, mqtt, http] = await freePorts(3);
  const place = { network, folder, port: port!, mqtt: mqtt!, http: http! };
  const lamps: LampsAt[] = [];
  const heard: number[] = [];
  const said: string[] = [];

  const hear = hearer(lamps, heard);
  const cabinet = keep({
    words: cabinetWords(options.cabinet, place),
    // From source it is loaded by what is installed here.
    cwd: ROOT,
    again_ms: CABINET_AGAIN_MS,
    onLine: (line) => hear.line(line),
    onFall: () => hear.gone(),
  });
  const broker = keep({
    words: [...network.city, "mosquitto", "-c", brokerFile(folder, place.mqtt, network.host)],
    cwd: folder,
    again_ms: BROKER_AGAIN_MS,
    onLine: () => undefined,
  });
  await until("the cabinet", START_MS, () => (lamps.length > 0 ? true : null));
  const box = keep({
    words: boxWords(options, place, logDir),
    cwd: folder,
    again_ms: RESTART_MS,
    onLine(line) {
      said.push(line);
      if (said.length > SAID_MAX) said.shift();
      say(line);
    },
  });
  const services = { box, cabinet, broker };
  return {
    logDir,
    lamps,
    heard,
    said,
    services,
    pids: (who) => pidsOf(who, services),
    resume: () => resumed(network.box, `http://127.0.0.1:${place.http}`),
    async close() {
      await box.stop(END_MS);
      await Promise.all([cabinet.stop(END_MS), broker.stop(END_MS)]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Place {
  readonly network: Pick<Network, "box" | "city" | "host">;
  readonly folder: string;
  /** Of the cabinet, the broker and the page. */
  readonly port: number;
  readonly mqtt: number;
  readonly http: number;
}

function cabinetWords(which: StageOptions["cabinet"], { network, port }: Place): readonly string[] {
  if (which === "foreign") {
    const slave = join(ROOT, "signal-driver/test/pymodbus_slave.py");
    return [PYTHON, slave, "--port", String(port), "--presses", "7"];
  }
  const here = import.meta.url;
  const program = fileURLToPath(new URL(`./cabinet-process${extname(here)}`, here));
  const node = [process.execPath, ...process.execArgv, program];
  return [...network.city, ...node, network.host, String(port)];
}

function boxWords(
  { site, clips, under = [], record }: StageOptions,
  { network, folder, port, mqtt, http }: Place,
  logDir: string,
): readonly string[] {
  const file = join(folder, "site.json");
  writeFileSync(file, JSON.stringify(site));
  const absent = join(folder, "no-camera.mp4");
  const cameras = site.cameras.flatMap(({ id }) => ["--camera", `${id}=${clips[id] ?? absent}`]);
  const lines = [
    ["--modbus", `${network.host}:${port}`],
    ["--mqtt", `mqtt://${network.host}:${mqtt}`],
    ["--http", `127.0.0.1:${http}`],
    ["--log-dir", logDir],
    record === undefined ? [] : ["--record-trace", record],
  ];
  const run = [process.execPath, CROSSING, "run", file, ...cameras, ...lines.flat()];
  return [...network.box, ...under, ...run];
}

function brokerFile(folder: string, port: number, host: string): string {
  const file = join(folder, "mosquitto.conf");
  writeFileSync(file, `listener ${port} ${host}\nallow_anonymous true\nlog_dest none\n`);
  return file;
}

/** Puts down what the cabinet tells. */
function hearer(
  lamps: LampsAt[],
  heard: number[],
): { readonly line: (text: string) => void; readonly gone: () => void } {
  let shift = shiftOf();
  return {
    line(text) {
      const told = readLine(text);
      // The port, and whatever else it says, has no moment.
      if (told === null || (told["at"] === undefined && told["t"] === undefined)) return;
      const when = typeof told["at"] === "number" ? told["at"] : shift.at(Number(told["t"]));
      if (told["on"] !== undefined) lamps.push({ at: when, lamps: told as unknown as LampLine });
      if (told["heard"] !== undefined) heard.push(when);
    },
    gone() {
      lamps.push({ at: now_ms(), lamps: null });
      shift = shiftOf();
    },
  };
}

function pidsOf(who: Who, { box, cabinet, broker }: Stage["services"]): readonly number[] {
  if (who === "cabinet" || who === "broker") {
    const pid = (who === "cabinet" ? cabinet : broker).group();
    return pid === null ? [] : [pid];
  }
  const group = box.group();
  return group === null ? [] : (castOf(group)[who] ?? []);
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
