/** Whether vehicles are near the stop line, and since when they are not. */
import { type Duration, type Inputs, type Instant, elapsed, inSeconds } from "@crossing/config";
import type { Plan } from "./plan.ts";

/** What is remembered of the traffic. */
export interface Traffic {
  /** The last moment a vehicle passed the stop line or stood before it. */
  readonly lastVehicle: Instant;
}

/** The traffic after this tick's evidence. No lane detectors at all: vehicles are assumed. */
export function trafficAfter(before: Traffic, inputs: Inputs, now: Instant): Traffic {
  const unseen = inputs.lanes.length === 0;
  const present = inputs.lanes.some((lane) => lane.passages > 0 || (lane.queue ?? 0) > 0);
  return unseen || present ? { lastVehicle: now } : before;
}

/**
 * How long the stop line will have been free, in the sense of a passage gap: no vehicle now and none due.
 *
 * With approach detection that sees at least a passage ahead, a gap is known before it is spent; with
 * detection at the stop line alone, it must be waited for.
 */
export function gapNow(plan: Plan, traffic: Traffic, inputs: Inputs, now: Instant): Duration {
  const past = elapsed(traffic.lastVehicle, now);
  if (inputs.lookahead_s < inSeconds(plan.passage)) return past;
  const dueIn_s = inputs.lanes.reduce(
    (soonest, lane) => lane.eta_s.reduce((least, eta) => Math.min(least, eta), soonest),
    inputs.lookahead_s,
  );
  return past === 0 ? past : (Math.round(dueIn_s * 1000) as Duration);
}

/** Vehicles standing at the stop line or due there within a passage. */
export const vehiclesNear = (plan: Plan, inputs: Inputs): number =>
  inputs.lanes.reduce(
    (total, lane) =>
      total + (lane.queue ?? 0) + lane.eta_s.filter((eta) => eta <= inSeconds(plan.passage)).length,
    0,
  );
