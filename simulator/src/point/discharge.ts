/**
 * The vehicles of one green: how a queue leaves, until it is as if there had never been one.
 *
 * Costs are counted by the second, as they come about: what a vehicle has cost by the time green begins is in the
 * label already, the rest is counted when it leaves.
 */
import type { Label } from "./clairvoyant.ts";
import type { Foreseen, ForeseenLane } from "./foreseen.ts";
import { HEADWAY_S, STOP_S } from "./lanes.ts";

/** A lane's queue at the beginning of green. Beyond its list vehicles leave as on an open road. */
interface Queue {
  readonly lane: ForeseenLane;
  readonly from: number;
  /** When each queued vehicle leaves, s, and what all before it cost from green on, person-s. */
  readonly leaves: readonly number[];
  readonly costs: readonly number[];
  /** How far the list has been read, for the next departure and for the end of green. */
  passed: number;
  closed: number;
}

/** All lanes of one green. Steps asked for must not go back. */
export class Discharge {
  readonly #known: Foreseen;
  readonly #queues: readonly Queue[];

  constructor(known: Foreseen, label: Label) {
    this.#known = known;
    const first = label.before === null;
    const open = first ? -Infinity : (label.begins + known.steps.startLoss) * known.dt_s;
    this.#queues = known.lanes.map((lane, at) => queueOf(known, lane, label.gone[at]!, open));
  }

  /** When the next vehicle passes the stop line, seen at `step`, s; Infinity: never. */
  next(step: number): number {
    const now = step * this.#known.dt_s;
    let soonest = Infinity;
    for (const queue of this.#queues) {
      const { lane, leaves } = queue;
      while (queue.passed < leaves.length && leaves[queue.passed]! < now) queue.passed += 1;
      const at =
        queue.passed < leaves.length
          ? leaves[queue.passed]!
          : lane.free[Math.max(queue.from + leaves.length, atStep(lane.freeBefore, step))];
      if (at !== undefined && at < soonest) soonest = at;
    }
    return soonest;
  }

  /** If the last vehicle leaves before `step`: who has left by lane, into `gone`; gives their cost, person-s. */
  close(step: number, gone: number[]): number {
    const end = step * this.#known.dt_s;
    let cost = 0;
    for (let at = 0; at < this.#queues.length; at++) {
      const queue = this.#queues[at]!;
      const { lane, leaves, from } = queue;
      while (queue.closed < leaves.length && leaves[queue.closed]! < end) queue.closed += 1;
      cost += queue.costs[queue.closed]!;
      gone[at] = from + queue.closed;
      if (queue.closed < leaves.length) continue;
      const all = Math.max(gone[at]!, atStep(lane.freeBefore, step));
      cost += lane.freeCost[all]! - lane.freeCost[gone[at]!]!;
      gone[at] = all;
    }
    return cost;
  }

  /** What all vehicles still cost if green never ends, person-s. */
  costOfAll(): number {
    let cost = 0;
    for (const { lane, leaves, costs, from } of this.#queues)
      cost += costs.at(-1)! + lane.freeCost.at(-1)! - lane.freeCost[from + leaves.length]!;
    return cost;
  }
}

const atStep = (table: Int32Array, step: number): number =>
  table[Math.min(step, table.length - 1)]!;

function queueOf({ weights }: Foreseen, lane: ForeseenLane, from: number, open: number): Queue {
  const { arrivals, free } = lane;
  const leaves: number[] = [];
  const costs = [0];
  let last = -Infinity;
  for (let at = from; at < arrivals.length; at++) {
    const arrived = arrivals[at]!;
    const leave = Math.max(arrived, last + HEADWAY_S, open);
    if (leave <= free[at]! && arrived >= open) break;
    const later = leave - Math.max(arrived, open);
    const stops = leave - arrived >= STOP_S && arrived > open - STOP_S;
    leaves.push(leave);
    costs.push(costs.at(-1)! + weights.persons_per_vehicle * later + (stops ? weights.stop : 0));
    last = leave;
  }
  return { lane, from, leaves, costs, passed: 0, closed: 0 };
}

/** What vehicles who did not get away have cost by the step in which the next queue begins to move, person-s. */
export function heldUntil(known: Foreseen, gone: readonly number[], step: number): number {
  const { lanes, weights, dt_s, steps } = known;
  const open = step * dt_s;
  let delay = 0;
  let stops = 0;
  for (let at = 0; at < lanes.length; at++) {
    const { before, by, arrivalSum } = lanes[at]!;
    const from = gone[at]!;
    const to = Math.max(from, atStep(before, step));
    delay += (to - from) * open - (arrivalSum[to]! - arrivalSum[from]!);
    stops += Math.max(0, atStep(by, step - steps.stop) - from);
  }
  return weights.persons_per_vehicle * delay + weights.stop * stops;
}
