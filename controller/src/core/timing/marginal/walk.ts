/** Whether walk is worth going on: what one more second costs vehicles, against what time is worth and who may still come. */
import { type Flows, followersRate, peopleRate } from "../../flows.ts";
import type { Plan } from "../../plan.ts";
import type { Walking } from "../policy.ts";
import { approachOf } from "./approach.ts";
import { redCost } from "./lanes.ts";
import { interruption } from "./price.ts";
import { clearedIn, occupiedFor } from "./road.ts";
import { type Service, afterWalk, serviceOf } from "./service.ts";
import { waitCost } from "./waiting.ts";

/**
 * What the best longer walk costs vehicles more than ending it now, less what its seconds are worth; person-s. Negative: go on.
 *
 * The usual number of people who may still come is in the price of time already, as long as traffic is held longer by as much
 * as walk is; beyond that only more than usual count: the rest of a group, and those who are seen walking up. While people on
 * the road hold the traffic anyway, a longer walk holds it no longer, unless somebody comes.
 */
export function longerWalk(walking: Walking): number {
  const { plan, flows, price, walked } = walking;
  const { lanes } = approachOf(walking, {
    red_s: (walked + plan.redClearance) / 1000,
  });
  const heldFor = (open: number): number =>
    lanes.reduce((cost, lane) => cost + redCost(plan.weights, lane, 0, open), 0);
  const service = serviceOf(plan, flows);
  const opens = openingOf(walking, afterWalk(plan, flows));
  const soonest = opens(0).nobody;
  const now = heldFor(soonest);
  const [usual, more] = [peopleRate(flows), followersRate(flows)];
  const nextWait = waitCost(plan.weights, service.recovery + service.walk);
  const late = costOfLate(plan, flows, service);
  const most = Math.floor((plan.walkMax - walked) / 1000);
  let best = Infinity;
  for (let longer = STEP_S; longer <= most && best >= 0; longer += STEP_S) {
    const { nobody, somebody } = opens(longer);
    const alone = nobody === somebody ? 1 : Math.exp(-(usual + more) * longer);
    const open = alone * nobody + (1 - alone) * somebody;
    let held = heldFor(nobody);
    if (alone < 1) held = alone * held + (1 - alone) * heldFor(somebody);
    const later = open - soonest;
    const served = usual * nextWait * (longer - later + OPEN_S) + more * late * longer;
    best = Math.min(best, held - now - price * later - served);
  }
  return best;
}

/** Walks that differ by less are one, s. */
const STEP_S = 0.5;
/** To go on keeps the choice open, to end does not: that is worth as much as so many seconds of walk for those who usually come. */
const OPEN_S = 0.25;

/** When traffic may go if walk ends in so many seconds: if nobody comes until then, and if somebody does. */
type Opening = (longer: number) => { readonly nobody: number; readonly somebody: number };

/** `after`: usually traffic may go so long after walk; where nobody sees the road, or clearance is fixed, there is no better guess. */
function openingOf({ plan, flows, road_s }: Walking, after: number): Opening {
  if (road_s === null || !plan.clearance.adaptive)
    return (longer) => ({ nobody: longer + after, somebody: longer + after });
  const cleared = after - flows.clearance_s;
  const occupied = occupiedFor(plan, road_s);
  const whole = clearedIn(plan, occupiedFor(plan, [0]), 0);
  const gap = 1 / (peopleRate(flows) + followersRate(flows));
  return (longer) => {
    const nobody = clearedIn(plan, occupied, longer);
    const last = longer - sinceLast(gap, longer);
    return { nobody: cleared + nobody, somebody: cleared + Math.max(nobody, last + whole) };
  };
}

/** How long ago the last of those came, on average, who come by chance every `gap` s, if any came in the last `time` s. */
function sinceLast(gap: number, time: number): number {
  const none = Math.exp(-time / gap);
  return gap - (time * none) / (1 - none);
}

/** What it costs that somebody comes just after walk: the wait for the next service, and their share in its interruption. */
function costOfLate(plan: Plan, flows: Flows, service: Service): number {
  const wait = service.recovery + service.walk;
  const sharing = Math.max(1, peopleRate(flows) * wait);
  return waitCost(plan.weights, wait) + interruption(plan, flows, service) / sharing;
}
