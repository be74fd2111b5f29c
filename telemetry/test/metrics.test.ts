import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { createMetrics } from "../src/metrics.ts";
import { event, report, trace } from "./scripted.ts";

const NOON = new Date("2026-11-21T12:00:00.000Z");
const hasPromtool = spawnSync("promtool", ["--version"]).error === undefined;

function busy() {
  const metrics = createMetrics("9.9.9");
  const walk = event(1, 0, "begin-walk", {
    numbers: { waiting: 2, wait_sum_s: 30, w0: 25, w1: 5 },
  });
  metrics.trace(trace({ seq: 10, at: 0, faults: ["lamp-out"] }), NOON);
  metrics.event({ ...walk, mono_ms: 0 });
  metrics.vision(report("A"));
  metrics.mqtt(true);
  metrics.outbox({ records: 3, oldest: NOON });
  metrics.outboxDropped(2);
  metrics.eventLog(false);
  return metrics;
}

test("a scrape tells what the crossing does, in seconds and counts", async () => {
  const text = await busy().text();
  for (const line of [
    'xing_build_info{version="9.9.9"} 1',
    'xing_phase_info{phase="vehicle-green"} 1',
    'xing_ped_waiting{zone="A"} 2',
    "xing_ped_wait_seconds_sum 30",
    "xing_ped_wait_seconds_count 2",
    'xing_decisions_total{reason="hold-min-green"} 1',
    'xing_faults_active{fault="lamp-out"} 1',
    "xing_modbus_link_up 1",
    'xing_modbus_requests_total{outcome="ok"} 10',
    "xing_mqtt_connected 1",
    "xing_outbox_records 3",
    "xing_outbox_dropped_total 2",
    'xing_vision_stage_duration_seconds{camera="A",stage="infer"} 0.02',
  ]) {
    expect(text).toContain(`${line}\n`);
  }
  expect(text, "zone B is not seen").not.toContain('xing_ped_waiting{zone="B"}');
});

test("counters go on when control starts anew", async () => {
  const metrics = createMetrics("9.9.9");
  metrics.trace(trace({ seq: 10, at: 0 }), NOON);
  metrics.trace(trace({ seq: 12, at: 100 }), NOON);
  metrics.trace(trace({ seq: 3, at: 200, boot: "run2" }), NOON);
  expect(await metrics.text()).toContain('xing_modbus_requests_total{outcome="ok"} 15\n');
});

test("an interval that ended is not told any more", async () => {
  const metrics = createMetrics("9.9.9");
  metrics.trace(trace({ seq: 1, at: 0 }), NOON);
  metrics.trace(trace({ seq: 2, at: 100, outputs: { interval: "yellow-change" } }), NOON);
  const phases = (await metrics.text()).match(/^xing_phase_info.*$/gm);
  expect(phases).toEqual(['xing_phase_info{phase="yellow-change"} 1']);
});

test.skipIf(!hasPromtool)(
  `promtool finds nothing${hasPromtool ? "" : " (left out: promtool is not installed)"}`,
  async () => {
    const input = await busy().text();
    const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], { input });
    expect(`${stdout.toString()}${stderr.toString()}`).toBe("");
    expect(status).toBe(0);
  },
);

test("a scrape tells which cameras can be believed, what is wrong with them, and what was refused", async () => {
  const metrics = createMetrics("9.9.9");
  const since = NOON.toISOString();
  metrics.cameras({ A: { state: "lost", believed: false, faults: ["moved", "dark"], since } });
  metrics.cameras({
    A: { state: "lost", believed: false, faults: ["moved"], since },
    B: { state: "ok", believed: true, faults: [], since },
  });
  metrics.visionRefused("A");
  metrics.alarms(["button-A-stuck"]);
  const text = await metrics.text();
  for (const line of [
    'xing_vision_up{camera="A"} 0',
    'xing_camera_believed{camera="A"} 0',
    'xing_camera_believed{camera="B"} 1',
    'xing_camera_faults_active{camera="A",fault="moved"} 1',
    'xing_vision_records_refused_total{camera="A"} 1',
    'xing_alarms_active{alarm="button-A-stuck"} 1',
  ])
    expect(text).toContain(`${line}\n`);
  expect(text, "it is light again").not.toContain('fault="dark"');
});
