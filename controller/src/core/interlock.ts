/** The last word before anything is lit. */
import type { Indications, PedIndication, VehicleIndication } from "@crossing/config";

/**
 * Whether the heads may go from `shown` to `wanted`.
 *
 * Knows nothing of demand, timing or intervals on purpose: it stays right when the timing is wrong. The order
 * of a vehicle head and of a pedestrian head is GB 14886-2016 section 4.3 (read in a secondary source), with red and yellow
 * together added for countries that use it.
 */
export function permits(shown: Indications, wanted: Indications): boolean {
  return (
    !conflict(wanted) &&
    AFTER_VEHICLE[shown.vehicle].includes(wanted.vehicle) &&
    AFTER_PED[shown.ped].includes(wanted.ped)
  );
}

/** People and vehicles never move together; a vehicle green never meets a dark pedestrian head. */
const conflict = ({ vehicle, ped }: Indications): boolean =>
  ((ped === "walk" || ped === "flashing-walk") && vehicle !== "red") ||
  (vehicle === "green" && ped !== "dont-walk");

/** What a vehicle head may show next. Green ends only through yellow, yellow only in red. */
const AFTER_VEHICLE: Readonly<Record<VehicleIndication, readonly VehicleIndication[]>> = {
  green: ["green", "yellow"],
  yellow: ["yellow", "red"],
  red: ["red", "green", "red-yellow", "flashing-yellow"],
  "red-yellow": ["red-yellow", "green", "red"],
  "flashing-yellow": ["flashing-yellow", "red"],
  dark: ["dark", "red", "flashing-yellow"],
};

/** What a pedestrian head may show next. Walk ends only through its clearance. */
const AFTER_PED: Readonly<Record<PedIndication, readonly PedIndication[]>> = {
  walk: ["walk", "flashing-walk"],
  "flashing-walk": ["flashing-walk", "dont-walk"],
  "dont-walk": ["dont-walk", "walk", "dark"],
  dark: ["dark", "dont-walk"],
};
