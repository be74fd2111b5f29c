/** What a tick's inputs add to what the core remembers. */
import type { Inputs, Instant, Interval } from "@crossing/config";
import { demandAfter } from "./demand.ts";
import type { Plan } from "./plan.ts";
import type { State } from "./state.ts";
import { trafficAfter } from "./traffic.ts";

/** The state with this tick's evidence taken in; interval and promises untouched. */
export function informed(plan: Plan, state: State, inputs: Inputs, now: Instant): State {
  const { crossing } = inputs;
  return {
    ...state,
    demand: demandAfter(plan, state.demand, inputs, now, state.interval === "walk"),
    traffic: trafficAfter(state.traffic, inputs, now),
    emptySince: crossing === 0 ? (state.emptySince ?? now) : null,
    service: serviceAfter(state, crossing),
    redCrossing: redCrossingAfter(state, crossing),
    wasOnCrossing: crossing ?? 0,
  };
}

const serviceAfter = ({ service, interval }: State, crossing: number | null): State["service"] =>
  SERVING.includes(interval)
    ? {
        people: Math.max(service.people, crossing ?? 0),
        known: service.known && crossing !== null,
      }
    : service;

/** Intervals in which people who entered on walk may be on the road. */
const SERVING: readonly Interval[] = ["walk", "ped-clearance", "buffer"];

/** Intervals in which nobody may step onto the road. */
const RED: readonly Interval[] = ["vehicle-green", "yellow-change", "red-clearance"];

/** Somebody stepped onto an empty road against red, and the road has not been empty since. */
const redCrossingAfter = (state: State, crossing: number | null): boolean =>
  RED.includes(state.interval) &&
  crossing !== null &&
  crossing > 0 &&
  (state.redCrossing || state.wasOnCrossing === 0);
