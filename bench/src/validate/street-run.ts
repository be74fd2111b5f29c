/** Our street under a programme, or with the core in the loop. */
import type { PolicySite, Site } from "@crossing/config";
import {
  type StateLine,
  type Trip,
  createStreet,
  listedDemand,
  simulate,
} from "@crossing/simulator";
import type { Arrivals } from "./arrivals.ts";
import type { Outcome } from "./outcome.ts";
import { HEADS, type Programme } from "./programme.ts";

export const DT_S = 0.5;
/** After the last arrival, so that all are through, s. */
export const AFTER_S = 300;

/** What becomes of the arrivals under a programme. */
export function ourStreet(site: Site, arrivals: Arrivals, programme: Programme): Outcome {
  const street = createStreet({ site, seed: 1, demand: demandOf(arrivals) });
  const trips: Trip[] = [];
  for (const { state, duration_s } of programme) {
    const steps = Math.round(duration_s / DT_S);
    for (let step = 0; step < steps; step++) {
      street.step(DT_S, HEADS[state]);
      trips.push(...street.takeTrips());
    }
  }
  return outcomeOf(trips);
}

/** What becomes of them under a policy, and what the signals showed. */
export function ourPolicy(
  site: Site,
  arrivals: Arrivals,
  policy: PolicySite,
): { readonly outcome: Outcome; readonly trace: readonly StateLine[] } {
  const trips: Trip[] = [];
  const trace: StateLine[] = [];
  simulate({
    site: { ...site, policy },
    hours: (arrivals.end_s + AFTER_S) / 3600,
    seed: 1,
    dt_s: DT_S,
    demand: demandOf(arrivals),
    onTrip: (trip) => trips.push(trip),
    onState: (line) => trace.push(line),
  });
  return { outcome: outcomeOf(trips), trace };
}

const demandOf = ({ people, vehicles }: Arrivals) => listedDemand(people, vehicles);

function outcomeOf(trips: readonly Trip[]): Outcome {
  return {
    people: trips.flatMap((trip) =>
      trip.type === "person"
        ? [{ id: personId(trip.zone, trip.arrived_s), came_s: trip.arrived_s, late_s: trip.wait_s }]
        : [],
    ),
    vehicles: trips.flatMap((trip) =>
      trip.type === "vehicle"
        ? [
            {
              id: vehicleId(trip.lane, trip.due_s),
              due_s: trip.due_s,
              late_s: trip.delay_s,
              stops: trip.stops,
              passed_s: trip.t_s,
            },
          ]
        : [],
    ),
  };
}

/** The same person, and the same vehicle, has the same name in every street. */
export const personId = (zone: string, came_s: number): string => `${zone}@${came_s.toFixed(3)}`;
export const vehicleId = (lane: string, due_s: number): string => `${lane}@${due_s.toFixed(3)}`;
