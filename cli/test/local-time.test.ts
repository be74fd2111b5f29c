/** The wall clock: believed for programmes by time of day where nothing speaks against it, and for nothing else. */
import { readFileSync } from "node:fs";
import { type Site, type TraceRecord, instant, siteSchema } from "@crossing/config";
import { type CabinetReport, createLoop } from "@crossing/controller/loop";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PILOT_SITE } from "../src/places.ts";
import { type LocalTime, createLocalTime } from "../src/process/local-time.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const before = process.env["TZ"];

beforeEach(() => {
  process.env["TZ"] = "UTC";
});
afterEach(() => {
  if (before === undefined) delete process.env["TZ"];
  else process.env["TZ"] = before;
});

/** A machine whose two clocks the test turns. */
function machine(start: string) {
  let [wall, monotonic] = [Date.parse(start), 5000];
  const local: LocalTime = createLocalTime({ wall: () => wall, monotonic: () => monotonic });
  return {
    local,
    /** Time passes, on both clocks. */
    pass: (ms: number): void => {
      wall += ms;
      monotonic += ms;
    },
    /** Somebody sets the clock. */
    step: (ms: number) => void (wall += ms),
    now: () => instant(monotonic),
  };
}

/** What a wall clock at the corner would show, or that nobody knows. */
const shown = (local: LocalTime): string => {
  const s = local.timeOfDay_s();
  if (s === undefined) return "not known";
  const pad = (n: number): string => String(Math.floor(n)).padStart(2, "0");
  return `${pad(s / 3600)}:${pad((s % 3600) / 60)}:${pad(s % 60)}`;
};

test.each([
  ["Europe/Berlin", "2027-03-28T00:59:59Z", "01:59:59", "03:00:00", "spring forward"],
  ["Europe/Berlin", "2026-10-25T00:59:59Z", "02:59:59", "02:00:00", "fall back"],
  ["America/New_York", "2027-03-14T06:59:59Z", "01:59:59", "03:00:00", "spring forward"],
  ["America/New_York", "2026-11-01T05:59:59Z", "01:59:59", "01:00:00", "fall back"],
  ["Asia/Shanghai", "2027-03-28T00:59:59Z", "08:59:59", "09:00:00", "an ordinary second"],
])("%s at %s: %s is followed by %s (%s)", (zone, start, last, next) => {
  process.env["TZ"] = zone;
  const { local, pass } = machine(start);
  expect(shown(local)).toBe(last);
  pass(1000);
  expect(shown(local)).toBe(next);
});

test.each([
  ["a dead battery", "1970-01-01T00:00:10Z", "not known"],
  ["the last year before this program", "2025-12-31T23:59:59Z", "not known"],
  ["its first year", "2026-01-01T00:00:00Z", "00:00:00"],
  ["a year set by a slip of the hand", "2126-06-01T12:00:00Z", "not known"],
])("%s (%s): the time of day is %s", (_what, start, wanted) => {
  expect(shown(machine(start).local)).toBe(wanted);
});

describe("a step of the clock", () => {
  test.each([
    ["an hour ahead", HOUR],
    ["an hour back", -HOUR],
    ["a year ahead", 365 * DAY],
    ["two seconds and a bit", 2001],
  ])("%s: for ten minutes no time is believed, then the new one is", (_what, by) => {
    const { local, pass, step } = machine("2026-11-21T12:00:00Z");
    expect(shown(local)).toBe("12:00:00");
    step(by);
    expect(shown(local)).toBe("not known");
    pass(599_000);
    expect(shown(local)).toBe("not known");
    pass(1000);
    expect(shown(local)).not.toBe("not known");
  });

  test.each([
    ["what NTP slews", 2000],
    ["a leap second", -1000],
  ])("%s is none", (_what, by) => {
    const { local, step } = machine("2026-11-21T12:00:00Z");
    step(by);
    expect(shown(local)).not.toBe("not known");
  });
});

