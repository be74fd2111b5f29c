/** Arrivals as lines: any demand written down so that the same hour can be run again, and read back. */
import type { Demand, PersonArrival, VehicleArrival } from "../demand.ts";
import { fileLane } from "./file-lanes.ts";
import { inOrder } from "./sources.ts";

/** The first line: which hour this is. */
export interface ScenarioHead {
  readonly id: string;
  /** Nobody comes later. */
  readonly arrivals_end_s: number;
  /** Until when a run over this file lasts, so that everybody gets away. */
  readonly end_s: number;
  readonly lanes: number;
  /** Of the carriageway, kerb to kerb. */
  readonly width_m: number;
}

/**
 * The arrivals of a demand up to `head.arrivals_end_s`, one JSON object a line, without line ends. Uses the demand up.
 *
 * Everybody is written with all of their behaviour. Where a person stands and walks is not: a run over the file draws
 * that anew.
 */
export function* arrivalLines(demand: Demand, head: ScenarioHead): Generator<string> {
  yield JSON.stringify({ type: "scenario", ...head });
  const people = demand.people(head.arrivals_end_s);
  const vehicles = demand.vehicles(head.arrivals_end_s);
  const lines = [
    ...vehicles.map((arrival) => ({ t: arrival.t, line: vehicleLine(arrival, head.lanes) })),
    ...people.map((arrival) => ({ t: arrival.t, line: personLine(arrival) })),
  ];
  for (const { line } of inOrder(lines)) yield line;
}

const vehicleLine = ({ t, lane, bus }: VehicleArrival, lanes: number): string =>
  JSON.stringify({ type: "veh", t, lane: fileLane(lane, lanes), bus });

function personLine({ t, side, behaviour }: PersonArrival): string {
  const { speed, patience, gap, leave, press, det, startDelay, lateStarter } = behaviour;
  return JSON.stringify({
    type: "ped",
    t,
    side,
    speed,
    patience,
    gap,
    leave,
    press,
    det,
    start_delay: startDelay,
    late_start: lateStarter,
  });
}
