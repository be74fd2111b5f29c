/** How long a group needs to step off. */
import { type Duration, seconds } from "@crossing/config";
import type { Demand } from "../../demand.ts";
import type { Plan } from "../../plan.ts";

/**
 * Walk that lets everybody who waits step off: 3.2 s to start and 0.81 s for each person per metre of crosswalk width.
 *
 * Of the group crossing time t = 3.2 + L/S + 0.81 N/W (HCM, as KHCM 2013 eq. 14-6 gives it; secondary), L/S is what ped
 * clearance is for. On a crosswalk of 3 m or less it is 0.27 s for each person (unverified). N: people of the fuller kerb.
 */
export function groupTime(plan: Plan, demand: Demand): Duration {
  let people = 0;
  for (const zone in demand.zones) people = Math.max(people, demand.zones[zone]!.arrivals.length);
  const perPerson = plan.width_m > 3 ? 0.81 / plan.width_m : 0.27;
  return seconds(3.2 + perPerson * people);
}
