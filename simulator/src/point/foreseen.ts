/** An arrival stream and a site's times, made ready for the clairvoyant: in steps, with sums and counts beforehand. */
import type { Weights } from "@crossing/config";
import type { ClairvoyantOptions, Label } from "./clairvoyant.ts";
import { HEADWAY_S, START_LOSS_S, STOP_S, YELLOW_USED_S } from "./lanes.ts";
import type { PointPerson } from "./stream.ts";

/** What the search does with a plan that ends green, and with one that ends all. */
export interface Moves {
  readonly serve: (label: Label) => void;
  readonly end: (label: Label, cost: number) => void;
}

/** All that is known. Times named `...Steps` are in steps of `dt_s`. */
export interface Foreseen {
  readonly dt_s: number;
  readonly width_m: number;
  readonly people: readonly PointPerson[];
  readonly lanes: readonly ForeseenLane[];
  readonly weights: Weights;
  readonly steps: Steps;
  /** Adaptive: clearance ends between its limits when the road is empty. */
  readonly adaptive: boolean;
  readonly maxWait_s: number;
  readonly reacts: boolean;
  readonly allWalks: boolean;
}

/** Times in steps. */
export interface Steps {
  readonly grid: number;
  readonly minGreen: number;
  readonly toWalk: number;
  readonly walkMin: number;
  readonly walkMax: number;
  readonly clearMin: number;
  readonly clearMax: number;
  readonly toGreen: number;
  readonly startLoss: number;
  readonly yellowUsed: number;
  readonly stop: number;
  readonly second: number;
}

/** A lane with what its vehicles would do if nothing held them up. */
export interface ForeseenLane {
  readonly arrivals: Float64Array;
  /** When each leaves on an open road, s: behind the one before it at the saturation headway. */
  readonly free: Float64Array;
  /** Cost of the delays on the open road, of all before this one, person-s. */
  readonly freeCost: Float64Array;
  /** Sum of arrival times of all before this one, s. */
  readonly arrivalSum: Float64Array;
  /** By step: how many arrive before it, arrive by it, leave an open road before it. */
  readonly before: Int32Array;
  readonly by: Int32Array;
  readonly freeBefore: Int32Array;
}

export function foreseen(options: ClairvoyantOptions): Foreseen {
  const { site, stream, dt_s = 0.5, vehicle_weight = 1 } = options;
  const weights = {
    ...site.weights,
    persons_per_vehicle: site.weights.persons_per_vehicle * vehicle_weight,
    stop: site.weights.stop * vehicle_weight,
  };
  const steps = stepsOf(options, dt_s);
  // As far as the last service can reach: queues are let out beyond by their lists.
  const last = Math.ceil(stream.end_s / dt_s) + 4 * (steps.clearMax + steps.walkMax);
  return {
    dt_s,
    width_m: stream.width_m,
    people: stream.people,
    lanes: Array.from({ length: stream.lanes }, (_, lane) =>
      foreseenLane(
        stream.vehicles.filter((one) => one.lane === lane).map(({ t }) => t),
        weights,
        { last, dt_s },
      ),
    ),
    weights,
    steps,
    adaptive: site.timing.adaptive_clearance,
    maxWait_s: site.timing.max_wait_s,
    reacts: options.reacts ?? true,
    allWalks: options.walks === "all",
  };
}

function stepsOf({ site, grid_s = 1 }: ClairvoyantOptions, dt_s: number): Steps {
  const { timing: t } = site;
  const whole = (name: string, s: number): number => {
    const steps = Math.round(s / dt_s);
    if (Math.abs(steps * dt_s - s) > 1e-9)
      throw new RangeError(`${name} = ${s} s: a multiple of the step of ${dt_s} s is wanted`);
    return steps;
  };
  const fixed = t.ped_clearance_s;
  return {
    grid: whole("grid_s", grid_s),
    minGreen: whole("vehicle_min_green_s", t.vehicle_min_green_s),
    toWalk: whole("yellow_s and red_clearance_s", t.yellow_s + t.red_clearance_s),
    walkMin: whole("walk_min_s", t.walk_min_s),
    walkMax: whole("walk_max_s", t.walk_max_s),
    clearMin: whole("ped clearance", t.adaptive_clearance ? t.ped_clearance_min_s : fixed),
    clearMax: whole("ped clearance", t.adaptive_clearance ? t.ped_clearance_max_s : fixed),
    toGreen: whole("buffer_s and red_yellow_s", t.buffer_s + t.red_yellow_s),
    startLoss: whole("start-up loss", START_LOSS_S),
    yellowUsed: whole("used yellow", YELLOW_USED_S),
    stop: whole("a stop", STOP_S),
    second: whole("a second", 1),
  };
}

function foreseenLane(
  times: readonly number[],
  weights: Weights,
  { last, dt_s }: { readonly last: number; readonly dt_s: number },
): ForeseenLane {
  const free = new Float64Array(times.length);
  const freeCost = new Float64Array(times.length + 1);
  const arrivalSum = new Float64Array(times.length + 1);
  times.forEach((t, place) => {
    free[place] = Math.max(t, place > 0 ? free[place - 1]! + HEADWAY_S : t);
    const delay = free[place] - t;
    const stop = delay >= STOP_S ? weights.stop : 0;
    freeCost[place + 1] = freeCost[place]! + weights.persons_per_vehicle * delay + stop;
    arrivalSum[place + 1] = arrivalSum[place]! + t;
  });
  const arrivals = Float64Array.from(times);
  return {
    arrivals,
    free,
    freeCost,
    arrivalSum,
    before: counts(last, (step, count) => arrivals[count]! < step * dt_s),
    by: counts(last, (step, count) => arrivals[count]! <= step * dt_s),
    freeBefore: counts(last, (step, count) => free[count]! < step * dt_s),
  };
}

/** By step: how many of a growing list hold. */
function counts(last: number, holds: (step: number, count: number) => boolean): Int32Array {
  const table = new Int32Array(last + 1);
  for (let step = 0, count = 0; step <= last; step++) {
    while (holds(step, count)) count += 1;
    table[step] = count;
  }
  return table;
}
