import type { Indications, PedIndication, VehicleIndication } from "@crossing/config";
import { SHOWN, permits } from "@crossing/controller";
import { expect, test } from "vitest";

const VEHICLE: readonly VehicleIndication[] = [
  "green",
  "yellow",
  "red",
  "red-yellow",
  "flashing-yellow",
  "dark",
];
const PED: readonly PedIndication[] = ["walk", "flashing-walk", "dont-walk", "dark"];
const ALL: readonly Indications[] = VEHICLE.flatMap((vehicle) =>
  PED.map((ped) => ({ vehicle, ped })),
);
const EVERY_CHANGE = ALL.flatMap((shown) => ALL.map((wanted) => ({ shown, wanted })));

const moving = ({ ped }: Indications): boolean => ped === "walk" || ped === "flashing-walk";

test("of all 576 changes none lights vehicles and people together", () => {
  const wrong = EVERY_CHANGE.filter(
    ({ shown, wanted }) => permits(shown, wanted) && moving(wanted) && wanted.vehicle !== "red",
  );
  expect(wrong).toEqual([]);
});

test("a vehicle green ends only through yellow, and a walk only through its clearance", () => {
  const wrong = EVERY_CHANGE.filter(
    ({ shown, wanted }) =>
      permits(shown, wanted) &&
      ((shown.vehicle === "green" && !["green", "yellow"].includes(wanted.vehicle)) ||
        (shown.vehicle === "yellow" && !["yellow", "red"].includes(wanted.vehicle)) ||
        (shown.ped === "walk" && !["walk", "flashing-walk"].includes(wanted.ped))),
  );
  expect(wrong).toEqual([]);
});

test("vehicles get green only while people are told not to walk", () => {
  const wrong = EVERY_CHANGE.filter(
    ({ shown, wanted }) =>
      permits(shown, wanted) && wanted.vehicle === "green" && wanted.ped !== "dont-walk",
  );
  expect(wrong).toEqual([]);
});

test("the number of permitted changes is known: a new one is a decision, not an accident", () => {
  expect(EVERY_CHANGE.filter(({ shown, wanted }) => permits(shown, wanted)).length).toBe(94);
});

test.each([
  ["start-up", "vehicle-green"],
  ["vehicle-green", "yellow-change"],
  ["yellow-change", "red-clearance"],
  ["red-clearance", "walk"],
  ["walk", "ped-clearance"],
  ["ped-clearance", "buffer"],
  ["buffer", "vehicle-green"],
  ["buffer", "red-yellow"],
  ["red-yellow", "vehicle-green"],
  ["buffer", "fault-flash"],
  ["red-clearance", "fault-flash"],
  ["fault-flash", "start-up"],
] as const)("the change from %s to %s is permitted", (from, to) => {
  expect(permits(SHOWN[from], SHOWN[to])).toBe(true);
});
