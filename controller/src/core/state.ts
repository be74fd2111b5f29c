/** All the core remembers from one tick to the next. Plain data: it can be kept, sent and compared. */
import type { Duration, Indications, Instant, Interval, Reason } from "@crossing/config";
import { type Adaptive, noneDecided } from "./adaptive.ts";
import { type Demand, assumedDemand, noDemand } from "./demand.ts";
import { type Flows, usualFlows } from "./flows.ts";
import { type Health, freshHealth } from "./health.ts";
import { type Ladder, firstRung } from "./ladder.ts";
import type { Plan } from "./plan.ts";
import { type Platoons, noPlatoons } from "./platoons.ts";
import { SHOWN } from "./shown.ts";
import { type Sight, noSight } from "./sight.ts";
import { type Seen, unseen } from "./evidence.ts";

/** The crossing between two ticks. */
export interface State {
  readonly interval: Interval;
  /** When the interval began: when the heads were seen to show it, where that is known. Minimums count from here. */
  readonly since: Instant;
  /** When the interval was asked for. */
  readonly asked: Instant;
  /** The heads have been seen to show what was asked, or are not waited for any more. */
  readonly settled: boolean;
  /** When the last tick was. */
  readonly at: Instant;
  /** What the heads were asked to show in the last tick. */
  readonly shown: Indications;
  /** False while the cabinet is not ours: we listen, and begin anew from what it shows. */
  readonly inControl: boolean;
  readonly demand: Demand;
  readonly seen: Seen;
  /** How many people and vehicles come. */
  readonly flows: Flows;
  /** How vehicles come. */
  readonly platoons: Platoons;
  /** Vehicles that are seen coming. */
  readonly sight: Sight;
  /** What a second of the crossing is worth, person-s, and since when it is reckoned so; null: not yet. */
  readonly price: { readonly value: number; readonly at: Instant | null };
  /** The last reckoning that came out for holding vehicle green; null: none stands. */
  readonly holding: Holding | null;
  /** The promised moment of walk; null: nothing is promised. Kept once made. */
  readonly walkAt: Instant | null;
  /** How long people may step off in this walk; decided when walk begins. */
  readonly walkFor: Duration;
  /** Latched until an engineer clears it. */
  readonly fault: Reason | null;
  readonly withdrawn: boolean;
  /** Why the cabinet was left to its own plan, while it is. */
  readonly leftFor: Reason;
  /** How far each eye is believed. */
  readonly health: Health;
  /** Where on the ladder of degraded modes the crossing is. */
  readonly ladder: Ladder;
  /** What has decided the services lately. */
  readonly adaptive: Adaptive;
}

/** A reckoned hold stands for part of a second, as long as as many people wait. */
export interface Holding {
  readonly at: Instant;
  readonly waiting: number;
  readonly reason: Reason;
}

/**
 * The state before the first tick.
 *
 * `assumeCall`: as after a restart on the street, when who waited before is forgotten and control is not taken before the
 * line has been good for a while; a simulation that begins with an empty street leaves it out. `fault`: one that was
 * latched before the restart, and still is.
 */
export function initialState(
  plan: Plan,
  now: Instant,
  { assumeCall = false, fault = null }: Beginning = {},
): State {
  return {
    interval: "start-up",
    since: now,
    asked: now,
    settled: true,
    at: now,
    shown: SHOWN["start-up"],
    inControl: false,
    demand: assumeCall ? assumedDemand(plan, now) : noDemand(plan),
    seen: unseen(now),
    flows: usualFlows(plan),
    platoons: noPlatoons,
    sight: noSight(now),
    price: { value: 0, at: null },
    holding: null,
    walkAt: null,
    walkFor: plan.walkMin,
    fault,
    withdrawn: false,
    leftFor: { code: "link-lost", numbers: {} },
    health: freshHealth(plan, now),
    ladder: firstRung(now, assumeCall),
    adaptive: noneDecided(now),
  };
}

/** How a run begins. */
export interface Beginning {
  readonly assumeCall?: boolean;
  readonly fault?: Reason | null;
}
