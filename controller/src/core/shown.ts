/** All a head may show in each interval. The only place indications are chosen. */
import type { Indications, Interval } from "@crossing/config";

export const SHOWN: Readonly<Record<Interval, Indications>> = {
  "start-up": { vehicle: "red", ped: "dont-walk" },
  "vehicle-green": { vehicle: "green", ped: "dont-walk" },
  "yellow-change": { vehicle: "yellow", ped: "dont-walk" },
  "red-clearance": { vehicle: "red", ped: "dont-walk" },
  walk: { vehicle: "red", ped: "walk" },
  "ped-clearance": { vehicle: "red", ped: "flashing-walk" },
  buffer: { vehicle: "red", ped: "dont-walk" },
  "red-yellow": { vehicle: "red-yellow", ped: "dont-walk" },
  "fault-flash": { vehicle: "flashing-yellow", ped: "dark" },
};
