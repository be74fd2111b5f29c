/** The traffic as a service meets it: all lanes, and what holding them costs. */
import type { Instant } from "@crossing/config";
import { type Flows, passedAgo_s, unforeseen, vehicleRate } from "../../flows.ts";
import type { Plan } from "../../plan.ts";
import type { Situation } from "../policy.ts";
import { type Lane, SATURATION, laneOf, redCost } from "./lanes.ts";
import { type Service, afterWalk } from "./service.ts";

/** What is known of the traffic now. */
export interface Approach {
  readonly lanes: readonly Lane[];
}

/** What it is known from. */
export type Known = Pick<Situation, "plan" | "flows" | "platoons" | "inputs">;

/** How long vehicles have had green, or have not. */
type Signal = { readonly green_s: number; readonly now: Instant } | { readonly red_s: number };

/** All lanes as they are seen. A queue that nobody sees is reckoned from the rate and from how long vehicles have had green, or have not. */
export function approachOf(known: Known, signal: Signal): Approach {
  const { plan, flows, platoons, inputs } = known;
  const sight = inputs.lookahead_s;
  const overlooked = sight > 0 ? unforeseen(flows) : 0;
  const lanes = inputs.lanes.map((lane) => {
    const rate = vehicleRate(flows, lane.id);
    const queue = lane.queue ?? queueReckoned(plan, flows, rate, signal);
    const forecast = platoons.ahead[lane.id] ?? { rate };
    const passed_s = "now" in signal ? passedAgo_s(flows, lane.id, signal.now) : Infinity;
    return laneOf(lane, { queue, passed_s, sight, forecast, unforeseen: overlooked });
  });
  return { lanes };
}

/** Vehicles that stand there if they came evenly: those of the red, less what green has let go. */
function queueReckoned(plan: Plan, flows: Flows, rate: number, signal: Signal): number {
  if ("red_s" in signal) return rate * signal.red_s;
  const red = plan.redClearance / 1000 + plan.walkMin / 1000 + afterWalk(plan, flows);
  return Math.max(0, rate * red - Math.max(0, SATURATION - rate) * signal.green_s);
}

/** What holding all lanes costs if vehicle green ends in `begin` s, person-s. */
export function interruptionAt(
  plan: Plan,
  { lanes }: Approach,
  service: Service,
  begin: number,
): number {
  let cost = 0;
  for (const lane of lanes)
    cost += redCost(plan.weights, lane, begin + service.close, begin + service.open);
  return cost;
}

/** Vehicles a second, all lanes. */
export const totalRate = (flows: Flows): number =>
  Object.keys(flows.vehicles).reduce((total, lane) => total + vehicleRate(flows, lane), 0);
