/**
 * What must hold in every tick, whatever comes in: one list for the explorer, the properties, the simulations and the
 * live loop, where a broken one gives the lamps back and latches a fault.
 *
 * Written from what the street may see, not from how the core decides: it reads states and outputs, and shares with the
 * core only the interlock's order of lamps. An invariant speaks of one tick; what may never happen over many follows from
 * what may not happen in one.
 */
import {
  type Duration,
  type Inputs,
  type Instant,
  type Interval,
  elapsed,
  milliseconds,
} from "@crossing/config";
import { assumesSomebody } from "./demand.ts";
import { believed } from "./health.ts";
import { permits } from "./interlock.ts";
import type { Plan } from "./plan.ts";
import type { State } from "./state.ts";
import type { Step } from "./step.ts";

/** One tick: the state before it, what came in, and what came of it. */
export interface Transition {
  readonly before: State;
  /** As the core was told, before anything was doubted. */
  readonly inputs: Inputs;
  readonly after: Step;
  readonly now: Instant;
}

/** The rules, by the hazards of docs/hazards.md where they have one. */
export const INVARIANTS = {
  "lamps-never-conflict": neverConflict,
  "lamps-change-in-order": changeInOrder,
  "intervals-follow-in-order": followInOrder,
  "minimums-are-kept": minimumsKept,
  "clearance-ends-early-only-when-seen-empty": clearedForCertain,
  "walk-ends": walkEnds,
  "a-promise-is-kept": promiseKept,
  "countdowns-are-true": countdownsTrue,
  "nobody-waits-longer-than-the-longest-wait": nobodyForgotten,
  "nobody-is-stopped-for-nobody": servesSomebody,
  "calls-are-kept-until-walk": callsKept,
  "eyes-that-see-nothing-call": blindCalls,
  "control-is-left-at-rest": leftAtRest,
  "who-leaves-assumes-a-call": leavingCalls,
  "control-needs-the-line-and-steady-time": losesControl,
  "control-is-taken-at-rest": takenAtRest,
  "silent-while-listening": silentWhileListening,
  "a-fault-stays-until-it-is-cleared": faultStays,
  "people-are-called-only-in-walk": calledInWalk,
  "the-level-is-told": levelTold,
} as const satisfies Readonly<Record<string, Rule>>;

/** The name of a rule. */
export type Invariant = keyof typeof INVARIANTS;

/** Whether a rule holds in a tick. */
type Rule = (plan: Plan, transition: Transition) => boolean;

const RULES = Object.entries(INVARIANTS) as readonly (readonly [Invariant, Rule])[];

/** The names of the rules that a tick breaks, in the order of the list; of a sound tick an empty list, always the same. */
export function check(plan: Plan, transition: Transition): readonly Invariant[] {
  let broken: Invariant[] | null = null;
  for (const [name, holds] of RULES) {
    if (holds(plan, transition)) continue;
    broken ??= [];
    broken.push(name);
  }
  return broken ?? NONE;
}

const NONE: readonly Invariant[] = [];

/** People and vehicles never move together, and vehicles never have green beside a dark pedestrian head. */
function neverConflict(_: Plan, { after: { state, outputs } }: Transition): boolean {
  const walking = outputs.ped === "walk" || outputs.ped === "flashing-walk";
  const driving = outputs.vehicle !== "red";
  return (
    !state.inControl ||
    !((walking && driving) || (outputs.vehicle === "green" && outputs.ped !== "dont-walk"))
  );
}

/** No lamp follows another against the rules: no green into red, no walk into don't walk. */
function changeInOrder(_: Plan, { before, after }: Transition): boolean {
  return !ours(before, after) || permits(before.shown, after.outputs);
}

/** The next interval is one that may follow. */
function followInOrder(_: Plan, { before, after }: Transition): boolean {
  const [from, to] = [before.interval, after.state.interval];
  return (
    from === to || !ours(before, after) || begunAnew(before, after) || FOLLOWS[from].includes(to)
  );
}

const FOLLOWS: Readonly<Record<Interval, readonly Interval[]>> = {
  "start-up": ["vehicle-green", "fault-flash"],
  "vehicle-green": ["yellow-change"],
  "yellow-change": ["red-clearance"],
  "red-clearance": ["walk", "fault-flash"],
  walk: ["ped-clearance"],
  "ped-clearance": ["buffer"],
  buffer: ["vehicle-green", "red-yellow", "fault-flash"],
  "red-yellow": ["vehicle-green", "red-clearance"],
  "fault-flash": [],
};

