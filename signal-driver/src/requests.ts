/**
 * What the core wants, as requests to a controller that owns the timing.
 *
 *   core            vehicle-green      yellow, red clearance   walk                ped clearance        buffer and after
 *   vehicle phases  call, hold         force-off while green   force-off if green  call                 call
 *   walk phases     call if a lamp is  call                    call, then hold     force-off the walk,  force-off the walk
 *                   lit                                        while it shows      extend while cleared
 *
 * A walk that was asked for and has not been shown yet stays called. Nothing is ever omitted: nobody is told not to
 * serve people, and a cabinet that is ahead of the core or behind it goes on by its own plan.
 */
import {
  NOT_AVAILABLE,
  type Outputs,
  type PHASE_COMMAND,
  type PHASE_STATUS,
  type Values,
} from "@crossing/config";
import type { Display } from "./lamps.ts";

/** Phases of the site as bit masks. */
export interface Phases {
  readonly vehicle: number;
  readonly ped: number;
}

/** What is asked of the phases, and said beside them. */
export type Requests = Pick<
  Values<typeof PHASE_COMMAND>,
  | "vehicle_call"
  | "ped_call"
  | "hold"
  | "force_off"
  | "clearance_extension"
  | "ped_countdown"
  | "vehicle_countdown"
  | "bollards"
  | "voice"
>;

type Status = Values<typeof PHASE_STATUS>;

const TENTHS = 10;
// Asked for anew in each block, so that a clearance goes on while the core wants it and not longer.
const LONGER_S = 2;

/** Nothing asked: the controller is left to its plan. */
export const NO_REQUESTS: Requests = {
  vehicle_call: 0,
  ped_call: 0,
  hold: 0,
  force_off: 0,
  clearance_extension: 0,
  ped_countdown: NOT_AVAILABLE,
  vehicle_countdown: NOT_AVAILABLE,
  bollards: 0,
  voice: 0,
};

/** The mask of some phase numbers. */
export const phaseMask = (phases: readonly number[]): number =>
  phases.reduce((mask, phase) => mask | (1 << (phase - 1)), 0);

/** What the core asks for, what it says beside it, and whether a walk is owed: asked for and not shown yet. */
export interface Wish {
  readonly wanted: Outputs;
  readonly display: Display;
  readonly owed: boolean;
}

/** See the head of the file. */
export function requestsOf(
  { wanted, display, owed }: Wish,
  status: Status,
  phases: Phases,
): Requests {
  const green = status.greens & phases.vehicle;
  const walking = status.walks & phases.ped;
  const clearing = status.ped_clears & phases.ped;
  const waits = owed || Object.values(wanted.call_lamps).some(Boolean);
  const asked = { ...NO_REQUESTS, ...said(wanted, display, status, phases) };
  switch (wanted.interval) {
    case "vehicle-green":
      return {
        ...asked,
        vehicle_call: phases.vehicle,
        ped_call: waits ? phases.ped : 0,
        // A walk that is owed is not held up by a core that has gone on without it.
        hold: owed ? 0 : phases.vehicle,
        force_off: walking,
      };
    case "yellow-change":
    case "red-clearance":
      return { ...asked, ped_call: phases.ped, force_off: green };
    case "walk":
      return { ...asked, ped_call: owed ? phases.ped : 0, hold: walking, force_off: green };
    case "ped-clearance": {
      const clearance_extension = clearing === 0 ? 0 : extension(wanted, status);
      const ped_call = owed ? phases.ped : 0;
      const force_off = walking | (owed ? green : 0);
      return { ...asked, vehicle_call: phases.vehicle, ped_call, force_off, clearance_extension };
    }
    case "buffer":
    case "red-yellow":
    case "start-up":
    case "fault-flash":
      return {
        ...asked,
        vehicle_call: phases.vehicle,
        ped_call: waits ? phases.ped : 0,
        force_off: walking,
      };
  }
}

/** Tenths of a second beyond the cabinet's own clearance, so that it lasts as long as the core wants it from now. */
function extension({ ped_countdown_s }: Outputs, status: Status): number {
  const lasts = status.interval_time + (ped_countdown_s ?? LONGER_S) * TENTHS;
  return Math.min(Math.max(0, lasts - status.effective_clearance), NOT_AVAILABLE - 1);
}

/** Countdowns, bollards and voice only while the heads show what they speak of: dark rather than wrong. */
function said(
  wanted: Outputs,
  display: Display,
  status: Status,
  phases: Phases,
): Partial<Requests> {
  const walks = (status.walks & phases.ped) !== 0;
  const agrees =
    walks === (wanted.ped === "walk") &&
    ((status.greens & phases.vehicle) !== 0) === (wanted.vehicle === "green");
  if (!agrees) return {};
  return {
    ped_countdown: display.ped_countdown_A,
    vehicle_countdown: display.vehicle_countdown_A,
    bollards: display.bollards,
    voice: display.voice,
  };
}
