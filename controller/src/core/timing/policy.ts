/** What a timing policy is: one question, asked every tick of vehicle green while somebody waits. */
import type { Duration, Inputs, Instant, Reason } from "@crossing/config";
import type { Demand } from "../demand.ts";
import type { Plan } from "../plan.ts";

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

/** A timing algorithm. Pure; it cannot shorten a minimum or a clearance, whatever it answers. */
export interface Policy {
  decide(situation: Situation): Decision;
  /** How long people may step off, when walk begins. Kept within the plan's limits by the caller. */
  walkFor(plan: Plan, demand: Demand): Duration;
}
