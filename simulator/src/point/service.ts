/** One service of a clairvoyant's plan: yellow, walk, clearance, and the next green, for each length of walk worth trying. */
import type { Label } from "./clairvoyant.ts";
import { waitCost } from "./cost.ts";
import { type Discharge, heldUntil } from "./discharge.ts";
import type { Foreseen } from "./foreseen.ts";
import type { Green } from "./green.ts";
import { leavesAt, outOfPatience } from "./street.ts";

/** The green ends at `step`. */
interface Ending {
  readonly step: number;
  readonly traffic: Discharge;
  readonly serve: (label: Label) => void;
}

/** People of a service whose walk has been followed for some time. */
interface Walk {
  cost: number;
  /** First person who has not stepped off. */
  next: number;
  busy: number;
  stepped: number;
}

/** Serves people in every way worth trying; gives whether there was anybody to serve. */
export function serviceFrom(known: Foreseen, green: Green, ending: Ending): boolean {
  const { people, steps, dt_s } = known;
  const begins = ending.step + steps.toWalk;
  const walk = walkFrom(known, green, begins * dt_s);
  const gone: number[] = [];
  walk.cost += ending.traffic.close(ending.step + steps.yellowUsed, gone);
  let served = false;
  for (let length = steps.walkMin; length <= steps.walkMax;) {
    stepOffBefore(known, walk, (begins + length) * dt_s);
    const next = people[walk.next]?.t ?? Infinity;
    const label = greenAfter(known, green.label, { walk, gone, begins, length, step: ending.step });
    if (walk.stepped > 0) ending.serve(label);
    served ||= walk.stepped > 0;
    const latest = label.begins + steps.walkMax - length + QUEUE_S * steps.second;
    length =
      known.allWalks || mayRun(known, walk.next, latest)
        ? length + steps.grid
        : (Math.floor((next / dt_s - begins) / steps.grid) + 1) * steps.grid;
  }
  return served;
}

/** About how long the queue of a service keeps people from running. */
const QUEUE_S = 20;

/**
 * Whether somebody who comes from `next` on may cross on red before `step`. Only then can a walk be worth going on with
 * in which nobody steps off: it keeps vehicles, and so their green to run in, back.
 */
function mayRun({ people, dt_s }: Foreseen, next: number, step: number): boolean {
  const until = step * dt_s;
  for (let person = next; person < people.length && people[person]!.t < until; person++)
    if (outOfPatience(people[person]!, until)) return true;
  return false;
}

/** Everybody who has come steps off, except who leaves before. */
function walkFrom({ people, weights, width_m }: Foreseen, green: Green, at: number): Walk {
  const walk: Walk = {
    cost: green.label.cost + green.cost,
    next: green.coming,
    busy: green.busy,
    stepped: 0,
  };
  const one = (place: number): void => {
    const person = people[place]!;
    if (leavesAt(person) < at) {
      walk.cost += waitCost(weights, person.leave) + weights.leaver;
      return;
    }
    walk.cost += waitCost(weights, at - person.t);
    walk.busy = Math.max(walk.busy, at + width_m / person.speed);
    walk.stepped += 1;
  };
  for (const place of green.waiting) one(place);
  while (walk.next < people.length && people[walk.next]!.t <= at) one(walk.next++);
  return walk;
}

/** Who comes before `end` steps off on arrival. */
function stepOffBefore({ people, width_m }: Foreseen, walk: Walk, end: number): void {
  while (walk.next < people.length && people[walk.next]!.t < end) {
    const person = people[walk.next++]!;
    walk.busy = Math.max(walk.busy, person.t + width_m / person.speed);
    walk.stepped += 1;
  }
}

/** The plan when vehicle green begins again. */
function greenAfter(
  known: Foreseen,
  before: Label,
  {
    walk,
    gone,
    begins,
    length,
    step,
  }: { walk: Walk; gone: readonly number[]; begins: number; length: number; step: number },
): Label {
  const { steps } = known;
  const clears = clearedAt(known, begins + length, walk.busy);
  const green = clears + steps.toGreen;
  // People who are off the road a second before the next clearance could begin cannot make it longer.
  const nextClear = green + steps.minGreen + steps.toWalk + steps.walkMin;
  const matters = walk.busy > (nextClear - steps.second) * known.dt_s;
  return {
    begins: green,
    next: walk.next,
    gone,
    busy: matters ? walk.busy : 0,
    cost: walk.cost + heldUntil(known, gone, green + steps.startLoss),
    before,
    yellow: step,
    walk: length,
  };
}

/** The step in which the clearance ends that begins at `from`. */
function clearedAt({ steps, adaptive, dt_s }: Foreseen, from: number, busy: number): number {
  if (!adaptive) return from + steps.clearMax;
  const empty = Math.ceil(busy / dt_s) + steps.second;
  return Math.min(from + steps.clearMax, Math.max(from + steps.clearMin, empty));
}
