/** How people and vehicles get past each other: the gap people see, the lane they must not enter, whom drivers brake for. */
import { type LaneLayout, type Layout, STOP_LINE_GAP_M } from "./layout.ts";
import type { Person, Walker } from "./people.ts";
import type { LaneState, Vehicle } from "./vehicles.ts";

/** A driver who would have to brake harder than this will not, m/s2. */
const BRAKING_TRUSTED = 3;
/** Half of a lane's swept width, with room for the body. */
const SWEPT_M = 1.3;
const STEP_AHEAD_M = 0.45;
/** A vehicle that stands before green is about to move: after this time, s, and with this acceleration, m/s2. */
const SETS_OFF_S = 1;
const SPEEDING_UP = 1.5;
/** Slower is standing, m/s. */
const STANDS = 1;
const HALF_CAR_M = 0.95;
const HALF_BODY_M = 0.35;
/** Drivers look this far for people, m before the stop line. */
const SEEN_FROM_M = 60;

/** Seconds until a vehicle could be on the crosswalk, over all lanes; Infinity when none is in sight. */
export function gapOf(layout: Layout, lanes: readonly LaneState[], vehiclesGo: boolean): number {
  let gap = Infinity;
  for (const { vehicles } of lanes)
    for (const vehicle of vehicles) {
      if (vehicle.s - vehicle.length > STOP_LINE_GAP_M + layout.width) continue;
      gap = Math.min(gap, arrivalOf(vehicle, vehiclesGo));
      // Nobody behind it in this lane is there sooner.
      break;
    }
  return gap;
}

function arrivalOf(vehicle: Vehicle, vehiclesGo: boolean): number {
  const far = STOP_LINE_GAP_M - vehicle.s;
  if (far <= 0) return 0;
  if (vehicle.v < STANDS) return vehiclesGo ? SETS_OFF_S + timeFor(far, vehicle) : Infinity;
  return vehiclesGo ? timeFor(far, vehicle) : far / vehicle.v;
}

/** Seconds for `far` metres by a driver who speeds up to the free speed. */
function timeFor(far: number, { v, lane: { freeSpeed } }: Vehicle): number {
  const speedingUp = (freeSpeed * freeSpeed - v * v) / (2 * SPEEDING_UP);
  if (speedingUp >= far) return (Math.sqrt(v * v + 2 * SPEEDING_UP * far) - v) / SPEEDING_UP;
  return (freeSpeed - v) / SPEEDING_UP + (far - speedingUp) / freeSpeed;
}

/** Whether somebody must not enter the lane before their feet: a vehicle is there, or will not stop in time. */
export function laneBlocked(
  layout: Layout,
  lanes: readonly LaneState[],
  person: Pick<Person, "x" | "y" | "zone" | "arrival">,
): boolean {
  const towards = -person.zone.side;
  for (const lane of lanes) {
    const before = (lane.layout.y - person.y) * towards;
    // Only the lane whose swept width begins with the next step; who is in a lane walks on out of it.
    if (before < SWEPT_M || before > SWEPT_M + STEP_AHEAD_M) continue;
    for (const vehicle of lane.vehicles) if (comes(layout, vehicle, person, before)) return true;
  }
  return false;
}

function comes(
  layout: Layout,
  vehicle: Vehicle,
  person: Pick<Person, "x" | "arrival">,
  before: number,
): boolean {
  const at = pastStopLine(layout, vehicle.lane, person.x);
  if (vehicle.s - vehicle.length > at + 0.5) return false;
  const far = at - 0.8 - vehicle.s;
  if (far <= 0) return true;
  const clears = (before + SWEPT_M) / person.arrival.behaviour.speed;
  const arrives = far / Math.max(0.1, vehicle.v);
  return arrives < clears + 1 && (vehicle.v * vehicle.v) / (2 * far) > BRAKING_TRUSTED;
}

/** Metres until a vehicle must stand for somebody on the road; Infinity when nobody is in its way. */
export function roomBeforePeople(
  layout: Layout,
  vehicle: Vehicle,
  walkers: readonly Walker[],
): number {
  const near = STOP_LINE_GAP_M;
  if (vehicle.s > near + layout.width || vehicle.s < -SEEN_FROM_M) return Infinity;
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
const pastStopLine = (layout: Layout, lane: LaneLayout, x: number): number =>
  lane.direction * x + STOP_LINE_GAP_M + layout.width / 2;

/** Whether the walker is in the vehicle's way, or will be when it gets there. */
function meets(vehicle: Vehicle, walker: Walker, at: number): boolean {
  const off = walker.y - vehicle.lane.y;
  const side = HALF_CAR_M + HALF_BODY_M;
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
