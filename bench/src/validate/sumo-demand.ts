/** Our arrivals as SUMO's: vehicles that come in at our entry, people who walk up to the same kerbs. */
import type { PersonArrival, VehicleArrival } from "@crossing/simulator";
import type { Arrivals } from "./arrivals.ts";
import type { LaneInNet, Net } from "./sumo-net.ts";
import { type VehicleTypes, typeLine } from "./sumo-types.ts";
import { personId, vehicleId } from "./street-run.ts";

/** Vehicles come in this far before the stop line, as in our street, m. */
const ENTRY_M = 150;
/** SUMO lets vehicles in at the end of the step in which they are due: half a step late on average. */
const EARLY_S = 0.125;
/** From where a person sets off to the kerb, m: from the end of the pavement over the corner of the crossing. */
export const TO_KERB_M = 10;
/** Of these, SUMO's own way over the corner. */
const CORNER_M = 3.6;

/** A routes file: everything in the order in which it begins. */
export function routesFile(arrivals: Arrivals, net: Net, types: VehicleTypes): string {
  const lines = [
    ...arrivals.vehicles.map((vehicle) => vehicleLine(vehicle, net.lanes[vehicle.lane]!, net)),
    ...arrivals.people.map((person) => personLine(person, net)),
  ].sort((a, b) => a.at - b.at);
  return [
    "<routes>",
    typeLine("car", types.car),
    typeLine("bus", types.bus),
    ...lines.map(({ text }) => text),
    "</routes>",
  ].join("\n");
}

interface Line {
  readonly at: number;
  readonly text: string;
}

function vehicleLine(vehicle: VehicleArrival, lane: LaneInNet, net: Net): Line {
  const at = vehicle.t - ENTRY_M / lane.freeSpeed - EARLY_S;
  const text =
    `<vehicle id="${vehicleId(lane.id, vehicle.t)}" type="${vehicle.bus ? "bus" : "car"}" ` +
    `depart="${at.toFixed(3)}" departLane="${lane.index}" departPos="${net.road_m - ENTRY_M}" ` +
    `departSpeed="${lane.freeSpeed}"><route edges="${lane.from} ${lane.to}"/></vehicle>`;
  return { at, text };
}

function personLine({ t, side, behaviour }: PersonArrival, net: Net): Line {
  const { speed } = behaviour;
  const at = t - TO_KERB_M / speed;
  // The first kerb is south of the road, the second north of it; both ends lie west of the crossing.
  const near = TO_KERB_M - CORNER_M;
  const way =
    side === 0
      ? { edges: "WC CW", from: net.road_m - near, to: near }
      : { edges: "CW WC", from: near, to: net.road_m - near };
  const text =
    `<person id="${personId(net.zones[side], t)}" depart="${at.toFixed(3)}" departPos="${way.from}">` +
    `<walk edges="${way.edges}" arrivalPos="${way.to}" speed="${speed.toFixed(4)}"/></person>`;
  return { at, text };
}
