/** The reason of every interval whose course is decided by time and evidence, not by policy. */
import { type Inputs, type Instant, type Reason, elapsed } from "@crossing/config";
import type { Plan } from "./plan.ts";
import { waitToTake } from "./ladder.ts";
import type { State } from "./state.ts";
import { decide } from "./timing.ts";

/** Why the crossing is in this interval now, with the numbers of this tick. */
export function reasonOf(plan: Plan, state: State, inputs: Inputs, now: Instant): Reason {
  if (!state.inControl) return listeningFor(state, now);
  const on_crossing = inputs.crossing ?? 0;
  const remaining = (whole: number) => ({
    remaining_s: Math.max(0, whole - elapsed(state.since, now)) / 1000,
  });
  switch (state.interval) {
    case "start-up":
      return { code: "start-up", numbers: remaining(plan.startUp) };
    case "vehicle-green":
      return vehicleGreen(plan, state, inputs, now);
    case "yellow-change":
      return { code: "yellow-change", numbers: remaining(plan.yellow) };
    case "red-clearance":
      return { code: "red-clearance", numbers: remaining(plan.redClearance) };
    case "walk":
      return walking(plan, state, on_crossing, now);
    case "ped-clearance":
      return clearing(plan, state, inputs, now);
    case "buffer":
      return { code: "buffer", numbers: remaining(plan.buffer) };
    case "red-yellow":
      return { code: "red-yellow", numbers: remaining(plan.redYellow) };
    case "fault-flash":
      return { code: "fault", numbers: {} };
  }
}

/** Why we only listen; while nothing but patience is missing, for how much longer. */
function listeningFor({ leftFor, ladder }: State, now: Instant): Reason {
  if (leftFor.code !== "rejoin") return leftFor;
  const { code, remaining_s } = waitToTake(ladder, now);
  return { code, numbers: { remaining_s } };
}

/** A promise is kept, or a fault ends the green; in the tick in which green begins the policy is heard, and not yet asked. */
function vehicleGreen(plan: Plan, state: State, inputs: Inputs, now: Instant): Reason {
  const { walkAt, fault } = state;
  if (walkAt !== null)
    return { code: "committed", numbers: { walk_in_s: Math.max(0, walkAt - now) / 1000 } };
  return fault ?? decide(plan, state, inputs, now).reason;
}

/** Walk that goes on beyond what it was begun for is held by the policy, a tick at a time. */
function walking(plan: Plan, { since, walkFor }: State, on_crossing: number, now: Instant): Reason {
  const walked = elapsed(since, now);
  const held = walkFor === walked + 1;
  const until = held ? plan.walkMax : walkFor;
  const numbers = { remaining_s: Math.max(0, until - walked) / 1000, on_crossing };
  return { code: held ? "walk-held" : "walk", numbers };
}

function clearing(plan: Plan, state: State, inputs: Inputs, now: Instant): Reason {
  const timed = elapsed(state.since, now);
  const { adaptive, min, max } = plan.clearance;
  const numbers = {
    remaining_s: Math.max(0, max - timed) / 1000,
    on_crossing: inputs.crossing ?? 0,
  };
  if (!adaptive) return { code: "clear-fixed", numbers };
  if (inputs.crossing === null) return { code: "clear-in-doubt", numbers };
  if (inputs.crossing > 0) return { code: "clear-occupied", numbers };
  return timed < min
    ? { code: "clear-minimum", numbers: { ...numbers, remaining_s: (min - timed) / 1000 } }
    : { code: "clear-empty", numbers };
}
