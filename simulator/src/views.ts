/** People and vehicles as others may see them: positions on the plan, ready to be drawn. */
import { type Layout, roadX } from "./layout.ts";
import { type Person, STRIDE_M } from "./people.ts";
import type { DrawnVehicle } from "./picture/car.ts";
import type { DrawnPerson } from "./picture/view.ts";
import type { Vehicle } from "./vehicles.ts";
import { placeOn } from "./ways.ts";

export interface PersonView extends DrawnPerson {
  readonly id: number;
  readonly zone: string;
  readonly doing: Person["doing"];
  readonly onRed: boolean;
  readonly speed: number;
}

export interface VehicleView extends DrawnVehicle {
  readonly id: number;
  readonly lane: string;
  /** Of its front, metres past the stop line. */
  readonly s: number;
  /** m/s */
  readonly speed: number;
}

/** Somebody as they are at `t_s`, wherever on their way. */
export function personView(person: Person, t_s: number): PersonView {
  const { id, doing, look, moving } = person;
  const { speed } = person.arrival.behaviour;
  const onWay = doing === "approach" || doing === "leave";
  const walked = onWay ? (t_s - person.wayFrom) * speed : 0;
  const { x, y, heading } = onWay ? placeOn(person.way, walked) : person;
  return {
    id,
    x,
    y,
    heading,
    doing,
    look,
    stride: moving ? person.stride + walked / STRIDE_M : null,
    zone: person.zone.id,
    onRed: person.crossing?.onRed ?? false,
    speed: moving ? speed : 0,
  };
}

export function vehicleView(layout: Layout, vehicle: Vehicle): VehicleView {
  const { id, kind, length, s, lane, braking } = vehicle;
  return {
    id,
    kind,
    length,
    braking,
    s,
    lane: lane.id,
    speed: vehicle.v,
    x: roadX(layout, lane, s),
    y: lane.y,
    direction: lane.direction,
    colour: PAINTS[Math.floor(vehicle.colour * PAINTS.length)]!,
  };
}

const PAINTS = [
  [226, 228, 230],
  [186, 190, 194],
  [40, 42, 46],
  [88, 94, 102],
  [150, 32, 34],
  [38, 64, 118],
  [206, 198, 180],
  [62, 92, 76],
] as const;
