/** How a queue discharges, as it is measured at the stop line of a real street (HCM; the procedure is unverified). */
import type { Site } from "@crossing/config";
import { createStreet, listedDemand } from "@crossing/simulator";
import type { Arrivals } from "./arrivals.ts";
import { queueOf } from "./arrivals.ts";
import { mean } from "./outcome.ts";
import { HEADS } from "./programme.ts";

/** A queue's discharge, means over lanes. */
export interface Discharge {
  /** Vehicles an hour and lane, from the headways after the fourth vehicle. */
  readonly flow_per_h: number;
  /** What the first four vehicles need beyond four such headways, s. */
  readonly lost_s: number;
}

/** When the queue of each lane is let go, s: all have come and stand by then. */
export const QUEUE_GOES_S = 120;
/** More would not stand between the stop line and where vehicles come in. */
export const QUEUE = 18;
const FIRST_FOUR = 4;

/** From the times at which vehicles passed the stop line, lane by lane in their order. */
export function dischargeOf(passed_s: readonly (readonly number[])[], from_s: number): Discharge {
  const headway = mean(
    passed_s.map((lane) => (lane.at(-1)! - lane[FIRST_FOUR - 1]!) / (lane.length - FIRST_FOUR)),
  );
  const four = mean(passed_s.map((lane) => lane[FIRST_FOUR - 1]! - from_s));
  return { flow_per_h: 3600 / headway, lost_s: four - FIRST_FOUR * headway };
}

/** Our street's discharge of a queue that stands in all lanes. */
export const ourDischarge = (site: Site, queue: Arrivals): Discharge =>
  dischargeOf(ourPasses(site, queue), QUEUE_GOES_S);

/** The queue of cars that discharge is measured with. */
export const carQueue = (site: Site): Arrivals => queueOf(site.lanes.length, QUEUE, () => false);

function ourPasses(site: Site, queue: Arrivals): readonly (readonly number[])[] {
  const demand = listedDemand(queue.people, queue.vehicles);
  const street = createStreet({ site, seed: 1, demand });
  const passed = new Map(site.lanes.map(({ id }): [string, number[]] => [id, []]));
  while (street.t_s() < QUEUE_GOES_S + 90) {
    street.step(0.5, street.t_s() < QUEUE_GOES_S ? HEADS.ALL_RED : HEADS.VEH_GREEN);
    for (const trip of street.takeTrips())
      if (trip.type === "vehicle") passed.get(trip.lane)!.push(trip.t_s);
  }
  return [...passed.values()];
}
