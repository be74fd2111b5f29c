/**
 * Vehicles: they come, follow, brake for the signal, for the queue and for people, and go.
 *
 * Car following is the intelligent driver model in the form IDM+ (Schakel, van Arem, Netten 2010; unverified): the
 * smaller of free-road and following acceleration, so that who keeps enough headway is not slowed down. The figures
 * give about 1800 vehicles an hour and lane from a queue with the usual share of heavy vehicles; `npm run validate`
 * measures it. `s` is metres past the stop line of the lane, at the front bumper. Hot loop: records are changed in place.
 */
import type { VehicleIndication } from "@crossing/config";
import type { VehicleArrival } from "./demand.ts";
import { type LaneLayout, type Layout, STOP_LINE_GAP_M } from "./layout.ts";
import type { Walker } from "./people.ts";
import type { Trip } from "./trips.ts";
import { roomBeforePeople } from "./yielding.ts";

export type { VehicleTrip } from "./trips.ts";

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
  /** When it passed the stop line; null: not yet. */
  passedAt: number | null;
  passedOnRed: boolean;
  /** Its trip has been handed out. */
  told: boolean;
}

/** One lane with its vehicles, first one first, and those that could not come in yet. */
export interface LaneState {
  readonly layout: LaneLayout;
  readonly vehicles: Vehicle[];
  readonly entering: VehicleArrival[];
  advanceCount: number;
  stopCount: number;
  /** Vehicles past the stop line in this step. */
  passages: number;
}

/** How a kind of vehicle is driven. */
interface Driving {
  /** m/s2, from standstill. */
  readonly acceleration: number;
  /** Time kept to the vehicle ahead, s. */
  readonly following_s: number;
  /** 2 sqrt(acceleration * comfortable braking), m/s2. */
  readonly closing: number;
}

/** Vehicles appear this far before the stop line, and vanish as far behind the crosswalk. */
export const ENTRY_M = 150;
const EXIT_M = 110;
const COMFORT_BRAKING = 2.6;
const SHARP_BRAKING = 4;
const HARDEST_BRAKING = 8;
const STANDING_GAP_M = 2;
/** Drivers brake for yellow when this is enough, m/s2; otherwise they go on. */
const YELLOW_BRAKING = 3;
/** The first driver in the queue needs this long to see green, s. */
const REACTION_S = 1.2;
const STOPS_BEFORE_LINE_M = 0.8;
/** Slower is standing, m/s, as SUMO counts it; faster again is driving. */
const STANDS = 0.1;
const DRIVES = 3;
/** As good as the free speed, m/s. */
const NEARLY = 0.01;

const driving = (acceleration: number, following_s: number): Driving => ({
  acceleration,
  following_s,
  closing: 2 * Math.sqrt(acceleration * COMFORT_BRAKING),
});

const DRIVING: Readonly<Record<Vehicle["kind"], Driving>> = {
  car: driving(2.1, 1.42),
  bus: driving(1.3, 1.8),
};

/** What a driver sees besides the vehicle ahead. One record for all, changed in place. */
export interface RoadAhead {
  readonly layout: Layout;
  signal: VehicleIndication;
  /** How long the head has shown this, s. */
  signalAge: number;
  /** People on the carriageway. */
  walkers: readonly Walker[];
  t_s: number;
}

/** A vehicle that comes in at `s` behind `last`. */
export function enteringVehicle(
  { layout }: LaneState,
  arrival: VehicleArrival,
  { id, s, last }: { readonly id: number; readonly s: number; readonly last: Vehicle | undefined },
): Vehicle {
  // One that comes to a full lane joins the end of the queue slowly; one that is near could still stop.
  const joining = last === undefined ? layout.freeSpeed : last.v + 2;
  const stoppable = Math.sqrt(2 * SHARP_BRAKING * Math.max(0, -s - 1));
  return {
    id,
    lane: layout,
    kind: arrival.bus ? "bus" : "car",
    length: arrival.bus ? 10.8 : 4.2 + arrival.colour * 0.7,
    colour: arrival.colour,
    due: arrival.t,
    s,
    v: Math.min(layout.freeSpeed, joining, stoppable),
    braking: false,
    committed: false,
    stops: 0,
    stood: false,
    passedAt: null,
    passedOnRed: false,
    told: false,
  };
}

/** Moves all vehicles of a lane by `dt` seconds; adds what became of those that are over the crosswalk to `trips`. */
export function driveLane(lane: LaneState, ahead: RoadAhead, trips: Trip[], dt: number): void {
  const { vehicles, layout } = lane;
  const over = STOP_LINE_GAP_M + ahead.layout.width;
  let leader: Vehicle | null = null;
  for (const vehicle of vehicles) {
    const before = vehicle.s;
    drive(vehicle, leader, ahead, dt);
    if (before < -layout.advance && vehicle.s >= -layout.advance) lane.advanceCount += 1;
    if (before < 0 && vehicle.s >= 0)
      pass(vehicle, lane, ahead, dt * (vehicle.s / (vehicle.s - before)));
    if (!vehicle.told && vehicle.s - vehicle.length > over) trips.push(tripOf(vehicle, ahead));
    leader = vehicle;
  }
  if (vehicles.length > 0 && vehicles[0]!.s > over + EXIT_M) vehicles.shift();
}

