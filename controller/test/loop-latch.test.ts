/** What outlives a restart, and what happens to a tick that breaks a rule. */
import { type Outputs, type Reason, type TraceRecord, instant, readSite } from "@crossing/config";
import { type CabinetReport, type LoopOptions, createLoop } from "@crossing/controller/loop";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const reading = readSite(
  readFileSync(new URL("../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url), "utf8"),
);
if (!reading.ok) throw new Error("the pilot site is malformed");
const { site } = reading;

const GREEN: CabinetReport = {
  health: {
    link: "up",
    trouble: null,
    requests: 0,
    timeouts: 0,
    violations: 0,
    reconnects: 0,
    rtt_ms: 1,
    faults: [],
  },
  shown: { vehicle: "green", ped: "dont-walk" },
  buttons: [false, false],
  loops: [],
};

/** A loop with a latch that a test can look into, ten ticks a second. */
function kerb({ held = null, ...options }: { held?: Reason | null } & Pick<LoopOptions, "rules">) {
  let now = 1000;
  const kept: (Reason | null)[] = [];
  const traces: TraceRecord[] = [];
  const shown: Outputs[] = [];
  const loop = createLoop({
    site,
    boot: "test",
    clock: { now: () => instant(now) },
    cabinet: {
      show: (outputs) => void shown.push(outputs),
      report: () => GREEN,
      stop: async () => {},
    },
    trace: (record) => void traces.push(record),
    latch: { held, keep: (fault) => void kept.push(fault) },
    ...options,
  });
  return {
    kept,
    shown,
    loop,
    tick: (count = 1) => {
      for (let n = 0; n < count; n++) {
        now += 100;
        loop.tick(0);
      }
      return traces.at(-1)!;
    },
    clear: () =>
      loop.request({
        type: "request",
        id: "1",
        request: "clear-fault",
        seq: 1,
        at: instant(now),
        ttl: 1000 as never,
      }),
  };
}

test("a tick that breaks a rule is never shown: the lamps are the cabinet's, the fault is latched and told", () => {
  let sound = true;
  const { tick, shown, kept } = kerb({
    rules: () => (sound ? [] : ["walk-ends", "a-promise-is-kept"]),
  });
  expect(tick(110).outputs).toMatchObject({ mode: "no-vision", level: 2 });
  sound = false;
  const { outputs, faults, events } = tick();
  expect(outputs).toMatchObject({ mode: "withdrawn", level: 5, reason: { code: "fault" } });
  expect(shown.at(-1)).toBe(outputs);
  expect([faults, kept]).toEqual([["interlock"], [{ code: "fault", numbers: {} }]]);
  const told = events.find(({ name }) => name === "invariant-broken");
  expect(told).toMatchObject({ class: "fault", cause: "walk-ends a-promise-is-kept" });
  sound = true;
  expect(tick(3000).outputs.mode).toBe("withdrawn");
});

test("the live loop holds every tick against the core's own rules, and they hold", () => {
  const { tick, kept } = kerb({});
  expect(tick(1200).outputs.mode).toBe("no-vision");
  expect(kept).toEqual([]);
});

test("a fault that was latched before a restart still is, until an engineer clears it", () => {
  const { tick, clear, kept } = kerb({ held: { code: "fault", numbers: {} } });
  expect(tick(300).outputs).toMatchObject({ mode: "withdrawn", level: 5 });
  expect(clear()).toMatchObject({ accepted: true });
  expect(tick().outputs).toMatchObject({ mode: "no-vision", level: 2 });
  expect(kept).toEqual([null]);
});
