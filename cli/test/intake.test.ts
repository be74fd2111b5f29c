import { describe, expect, test } from "vitest";
import { asEventAck, asObservation, asRequest } from "../src/link/intake.ts";

const observation = {
  type: "observation",
  seq: 7,
  at: 1000,
  ttl: 1000,
  camera: "A",
  frameAt: 990,
  zones: { A: { waiting: 2, waits_s: [7.5, 1], approaching_s: [3] } },
  crossing: null,
  vehicles: 0,
  lanes: [{ id: "W0", queue: null, eta_s: [4.5], passages: 1 }],
};

describe("control believes an observation only when every field is one", () => {
  test("a good one", () => {
    expect(asObservation(observation)).toEqual(observation);
  });

  test.each([
    ["no stamp", { at: undefined }],
    ["a stamp that is no number", { at: "now" }],
    ["people that are no number", { zones: { A: { waiting: "2" } } }],
    ["half a person", { zones: { A: { waiting: 0.5 } } }],
    ["fewer people than none", { zones: { A: { waiting: -1 } } }],
    ["no number of people", { zones: { A: {} } }],
    ["a zone of null", { zones: { A: null } }],
    ["zones in a list", { zones: [] }],
    ["a wait that is no number", { zones: { A: { waiting: 1, waits_s: [null] } } }],
    ["an unknown crossing", { crossing: undefined }],
    ["lanes that are none", { lanes: "W0" }],
    ["a lane without a name", { lanes: [{ id: "", queue: 0, eta_s: [], passages: 0 }] }],
    ["a camera without a name", { camera: "" }],
    ["another type", { type: "request" }],
  ])("%s", (_name, wrong) => {
    expect(asObservation({ ...observation, ...wrong })).toBeNull();
  });
});

test.each([
  ["ped-call", true],
  ["clear-fault", true],
  ["green-now", false],
  ["toString", false],
  [7, false],
])("a request for %s is let in: %s", (request, letIn) => {
  const record = { type: "request", seq: 0, at: 1, ttl: 1000, id: "a", request };
  expect(asRequest(record) !== null).toBe(letIn);
});

test.each([
  [{ boot: "b", seq: 3 }, true],
  [{ boot: "b", seq: -1 }, false],
  [{ seq: 3 }, false],
])("an acknowledgement %j is let in: %s", (fields, letIn) => {
  expect(asEventAck({ type: "event-ack", ...fields }) !== null).toBe(letIn);
});
