/** Gaps in the traffic, and what a day of decisions was decided by: each limit from both sides. */
import {
  type Inputs,
  type Instant,
  type LaneInput,
  type Reason,
  type ReasonCode,
  instant,
} from "@crossing/config";
import type { Plan } from "@crossing/controller";
import { describe, expect, test } from "vitest";
import { type Adaptive, decidedFor, noneDecided } from "../src/core/adaptive.ts";
import { type Demand, noDemand } from "../src/core/demand.ts";
import { gapNow, trafficAfter, vehiclesNear } from "../src/core/traffic.ts";
import { PLAN, QUIET } from "./strip.ts";

const NOW = 200_000_000;
const now = instant(NOW);
const ago = (ms: number): Instant => instant(NOW - ms);

const lane = (is: Partial<LaneInput> = {}): LaneInput => ({
  id: "W0",
  queue: 0,
  eta_s: [],
  passages: 0,
  ...is,
});
const seeing = (lookahead_s: number, ...lanes: readonly LaneInput[]): Inputs => ({
  ...QUIET,
  lanes,
  lookahead_s,
});

describe("a vehicle", () => {
  const before = { lastVehicle: ago(9000) };
  test.each<[there: boolean, what: string, lanes: readonly LaneInput[]]>([
    [false, "on an empty street", [lane(), lane()]],
    [true, "that passes in any lane", [lane(), lane({ passages: 1 })]],
    [true, "that stands in any lane", [lane({ queue: 1 }), lane()]],
    [false, "in a queue that nobody knows", [lane({ queue: null })]],
    [false, "that is only on its way", [lane({ eta_s: [1] })]],
    [true, "where there is no detector at all", []],
  ])("is at the stop line (%s): %s", (there, _, lanes) => {
    const is = trafficAfter(before, seeing(0, ...lanes), now);
    expect(is.lastVehicle).toBe(there ? NOW : NOW - 9000);
    expect(is === before).toBe(!there);
  });
});

describe("the gap", () => {
  const gap = (ms: number, inputs: Inputs): number =>
    gapNow(PLAN, { lastVehicle: ago(ms) }, inputs, now);

  test.each<[what: string, ms: number, Inputs, gap: number]>([
    ["is waited for without sight", 1700, seeing(0, lane()), 1700],
    ["is waited for with a sight shorter than a passage", 1700, seeing(2.99, lane()), 1700],
    ["is known ahead with a sight of a passage", 1700, seeing(3, lane()), 3000],
    [
      "ends with the soonest of all lanes",
      1700,
      seeing(15, lane({ eta_s: [9, 4.25] }), lane({ eta_s: [6] })),
      4250,
    ],
    [
      "ends with the soonest, whichever lane tells it",
      1700,
      seeing(15, lane({ eta_s: [6] }), lane({ eta_s: [4.25, 9] })),
      4250,
    ],
    [
      "is as long as sight reaches when nobody comes",
      1700,
      seeing(15, lane({ eta_s: [40] })),
      15_000,
    ],
    ["is none while somebody passes", 0, seeing(15, lane()), 0],
  ])("%s", (_, ms, inputs, is) => {
    expect(gap(ms, inputs)).toBe(is);
  });
});

test("vehicles are near that stand there, or are due within a passage", () => {
  const inputs = seeing(
    15,
    lane({ queue: 2, eta_s: [1, 3, 3.01] }),
    lane({ queue: null, eta_s: [2] }),
  );
  expect(vehiclesNear(PLAN, inputs)).toBe(5);
});

describe("what decided a service", () => {
  const because = (code: ReasonCode): Reason => ({ code, numbers: {} });
  const before: Adaptive = { since: ago(86_400_000), services: 18, idle: false };
  const asked = (is: Partial<Demand["zones"][string]>): Demand => {
    const demand = noDemand(PLAN);
    return { ...demand, zones: { ...demand.zones, B: { ...demand.zones["B"]!, ...is } } };
  };
  const seen = asked({ confirmed: true });
  const fixed: Plan = { ...PLAN, policy: { name: "fixed", programmes: [] } };

  test("is nothing yet, at first", () => {
    expect(noneDecided(now)).toEqual({ since: NOW, services: 0, idle: false });
  });

  test.each<[by: "evidence" | "time", what: string, ReasonCode, Demand, Plan]>([
    ["evidence", "somebody who is seen", "gap-out", seen, PLAN],
    ["evidence", "a press", "gap-out", asked({ pressedAt: ago(9) }), PLAN],
    [
      "evidence",
      "a press where nobody sees",
      "gap-out",
      asked({ pressedAt: ago(9), blind: true, confirmed: true }),
      PLAN,
    ],
    ["time", "a zone that is not seen", "gap-out", asked({ confirmed: true, blind: true }), PLAN],
    ["time", "nobody in particular", "gap-out", asked({}), PLAN],
    ["time", "the longest wait", "max-wait", seen, PLAN],
    ["time", "the longest green", "max-out", seen, PLAN],
    ["time", "a cycle", "cycle-serve", seen, PLAN],
    ["evidence", "a plan that is meant to be fixed", "cycle-serve", asked({}), fixed],
  ])("was %s: %s", (by, _, code, demand, plan) => {
    const is = decidedFor(plan, before, because(code), { demand, now });
    expect(is).toEqual(by === "time" ? { ...before, services: 19 } : noneDecided(now));
  });

  test.each<[idle: boolean, what: string, Adaptive]>([
    [true, "twenty services in a day", { ...before, services: 19 }],
    [false, "fewer", before],
    [false, "in less than a day", { ...before, services: 19, since: ago(86_399_999) }],
  ])("was time alone for a day (%s): %s", (idle, _, was) => {
    const is = decidedFor(PLAN, was, because("max-wait"), { demand: seen, now });
    expect(is).toEqual({ since: was.since, services: was.services + 1, idle });
  });
});
