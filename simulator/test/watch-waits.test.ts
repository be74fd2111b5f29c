import type { Interval, LaneInput } from "@crossing/config";
import { type WaitRecord, type WatchedTick, watchWaits } from "@crossing/simulator";
import { describe, expect, test } from "vitest";

/** One character a tick of 0.5 s: the interval, people at the kerb since then, people on the road, seconds of gap. */
interface Drawing {
  /** g green, y yellow, r red clearance, W walk, f ped clearance, b buffer. */
  readonly signal: string;
  /** A letter while that person stands there; space: nobody. One line a person. */
  readonly kerb: readonly string[];
  readonly road?: string;
  /** Seconds to the next vehicle, in tens: 1 is 10 s. Left out: nobody knows. */
  readonly gaps?: string;
  /** Vehicles past the stop line. */
  readonly passed?: string;
}

const INTERVALS: Readonly<Record<string, Interval>> = {
  g: "vehicle-green",
  y: "yellow-change",
  r: "red-clearance",
  W: "walk",
  f: "ped-clearance",
  b: "buffer",
};
const TICK_S = 0.5;

function watched({ signal, kerb, road, gaps, passed }: Drawing): readonly WaitRecord[] {
  const watch = watchWaits(12);
  for (let at = 0; at < signal.length; at++) watch.tick(tickAt(at));
  return watch.records();

  function tickAt(at: number): WatchedTick {
    const waits_s = kerb.flatMap((line) =>
      (line[at] ?? " ") === " " ? [] : [(at - line.search(/\S/)) * TICK_S],
    );
    return {
      t_s: 100 + at * TICK_S,
      interval: INTERVALS[signal[at]!]!,
      zones: { A: { waiting: waits_s.length, waits_s: waits_s.toSorted((a, b) => b - a) } },
      crossing: road === undefined ? 0 : Number(road[at] ?? 0),
      lanes:
        gaps === undefined ? [] : [lane(10 * Number(gaps[at] ?? 0), Number(passed?.[at] ?? 0))],
      lookahead_s: gaps === undefined ? 0 : 30,
    };
  }
}

const lane = (eta: number, passages: number): LaneInput => ({
  id: "W0",
  queue: 0,
  eta_s: [eta],
  passages,
});

describe("what became of somebody at the kerb", () => {
  test("who stands there as walk begins was served, after that wait", () => {
    const records = watched({
      signal: "ggggggggggyyyyyyrrrrWWWWWWffff",
      kerb: ["    aaaaaaaaaaaaaaaaaa", "            bbbbbbbbb"],
    });
    expect(records).toEqual([
      { wait_s: 8, ended: "served" },
      { wait_s: 4, ended: "served" },
    ]);
  });

  test("who vanishes as somebody steps onto the road under red crossed on red", () => {
    const records = watched({
      signal: "gggggggggggggggggggggggggggg",
      kerb: ["    aaaaaaaaaa"],
      road: "0000000000000011111111110000",
    });
    expect(records).toEqual([{ wait_s: 4.8, ended: "red" }]);
  });

  test("who vanishes while nobody steps onto the road has left", () => {
    const records = watched({
      signal: "gggggggggggggggggggggggggggg",
      kerb: ["    aaaaaaaaaa"],
    });
    expect(records).toEqual([{ wait_s: 4.8, ended: "left" }]);
  });

  test("of two who vanish as one steps onto the road, one has left", () => {
    const records = watched({
      signal: "gggggggggggggggggggggggggggg",
      kerb: ["    aaaaaaaaaa", "      bbbbbbbb"],
      road: "0000000000000011111111110000",
    });
    expect(records.map(({ ended }) => ended).toSorted()).toEqual(["left", "red"]);
  });

  test("who is hidden for a second is still the same person", () => {
    const records = watched({
      signal: "ggggggggggggggggggggWWWW",
      kerb: ["    aaaaaa  aaaaaaaa"],
    });
    expect(records).toEqual([{ wait_s: 8, ended: "served" }]);
  });

  test("who steps off late in clearance is judged by nobody", () => {
    const records = watched({
      signal: "WWWWffffffffffbbbbggggggggggg",
      kerb: ["     aaa"],
      road: "00000000111111111100000000000",
    });
    expect(records).toEqual([]);
  });

  test("whoever waited as the recording broke off is in no record", () => {
    const watch = watchWaits(12);
    const tick = { interval: "vehicle-green", crossing: 0, lanes: [], lookahead_s: 0 } as const;
    watch.tick({ ...tick, t_s: 10, zones: { A: { waiting: 1, waits_s: [5] } } });
    watch.forget();
    watch.tick({ ...tick, t_s: 50, interval: "walk", zones: { A: { waiting: 0, waits_s: [] } } });
    expect(watch.records()).toEqual([]);
  });

  test("people who are only counted are in no record, and that is said", () => {
    const watch = watchWaits(12);
    const tick = { crossing: 0, lanes: [], lookahead_s: 0, zones: { A: { waiting: 2 } } } as const;
    watch.tick({ ...tick, t_s: 10, interval: "vehicle-green" });
    watch.tick({ ...tick, t_s: 10.5, interval: "walk" });
    expect([watch.records(), watch.countsOnly()]).toEqual([[], 1]);
  });
});

describe("gaps on offer", () => {
  const crossing = (drawing: Partial<Drawing>): WaitRecord =>
    watched({
      signal: "gggggggggggggggggggggggggggg",
      kerb: ["    aaaaaaaaaaaaaaaa"],
      road: "0000000000000000000011110000",
      ...drawing,
    })[0]!;

  test("are noted from when somebody came, and the one that was taken is the last", () => {
    const { gaps, ...record } = crossing({ gaps: "2220000001111110000022222222" });
    expect(record).toEqual({ wait_s: 7.8, ended: "red" });
    expect(gaps![0]).toEqual([0, 0]);
    expect(gaps!.filter(([waited]) => waited >= 2.5 && waited < 5.5)).toHaveLength(6);
    expect(gaps!.every(([waited, gap_s]) => gap_s === 0 || waited >= 2.5)).toBe(true);
    expect(gaps!.at(-1)).toEqual([7.8, 20]);
  });

  test("are none while vehicle green ends: nobody runs into a change of signals", () => {
    const { gaps } = crossing({ signal: "ggggggggyyyyyyrrrrgggggggggg", gaps: "2".repeat(28) });
    expect(gaps!.map(([waited]) => waited)).toEqual([0, 0.5, 1, 1.5, 7, 7.5, 7.8]);
  });

  test("begin when the vehicle before is off the crosswalk, for whoever passed them up", () => {
    const { gaps } = crossing({ gaps: "2".repeat(28), passed: "0000000000001000000000000000" });
    const at = (waited: number) => gaps!.find((gap) => gap[0] === waited)?.[1];
    expect([at(3.5), at(4), at(4.5), at(5), at(5.5)]).toEqual([20, 0, 0, 0, 20]);
  });

  test("are not known without queues or far enough sight, and left out", () => {
    expect(crossing({})).toEqual({ wait_s: 7.8, ended: "red" });
  });
});
