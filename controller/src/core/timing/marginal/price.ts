/**
 * The price of time: what a second of this crossing costs on average when every service comes at its best moment.
 *
 * A service renews the crossing, so the best plan has the least cost per second over one cycle (renewal reward); a
 * decision to wait d seconds more is worth it while it costs less than d seconds at this price. Cost of a cycle: waits of
 * the first who comes after walk and of all who follow, and the interruption of the traffic.
 */
import { type Flows, peopleRate, vehicleRate } from "../../flows.ts";
import type { Plan } from "../../plan.ts";
import { FULLEST, SATURATION } from "./lanes.ts";
import { type Service, serviceOf } from "./service.ts";
import { waitCost, waitCostOfComing } from "./waiting.ts";

/** The mean cost of one interruption to traffic of which only the rates are known, person-s. */
export function interruption(plan: Plan, flows: Flows, { close, open }: Service): number {
  const { persons_per_vehicle, stop } = plan.weights;
  const red = open - close;
  let total = 0;
  for (const lane in flows.vehicles) {
    const rate = vehicleRate(flows, lane);
    const held = persons_per_vehicle * ((rate * red * red) / 2) + stop * rate * red;
    total += held / (1 - Math.min(FULLEST, rate / SATURATION));
  }
  return total;
}

/** The price of a second, person-s per s. */
export function priceOf(plan: Plan, flows: Flows): number {
  const service = serviceOf(plan, flows);
  const people = Math.max(FEWEST, peopleRate(flows));
  const traffic = interruption(plan, flows, service);
  const lead = Math.max(0, plan.countdown / 1000 - service.walk);
  let least = Infinity;
  for (let delay = Math.floor(lead); delay <= LONGEST_DELAY_S; delay++)
    least = Math.min(least, rateAt(plan, { service, people, traffic, delay }));
  return least;
}

/** Fewer people than one a day are one a day, per second. */
const FEWEST = 1 / 86_400;
/** No plan is looked at in which people who come after minimum green wait longer than this to be served. */
const LONGEST_DELAY_S = 85;
/** The first who comes after walk comes at a chance moment: so many are looked at, equally likely. */
const MOMENTS = 40;

interface Cycle {
  readonly service: Service;
  /** People a second. */
  readonly people: number;
  readonly traffic: number;
  /** From when somebody comes to when vehicle green ends. */
  readonly delay: number;
}

/** Cost per second when every service begins `delay` s after the first who comes, or as soon as it may. */
function rateAt(plan: Plan, { service, people, traffic, delay }: Cycle): number {
  const { weights } = plan;
  const limit = plan.maxWait / 1000;
  let cost = 0;
  let length = 0;
  for (let moment = 0; moment < MOMENTS; moment++) {
    const first = -Math.log(1 - (moment + 0.5) / MOMENTS) / people;
    const latest = Math.max(service.recovery, first + limit - service.walk);
    const end = Math.min(latest, Math.max(service.recovery, first + delay));
    const wait = end + service.walk - first;
    cost += waitCost(weights, wait) + people * waitCostOfComing(weights, wait) + traffic;
    length += end + service.walk + service.lasts;
  }
  return cost / length;
}
