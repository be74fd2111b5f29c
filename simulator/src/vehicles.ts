/**
 * Vehicles: they come, follow, brake for the signal, for the queue and for people, and go.
 *
 * Car following is the intelligent driver model; the figures give about 1800 vehicles an hour and lane from a queue.
 * `s` is metres past the stop line of the lane, at the front bumper. Hot loop: records are changed in place.
 */
import type { VehicleIndication } from "@crossing/config";
import type { VehicleArrival } from "./demand.ts";
import { type LaneLayout, type Layout, STOP_LINE_GAP_M } from "./layout.ts";
import type { Walker } from "./people.ts";

export interface Vehicle {
  readonly id: number;
  readonly lane: LaneLayout;
  readonly kind: "car" | "bus";
  readonly length: number;
  readonly colour: number;
  /** When it would have passed the stop line unhindered, s. */
  readonly due: number;
  s: number;
  v: number;
  braking: boolean;
  /** Too near to stop when yellow came. */
  committed: boolean;
  stops: number;
  /** True since it last stood still, until it drives again. */
  stood: boolean;
  passed: boolean;
}

/** A vehicle went over its stop line. */
export interface VehicleTrip {
  readonly type: "vehicle";
  readonly t_s: number;
  readonly lane: string;
  readonly delay_s: number;
  readonly stops: number;
  /** The head showed red, or red-yellow. */
  readonly onRed: boolean;
}

/** One lane with its vehicles, first one first, and those that could not come in yet. */
export interface LaneState {
  readonly layout: LaneLayout;
  readonly vehicles: Vehicle[];
  readonly entering: VehicleArrival[];
  advanceCount: number;
  stopCount: number;
}

/** Vehicles appear this far before the stop line, and vanish as far behind the crosswalk. */
export const ENTRY_M = 150;
const EXIT_M = 110;
const MAX_ACCELERATION = 2.1;
const COMFORT_BRAKING = 2.6;
const HARDEST_BRAKING = 8;
const STANDING_GAP_M = 2;
const FOLLOWING_S = 1.18;
/** Drivers brake for yellow when this is enough, m/s2; otherwise they go on. */
const YELLOW_BRAKING = 3;
/** The first driver in the queue needs this long to see green, s. */
const REACTION_S = 0.9;
const STOPS_BEFORE_LINE_M = 0.8;
const HALF_CAR_M = 0.95;

/** What a driver sees besides the vehicle ahead. */
export interface RoadAhead {
  readonly layout: Layout;
  readonly signal: VehicleIndication;
  /** How long the head has shown this, s. */
  readonly signalAge: number;
  /** People on the carriageway. */
  readonly walkers: readonly Walker[];
  readonly t_s: number;
}

/** Moves all vehicles of a lane by `dt` seconds; gives those that passed the stop line. */
export function driveLane(lane: LaneState, ahead: RoadAhead, dt: number): readonly VehicleTrip[] {
  const trips: VehicleTrip[] = [];
  let leader: Vehicle | null = null;
  for (const vehicle of lane.vehicles) {
    const before = vehicle.s;
    move(vehicle, leader, accelerationOf(vehicle, leader, ahead), dt);
    if (before < -lane.layout.advance && vehicle.s >= -lane.layout.advance) lane.advanceCount += 1;
    if (before < 0 && vehicle.s >= 0) {
      lane.stopCount += 1;
      vehicle.passed = true;
      trips.push(tripOf(vehicle, ahead));
    }
    leader = vehicle;
  }
  const gone = ahead.layout.width + STOP_LINE_GAP_M + EXIT_M;
  while (lane.vehicles.length > 0 && lane.vehicles[0]!.s > gone) lane.vehicles.shift();
  return trips;
}

const tripOf = (vehicle: Vehicle, ahead: RoadAhead): VehicleTrip => ({
  type: "vehicle",
  t_s: ahead.t_s,
  lane: vehicle.lane.id,
  delay_s: Math.max(0, ahead.t_s - vehicle.due),
  stops: vehicle.stops,
  onRed: ahead.signal === "red" || ahead.signal === "red-yellow",
});

function move(vehicle: Vehicle, leader: Vehicle | null, acceleration: number, dt: number): void {
  const before = vehicle.v;
  vehicle.v = Math.max(0, before + acceleration * dt);
  vehicle.s += ((before + vehicle.v) / 2) * dt;
  if (leader !== null && vehicle.s > leader.s - leader.length - 0.4) {
    vehicle.s = leader.s - leader.length - 0.4;
    vehicle.v = Math.min(vehicle.v, leader.v);
  }
  vehicle.braking = acceleration < -0.6 || vehicle.v < 0.3;
  if (vehicle.v < 0.3 && !vehicle.stood) {
    vehicle.stood = true;
    vehicle.stops += 1;
  } else if (vehicle.v > 3) vehicle.stood = false;
}

