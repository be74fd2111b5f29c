/** Whether walk is worth going on: what one more second costs vehicles, against what time is worth and who may still come. */
import { type Flows, followersRate, peopleRate } from "../../flows.ts";
import type { Plan } from "../../plan.ts";
import type { Walking } from "../policy.ts";
import { approachOf } from "./approach.ts";
import { redCost } from "./lanes.ts";
import { interruption } from "./price.ts";
import { type Service, afterWalk, serviceOf } from "./service.ts";
import { waitCost } from "./waiting.ts";

/**
 * What the best longer walk costs vehicles more than ending it now, less what its seconds are worth; person-s. Negative: go on.
 *
 * The usual number of people who may still come is in the price of time already; only more than usual count here: the rest
 * of a group, and those who are seen walking up.
 */
export function longerWalk(walking: Walking): number {
  const { plan, flows, price, walked } = walking;
  const { lanes } = approachOf(walking, {
    red_s: (walked + plan.redClearance) / 1000,
  });
  const rest = afterWalk(plan, flows);
  const heldFor = (more: number): number =>
    lanes.reduce((cost, lane) => cost + redCost(plan.weights, lane, 0, more + rest), 0);
  const now = heldFor(0);
  const late = costOfLate(plan, flows, serviceOf(plan, flows));
  const second = price + followersRate(flows) * late;
  const most = Math.floor((plan.walkMax - walked) / 1000);
  let best = Infinity;
  for (let more = 1; more <= most && best >= 0; more++)
    best = Math.min(best, heldFor(more) - now - second * more);
  return best;
}

/** What it costs that somebody comes just after walk: the wait for the next service, and their share in its interruption. */
function costOfLate(plan: Plan, flows: Flows, service: Service): number {
  const wait = service.recovery + service.walk;
  const sharing = Math.max(1, peopleRate(flows) * wait);
  return waitCost(plan.weights, wait) + interruption(plan, flows, service) / sharing;
}
