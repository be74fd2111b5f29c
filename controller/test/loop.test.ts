import {
  type Observation,
  type Outputs,
  type Site,
  type TraceRecord,
  instant,
  milliseconds,
  readSite,
} from "@crossing/config";
import { type CabinetReport, createLoop, runTicks } from "@crossing/controller/loop";
import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";

const reading = readSite(
  readFileSync(new URL("../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url), "utf8"),
);
if (!reading.ok) throw new Error("the pilot site is malformed");
const site: Site = reading.site;

const UP: CabinetReport = {
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
  shown: { vehicle: "red", ped: "dont-walk" },
  buttons: [false, false],
  loops: Array.from({ length: 16 }, () => ({ level: false, count: 0 })),
};

/** A loop on a clock that a test turns by hand, at ten ticks a second. */
function kerb() {
  let now = 1000;
  let report = UP;
  const traces: TraceRecord[] = [];
  const shown: Outputs[] = [];
  const loop = createLoop({
    site,
    boot: "test",
    clock: { now: () => instant(now) },
    cabinet: {
      show: (outputs) => void shown.push(outputs),
      report: () => report,
      stop: async () => {},
    },
    trace: (record) => void traces.push(record),
  });
  return {
    loop,
    traces,
    shown,
    hear: (change: Partial<CabinetReport>) => (report = { ...report, ...change }),
    tick: (count = 1) => {
      for (let n = 0; n < count; n++) {
        now += 100;
        loop.tick(0);
      }
      return traces.at(-1)!;
    },
    sees: (camera: string, seq: number, change: Partial<Observation> = {}) =>
      loop.observe({
        type: "observation",
        camera,
        seq,
        at: instant(now),
        ttl: milliseconds(1000),
        frameAt: instant(now - 80),
        zones: { [camera]: { waiting: 0 } },
        crossing: 0,
        vehicles: 0,
        lanes: [],
        ...change,
      }),
    ask: (request: "withdraw" | "resume", at = now) =>
      loop.request({
        type: "request",
        id: "1",
        request,
        seq: 1,
        at: instant(at),
        ttl: milliseconds(1000),
      }),
  };
}

/** Ten seconds and more of a good line and heads at rest: then control is ours. */
const LISTENED = 105;

test("what no camera says any more is not known: the zone goes blind after its time to live", () => {
  const { sees, tick } = kerb();
  for (let n = 0; n < LISTENED; n++) {
    sees("A", n);
    sees("B", n);
    tick();
  }
  sees("A", LISTENED, { zones: { A: { waiting: 2 } } });
  sees("B", LISTENED);
  expect(tick().inputs.zones).toEqual({ A: { waiting: 2 }, B: { waiting: 0 } });
  expect(tick(9).outputs.mode).toBe("normal");
  expect(tick().inputs).toMatchObject({ zones: { A: null, B: null }, crossing: null });
  expect(tick().outputs.mode).toBe("no-vision");
});

test("people on the road are known only while every camera that watches it is heard", () => {
  const { sees, tick } = kerb();
  sees("A", 1, { crossing: 1 });
  expect(tick().inputs.crossing).toBeNull();
  sees("B", 1, { crossing: 3 });
  expect(tick().inputs.crossing).toBe(3);
});

test("of one camera the latest wins, and what comes late is dropped", () => {
  const { sees, tick } = kerb();
  sees("A", 5, { zones: { A: { waiting: 4 } } });
  sees("A", 4, { zones: { A: { waiting: 1 } } });
  expect(tick().inputs.zones["A"]).toEqual({ waiting: 4 });
});

test("a camera process that was restarted counts from one again and is heard", () => {
  const { sees, tick } = kerb();
  sees("A", 500, { zones: { A: { waiting: 4 } } });
  tick(12);
  sees("A", 1, { zones: { A: { waiting: 1 } } });
  expect(tick().inputs.zones["A"]).toEqual({ waiting: 1 });
});

test("two cameras on one zone: whoever sees more people is believed", () => {
  const { sees, tick } = kerb();
  sees("A", 1, { zones: { A: { waiting: 1 } } });
  sees("B", 1, { zones: { A: { waiting: 3 } } });
  expect(tick().inputs.zones["A"]).toEqual({ waiting: 3 });
});

test("an event is told again until it is acknowledged, and never after", () => {
  const { loop, tick } = kerb();
  const first = tick().events;
  expect(first.length).toBeGreaterThan(0);
  expect(tick().events.slice(0, first.length)).toEqual(first);
  loop.ack({ type: "event-ack", boot: "another run", seq: 99 });
  expect(tick().events.length).toBeGreaterThan(0);
  loop.ack({ type: "event-ack", boot: "test", seq: first.at(-1)!.seq });
  expect(tick().events.map(({ seq }) => seq)).not.toContain(first[0]!.seq);
});

test("a record to edge stays under 4 kB, however long nobody listens", () => {
  const { sees, tick } = kerb();
  const waits_s = Array.from({ length: 12 }, (_, n) => n * 1.25);
  for (let n = 0; n < 1200; n++) {
    sees("A", n + 1, { zones: { A: { waiting: n % 20 < 10 ? 12 : 0, waits_s } } });
    sees("B", n + 1);
    tick();
  }
  const last = tick();
  expect(last.events).toHaveLength(16);
  expect(JSON.stringify(last).length).toBeLessThan(4096);
});

test("a request is answered at once, a withdrawal waits for the minimum green; an old one is refused", () => {
  const { ask, hear, tick } = kerb();
  hear({ shown: null });
  tick(LISTENED + 70);
  expect(ask("withdraw", 0)).toMatchObject({ accepted: false, why: "the request came too late" });
  expect(ask("resume")).toMatchObject({ accepted: false });
  expect(ask("withdraw")).toMatchObject({ type: "request-result", accepted: true });
  expect(tick(100).outputs.mode).toBe("no-vision");
  expect(tick(50).outputs.mode).toBe("withdrawn");
});

test("a lost cabinet is told as such, and control is not assumed", () => {
  const { hear, tick } = kerb();
  tick(5);
  hear({ health: { ...UP.health, link: "lost" }, shown: null });
  const { outputs, cabinet } = tick();
  expect([outputs.mode, outputs.reason.code, cabinet.link]).toEqual([
    "withdrawn",
    "link-lost",
    "lost",
  ]);
});

test("loops tell queue, arrivals and passages of a lane", () => {
  const { hear, tick } = kerb();
  const loops = (advance: number, stop: number) =>
    UP.loops.map((loop, n) =>
      n === 0 ? { ...loop, count: advance } : n === 4 ? { ...loop, count: stop } : loop,
    );
  tick();
  hear({ loops: loops(2, 0) });
  const [lane] = tick().inputs.lanes;
  expect(lane).toMatchObject({ id: "W0", queue: 0, passages: 0 });
  expect(lane?.eta_s).toHaveLength(2);
  expect(lane?.eta_s[0]).toBeCloseTo(80 / 12, 1);
  expect(tick(70).inputs.lanes[0]).toMatchObject({ queue: 2, eta_s: [], passages: 0 });
  hear({ loops: loops(2, 1) });
  expect(tick().inputs.lanes[0]).toMatchObject({ queue: 1, passages: 1 });
  expect(tick().inputs.lanes[0]).toMatchObject({ queue: 1, passages: 0 });
});

test("a vehicle that was counted in but never out is forgotten after a while", () => {
  const { hear, tick } = kerb();
  tick();
  hear({ loops: UP.loops.map((loop, n) => (n === 0 ? { ...loop, count: 1 } : loop)) });
  expect(tick(120).inputs.lanes[0]?.queue).toBe(1);
  expect(tick(1000).inputs.lanes[0]?.queue).toBe(0);
});

test("a counter that wraps goes on, one that starts anew is not a thousand vehicles", () => {
  const { hear, tick } = kerb();
  const stop = (count: number) => UP.loops.map((loop, n) => (n === 4 ? { ...loop, count } : loop));
  hear({ loops: stop(65_535) });
  tick();
  hear({ loops: stop(1) });
  expect(tick().inputs.lanes[0]?.passages).toBe(2);
  hear({ loops: stop(0) });
  expect(tick().inputs.lanes[0]?.passages).toBe(0);
});

test("lanes whose loops the cabinet does not tell are left out", () => {
  const { hear, tick } = kerb();
  hear({ loops: [] });
  expect(tick().inputs).toMatchObject({ lanes: [], lookahead_s: 0 });
});

test("ticks keep to absolute deadlines; a stall is not made up for", () => {
  vi.useFakeTimers({ now: 0 });
  const seen: (readonly [at: number, late: number])[] = [];
  const ticker = runTicks({
    periodMs: 100,
    clock: { now: () => instant(Date.now()) },
    tick: (late) => {
      seen.push([Date.now(), late]);
      if (seen.length === 2) vi.setSystemTime(Date.now() + 370);
    },
  });
  vi.advanceTimersByTime(500);
  ticker.stop();
  vi.advanceTimersByTime(1000);
  vi.useRealTimers();
  expect(seen).toEqual([
    [100, 0],
    [200, 0],
    [571, 271],
    [600, 0],
    [700, 0],
    [800, 0],
  ]);
});
