import type { CameraView, StateView, VisionView } from "@crossing/config";
import { describe, expect, test } from "vitest";
import {
  en,
  eyesightOf,
  eyesightWords,
  gradeOf,
  othersOf,
  tellAlarm,
  troublesIn,
  zh,
} from "../src/index.ts";

const SINCE = "2026-11-21T12:00:00.000Z";
const sight = (more: Partial<CameraView>): CameraView => ({
  state: "ok",
  believed: true,
  faults: [],
  since: SINCE,
  ...more,
});

describe("a camera", () => {
  test.each<[string, Partial<CameraView>, string, string, string]>([
    ["that is well", {}, "good", "Camera A sees", "摄像机 A 正常"],
    [
      "with a fault that only warns",
      { faults: ["colour-lost"] },
      "warn",
      "Camera A: no colours",
      "摄像机 A：画面失色",
    ],
    [
      "of which there are too few good pictures yet",
      { believed: false },
      "warn",
      "Camera A: not yet believed",
      "摄像机 A：尚待确认",
    ],
    [
      "that starts",
      { state: "starting", believed: false },
      "warn",
      "Camera A is starting",
      "摄像机 A 启动中",
    ],
    [
      "that is blind for two reasons",
      { state: "lost", believed: false, faults: ["moved", "dark"] },
      "bad",
      "Camera A: looks elsewhere, too dark",
      "摄像机 A：视角已改变、画面过暗",
    ],
    [
      "that is lost",
      { state: "lost", believed: false },
      "bad",
      "Camera A sees nothing",
      "摄像机 A 无画面",
    ],
  ])("%s", (_, more, grade, english, chinese) => {
    expect(gradeOf(sight(more))).toBe(grade);
    expect(eyesightWords("A", sight(more), en)).toBe(english);
    expect(eyesightWords("A", sight(more), zh)).toBe(chinese);
  });

  test("is known from the state, else from what it saw, else it starts", () => {
    const state = { cameras: { A: sight({ faults: ["noisy"] }) } } as unknown as StateView;
    const old = { state: "lost" } as VisionView;
    const seen = { state: "ok", health: sight({ faults: ["dark"] }) } as VisionView;
    expect(eyesightOf("A", state, seen).faults).toEqual(["noisy"]);
    expect(eyesightOf("A", null, seen).faults).toEqual(["dark"]);
    expect(eyesightOf("A", null, old)).toEqual({
      state: "lost",
      believed: false,
      faults: [],
      since: null,
    });
    expect(eyesightOf("A", null, undefined).state).toBe("starting");
  });
});

test.each([
  ["zone-A-always-on", "north is not believed: somebody seems to stand there for ever"],
  ["zone-no-2-erratic", "zone no-2 is not believed: people seem to come and go too fast"],
  ["crossing-inactive", "The view of the road is not believed: people crossed and nobody was seen"],
  ["link-refused", "Cabinet refuses control: look at its mode switch, and for another master"],
  ["cabinet-ped-button-stuck", "Cabinet: a push button sticks"],
  ["camera-B-stale-clock", "Camera B: pictures are late"],
  ["camera-B-silent", "Camera B: vision is not heard"],
  ["camera-B-unreadable", "Camera B: what vision tells cannot be read"],
  ["button-A-stuck", "The button of north sticks: pressed for over 3 minutes"],
  ["flapping", "Up and down too often: kept at a lower level for half an hour"],
  ["something-quite-new", "something quite new"],
  ["zone-A-haunted", "zone A haunted"],
])("the alarm %s is told in words", (alarm, sentence) => {
  const place = (zone: string): string => (zone === "A" ? "north" : `zone ${zone}`);
  expect(tellAlarm(alarm, en, place)).toBe(sentence);
});

test("a camera's faults are told in its own line and count once; silence and all else have their own", () => {
  const cameras = {
    A: sight({ state: "lost", believed: false, faults: ["moved", "dark"] }),
    B: sight({ state: "lost", believed: false }),
  };
  const alarms = [
    "zone-A-unseen",
    "camera-A-moved",
    "camera-A-dark",
    "camera-B-silent",
    "button-A-stuck",
  ];
  const state = { cameras, alarms } as unknown as StateView;
  expect(othersOf(state)).toEqual(["zone-A-unseen", "camera-B-silent", "button-A-stuck"]);
  expect(troublesIn(state)).toBe(5);
  expect(troublesIn({} as StateView)).toBe(0);
});
