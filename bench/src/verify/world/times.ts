/** What a street is owed at least, and by when a call must be answered: from the site, or the controller's own plan. */
import type { Site } from "@crossing/config";
import { type ShortestTimes, USUAL_PLAN } from "@crossing/simulator/cabinet";

/** Whoever owns the timing owes these. */
export function shortestTimes(
  { timing }: Site,
  profile: "phase-request" | "direct-lamps",
): ShortestTimes {
  if (profile === "phase-request") {
    const { minGreen, yellow, redClearance, walk, clearance, buffer } = USUAL_PLAN;
    return { green: minGreen, yellow, redClearance, walk, clearance, buffer };
  }
  const clearance_s = timing.adaptive_clearance
    ? timing.ped_clearance_min_s
    : timing.ped_clearance_s;
  return {
    green: timing.vehicle_min_green_s * 1000,
    yellow: timing.yellow_s * 1000,
    redClearance: timing.red_clearance_s * 1000,
    walk: timing.walk_min_s * 1000,
    clearance: clearance_s * 1000,
    buffer: timing.buffer_s * 1000,
  };
}

/** A call in the first moment of a walk that lasts as long as it may, then the longest wait, then its countdown; ms. */
export function answerBound({ timing, policy }: Site): number {
  const { walk_max_s, ped_clearance_max_s, buffer_s, vehicle_min_green_s } = timing;
  const cycle_s =
    policy.name === "fixed" ? Math.max(...policy.programmes.map(({ cycle_s }) => cycle_s)) : 0;
  const service_s = walk_max_s + ped_clearance_max_s + buffer_s + vehicle_min_green_s;
  return (service_s + Math.max(timing.max_wait_s, cycle_s) + timing.countdown_s + 10) * 1000;
}
