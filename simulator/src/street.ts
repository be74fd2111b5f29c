/**
 * A street in a box: one crossing with its people and vehicles, moved in steps under given indications.
 *
 * Knows no clock and no chance but its seed: the same options and the same steps give the same street. Steps are
 * 0.05 to 1 s; longer ones are cut. Behind this door records are changed in place, for speed.
 */
import type { Indications, Site } from "@crossing/config";
import { type Chance, chanceOf } from "./chance.ts";
import { type Demand, type PersonArrival, type Rates, poissonDemand } from "./demand.ts";
import { addCars, addPeople, foresee } from "./entering.ts";
import { type Layout, layoutOf, roadX } from "./layout.ts";
import { type Person, type PersonTrip, type Surroundings, isOnRoad, movePerson } from "./people.ts";
import { type Place, placesOf } from "./places.ts";
import { type Counts, type Truth, noCounts, truthOf } from "./truth.ts";
import { type LaneState, type VehicleTrip, driveLane } from "./vehicles.ts";
import { type PersonView, type VehicleView, personView, vehicleView } from "./views.ts";
import { gapOf, laneBlocked } from "./yielding.ts";

export interface StreetOptions {
  readonly site: Pick<Site, "crossing" | "lanes" | "zones">;
  readonly seed: number;
  /** Poisson arrivals; left out: an empty street until somebody is added. */
  readonly rates?: Rates;
  /** Arrivals that come from elsewhere, instead of `rates`. */
  readonly demand?: Demand;
}

/** What became of somebody. */
export type Trip = PersonTrip | VehicleTrip;

export interface Street {
  readonly layout: Layout;
  /** Seconds since the street began. */
  t_s(): number;
  /** Moves everything by `dt_s` seconds while the heads show `shown`. */
  step(dt_s: number, shown: Indications): void;
  /** Lets `count` people walk up to a zone over the next few seconds. */
  addPeople(zone: string, count: number): void;
  /** Lets `count` vehicles come, spread over the lanes. */
  addCars(count: number): void;
  /** Somebody presses the button of a zone. */
  pressButton(zone: string): void;
  people(): readonly PersonView[];
  vehicles(): readonly VehicleView[];
  /** What perfect detectors would tell; `lookahead_s`: how far vehicles are known before the stop line. */
  truth(lookahead_s?: number): Truth;
  counts(): Counts;
  /** What became of people and vehicles since the last call. */
  takeTrips(): readonly Trip[];
}

/** The state of a street. Changed in place. */
export interface Inside {
  readonly layout: Layout;
  readonly places: readonly [readonly Place[], readonly Place[]];
  readonly demand: Demand;
  readonly chance: Chance;
  /** Not yet in sight: people who will be at the kerb at their time, and vehicles, soonest first. */
  coming: PersonArrival[];
  people: Person[];
  readonly lanes: readonly LaneState[];
  /** Until when each button is held down, s. */
  readonly pressedUntil: Map<string, number>;
  shown: Indications;
  vehicleSince: number;
  pedSince: number;
  t: number;
  made: number;
  readonly counts: Counts;
  trips: Trip[];
  passages: number[];
}

const LONGEST_SUBSTEP_S = 0.25;
const PRESS_HELD_S = 1;
const NOBODY: Demand = { people: () => [], vehicles: () => [] };
const DARK: Indications = { vehicle: "dark", ped: "dark" };

/** A street at rest, with nobody on it yet. */
export function createStreet(options: StreetOptions): Street {
  const inside = begin(options);
  return {
    layout: inside.layout,
    t_s: () => inside.t,
    step: (dt_s, shown) => stepBy(inside, dt_s, shown),
    addPeople: (zone, count) => addPeople(inside, zone, count),
    addCars: (count) => addCars(inside, count),
    pressButton: (zone) => press(inside, zone),
    people: () => inside.people.map(personView),
    vehicles: () =>
      inside.lanes.flatMap((lane) => lane.vehicles.map((one) => vehicleView(inside.layout, one))),
    truth: (lookahead_s = 15) => truthOf(inside, lookahead_s),
    counts: () => ({ ...inside.counts }),
    takeTrips: () => {
      const { trips } = inside;
      inside.trips = [];
      return trips;
    },
  };
}

