/**
 * One vehicle green of a clairvoyant's plan, second by second: what it costs as it goes on, and the plans that end
 * it. The street's own rules, with the street's own arithmetic, so that a plan costs here what it costs there.
 *
 * Works in place on buffers of its own: this is the inner loop of the search.
 */
import type { Label } from "./clairvoyant.ts";
import { waitCost } from "./cost.ts";
import { Discharge } from "./discharge.ts";
import type { Foreseen, Moves } from "./foreseen.ts";
import { CONFLICT_S, gapOf, leavesAt, outOfPatience } from "./street.ts";
import { serviceFrom } from "./service.ts";

/** The people's side of a green that goes on. */
export interface Green {
  readonly label: Label;
  /** Who waits, as places in the stream, first come first. */
  readonly waiting: number[];
  /** First person who has not come yet. */
  coming: number;
  /** Of people who ran or left in this green, person-s. */
  cost: number;
  /** Until when somebody is on the road, s. */
  busy: number;
}

/** Follows the green that begins with `label`: each way to end it goes to `moves.serve`, no end at all to `moves.end`. */
export function greenFrom(known: Foreseen, label: Label, moves: Moves): void {
  const { people, steps, dt_s } = known;
  const traffic = new Discharge(known, label);
  const green: Green = { label, waiting: [], coming: label.next, cost: 0, busy: label.busy };
  let served = false;
  for (let step = label.begins; ; step++) {
    const now = step * dt_s;
    while (green.coming < people.length && people[green.coming]!.t <= now)
      green.waiting.push(green.coming++);
    const idle = green.waiting.length === 0;
    if (idle && green.coming === people.length)
      return moves.end(label, label.cost + green.cost + traffic.costOfAll());
    if (idle && known.reacts) {
      step = Math.ceil(people[green.coming]!.t / dt_s) - 1;
      continue;
    }
    const mayEnd = step % steps.grid === 0 && step >= label.begins + steps.minGreen;
    if (mayEnd && (!served || keepsPromise(known, green, now)))
      served = serviceFrom(known, green, { step, traffic, serve: moves.serve }) || served;
    if (served && !idle && now - people[green.waiting[0]!]!.t > known.maxWait_s) return;
    run(known, green, { now, step, traffic });
    giveUp(known, green, now + dt_s);
  }
}

/** Whether nobody would wait longer than promised if green ended now. */
function keepsPromise({ people, steps, dt_s, maxWait_s }: Foreseen, green: Green, now: number) {
  const walkAt = now + steps.toWalk * dt_s;
  const first = green.waiting.find((person) => leavesAt(people[person]!) >= walkAt);
  return first === undefined || walkAt - people[first]!.t <= maxWait_s;
}

/** As `run` of the street. */
function run(
  known: Foreseen,
  green: Green,
  { now, step, traffic }: { now: number; step: number; traffic: Discharge },
): void {
  const { people, weights, width_m } = known;
  const { waiting } = green;
  let gap = -1;
  for (let place = 0; place < waiting.length; place++) {
    const person = people[waiting[place]!]!;
    if (!outOfPatience(person, now)) continue;
    if (gap < 0) gap = traffic.next(step) - now;
    if (gap < gapOf(person, now)) continue;
    green.cost += waitCost(weights, now - person.t) + weights.violation;
    if (gap < CONFLICT_S) green.cost += weights.conflict;
    green.busy = Math.max(green.busy, now + width_m / person.speed);
    waiting.splice(place--, 1);
  }
}

/** As `giveUp` of the street. */
function giveUp({ people, weights }: Foreseen, green: Green, until: number): void {
  const { waiting } = green;
  for (let place = 0; place < waiting.length; place++) {
    const person = people[waiting[place]!]!;
    if (leavesAt(person) >= until) continue;
    green.cost += waitCost(weights, person.leave) + weights.leaver;
    waiting.splice(place--, 1);
  }
}
