import type { CameraFault, VisionReport } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { watchCamera } from "../src/camera-health.ts";
import { createCameras } from "../src/cameras.ts";
import { report } from "./scripted.ts";

/** A clock that the test moves, both monotonic and of the wall. */
function clocks() {
  let ms = 0;
  return {
    now: () => ms,
    wallClock: () => new Date(Date.UTC(2026, 10, 21, 12) + ms),
    pass: (s: number) => void (ms += s * 1000),
  };
}
const atSecond = (s: number): string =>
  new Date(Date.UTC(2026, 10, 21, 12) + s * 1000).toISOString();

const ill = (...faults: CameraFault[]): Partial<VisionReport> => ({
  state: "lost",
  trouble: "camera A: look at it",
  health: { believed: false, faults },
});

test("since when a camera is ill is when it fell ill, not when it was told last", () => {
  const time = clocks();
  const watch = watchCamera("A", time);
  for (const [until_s, more] of [
    [3, { health: { believed: true, faults: [] } }],
    [6, ill("blurred")],
    [9, ill("blurred", "covered")],
  ] as const) {
    while (time.now() < until_s * 1000) {
      watch.heard({ ...report("A"), ...more });
      watch.word();
      time.pass(1);
    }
  }
  expect(watch.word().view).toEqual({
    state: "lost",
    believed: false,
    faults: ["blurred", "covered"],
    since: atSecond(6),
  });
});

describe("what a maintainer is told to look at", () => {
  test.each<[string, Partial<VisionReport>, readonly string[]]>([
    ["nothing while all is well", { health: { believed: true, faults: [] } }, []],
    ["nothing with eyes that do not judge", {}, []],
    [
      "nothing before there are enough good pictures",
      { health: { believed: false, faults: [] } },
      [],
    ],
    ["nothing for what only warns", { health: { believed: true, faults: ["colour-lost"] } }, []],
    ["nothing while it starts", { state: "starting" }, []],
    ["each fault that blinds", ill("frozen", "moved"), ["camera-A-frozen", "camera-A-moved"]],
    ["a camera that is lost without a reason", { state: "lost" }, ["camera-A-lost"]],
  ])("%s", (_, more, alarms) => {
    const watch = watchCamera("A", clocks());
    watch.heard({ ...report("A"), ...more });
    expect(watch.word().alarms).toEqual(alarms);
  });
});

test.each([
  ["4 s ago", 4, true, []],
  ["6 s ago", 6, false, ["camera-A-silent"]],
])("eyes that were well %s", (_, s, believed, alarms) => {
  const time = clocks();
  const watch = watchCamera("A", time);
  watch.heard(report("A"));
  time.pass(s);
  expect(watch.word()).toMatchObject({ view: { believed }, alarms });
});

test.each([
  [59, "starting", []],
  [61, "lost", ["camera-A-silent"]],
])("eyes that have not spoken for %i s since the start are %s", (s, state, alarms) => {
  const time = clocks();
  const watch = watchCamera("A", time);
  time.pass(s);
  expect(watch.word()).toMatchObject({ view: { state }, alarms });
});

test("a record that cannot be read is told for ten seconds, and what was read before still counts", () => {
  const time = clocks();
  const watch = watchCamera("A", time);
  watch.heard(report("A"));
  watch.refused("vision-report.fps");
  expect(watch.word()).toMatchObject({
    view: { state: "ok", believed: true },
    trouble: "camera A: a record cannot be read: vision-report.fps",
    alarms: ["camera-A-unreadable"],
  });
  time.pass(11);
  watch.heard(report("A"));
  expect(watch.word()).toMatchObject({ trouble: null, alarms: [] });
});

test("the page is told that the eyes fell silent though no report says so, once, and is shown nobody any more", () => {
  const time = clocks();
  const cameras = createCameras({
    cameras: ["A", "B"],
    switchPreview: () => {},
    stayOn: false,
    ...time,
  });
  expect(cameras.report(report("A"))).toMatchObject({ state: "ok", health: { believed: true } });
  expect(cameras.changed()).toEqual([]);
  time.pass(6);
  expect(cameras.changed()).toMatchObject([
    { camera: "A", state: "lost", people: [], detections: [] },
  ]);
  expect(cameras.changed()).toEqual([]);
  expect(cameras.health()).toMatchObject({ A: { state: "lost" }, B: { state: "starting" } });
});
