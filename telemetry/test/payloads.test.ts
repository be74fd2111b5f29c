import type { CameraFault, MeasuresView, StateView } from "@crossing/config";
import { expect, test } from "vitest";
import { availabilityOf, infoPayload, statePayload, summaryPayload } from "../src/mqtt/payloads.ts";
import { stateView } from "../src/state-view.ts";
import { SITE, type Scripted, trace } from "./scripted.ts";

const HEAD = { v: 1, ts: "2026-11-21T12:01:00.000Z", boot: "edge1", seq: 7 } as const;

const view = (script: Partial<Scripted> = {}, stale = false): StateView =>
  stateView(trace({ seq: 1, at: 0, ...script }), {
    site: SITE.id,
    ts: HEAD.ts,
    measures: {} as MeasuresView,
    mqttConnected: true,
    stale,
    faults: [],
    alarms: {},
    cameras: {},
  });

test("the state leaves out what is null, but never a countdown or who is on the crossing", () => {
  const state = statePayload(view({ inputs: { crossing: null } }));
  expect(state).toMatchObject({ countdown_s: null, vehicle_countdown_s: null, on_crossing: null });
  expect(state).not.toHaveProperty("voice");
});

test("a state with a crowd in it still fits in 4 KiB, and still counts them", () => {
  const waits_s = Array.from({ length: 600 }, (_, place) => 60 - place / 100);
  const state = statePayload(view({ inputs: { zones: { A: { waiting: 600, waits_s } } } }));
  expect(JSON.stringify(state).length).toBeLessThanOrEqual(4_096);
  expect(state).toMatchObject({ waiting: { A: 600 } });
});

test("a state in which eight cameras have every fault still fits, with its alarms", () => {
  const faults = Array.from({ length: 14 }, (_, n) => `fault-of-kind-${n}` as CameraFault);
  const ids = Array.from({ length: 8 }, (_, n) => `camera-number-${n}`);
  const alarms = ids.map((id) => `camera-${id}-lost`);
  const state = statePayload({
    ...view(),
    cameras: Object.fromEntries(
      ids.map((id) => [id, { state: "lost", believed: false, faults, since: HEAD.ts } as const]),
    ),
    alarms,
    alarms_since: Object.fromEntries(alarms.map((alarm) => [alarm, HEAD.ts])),
  });
  expect(JSON.stringify(state).length).toBeLessThanOrEqual(4_096);
  expect(state).toMatchObject({ alarms });
});

test.each([
  ["init before control is heard", null, "init"],
  ["ready while all is well", view(), "ready"],
  ["alert while control is silent", view({}, true), "alert"],
  ["alert in fault", view({ outputs: { mode: "fault" } }), "alert"],
  ["alert with a fault reported", view({ faults: ["lamp-out"] }), "alert"],
  ["alert with an alarm", { ...view(), alarms: ["zone-A-always-on"] }, "alert"],
])("availability: %s", (_, state, word) => {
  expect(availabilityOf(state)).toBe(word);
});

test("one minute in numbers", () => {
  const span = {
    waits: [4, 12.25, 95],
    gaveUp: 1,
    walks: 2,
    emptyWalks: 1,
    redCrossings: 0,
    passages: 9,
    queued_s: 31.04,
  };
  expect(summaryPayload(HEAD, span, view())).toEqual({
    ...HEAD,
    period_s: 60,
    walks: 2,
    empty_walks: 1,
    waits: 3,
    wait_sum_s: 111.3,
    wait_max_s: 95,
    wait_p95_s: 95,
    wait_le_s: { 5: 1, 10: 1, 20: 2, 30: 2, 45: 2, 60: 2, 90: 2, 120: 3 },
    gave_up: 1,
    red_crossings: 0,
    passages: 9,
    queued_s: 31,
    mode: "normal",
    level: 0,
    alarms: [],
    link: "up",
    faults: [],
  });
});

test("info tells what the crossing is, and nothing about its broker, door or camera addresses", () => {
  const site = { ...SITE, cameras: [{ ...SITE.cameras[0]!, source: "rtsp://admin:secret@cam/1" }] };
  const text = JSON.stringify(infoPayload(HEAD, site, "9.9.9"));
  expect(text).toContain(SITE.name.zh);
  expect(text).not.toMatch(/secret|rtsp|password_file|token_file/);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_096);
});
