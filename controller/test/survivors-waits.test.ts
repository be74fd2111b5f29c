/** How long each person at the kerbs has waited, person by person, and whether people are still stepping off. */
import { type Inputs, type Instant, type ZoneInput, instant } from "@crossing/config";
import { expect, test } from "vitest";
import { type Demand, type ZoneDemand, isStepping, noDemand, waitsOf } from "../src/core/demand.ts";
import { PLAN, QUIET } from "./strip.ts";

const NOW = 500_000;
const now = instant(NOW);
const ago = (ms: number): Instant => instant(NOW - ms);

const zone = (is: Partial<ZoneDemand> = {}): ZoneDemand => ({
  ...noDemand(PLAN).zones["A"]!,
  ...is,
});

const demand = (
  a: Partial<ZoneDemand>,
  is: Partial<Demand> = {},
  b: Partial<ZoneDemand> = {},
): Demand => ({ ...noDemand(PLAN), zones: { A: zone(a), B: zone(b) }, ...is });

const told = (a: ZoneInput | null, b: ZoneInput | null = { waiting: 0 }): Inputs => ({
  ...QUIET,
  zones: { A: a, B: b },
});

const two = { arrivals: [ago(9000), ago(4000)] };
const none = { waiting: 0 };

test.each<[what: string, Demand, Inputs, waits: readonly number[]]>([
  ["nobody", demand({}), told(none), []],
  [
    "who is told of, by what the eyes tell",
    demand(two),
    told({ waiting: 2, waits_s: [6, 1.5] }),
    [6, 1.5],
  ],
  [
    "who let walk go by, since then",
    demand(two, { servedAt: ago(3000) }),
    told({ waiting: 2, waits_s: [6, 1.5] }),
    [3, 1.5],
  ],
  [
    "each by count, when the eyes tell of fewer",
    demand(two),
    told({ waiting: 2, waits_s: [6] }),
    [9, 4],
  ],
  ["each by count, when the eyes tell only that", demand(two), told({ waiting: 2 }), [9, 4]],
  [
    "who stands there, and not also the press",
    demand({ ...two, pressedAt: ago(8000) }),
    told({ waiting: 2 }),
    [9, 4],
  ],
  [
    "one who pressed and is not seen",
    demand({ pressedAt: ago(8000), since: ago(9000) }),
    told(none),
    [8],
  ],
  [
    "one where nobody sees, though more stood there before",
    demand({ ...two, since: ago(7000) }),
    told(null),
    [7],
  ],
  [
    "one who pressed where nobody sees",
    demand({ pressedAt: ago(8000), since: ago(7000) }),
    told(null),
    [8],
  ],
  [
    "one at a kerb the inputs do not speak of",
    demand({ since: ago(7000) }),
    { ...QUIET, zones: {} },
    [7],
  ],
  [
    "those at both kerbs",
    demand({ pressedAt: ago(8000) }, {}, { arrivals: [ago(1000)] }),
    told(none, { waiting: 1 }),
    [8, 1],
  ],
  ["a call of nobody in particular, as one", demand({}, { latchedAt: ago(5000) }), told(none), [5]],
  [
    "somebody in particular, and not also that call",
    demand({ pressedAt: ago(8000) }, { latchedAt: ago(5000) }),
    told(none),
    [8],
  ],
  [
    "nobody longer than not at all, when the clock of the eyes is ahead",
    demand({ pressedAt: ago(-50) }),
    told(none),
    [0],
  ],
])("the waits are those of %s", (_, is, inputs, waits) => {
  expect(waitsOf(is, inputs, now)).toEqual(waits);
});

test.each<[is: boolean, what: string, waiting: number, steppedAt: Instant | null]>([
  [true, "when somebody left the kerb 2 s ago and others stand there", 1, ago(2000)],
  [false, "when that is longer ago", 1, ago(2001)],
  [false, "when nobody stands there", 0, ago(1)],
  [false, "when nobody is known to have left", 1, null],
])("people are still stepping off (%s) %s", (is, _, waiting, steppedAt) => {
  expect(isStepping(demand({}, { waiting, steppedAt }), now)).toBe(is);
});

test("nobody is known to have stepped off as the loop begins, either", () => {
  expect(isStepping(demand({}, { waiting: 1 }), instant(0))).toBe(false);
});

test("who has waited since before the loop began is believed, when nobody was ever served", () => {
  const waits = waitsOf(demand(two), told({ waiting: 1, waits_s: [6] }), instant(2000));
  expect(waits).toEqual([6]);
});