/** An interval that ends has had its minimum, and no request shortens it. Only a fault ends a vehicle green early. */
function minimumsKept(plan: Plan, { before, after, now }: Transition): boolean {
  if (!ours(before, after) || begunAnew(before, after)) return true;
  if (after.state.interval === before.interval) return true;
  if (after.state.fault !== null && HURRIED.includes(before.interval)) return true;
  return elapsed(before.since, now) >= leastOf(plan, before.interval);
}

/** What a fault need not wait for: nobody is on their way by it. */
const HURRIED: readonly Interval[] = ["vehicle-green", "red-yellow"];

function leastOf(plan: Plan, interval: Interval): Duration {
  switch (interval) {
    case "start-up":
      return plan.startUp;
    case "vehicle-green":
      return plan.vehicleMinGreen;
    case "yellow-change":
      return plan.yellow;
    case "red-clearance":
      return plan.redClearance;
    case "walk":
      return plan.walkMin;
    case "ped-clearance":
      return plan.clearance.min;
    case "buffer":
      return plan.buffer;
    case "red-yellow":
      return plan.redYellow;
    case "fault-flash":
      return milliseconds(0);
  }
}

/** Before its maximum, clearance ends only when the road is seen empty and has been for a second. */
function clearedForCertain(plan: Plan, { before, inputs, after, now }: Transition): boolean {
  const ends = before.interval === "ped-clearance" && after.state.interval === "buffer";
  if (!ends || !ours(before, after)) return true;
  if (elapsed(before.since, now) >= plan.clearance.max) return true;
  const { emptySince } = after.state.seen;
  const empty = inputs.crossing === 0 && emptySince !== null && elapsed(emptySince, now) >= 1000;
  return plan.clearance.adaptive && empty && after.state.health.crossing.doubt === null;
}

/** Walk and clearance are no longer than their longest. */
function walkEnds(plan: Plan, { after: { state }, now }: Transition): boolean {
  const timed = elapsed(state.since, now);
  if (!state.inControl || timed === 0) return true;
  if (state.interval === "walk") return timed < Math.max(plan.walkMin, plan.walkMax);
  return state.interval !== "ped-clearance" || timed < plan.clearance.max;
}

/** Walk that was promised comes, and not before the promised moment. */
function promiseKept(_: Plan, { before, after: { state }, now }: Transition): boolean {
  if (before.walkAt === null || !before.inControl || !state.inControl) return true;
  if (state.fault !== null || before.fault !== null) return true;
  return state.interval === "walk" ? now >= before.walkAt : state.walkAt === before.walkAt;
}

/** Seconds to walk are those of the promise; without one, in a fault and out of control the display is dark. */
function countdownsTrue(_: Plan, { after: { state, outputs }, now }: Transition): boolean {
  const { ped_countdown_s: shown } = outputs;
  if (shown === null) return true;
  if (!state.inControl || state.fault !== null || shown < 1) return false;
  if (outputs.ped !== "dont-walk") return true;
  if (state.walkAt === null) return false;
  // Heads that follow late make walk come late: the last second then stays lit until they have.
  return shown === Math.max(1, Math.ceil(elapsed(now, state.walkAt) / 1000));
}

/** Whoever has waited so long that walk would come after the longest wait is promised walk, as soon as the minimum green allows it. */
function nobodyForgotten(plan: Plan, { before, after: { state }, now }: Transition): boolean {
  const { demand, interval, walkAt, withdrawn, fault, holding } = state;
  const green = interval === "vehicle-green" && before.interval === interval;
  if (!green || !ours(before, { state }) || walkAt !== null || withdrawn || fault !== null)
    return true;
  if (demand.calledAt === null) return true;
  // A reckoned hold stands for half a second, whatever waits the eyes tell meanwhile.
  if (holding !== null && holding.at !== now && elapsed(holding.at, now) < 500) return true;
  const lead = Math.max(0, plan.countdown - plan.yellow - plan.redClearance);
  if (elapsed(state.since, now) + lead < plan.vehicleMinGreen) return true;
  const toWalk = lead + plan.yellow + plan.redClearance;
  return Math.max(demand.oldestWait, elapsed(demand.calledAt, now)) + toWalk < plan.maxWait;
}

/** Walk is promised to somebody who asks, whom one must assume, or by a fixed plan. */
function servesSomebody(plan: Plan, { before, after: { state } }: Transition): boolean {
  const promised = ours(before, { state }) && before.walkAt === null && state.walkAt !== null;
  return !promised || plan.policy.name === "fixed" || state.demand.calledAt !== null;
}

