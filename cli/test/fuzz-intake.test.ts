import { expect, test } from "vitest";
import { asObservation } from "../src/link/intake.ts";
import { isTick } from "../src/recorded-tick.ts";

const observation = {
  type: "observation",
  seq: 7,
  at: 1000,
  ttl: 1000,
  camera: "A",
  frameAt: 990,
  zones: { A: { waiting: 2, waits_s: [7.5], approaching_s: [3], vulnerable: 1 } },
  crossing: 1,
  vehicles: 3,
  lanes: [{ id: "W0", queue: 1, eta_s: [4.5], passages: 70_000 }],
  lookahead_s: 12,
  steppedOff: 70_000,
  clearsIn_s: 3.5,
  health: { believed: true, faults: ["noisy"] },
};

test("an observation with everything in it is believed", () => {
  expect(asObservation(observation)).toEqual(observation);
});

test.each([
  ["wants to be believed for ever", { ttl: 1e300 }],
  ["wants to be believed for longer than 5 s", { ttl: 5001 }],
  ["sees more people than there are", { zones: { A: { waiting: 1e9 } } }],
  ["sees half a child", { zones: { A: { waiting: 2, vulnerable: 0.5 } } }],
  ["sees a queue of millions", { lanes: [{ id: "W0", queue: 1e6, eta_s: [], passages: 0 }] }],
  [
    "expects somebody in a thousand years",
    { lanes: [{ id: "W0", queue: 0, eta_s: [1e300], passages: 0 }] },
  ],
  ["looks ahead by a word", { lookahead_s: "12" }],
  ["tells its health by a number", { health: 1 }],
  ["does not say whether it is to be believed", { health: { faults: [] } }],
  ["counts steps backwards", { steppedOff: -1 }],
])("an observation that %s is not", (_, wrong) => {
  expect(asObservation({ ...observation, ...wrong })).toBeNull();
});

const tick = {
  type: "trace",
  boot: "b",
  seq: 1,
  at: 0,
  inputs: {
    zones: { A: { waiting: 1 }, B: null },
    buttons: {},
    crossing: null,
    lanes: [],
    lookahead_s: 0,
    shown: null,
    link: "up",
    requests: [],
  },
  outputs: { interval: "walk", vehicle: "red", ped: "walk", reason: { code: "walk", numbers: {} } },
};

test.each([
  ["whole", {}, true],
  ["without inputs", { inputs: null }, false],
  ["with a zone that is a number", { inputs: { ...tick.inputs, zones: { A: 1 } } }, false],
  [
    "whose reason has no numbers",
    { outputs: { ...tick.outputs, reason: { code: "walk" } } },
    false,
  ],
  ["at no moment", { at: "now" }, false],
])("a recorded tick that is %s is decided again: %j", (_, changed, isOne) => {
  expect(isTick({ ...tick, ...changed })).toBe(isOne);
});
