/** A report (event log, HTTP API, MQTT) at the pilot crossing, with nothing else around. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Request, type TraceRecord, instant, milliseconds } from "@crossing/config";
import { type Edge, type EdgeOptions, startEdge } from "@crossing/telemetry";
import { PILOT } from "./pilot.ts";

/** A running report, what it said to the operator since that was looked at last, and what it asked of control. */
export interface Report {
  readonly edge: Edge;
  readonly said: () => readonly string[];
  readonly asked: readonly Request[];
  close(): Promise<void>;
}

/** Starts one that listens on a free port of loopback; with one trace heard, so that every route has an answer. */
export async function startReport(mqtt: EdgeOptions["mqtt"]): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "crossing-fuzz-"));
  const said: string[] = [];
  const asked: Request[] = [];
  const edge = await startEdge({
    site: PILOT,
    version: "0.0.0",
    logDir: folder,
    http: { host: "127.0.0.1", port: 0, token: null, mostAMinute: Number.MAX_SAFE_INTEGER },
    mqtt,
    pageDir: null,
    request: (request) => {
      asked.push(request);
      return Promise.resolve({ accepted: false, why: "nobody is here" });
    },
    preview: () => undefined,
    demo: null,
    ackEvents: () => undefined,
    log: (line) => void said.push(line),
  });
  await edge.listening;
  edge.trace(TRACE);
  return {
    edge,
    said: () => said.splice(0),
    asked,
    async close() {
      await edge.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const TRACE: TraceRecord = {
  type: "trace",
  seq: 1,
  at: instant(1000),
  ttl: milliseconds(1000),
  boot: "run1",
  outputs: {
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
  },
  inputs: {
    zones: { A: { waiting: 2, waits_s: [7.5, 1] }, B: null },
    buttons: { A: false, B: false },
    crossing: 0,
    lanes: [],
    lookahead_s: 0,
    shown: null,
    link: "up",
    requests: [],
  },
  time_in_interval_s: 4.2,
  oldest_wait_s: 7.5,
  faults: [],
  shown: null,
  events: [],
  loop: { late_ms: 0.4, step_us: 3, perception_age_ms: 80 },
  cabinet: {
    link: "up",
    trouble: null,
    requests: 1,
    timeouts: 0,
    violations: 0,
    reconnects: 0,
    rtt_ms: 2,
    faults: [],
  },
};
