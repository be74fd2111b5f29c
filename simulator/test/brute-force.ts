/** Every plan there is for a short stream, tried on the street itself. */
import type { Indications, Site } from "@crossing/config";
import {
  type PointStream,
  type PointStreet,
  costOf,
  pointStreet,
  resultOf,
  isThrough,
  stepStreet,
} from "../src/point/index.ts";

const GREEN: Indications = { vehicle: "green", ped: "dont-walk" };
const YELLOW: Indications = { vehicle: "yellow", ped: "dont-walk" };
const RED: Indications = { vehicle: "red", ped: "dont-walk" };
const WALK: Indications = { vehicle: "red", ped: "walk" };
const CLEARING: Indications = { vehicle: "red", ped: "flashing-walk" };

/** The least cost of any plan whose greens and walks end on whole seconds, and the number of plans tried. */
export function cheapest(
  site: Pick<Site, "timing" | "weights">,
  stream: PointStream,
): { readonly cost: number; readonly plans: number } {
  const { timing } = site;
  let cost = Infinity;
  let plans = 0;

  const stay = (street: PointStreet, shown: Indications, seconds: number): PointStreet => {
    for (let half = 0; half < seconds * 2; half++) stepStreet(street, shown);
    return street;
  };
  const hopeless = (street: PointStreet): boolean =>
    costOf(street.weights, street.tally) >= cost ||
    street.trips.some((trip) => trip !== undefined && trip.wait_s > timing.max_wait_s) ||
    street.waiting.some((who) => street.t_s - stream.people[who]!.t > timing.max_wait_s);

  const green = (street: PointStreet, begins: number): void => {
    for (;;) {
      if (hopeless(street)) return;
      if (isThrough(street) || street.t_s >= stream.end_s) {
        plans += 1;
        cost = Math.min(cost, resultOf(street).cost);
        return;
      }
      const long = street.t_s - begins >= timing.vehicle_min_green_s;
      if (long && street.t_s % 1 === 0 && street.waiting.length > 0)
        walk(stay(stay(copy(street), YELLOW, timing.yellow_s), RED, timing.red_clearance_s));
      stepStreet(street, GREEN);
    }
  };
  const walk = (street: PointStreet): void => {
    stay(street, WALK, timing.walk_min_s);
    for (let length = timing.walk_min_s; length <= timing.walk_max_s; length++) {
      if (hopeless(street)) return;
      clear(copy(street));
      stay(street, WALK, 1);
    }
  };
  const clear = (street: PointStreet): void => {
    const begins = street.t_s;
    let empty = street.road.length === 0 ? Infinity : 0;
    while (!over(street.t_s - begins, empty)) {
      stepStreet(street, CLEARING);
      empty = street.road.length > 0 ? -0.5 : empty + 0.5;
    }
    stay(street, RED, timing.buffer_s);
    green(street, street.t_s);
  };
  const over = (lasted: number, empty: number): boolean =>
    timing.adaptive_clearance
      ? lasted >= timing.ped_clearance_max_s || (lasted >= timing.ped_clearance_min_s && empty >= 1)
      : lasted >= timing.ped_clearance_s;

  green(pointStreet(stream, site.weights), 0);
  return { cost, plans };
}

const copy = (street: PointStreet): PointStreet => ({
  ...street,
  gate: { ...street.gate },
  lanes: street.lanes.map((lane) => ({ ...lane })),
  waiting: [...street.waiting],
  road: [...street.road],
  trips: [...street.trips],
  delays: [...street.delays],
  tally: { ...street.tally },
});
