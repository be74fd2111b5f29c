/** A scripted control: traces and reports as the real one sends them, on a clock the test moves. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type EventRecord,
  type Inputs,
  type NumberedEvent,
  type Outputs,
  type Picture,
  type Site,
  type TraceRecord,
  type VisionReport,
  instant,
  milliseconds,
  siteSchema,
} from "@crossing/config";
import type { EdgeOptions } from "../src/index.ts";

/** The pilot crossing's own site file. */
export const SITE: Site = siteSchema.parse(
  JSON.parse(
    readFileSync(new URL("../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url), "utf8"),
  ),
);

const made: string[] = [];
// The report that is killed on purpose imports this file too, and there is no vitest around it.
if (process.env["VITEST"]) {
  const { afterAll } = await import("vitest");
  afterAll(() => {
    for (const path of made) rmSync(path, { recursive: true, force: true });
  });
}

/** A fresh empty folder, gone when the tests are. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "crossing-report-"));
  made.push(path);
  return path;
}

export interface Scripted {
  readonly seq: number;
  readonly at: number;
  readonly boot?: string;
  readonly outputs?: Partial<Outputs>;
  readonly inputs?: Partial<Inputs>;
  readonly events?: readonly NumberedEvent[];
  readonly faults?: readonly string[];
}

/** Vehicle green with two people waiting at A and nobody seen at B, unless the script says otherwise. */
export const trace = (script: Scripted): TraceRecord => ({
  type: "trace",
  seq: script.seq,
  at: instant(script.at),
  ttl: milliseconds(1000),
  boot: script.boot ?? "run1",
  outputs: { ...OUTPUTS, ...script.outputs },
  inputs: { ...INPUTS, ...script.inputs },
  time_in_interval_s: 4.2,
  oldest_wait_s: 7.5,
  faults: script.faults ?? [],
  shown: { vehicle: "green", ped: "dont-walk" },
  events: script.events ?? [],
  loop: { late_ms: 0.4, step_us: 3, perception_age_ms: 80 },
  cabinet: {
    link: "up",
    trouble: null,
    requests: script.seq,
    timeouts: 0,
    violations: 0,
    reconnects: 0,
    rtt_ms: 2,
    faults: [],
  },
});

const OUTPUTS: Outputs = {
  interval: "vehicle-green",
  vehicle: "green",
  ped: "dont-walk",
  vehicle_countdown_s: null,
  ped_countdown_s: null,
  bollards: "red",
  voice: null,
  call_lamps: { A: true, B: false },
  reason: { code: "hold-min-green", numbers: { left_s: 10.8 } },
  mode: "normal",
};

const INPUTS: Inputs = {
  zones: { A: { waiting: 2, waits_s: [7.5, 1] }, B: null },
  buttons: { A: false, B: false },
  crossing: 0,
  lanes: [{ id: "W0", queue: 1, eta_s: [4], passages: 0 }],
  lookahead_s: 15,
  shown: { vehicle: "green", ped: "dont-walk" },
  link: "up",
  requests: [],
};

/** An event with its number in the run. */
export const event = (
  seq: number,
  at: number,
  name: string,
  more: Partial<Omit<EventRecord, "at" | "name">> = {},
): NumberedEvent => ({
  seq,
  at: instant(at),
  name,
  class: more.class ?? "signal",
  code: more.code ?? null,
  param: more.param ?? 4,
  numbers: more.numbers ?? {},
});

export const report = (camera: string): VisionReport => ({
  type: "vision-report",
  seq: 1,
  at: instant(0),
  ttl: milliseconds(1000),
  camera,
  state: "ok",
  trouble: null,
  detections: [{ kind: "person", box: [0.1, 0.2, 0.2, 0.6], score: 0.9 }],
  people: [{ id: 3, x: 0.15, y: 0.6, where: "A", wait_s: 2 }],
  fps: 10,
  dropped: 0,
  ms: { decode: 3, pre: 1, infer: 20, post: 1 },
});

/** Not a picture anybody would look at, but it begins as every JPEG does. */
export const JPEG = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  Buffer.alloc(2000, 0x5a),
]);

export const picture = (camera: string): Picture => ({
  type: "picture",
  seq: 1,
  at: instant(0),
  ttl: milliseconds(1000),
  camera,
  jpeg: JPEG.toString("base64"),
});

/** Options of a report on loopback with nothing else around; what it said and asked is kept. */
export function options(more: Partial<EdgeOptions> = {}) {
  const said: string[] = [];
  const acks: [string, number][] = [];
  const asked: string[] = [];
  const previews: number[] = [];
  const edge: EdgeOptions = {
    site: SITE,
    version: "9.9.9",
    logDir: folder(),
    http: { host: "127.0.0.1", port: 0, token: null },
    mqtt: null,
    pageDir: null,
    request: (request) => {
      asked.push(request);
      return Promise.resolve({ accepted: true, why: "as you wish" });
    },
    preview: (seconds) => void previews.push(seconds),
    demo: null,
    ackEvents: (boot, seq) => void acks.push([boot, seq]),
    log: (line) => void said.push(line),
    ...more,
  };
  return { edge, said, acks, asked, previews };
}

/** Waits until it is true; gives up long after any machine would have managed. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const since = performance.now();
  while (!(await isTrue())) {
    if (performance.now() - since > 60_000) throw new Error(`still not: ${isTrue.toString()}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}
