/** What Prometheus reads: names start with `xing_`, units are seconds, moments are Unix timestamps. */
import type { CameraView, TraceRecord, VisionReport } from "@crossing/config";
import { Registry, collectDefaultMetrics } from "prom-client";
import { type Instruments, instruments } from "./instruments.ts";
import type { Counted } from "./measures.ts";
import { waitsOf } from "./measures.ts";
import type { BoxView } from "./options.ts";

export interface Metrics {
  trace(record: TraceRecord, heard: Date): void;
  event(event: Counted & { readonly class: string; readonly cause?: string }): void;
  vision(report: VisionReport): void;
  visionRefused(camera: string): void;
  /** Whether each camera can be believed now. */
  cameras(cameras: Readonly<Record<string, CameraView>>): void;
  alarms(alarms: readonly string[]): void;
  box(view: BoxView): void;
  mqtt(connected: boolean): void;
  outbox(box: { readonly records: number; readonly oldest: Date | null }): void;
  outboxDropped(count: number): void;
  eventLog(failing: boolean): void;
  /** The text a scrape gets, and its content type. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** prom-client's own gauges whose names `promtool check metrics` refuses. */
const REFUSED = ["handles", "requests", "resources"].flatMap((what) => [
  `nodejs_active_${what}`,
  `nodejs_active_${what}_total`,
]);

export function createMetrics(version: string): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  for (const name of REFUSED) register.removeSingleMetric(name);
  const m = instruments(register);
  m.buildInfo.set({ version }, 1);
  const told: Told = { boot: "", requests: 0, timeouts: 0, violations: 0, reconnects: 0 };
  const before = { interval: "", reason: "" };
  const dropped = new Map<string, number>();

  return {
    trace(record, heard) {
      loopMetrics(m, record, heard);
      cabinetMetrics(m, record, heard, told);
      streetMetrics(m, record, before);
    },
    event(event) {
      m.events.inc({ class: event.class });
      if (event.name === "level-down" || event.name === "level-up")
        m.levelChanges.inc({ cause: event.cause ?? "unknown" });
      if (event.name === "begin-walk") {
        for (const wait of waitsOf(event.numbers)) m.pedWait.observe(wait);
      }
      const gaveUp = event.numbers["wait_s"];
      if (event.name === "left-waiting" && gaveUp !== undefined) m.pedWait.observe(gaveUp);
    },
    vision: (report) => visionMetrics(m, report, dropped),
    visionRefused: (camera) => m.visionRefused.inc({ camera }),
    cameras: (cameras) => cameraMetrics(m, cameras),
    alarms(alarms) {
      m.alarms.reset();
      for (const alarm of alarms) m.alarms.set({ alarm }, 1);
    },
    box({ scheduling, starts }) {
      m.scheduling.reset();
      m.scheduling.set({ policy: scheduling }, 1);
      for (const [process, count] of Object.entries(starts)) m.starts.set({ process }, count);
    },
    mqtt: (connected) => m.mqttConnected.set(connected ? 1 : 0),
    outbox(box) {
      m.outboxRecords.set(box.records);
      m.outboxOldest.set(box.oldest === null ? 0 : box.oldest.getTime() / 1000);
    },
    outboxDropped: (count) => m.outboxDropped.inc(count),
    eventLog: (failing) => m.eventLogFailing.set(failing ? 1 : 0),
    text: () => register.metrics(),
    contentType: register.contentType,
  };
}

function loopMetrics(m: Instruments, record: TraceRecord, heard: Date): void {
  m.heard.set(heard.getTime() / 1000);
  m.loopDuration.observe(record.loop.step_us / 1e6);
  m.loopLateness.observe(record.loop.late_ms / 1000);
  const age = record.loop.perception_age_ms;
  if (age !== null) m.perceptionAge.observe(age / 1000);
}

/** What the counters already hold of control's own, which begin anew with each run of it. */
interface Told {
  boot: string;
  requests: number;
  timeouts: number;
  violations: number;
  reconnects: number;
}

function cabinetMetrics(m: Instruments, record: TraceRecord, heard: Date, told: Told): void {
  const { cabinet } = record;
  if (told.boot !== record.boot) {
    Object.assign(told, {
      boot: record.boot,
      requests: 0,
      timeouts: 0,
      violations: 0,
      reconnects: 0,
    });
  }
  const more = (key: "requests" | "timeouts" | "violations" | "reconnects"): number =>
    Math.max(0, cabinet[key] - told[key]);
  const failed = more("timeouts") + more("violations");
  m.modbusRequests.inc({ outcome: "ok" }, Math.max(0, more("requests") - failed));
  m.modbusRequests.inc({ outcome: "timeout" }, more("timeouts"));
  m.modbusRequests.inc({ outcome: "violation" }, more("violations"));
  m.modbusReconnects.inc(more("reconnects"));
  const { requests, timeouts, violations, reconnects } = cabinet;
  Object.assign(told, { requests, timeouts, violations, reconnects });
  if (cabinet.rtt_ms !== null) m.modbusDuration.observe(cabinet.rtt_ms / 1000);
  m.modbusUp.set(cabinet.link === "up" ? 1 : 0);
  if (cabinet.link === "up" && record.shown !== null) m.modbusVerified.set(heard.getTime() / 1000);
}

function streetMetrics(
  m: Instruments,
  record: TraceRecord,
  before: { interval: string; reason: string },
): void {
  const { interval, mode, reason } = record.outputs;
  m.phase.reset();
  m.phase.set({ phase: interval }, 1);
  m.mode.reset();
  m.mode.set({ mode }, 1);
  for (const [zone, seen] of Object.entries(record.inputs.zones)) {
    if (seen === null) m.waiting.remove({ zone });
    else m.waiting.set({ zone }, seen.waiting);
  }
  m.onCrossing.set(record.inputs.crossing ?? Number.NaN);
  if (reason.code !== before.reason) m.decisions.inc({ reason: reason.code });
  if (interval === "fault-flash" && before.interval !== interval) {
    m.safeEntries.inc({ cause: record.faults[0] ?? reason.code });
  }
  if (record.outputs.level !== undefined) m.level.set(record.outputs.level);
  m.faults.reset();
  for (const fault of record.faults) m.faults.set({ fault }, 1);
  Object.assign(before, { interval, reason: reason.code });
}

function cameraMetrics(m: Instruments, cameras: Readonly<Record<string, CameraView>>): void {
  m.cameraFaults.reset();
  for (const [camera, { state, believed, faults }] of Object.entries(cameras)) {
    m.visionUp.set({ camera }, state === "ok" ? 1 : 0);
    m.cameraBelieved.set({ camera }, believed ? 1 : 0);
    for (const fault of faults) m.cameraFaults.set({ camera, fault }, 1);
  }
}

function visionMetrics(m: Instruments, report: VisionReport, dropped: Map<string, number>): void {
  const { camera } = report;
  m.visionFps.set({ camera }, report.fps);
  // A smaller count than before: the eyes were started anew.
  const before = dropped.get(camera) ?? 0;
  m.visionDropped.inc(
    { camera },
    report.dropped < before ? report.dropped : report.dropped - before,
  );
  dropped.set(camera, report.dropped);
  for (const stage of ["decode", "pre", "infer", "post"] as const) {
    m.visionStage.set({ camera, stage }, report.ms[stage] / 1000);
  }
}
