import { type VisionReport, instant, milliseconds } from "@crossing/config";
import { expect, test } from "vitest";
import { createTroubles } from "../src/process/troubles.ts";

const report = (
  camera: string,
  state: VisionReport["state"],
  trouble: string | null = null,
): VisionReport => ({
  type: "vision-report",
  seq: 1,
  at: instant(0),
  ttl: milliseconds(1000),
  camera,
  state,
  trouble,
  detections: [],
  people: [],
  fps: 10,
  dropped: 0,
  ms: { decode: 0, pre: 0, infer: 0, post: 0 },
});

test("a camera that goes blind and sees again is told once each, whatever comes between", () => {
  const lines: string[] = [];
  const tell = createTroubles((line) => lines.push(line));
  for (const one of [
    report("A", "starting"),
    report("A", "ok"),
    report("A", "ok"),
    report("B", "lost", "rtsp://b: no answer"),
    report("A", "lost", "the cable is cut"),
    report("A", "lost", "the cable is still cut"),
    report("A", "starting"),
    report("A", "ok"),
  ])
    tell(one);
  expect(lines).toEqual([
    "camera A: sees",
    "camera B: blind (rtsp://b: no answer); until it sees, somebody is assumed to wait there",
    "camera A: blind (the cable is cut); until it sees, somebody is assumed to wait there",
    "camera A: sees",
  ]);
});