function accelerationOf(vehicle: Vehicle, leader: Vehicle | null, ahead: RoadAhead): number {
  let acceleration =
    leader === null
      ? following(vehicle, Infinity, 0)
      : following(vehicle, leader.s - leader.length - vehicle.s, leader.v);
  if (stopsForSignal(vehicle, ahead))
    acceleration = Math.min(acceleration, stopping(vehicle, -vehicle.s - STOPS_BEFORE_LINE_M));
  const room = roomBeforePeople(vehicle, ahead);
  if (room < Infinity) acceleration = Math.min(acceleration, stopping(vehicle, room));
  return Math.max(-HARDEST_BRAKING, acceleration);
}

/** Intelligent driver model: free road, and a gap to something that moves at `speed`. */
function following({ v, lane }: Vehicle, gap: number, speed: number): number {
  const free = 1 - (v / lane.freeSpeed) ** 4;
  if (gap === Infinity) return MAX_ACCELERATION * free;
  const closing = (v * (v - speed)) / (2 * Math.sqrt(MAX_ACCELERATION * COMFORT_BRAKING));
  const wanted = STANDING_GAP_M + Math.max(0, v * FOLLOWING_S + closing);
  return MAX_ACCELERATION * (free - (wanted / Math.max(0.1, gap)) ** 2);
}

/** Braking to stand at the end of `room` metres, as smoothly as there is room for. */
function stopping(vehicle: Vehicle, room: number): number {
  if (room <= 0.05) return -HARDEST_BRAKING;
  const needed = (vehicle.v * vehicle.v) / (2 * room);
  const smooth = following(vehicle, room + STANDING_GAP_M, 0);
  return needed > COMFORT_BRAKING
    ? Math.min(-needed * 1.05, smooth)
    : Math.max(smooth, -needed * 1.6 - 0.4);
}

function stopsForSignal(vehicle: Vehicle, { signal, signalAge }: RoadAhead): boolean {
  if (vehicle.s >= 0) return false;
  const needed = (vehicle.v * vehicle.v) / (2 * Math.max(0.1, -vehicle.s));
  switch (signal) {
    case "green":
      vehicle.committed = false;
      return vehicle.v < 0.5 && signalAge < REACTION_S;
    case "yellow":
      if (needed > YELLOW_BRAKING) vehicle.committed = true;
      return !vehicle.committed;
    case "red":
    case "red-yellow":
      if (needed > HARDEST_BRAKING) vehicle.committed = true;
      return !vehicle.committed;
    default:
      return false;
  }
}

/** Metres until the vehicle must stand for somebody on the road; Infinity when nobody is in its way. */
function roomBeforePeople(vehicle: Vehicle, { layout, walkers }: RoadAhead): number {
  const near = STOP_LINE_GAP_M;
  if (vehicle.s > near + layout.width || vehicle.s < -60) return Infinity;
  let room = Infinity;
  for (const walker of walkers) {
    const at = pastStopLine(layout, vehicle.lane, walker.x);
    if (at <= vehicle.s - 0.2 || !meets(vehicle, walker, at)) continue;
    const beforeCrosswalk = near - 0.4 - vehicle.s;
    room = Math.min(room, beforeCrosswalk > 0 ? beforeCrosswalk : at - 1.2 - vehicle.s);
  }
  return room;
}

/** Where somebody at `x` stands along a lane, metres past its stop line. */
export const pastStopLine = (layout: Layout, lane: LaneLayout, x: number): number =>
  lane.direction * x + STOP_LINE_GAP_M + layout.width / 2;

/** Whether the walker is in the vehicle's way, or will be when it gets there. */
function meets(vehicle: Vehicle, walker: Walker, at: number): boolean {
  const off = walker.y - vehicle.lane.y;
  const side = HALF_CAR_M + 0.35;
  if (Math.abs(off) < side) return true;
  const towards = -Math.sign(off) * walker.vy;
  if (towards <= 0.05) return false;
  const enters = (Math.abs(off) - side) / towards;
  const leaves = (Math.abs(off) + side) / towards;
  const speed = Math.max(1, vehicle.v);
  return (
    (at - vehicle.s) / speed < leaves + 0.8 &&
    (at + vehicle.length - vehicle.s) / speed > enters - 0.8
  );
}
