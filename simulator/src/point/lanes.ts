/**
 * Vehicles as point queues: a lane's vehicles stand on top of each other at the stop line and leave it one by one.
 *
 * Records are changed in place: this is the innermost loop of every run.
 */
import type { PointStream } from "./stream.ts";

/** Saturation flow 1800 vehicles an hour and lane. */
export const HEADWAY_S = 2;
/** From the start of vehicle green to the first vehicle of a queue at speed. */
export const START_LOSS_S = 2;
/** How much of yellow is still driven through. */
export const YELLOW_USED_S = 2;
/** A vehicle held up so long has stopped. */
export const STOP_S = 2;

/** One lane. */
export interface PointLane {
  /** Arrivals at free flow, s, in time order. */
  readonly arrivals: Float64Array;
  /** How many have left the stop line. */
  gone: number;
  /** When the last one left, s. */
  last: number;
}

/** When vehicles may pass: from `open` to before `close`, s. */
export interface Gate {
  open: number;
  close: number;
}

export function lanesOf({ lanes, vehicles }: PointStream): readonly PointLane[] {
  return Array.from({ length: lanes }, (_, lane) => ({
    arrivals: Float64Array.from(vehicles.filter((one) => one.lane === lane).map(({ t }) => t)),
    gone: 0,
    last: -Infinity,
  }));
}

/** When the next vehicle of a lane leaves, if the gate stays open; Infinity when none is left. */
export const nextDeparture = ({ arrivals, gone, last }: PointLane, open: number): number =>
  gone < arrivals.length ? Math.max(arrivals[gone]!, last + HEADWAY_S, open) : Infinity;

/** Lets go who leaves before `until`, s; tells each delay. */
export function discharge(
  lane: PointLane,
  gate: Gate,
  until: number,
  note: (delay_s: number) => void,
): void {
  const before = Math.min(until, gate.close);
  for (let at = nextDeparture(lane, gate.open); at < before; at = nextDeparture(lane, gate.open)) {
    note(at - lane.arrivals[lane.gone]!);
    lane.gone += 1;
    lane.last = at;
  }
}
