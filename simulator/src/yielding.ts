/** What people see of vehicles: how long the road stays free, and whether the next lane can be entered. */
import { type Layout, STOP_LINE_GAP_M } from "./layout.ts";
import type { Person } from "./people.ts";
import { type LaneState, type Vehicle, pastStopLine } from "./vehicles.ts";

/** A driver who would have to brake harder than this will not, m/s2. */
const BRAKING_TRUSTED = 3;
/** Half of a lane's swept width, with room for the body. */
const SWEPT_M = 1.3;
const STEP_AHEAD_M = 0.45;
/** A queue that stands before green is about to move. */
const ABOUT_TO_GO_S = 3;

/** Seconds until a vehicle could be on the crosswalk, over all lanes; Infinity when none is in sight. */
export function gapOf(layout: Layout, lanes: readonly LaneState[], vehiclesGo: boolean): number {
  let gap = Infinity;
  for (const lane of lanes)
    for (const vehicle of lane.vehicles) {
      if (vehicle.s - vehicle.length > STOP_LINE_GAP_M + layout.width) continue;
      gap = Math.min(gap, arrivalOf(vehicle, vehiclesGo));
    }
  return gap;
}

function arrivalOf(vehicle: Vehicle, vehiclesGo: boolean): number {
  const far = STOP_LINE_GAP_M - vehicle.s;
  if (far <= 0) return 0;
  if (vehicle.v < 1) return vehiclesGo && far < 60 ? ABOUT_TO_GO_S : Infinity;
  return far / vehicle.v;
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
    if (lane.vehicles.some((vehicle) => comes(layout, vehicle, person, before))) return true;
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
