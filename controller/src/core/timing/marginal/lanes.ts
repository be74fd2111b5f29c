/**
 * What a service costs one lane: vehicles that are known one by one, and a fluid of those beyond sight.
 *
 * A lane is a point queue with the usual saturation flow. Unknown vehicles are a fluid and never evenly spaced ones:
 * those would leave gaps that always lie just ahead, and the rule would wait for them for ever.
 */
import type { LaneInput, Weights } from "@crossing/config";
import { type Forecast, lostBetween, vehiclesBetween } from "./forecast.ts";

/** Vehicles a second and lane that a queue discharges: 1800 an hour, the usual saturation flow. */
export const SATURATION = 0.5;
/** A lane is never reckoned fuller than this: the formulas end at 1. */
export const FULLEST = 0.93;

/** One lane as it stands now. */
export interface Lane {
  /** When each known vehicle wants to pass the stop line, s from now, soonest first; 0 for those that stand there. */
  readonly due: readonly number[];
  /** How long ago the last vehicle passed, s: the next keeps its headway. Infinity: long ago, or not known. */
  readonly passed_s: number;
  /** Those that are not seen: all beyond sight, and a share of those within. */
  readonly forecast: Forecast;
  readonly unforeseen: number;
  /** How far ahead vehicles are known, s. */
  readonly sight: number;
}

/** The lane of this tick's input. `queue`: vehicles that stand there. */
export const laneOf = (
  input: LaneInput,
  { queue, ...known }: Omit<Lane, "due"> & { readonly queue: number },
): Lane => ({
  due: dueIn(input.eta_s, Math.min(LONGEST_QUEUE, Math.round(queue))),
  ...known,
});

function dueIn(eta_s: readonly number[], queue: number): readonly number[] {
  const due: number[] = [];
  for (let n = 0; n < queue; n++) due.push(0);
  for (const eta of eta_s) due.push(Math.max(0, eta));
  return due.sort((a, b) => a - b);
}

/** Longer queues are reckoned as this long: they are served over more than one green anyway. */
const LONGEST_QUEUE = 60;
/** Headway of vehicles that leave a queue, s. */
export const HEADWAY_S = 1 / SATURATION;
/** A vehicle that loses at least this much is a vehicle that stops, s. */
const STOP_S = 2;

/** The cost of a red from `close` to `open` (s from now), person-s. */
export function redCost(weights: Weights, lane: Lane, close: number, open: number): number {
  const { persons_per_vehicle, stop } = weights;
  const beyond = lane.sight <= open;
  let cost = 0;
  let held = 0;
  let last = -lane.passed_s;
  for (const due of lane.due) {
    let leaves = Math.max(due, last + HEADWAY_S);
    if (leaves >= close && leaves < open) leaves = open;
    last = leaves;
    if (leaves >= open && beyond) {
      held += 1;
      if (due < open) cost += persons_per_vehicle * (open - due) + stop;
    } else if (leaves > due) {
      const delay = leaves - due;
      cost += persons_per_vehicle * delay + (delay >= STOP_S ? stop : 0);
    }
  }
  if (lane.unforeseen > 0) cost += overlookedCost(weights, lane, close, open);
  return beyond ? cost + unknownCost(weights, lane, { close, open, held }) : cost;
}

/** Vehicles within sight that are not seen, and are held. */
function overlookedCost(
  { persons_per_vehicle, stop }: Weights,
  { forecast, unforeseen, sight }: Lane,
  close: number,
  open: number,
): number {
  const until = Math.min(open, sight);
  if (until <= close) return 0;
  const vehicles = vehiclesBetween(forecast, close, until);
  const lost = lostBetween(forecast, close, until);
  const held = lost + vehicles * (open - until);
  return unforeseen * (persons_per_vehicle * held + stop * vehicles);
}

/** The vehicles that nobody has seen yet: those that come in the red, and all that join what it leaves. */
function unknownCost(
  { persons_per_vehicle, stop }: Weights,
  lane: Lane,
  { close, open, held }: { readonly close: number; readonly open: number; readonly held: number },
): number {
  const { forecast } = lane;
  const from = Math.max(lane.sight, close);
  const vehicles = vehiclesBetween(forecast, from, open);
  const lost = lostBetween(forecast, from, open);
  const after = vehiclesBetween(forecast, open, open + AFTERWARDS_S) / AFTERWARDS_S;
  const rate = Math.min(FULLEST * SATURATION, after);
  const queue = held + vehicles;
  const spare = SATURATION - rate;
  return (
    persons_per_vehicle * (lost + (queue * queue) / (2 * spare)) +
    stop * (vehicles + (rate * queue) / spare)
  );
}

/** The queue that a red leaves meets the traffic of about this time, s. */
const AFTERWARDS_S = 30;
