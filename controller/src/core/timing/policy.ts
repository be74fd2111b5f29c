/** What a timing policy is: one question, asked every tick of vehicle green while somebody waits. */
import type { Duration, Inputs, Instant, Reason } from "@crossing/config";
import type { Demand } from "../demand.ts";
import type { Flows } from "../flows.ts";
import type { Plan } from "../plan.ts";
import type { Platoons } from "../platoons.ts";

/** All a policy may know. Minimum green is over, or will be before this green could end. */
export interface Situation {
  readonly plan: Plan;
  readonly inputs: Inputs;
  readonly demand: Demand;
  readonly now: Instant;
  /** How long the crossing has been called. */
  readonly called: Duration;
  /** How long vehicles have had green. */
  readonly green: Duration;
  /** If people are served now, vehicle green lasts this much longer: the announced countdown needs it. */
  readonly lead: Duration;
  /** From the decision to walk. */
  readonly toWalk: Duration;
  /** How many people and vehicles come. */
  readonly flows: Flows;
  /** How vehicles come. */
  readonly platoons: Platoons;
  /** What a second of this crossing is worth, person-s; 0 until it is known. */
  readonly price: number;
  /** How long the stop line has been or will be free of vehicles. */
  readonly gap: Duration;
  /** Vehicles at the stop line or due there within a passage. */
  readonly vehicles: number;
}

/** Yield to people now, or hold vehicle green; and why. */
export interface Decision {
  readonly serve: boolean;
  readonly reason: Reason;
}

/** What is known when walk could end. */
export interface Walking {
  readonly plan: Plan;
  readonly inputs: Inputs;
  readonly flows: Flows;
  readonly platoons: Platoons;
  readonly price: number;
  /** How long walk has been shown. */
  readonly walked: Duration;
  /** Some still stand there, and others stepped off a moment ago. */
  readonly stepping: boolean;
  /** How long ago each who is on the road stepped onto it, s; null: nobody sees the road. */
  readonly road_s: readonly number[] | null;
}

/** A timing algorithm. Pure; it cannot shorten a minimum or a clearance, whatever it answers. */
export interface Policy {
  /** Asked also when nobody calls. */
  readonly recall?: boolean;
  /** Whether it goes by what a second is worth: only then is that reckoned. */
  readonly priced?: boolean;
  decide(situation: Situation): Decision;
  /** How long people may step off, when walk begins. Kept within the plan's limits by the caller. */
  walkFor(plan: Plan, demand: Demand, inputs: Inputs): Duration;
  /** Whether walk goes on when it could end. Left out: it never does. Never beyond the plan's longest walk. */
  holdsWalk?(walking: Walking): boolean;
}
