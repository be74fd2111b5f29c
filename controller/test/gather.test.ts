/** What a tick knows of lanes and zones, from loops and from eyes. */
import {
  type Inputs,
  type LaneInput,
  type Observation,
  type Site,
  instant,
  milliseconds,
  readSite,
} from "@crossing/config";
import { type CabinetReport, createLoop } from "@crossing/controller/loop";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const reading = readSite(
  readFileSync(new URL("../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url), "utf8"),
);
if (!reading.ok) throw new Error("the pilot site is malformed");
const pilot: Site = reading.site;

/** The pilot with these loops in its first lane, and only that lane. */
const withLoops = (advance_loop: number | null, stop_loop: number | null): Site => ({
  ...pilot,
  lanes: [{ ...pilot.lanes[0]!, advance_loop, stop_loop }],
});

const health: CabinetReport["health"] = {
  link: "up",
  trouble: null,
  requests: 0,
  timeouts: 0,
  violations: 0,
  reconnects: 0,
  rtt_ms: 1,
  faults: [],
};

/** A loop at a site, with a clock and loops that the test turns. */
function kerb(site: Site) {
  let now = 1000;
  let counts = Array.from({ length: 16 }, () => 0);
  let seq = 0;
  let inputs: Inputs | null = null;
  const loop = createLoop({
    site,
    boot: "test",
    clock: { now: () => instant(now) },
    cabinet: {
      show: () => {},
      report: () => ({
        health,
        shown: { vehicle: "red", ped: "dont-walk" },
        buttons: [false, false],
        loops: counts.map((count) => ({ level: false, count })),
      }),
      stop: async () => {},
    },
    trace: (record) => void (inputs = record.inputs),
  });
  const inputsNow = (): Inputs => {
    now += 100;
    loop.tick(0);
    return inputs!;
  };
  return {
    tick: inputsNow,
    drive: (number: number) => (counts = counts.map((n, at) => (at === number - 1 ? n + 1 : n))),
    sees: (camera: string, change: Partial<Observation>) =>
      loop.observe({
        type: "observation",
        camera,
        seq: ++seq,
        at: instant(now),
        ttl: milliseconds(1000),
        frameAt: instant(now),
        zones: {},
        crossing: 0,
        vehicles: 0,
        lanes: [],
        ...change,
      }),
  };
}

const W0: LaneInput = { id: "W0", queue: 3, eta_s: [2, 3.5], passages: 7 };

describe("a lane", () => {
  test("without loops is what the eyes see, and they see as far as they say", () => {
    const { tick, sees } = kerb(withLoops(null, null));
    sees("A", { lanes: [W0], lookahead_s: 4 });
    const { lanes, lookahead_s } = tick();
    expect(lanes).toEqual([{ id: "W0", queue: 3, eta_s: [1.9, 3.4], passages: 0 }]);
    expect(lookahead_s).toBe(4);
  });
  test("with loops is what they count, whatever the eyes see", () => {
    const { tick, sees } = kerb(withLoops(1, 5));
    sees("A", { lanes: [W0], lookahead_s: 4 });
    expect(tick()).toMatchObject({ lanes: [{ id: "W0", queue: 0, passages: 0 }] });
    expect(tick().lookahead_s).toBeCloseTo(80 / 12);
  });
  test("with a stop loop only counts who passes by it, and takes the rest from the eyes", () => {
    const { tick, sees, drive } = kerb(withLoops(null, 5));
    sees("A", { lanes: [W0], lookahead_s: 4 });
    tick();
    drive(5);
    expect(tick()).toMatchObject({ lanes: [{ queue: 3, passages: 1 }], lookahead_s: 4 });
  });
  test("that nobody sees is left out, and then nobody sees ahead", () => {
    expect(kerb(withLoops(null, null)).tick()).toMatchObject({ lanes: [], lookahead_s: 0 });
    const two: Site = { ...pilot, lanes: [pilot.lanes[0]!, { ...pilot.lanes[1]!, advance_loop: null, stop_loop: null }] }; // prettier-ignore
    const { tick } = kerb(two);
    expect(tick()).toMatchObject({ lanes: [{ id: "W0" }], lookahead_s: 0 });
  });
  test("seen by two cameras is told by the one that sees farther", () => {
    const { tick, sees } = kerb(withLoops(null, null));
    sees("A", { lanes: [{ ...W0, queue: 1 }], lookahead_s: 2 });
    sees("B", { lanes: [{ ...W0, queue: 5 }], lookahead_s: 6 });
    expect(tick()).toMatchObject({ lanes: [{ queue: 5 }], lookahead_s: 6 });
  });
});

describe("vehicles that the eyes saw pass", () => {
  const { tick, sees } = kerb(withLoops(null, null));
  const passages = (seen?: number) => {
    if (seen !== undefined) sees("A", { lanes: [{ ...W0, passages: seen }], lookahead_s: 4 });
    return tick().lanes[0]!.passages;
  };
  test("count once, however many ticks hear of them, and none is lost with a record", () => {
    expect([passages(7), passages(), passages(8), passages(), passages(11)]).toEqual([
      0, 0, 1, 0, 3,
    ]);
  });
  test("count from the beginning when the eye was opened anew", () => {
    expect([passages(0), passages(1)]).toEqual([0, 1]);
  });
});

test("a camera that cannot believe its own picture is blind: zone, road and lanes", () => {
  const { tick, sees } = kerb(withLoops(null, null));
  const see = (believed: boolean) => {
    const seen = { lanes: [W0], lookahead_s: 4, health: { believed, faults: [] } };
    sees("A", { zones: { A: { waiting: 2 } }, crossing: 1, ...seen });
    sees("B", { zones: { B: { waiting: 1 } }, crossing: 1 });
    return tick();
  };
  expect(see(true)).toMatchObject({ zones: { A: { waiting: 2 }, B: { waiting: 1 } }, crossing: 1 });
  expect(see(false)).toMatchObject({ zones: { A: null, B: { waiting: 1 } }, crossing: null, lanes: [], lookahead_s: 0 }); // prettier-ignore
});