/** A press, or a call assumed or asked for, stays until walk answers it, also while the crossing is the cabinet's. */
function callsKept(_: Plan, { before: { demand: was }, after: { state } }: Transition): boolean {
  if (state.interval === "walk" || state.demand.latchedAt !== null) return true;
  if (was.latchedAt !== null && state.demand.servedAt === was.servedAt) return false;
  for (const zone in was.zones) {
    const pressed = was.zones[zone]!.pressedAt !== null;
    const kept = (state.demand.zones[zone]?.pressedAt ?? null) !== null;
    if (pressed && !kept && state.demand.servedAt === was.servedAt) return false;
  }
  return true;
}

/**
 * A kerb that nobody can see is one at which somebody may stand: it calls, except in the walk that answers it, and before
 * the time at which the plan recalls people whom no eye sees.
 */
function blindCalls(plan: Plan, { before, inputs, after: { state }, now }: Transition): boolean {
  if (state.interval === "walk" || state.demand.calledAt !== null) return true;
  for (const zone of plan.zones)
    if ((inputs.zones[zone] ?? null) === null)
      return !assumesSomebody(plan, before.demand, believed(inputs, state.health), now);
  return true;
}

/** Who waits when control is left is not forgotten: somebody is assumed to wait until control is taken again. */
function leavingCalls(_: Plan, { before, after: { state } }: Transition): boolean {
  return !before.inControl || state.inControl || state.demand.latchedAt !== null;
}

/** Without the line, and where time jumps, by more than a step or backwards, control is not kept. */
function losesControl({ maxStep }: Plan, { before, inputs, after, now }: Transition): boolean {
  if (!ours(before, after)) return true;
  const gap = elapsed(before.at, now);
  return inputs.link === "up" && gap >= 0 && gap <= maxStep;
}

/** On request, control is left only where nobody is on their way and the minimum is over. */
function leftAtRest(plan: Plan, { before, inputs, after: { state }, now }: Transition): boolean {
  if (!before.inControl || state.inControl || inputs.link !== "up" || state.fault !== null)
    return true;
  const gap = elapsed(before.at, now);
  if (gap > plan.maxStep || gap < 0 || before.interval === "fault-flash") return true;
  const timed = elapsed(before.since, now);
  if (before.interval === "start-up") return timed >= plan.startUp;
  return (
    before.interval === "vehicle-green" && before.walkAt === null && timed >= plan.vehicleMinGreen
  );
}

/** Control is taken only over a line that is up, and after a loss only where nobody is on their way. */
function takenAtRest(_: Plan, { before, inputs, after: { state }, now }: Transition): boolean {
  if (before.inControl || !state.inControl) return true;
  const { quietUntil } = before.ladder;
  const underWay = inputs.shown?.ped === "walk" || inputs.shown?.ped === "flashing-walk";
  return inputs.link === "up" && (quietUntil === null || (now >= quietUntil && !underWay));
}

/** While the crossing is the cabinet's nothing is claimed and nothing is told. */
function silentWhileListening(_: Plan, { after: { state, outputs } }: Transition): boolean {
  if (state.inControl) return outputs.mode !== "withdrawn";
  const told = outputs.bollards !== "dark" || outputs.voice !== null;
  const counted = outputs.ped_countdown_s !== null || outputs.vehicle_countdown_s !== null;
  return outputs.mode === "withdrawn" && !told && !counted;
}

/** Only an engineer clears a fault, and only where nothing moves. */
function faultStays(_: Plan, { before, inputs, after: { state } }: Transition): boolean {
  if (before.fault === null || state.fault !== null) return true;
  const still = before.interval === "fault-flash" || !before.inControl;
  return still && inputs.requests.includes("clear-fault");
}

/** Bollards and voice say "cross" only while walk shows. */
function calledInWalk(_: Plan, { after: { outputs } }: Transition): boolean {
  return (outputs.bollards !== "green" && outputs.voice !== "cross") || outputs.ped === "walk";
}

/** Who has not the lamps, or has a fault latched, says so. */
function levelTold(_: Plan, { after: { state, outputs } }: Transition): boolean {
  const { level = 0 } = outputs;
  if (state.fault !== null) return level === 5;
  return state.inControl ? level <= 2 : level === 3 || level === 4;
}

/** Control held from the tick before through this one. */
const ours = (before: State, { state }: Pick<Step, "state">): boolean =>
  before.inControl && state.inControl;

/** An interval that is no successor: after the interlock refused a step, or an engineer cleared a fault. */
const begunAnew = (before: State, { state }: Step): boolean =>
  (before.fault === null) !== (state.fault === null) && state.asked === state.at;