function pass(vehicle: Vehicle, lane: LaneState, ahead: RoadAhead, ago: number): void {
  lane.stopCount += 1;
  lane.passages += 1;
  vehicle.passedAt = ahead.t_s - ago;
  vehicle.passedOnRed = ahead.signal === "red" || ahead.signal === "red-yellow";
}

function tripOf(vehicle: Vehicle, { t_s }: RoadAhead): Trip {
  const { due, lane, s } = vehicle;
  vehicle.told = true;
  return {
    type: "vehicle",
    id: vehicle.id,
    kind: vehicle.kind,
    t_s: vehicle.passedAt!,
    due_s: due,
    lane: lane.id,
    delay_s: Math.max(0, t_s - due - s / lane.freeSpeed + stillToLose(vehicle)),
    stops: vehicle.stops,
    onRed: vehicle.passedOnRed,
  };
}

/**
 * Seconds that a vehicle will lose until it is back at free speed on a free road: (v0/a) times the integral over
 * x = v/v0 of (1 - x) / (1 - x^4), from now to 1.
 */
function stillToLose({ v, kind, lane }: Vehicle): number {
  const lost = (x: number): number =>
    Math.log(1 + x) / 2 - Math.log(1 + x * x) / 4 + Math.atan(x) / 2;
  const scale = lane.freeSpeed / DRIVING[kind].acceleration;
  return scale * (lost(1) - lost(Math.min(1, v / lane.freeSpeed)));
}

function drive(vehicle: Vehicle, leader: Vehicle | null, ahead: RoadAhead, dt: number): void {
  const { s, v } = vehicle;
  const gap = leader === null ? Infinity : leader.s - leader.length - s;
  const far = looksAhead(v);
  const alone = s < -far || (ahead.signal === "green" && ahead.walkers.length === 0);
  // Free road and free speed: nothing to work out.
  if (alone && v === vehicle.lane.freeSpeed && gap > far) {
    vehicle.s = s + v * dt;
    vehicle.braking = false;
    vehicle.committed = false;
    return;
  }
  const acceleration = accelerationOf(vehicle, { gap, speed: leader?.v ?? 0 }, ahead);
  move(vehicle, acceleration, dt);
  if (leader !== null) keepBehind(vehicle, leader);
  noteStop(vehicle, acceleration);
}

/** Nearer than this a driver minds the signal, the crosswalk and the vehicle ahead, m: 73 m at 12 m/s. */
const looksAhead = (v: number): number => 15 + 0.4 * v * v;

function move(vehicle: Vehicle, acceleration: number, dt: number): void {
  const before = vehicle.v;
  const { freeSpeed } = vehicle.lane;
  const after = before + acceleration * dt;
  if (after > freeSpeed - NEARLY) vehicle.v = freeSpeed;
  else vehicle.v = Math.max(0, after);
  // One that stops within the step stands from then on.
  const moved =
    after < 0 ? (before * before) / (-2 * acceleration) : ((before + vehicle.v) / 2) * dt;
  vehicle.s += moved;
}

/** Nobody drives through another, whatever the model says. */
function keepBehind(vehicle: Vehicle, leader: Vehicle): void {
  const furthest = leader.s - leader.length - 0.4;
  if (vehicle.s <= furthest) return;
  vehicle.s = furthest;
  vehicle.v = Math.min(vehicle.v, leader.v);
}

function noteStop(vehicle: Vehicle, acceleration: number): void {
  vehicle.braking = acceleration < -0.6 || vehicle.v < STANDS;
  if (vehicle.v < STANDS && !vehicle.stood) {
    vehicle.stood = true;
    vehicle.stops += 1;
  } else if (vehicle.v > DRIVES) vehicle.stood = false;
}

/** Free road to the bumper of the vehicle ahead, m, and its speed, m/s. */
interface Leader {
  readonly gap: number;
  readonly speed: number;
}

function accelerationOf(vehicle: Vehicle, leader: Leader, ahead: RoadAhead): number {
  let acceleration = following(vehicle, leader.gap, leader.speed);
  if (vehicle.s >= -looksAhead(vehicle.v)) {
    if (stopsForSignal(vehicle, ahead))
      acceleration = Math.min(acceleration, stopping(vehicle, -vehicle.s - STOPS_BEFORE_LINE_M));
    if (ahead.walkers.length > 0) {
      const room = roomBeforePeople(ahead.layout, vehicle, ahead.walkers);
      if (room < Infinity) acceleration = Math.min(acceleration, stopping(vehicle, room));
    }
  }
  return Math.max(-HARDEST_BRAKING, acceleration);
}

/** IDM+: free road, and a gap to something that moves at `speed`. */
function following({ v, lane, kind }: Vehicle, gap: number, speed: number): number {
  const { acceleration, following_s, closing } = DRIVING[kind];
  const part = v / lane.freeSpeed;
  const free = 1 - part * part * part * part;
  if (gap === Infinity) return acceleration * free;
  const wanted = STANDING_GAP_M + Math.max(0, v * following_s + (v * (v - speed)) / closing);
  const crowded = wanted / Math.max(0.1, gap);
  return acceleration * Math.min(free, 1 - crowded * crowded);
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