test("a time service that has not set the clock yet is waited for", () => {
  const { local } = machine("2026-11-21T12:00:00Z");
  local.judged("unsynchronised");
  expect(shown(local)).toBe("not known");
  local.judged("synchronised");
  expect(shown(local)).toBe("12:00:00");
});

/** The pilot crossing under a fixed plan: short walks from midnight, long ones from noon. */
function site(): Site {
  const pilot = siteSchema.parse(JSON.parse(readFileSync(PILOT_SITE, "utf8")));
  const programmes = [
    { from: "00:00", cycle_s: 90, walk_s: 7 },
    { from: "12:00", cycle_s: 60, walk_s: 20 },
  ];
  return { ...pilot, policy: { name: "fixed", programmes } };
}

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
  shown: null,
  buttons: [false, false],
  loops: [],
};

/** Ten ticks a second with a cabinet that shows what it is told; `at` may turn the clock before a second. */
function run(start: string, duration_s: number, at: Readonly<Record<number, number>> = {}) {
  const world = machine(start);
  const records: TraceRecord[] = [];
  let heads: CabinetReport["shown"] = { vehicle: "red", ped: "dont-walk" };
  const loop = createLoop({
    site: site(),
    boot: "test",
    clock: { now: world.now, timeOfDay_s: () => world.local.timeOfDay_s() },
    cabinet: {
      show: ({ vehicle, ped, mode }) => {
        if (mode !== "withdrawn") heads = { vehicle, ped };
      },
      report: () => ({ ...UP, shown: heads }),
      stop: async () => {},
    },
    trace: (record) => void records.push(record),
  });
  for (let tick = 0; tick < duration_s * 10; tick++) {
    if (tick % 10 === 0) world.step(at[tick / 10] ?? 0);
    world.pass(100);
    loop.tick(0);
  }
  return records;
}

/** Lengths of the walks in a run, s. */
function walks(records: readonly TraceRecord[]): readonly number[] {
  const found: number[] = [];
  let length = 0;
  for (const { outputs } of records) {
    if (outputs.ped === "walk") length += 1;
    else if (length > 0) {
      found.push(Math.round(length / 10));
      length = 0;
    }
  }
  return found;
}

const isSafe = (records: readonly TraceRecord[]): boolean =>
  records.every(({ faults, outputs }) => faults.length === 0 && outputs.mode !== "fault");

describe("programmes by time of day", () => {
  test("follow the clock", () => {
    expect(new Set(walks(run("2026-11-21T08:00:00Z", 300)))).toEqual(new Set([7]));
    expect(new Set(walks(run("2026-11-21T13:00:00Z", 300)))).toEqual(new Set([20]));
  });

  test.each([
    ["1970", "1970-01-01T13:00:00Z", {}],
    ["a step of an hour", "2026-11-21T13:00:00Z", { 0: HOUR }],
    ["a step of a year back", "2026-11-21T13:00:00Z", { 0: -365 * DAY }],
  ])("the first one holds while the clock cannot be believed: %s", (_what, start, steps) => {
    expect(new Set(walks(run(start, 300, steps)))).toEqual(new Set([7]));
  });

  test("no walk is cut or stretched by a clock that is turned in the middle of everything", () => {
    const turns = { 41: HOUR, 77: -HOUR, 120: 365 * DAY, 163: -400 * DAY, 200: -56 * 365 * DAY };
    const records = run("2026-11-21T13:00:00Z", 400, turns);
    expect(isSafe(records)).toBe(true);
    expect(walks(records).every((s) => s >= 7 && s <= 20)).toBe(true);
  });

  test("both nights of daylight saving go by without a fault, and the lamps never notice", () => {
    process.env["TZ"] = "Europe/Berlin";
    const ordinary = run("2026-11-21T00:50:00Z", 1200).map(({ outputs }) => outputs.interval);
    for (const night of ["2027-03-28T00:50:00Z", "2026-10-25T00:50:00Z"]) {
      const records = run(night, 1200);
      expect(isSafe(records)).toBe(true);
      expect(records.map(({ outputs }) => outputs.interval)).toEqual(ordinary);
    }
  });
});
