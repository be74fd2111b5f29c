import type { MeasuresView, StateView } from "@crossing/config";
import { expect, test } from "vitest";
import type { LoggedEvent } from "../src/events.ts";
import { hiresLine } from "../src/hires.ts";
import { spat } from "../src/spat.ts";
import { stateView } from "../src/state-view.ts";
import { type Scripted, trace } from "./scripted.ts";

const AT = new Date("2026-11-21T12:30:05.250Z");
/** Tenths of a second from noon to AT. */
const MARK = 18_052;

const view = (script: Partial<Scripted>, stale = false): StateView =>
  stateView(trace({ seq: 300, at: 0, ...script }), {
    site: "mill-lane",
    ts: AT.toISOString(),
    measures: {} as MeasuresView,
    mqttConnected: true,
    stale,
    faults: [],
    alarms: {},
    cameras: {},
  });

const movements = (state: StateView) =>
  spat(state, AT).intersections[0]!.states.map((movement) => ({
    group: movement.signalGroup,
    ...movement["state-time-speed"][0]!,
  }));

test("SPaT tells the phase of each group since when, and no end that is not promised", () => {
  const unknown = { minEndTime: 36001, maxEndTime: 36001, likelyTime: 36001 };
  expect(movements(view({}))).toEqual([
    {
      group: 2,
      eventState: "protected-Movement-Allowed",
      timing: { startTime: 18_010, ...unknown },
    },
    { group: 4, eventState: "stop-And-Remain", timing: { startTime: 18_010, ...unknown } },
  ]);
});

test("SPaT promises what the countdown promises", () => {
  const [, ped] = movements(view({ outputs: { ped_countdown_s: 8 } }));
  expect(ped!.timing).toMatchObject({ minEndTime: MARK + 80, maxEndTime: MARK + 80 });
});

test("SPaT carries time as J2735 counts it", () => {
  const [crossing] = spat(view({}), AT).intersections;
  expect(crossing).toMatchObject({ name: "mill-lane", revision: 300 % 128, timeStamp: 5_250 });
  expect(crossing!.moy).toBe((Date.parse("2026-11-21T12:30:00Z") - Date.UTC(2026, 0)) / 60_000);
});

test("a stale state tells no phases", () => {
  const [crossing] = spat(view({}, true), AT).intersections;
  expect(crossing).toMatchObject({ states: [], status: ["noValidSPATisAvailableAtThisTime"] });
});

test.each([
  [
    "a code at 0.1 s",
    { code: 21, ts: "2026-11-21T12:00:01.449Z" },
    "2026-11-21 12:00:01.4,mill-lane,21,4\n",
  ],
  [
    "rounded over the second",
    { code: 22, ts: "2026-11-21T12:00:59.960Z" },
    "2026-11-21 12:01:00.0,mill-lane,22,4\n",
  ],
  ["nothing without a code", { code: null, ts: "2026-11-21T12:00:01.449Z" }, ""],
])("hi-resolution line: %s", (_, found, line) => {
  expect(hiresLine("mill-lane", { param: 4, ...found } as LoggedEvent)).toBe(line);
});
