import type { VisionReport } from "@crossing/config";
import { instant, milliseconds } from "@crossing/config";
import { describe, expect, test } from "vitest";
import type { LinkRecord } from "../src/link/lines.ts";
import { cameraPicture, visionReport } from "../src/link/vision-intake.ts";

const report: VisionReport = {
  type: "vision-report",
  seq: 3,
  at: instant(1000),
  ttl: milliseconds(1000),
  camera: "A",
  state: "ok",
  trouble: null,
  detections: [{ kind: "person", box: [0.1, 0.2, 0.2, 0.6], score: 0.9 }],
  people: [{ id: 3, x: 0.15, y: 0.6, where: "A", wait_s: 2, at_m: [1, -2], speed_m_per_s: 1.1 }],
  health: { believed: true, faults: ["noisy"] },
  fps: 9.8,
  dropped: 0,
  age_ms: 80,
  ms: { decode: 3, pre: 1, infer: 20, post: 1 },
};
const person = report.people[0]!;

test("edge uses a report whose every field is one", () => {
  expect(visionReport(report, ["A"])).toEqual({ ok: true, record: report });
  const { health: _health, age_ms: _age, ...older } = report;
  expect(visionReport(older as VisionReport, ["A"]).ok).toBe(true);
});

describe("edge uses no report that", () => {
  test.each<[string, string, object]>([
    ["has no stamp", "stamp", { seq: undefined }],
    ["is to be believed for ever", "stamp", { ttl: 1e300 }],
    ["knows a state that is none", "state", { state: "asleep" }],
    ["has no word on its trouble", "trouble", { trouble: 7 }],
    ["finds a dog", "detections", { detections: [{ ...report.detections[0], kind: "dog" }] }],
    ["finds nothing anywhere", "detections", { detections: null }],
    [
      "draws a box of three corners",
      "detections",
      { detections: [{ kind: "person", box: [0, 0, 1], score: 1 }] },
    ],
    ["sees a million", "people", { people: Array.from({ length: 2001 }, () => person) }],
    ["sees somebody nowhere", "people", { people: [{ ...person, x: null }] }],
    ["sees somebody who waits since before", "people", { people: [{ ...person, wait_s: -1 }] }],
    ["tells its health by a word", "health", { health: "ok" }],
    ["counts its frames with a word", "fps", { fps: "10" }],
    ["does not say what a look costs", "ms", { ms: { decode: 1 } }],
    ["is of a camera of another street", "camera", { camera: "Z" }],
  ])("%s", (_, field, wrong) => {
    const taken = visionReport({ ...report, ...wrong }, ["A", "B"]);
    expect(taken).toMatchObject({ ok: false, why: expect.stringContaining(field) as string });
  });
});

test("a record that is wrong is laid at the door of the camera that it names", () => {
  expect(visionReport({ ...report, people: null } as LinkRecord, ["A"])).toMatchObject({
    camera: "A",
  });
  expect(visionReport({ type: "vision-report" }, ["A"])).toMatchObject({ camera: null });
});

test.each([
  ["whole", {}, true],
  ["of a camera of another street", { camera: "Z" }, false],
  ["that is no text", { jpeg: [0xff] }, false],
  ["longer than any", { jpeg: "A".repeat(262_145) }, false],
])("a picture %s", (_, wrong, used) => {
  const picture = {
    type: "picture",
    seq: 1,
    at: 1,
    ttl: 1000,
    camera: "A",
    jpeg: "/9j/",
    ...wrong,
  };
  expect(cameraPicture(picture, ["A"]).ok).toBe(used);
});