function begin({ site, seed, rates, demand }: StreetOptions): Inside {
  const layout = layoutOf(site);
  const drawn = rates === undefined ? NOBODY : poissonDemand(seed, layout.lanes.length, rates);
  return {
    layout,
    places: [placesOf(layout.zones[0]), placesOf(layout.zones[1])],
    demand: demand ?? drawn,
    chance: chanceOf(seed, "added by hand"),
    coming: [],
    people: [],
    lanes: layout.lanes.map((lane) => ({
      layout: lane,
      vehicles: [],
      entering: [],
      advanceCount: 0,
      stopCount: 0,
    })),
    pressedUntil: new Map(),
    shown: DARK,
    vehicleSince: 0,
    pedSince: 0,
    t: 0,
    made: 0,
    counts: noCounts(),
    trips: [],
    passages: layout.lanes.map(() => 0),
  };
}

function stepBy(inside: Inside, dt_s: number, shown: Indications): void {
  if (shown.vehicle !== inside.shown.vehicle) inside.vehicleSince = inside.t;
  if (shown.ped !== inside.shown.ped) inside.pedSince = inside.t;
  inside.shown = shown;
  inside.passages.fill(0);
  const parts = Math.max(1, Math.ceil(dt_s / LONGEST_SUBSTEP_S - 1e-9));
  for (let part = 0; part < parts; part++) substep(inside, dt_s / parts);
}

function substep(inside: Inside, dt: number): void {
  inside.t += dt;
  foresee(inside);
  moveVehicles(inside, dt);
  movePeople(inside, dt);
  watch(inside, dt);
}

function moveVehicles(inside: Inside, dt: number): void {
  const { layout, shown, t } = inside;
  const walkers = inside.people.filter((person) => isOnRoad(layout, person));
  const ahead = {
    layout,
    signal: shown.vehicle,
    signalAge: t - inside.vehicleSince,
    walkers,
    t_s: t,
  };
  for (const [index, lane] of inside.lanes.entries()) {
    const trips = driveLane(lane, ahead, dt);
    inside.passages[index] = inside.passages[index]! + trips.length;
    inside.trips.push(...trips);
  }
}

function movePeople(inside: Inside, dt: number): void {
  const { layout, shown, t, lanes } = inside;
  const around: Surroundings = {
    layout,
    t_s: t,
    shown,
    pedAge: t - inside.pedSince,
    gap_s: gapOf(layout, lanes, shown.vehicle === "green"),
    blocked: (person) => laneBlocked(layout, lanes, person),
    press: (zone) => press(inside, zone),
  };
  for (const person of inside.people) {
    const trip = movePerson(person, around, dt);
    if (trip !== null) inside.trips.push(trip);
  }
  inside.people = inside.people.filter(
    (person) => person.doing !== "leave" || person.path.length > 0,
  );
}

/** Counts what must not happen, and what is a pity. */
function watch(inside: Inside, dt: number): void {
  const { layout, counts, shown } = inside;
  for (const person of inside.people) {
    if (!isOnRoad(layout, person)) continue;
    if (shown.vehicle === "green" && !person.crossing!.onRed) counts.strandedSeconds += dt;
    if (!person.wasHit && inside.lanes.some((lane) => isHit(layout, lane, person))) {
      person.wasHit = true;
      counts.collisions += 1;
    }
  }
}

function isHit(layout: Layout, lane: LaneState, person: Person): boolean {
  if (Math.abs(person.y - lane.layout.y) > 1.1) return false;
  return lane.vehicles.some((vehicle) => {
    const x = roadX(layout, lane.layout, vehicle.s) * lane.layout.direction;
    const off = x - person.x * lane.layout.direction;
    return off > -0.15 && off < vehicle.length + 0.15;
  });
}

function press(inside: Inside, zone: string): void {
  inside.pressedUntil.set(zone, inside.t + PRESS_HELD_S);
}
