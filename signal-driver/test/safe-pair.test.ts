/** The last check before the wire, tried whole: every pair of indications, and every set of lamps. */
import { type Lamp, type PedIndication, type VehicleIndication, lampMask } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { type Lit, refusal } from "../src/safe-pair.ts";

const VEHICLES: readonly VehicleIndication[] = [
  "green",
  "yellow",
  "red",
  "red-yellow",
  "flashing-yellow",
  "dark",
];
const PEDS: readonly PedIndication[] = ["walk", "flashing-walk", "dont-walk", "dark"];

/** Lamps by hand, not by the driver's table: the check must not depend on it. */
function lit(vehicle: VehicleIndication, ped: PedIndication): Lit {
  const both = (...lamps: Lamp[]): number => lampMask(...lamps);
  const yellow = both("vehicle-A-yellow", "vehicle-B-yellow");
  const vehicles: Record<VehicleIndication, Lit> = {
    green: { on: both("vehicle-A-green", "vehicle-B-green"), flash: 0 },
    yellow: { on: yellow, flash: 0 },
    red: { on: both("vehicle-A-red", "vehicle-B-red"), flash: 0 },
    "red-yellow": { on: both("vehicle-A-red", "vehicle-B-red") | yellow, flash: 0 },
    "flashing-yellow": { on: yellow, flash: yellow },
    dark: { on: 0, flash: 0 },
  };
  const green = both("ped-A-green", "ped-B-green");
  const peds: Record<PedIndication, Lit> = {
    walk: { on: green, flash: 0 },
    "flashing-walk": { on: green, flash: green },
    "dont-walk": { on: both("ped-A-red", "ped-B-red"), flash: 0 },
    dark: { on: 0, flash: 0 },
  };
  const [v, p] = [vehicles[vehicle], peds[ped]];
  return { on: v.on | p.on, flash: v.flash | p.flash };
}

/** What may stand together, as an engineer would list it. */
const TOGETHER: Record<VehicleIndication, readonly PedIndication[]> = {
  green: ["dont-walk"],
  yellow: ["dont-walk", "dark"],
  red: ["walk", "flashing-walk", "dont-walk", "dark"],
  "red-yellow": ["dont-walk", "dark"],
  "flashing-yellow": ["dont-walk", "dark"],
  dark: ["dont-walk", "dark"],
};

/** What must not follow, as an engineer would list it. */
const NEVER_AFTER_VEHICLE: Record<VehicleIndication, readonly VehicleIndication[]> = {
  green: ["red", "dark"],
  yellow: ["green"],
  red: [],
  "red-yellow": [],
  "flashing-yellow": ["green"],
  dark: [],
};
const NEVER_AFTER_PED: Record<PedIndication, readonly PedIndication[]> = {
  walk: ["dont-walk", "dark"],
  "flashing-walk": ["walk"],
  "dont-walk": [],
  dark: [],
};

const ALL = VEHICLES.flatMap((vehicle) => PEDS.map((ped) => ({ vehicle, ped })));

test("all 576 pairs of shown and wanted are judged as the signal engineer's lists say", () => {
  for (const shown of ALL) {
    for (const wanted of ALL) {
      const permitted =
        TOGETHER[wanted.vehicle].includes(wanted.ped) &&
        !NEVER_AFTER_VEHICLE[shown.vehicle].includes(wanted.vehicle) &&
        !NEVER_AFTER_PED[shown.ped].includes(wanted.ped);
      const verdict = refusal(lit(shown.vehicle, shown.ped), lit(wanted.vehicle, wanted.ped));
      expect([shown, wanted, verdict === null]).toEqual([shown, wanted, permitted]);
    }
  }
});

test("of all sets of the ten signal lamps, none lets people and vehicles go together", () => {
  const [vehicleGo, vehicleRed] = [0b0000110110, 0b0000001001];
  const [pedGo, pedRed] = [0b1010000000, 0b0101000000];
  for (let on = 0; on < 1024; on += 1) {
    if (refusal(null, { on, flash: 0 }) !== null) continue;
    const peopleGo = (on & pedGo) !== 0;
    expect(peopleGo && (on & vehicleGo) !== 0).toBe(false);
    expect(peopleGo && (on & vehicleRed) !== vehicleRed).toBe(false);
    expect((on & 0b0000100100) !== 0 && (on & pedRed) !== pedRed).toBe(false);
  }
});

describe("a single head that differs is refused", () => {
  test.each<[string, Lit | null, Lit, RegExp]>([
    [
      "green on one kerb only, while the other direction has yellow",
      null,
      { on: lampMask("vehicle-A-red", "vehicle-B-yellow", "ped-A-green", "ped-B-red"), flash: 0 },
      /ped green/,
    ],
    [
      "one vehicle head loses its green without yellow",
      lit("green", "dont-walk"),
      {
        on: lampMask("vehicle-A-green", "vehicle-B-red", "ped-A-red", "ped-B-red"),
        flash: 0,
      },
      /head B goes from green/,
    ],
    [
      "a red that flashes",
      null,
      { on: lampMask("vehicle-A-red"), flash: lampMask("vehicle-A-red") },
      /flashes/,
    ],
    ["a flash without its lamp", null, { on: 0, flash: lampMask("ped-A-green") }, /not lit/],
    [
      "red and green on one pedestrian head",
      null,
      {
        on: lampMask("vehicle-A-red", "vehicle-B-red", "ped-A-red", "ped-A-green"),
        flash: 0,
      },
      /ped head A/,
    ],
  ])("%s", (_, shown, wanted, why) => {
    expect(refusal(shown, wanted)).toMatch(why);
  });
});
