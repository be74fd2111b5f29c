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
import { type Detected, type DetectorRange, detectedOf } from "./detected.ts";
import { type LaneLayout, type Layout, layoutOf, roadX } from "./layout.ts";
import { type Person, type Surroundings, isOnRoad, movePerson } from "./people.ts";
import { type Place, placesOf } from "./places.ts";
import type { Trip } from "./trips.ts";
import { type Counts, type Truth, noCounts, truthOf } from "./truth.ts";
import { type LaneState, type RoadAhead, driveLane } from "./vehicles.ts";
import { type PersonView, type VehicleView, personView, vehicleView } from "./views.ts";

export type { Trip } from "./trips.ts";

export interface StreetOptions {
  readonly site: Pick<Site, "crossing" | "lanes" | "zones">;
  readonly seed: number;
  /** Poisson arrivals; left out: an empty street until somebody is added. */
  readonly rates?: Rates;
  /** Arrivals that come from elsewhere, instead of `rates`. */
  readonly demand?: Demand;
}

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
  /** The part of it that the core is told in each tick, by detectors of this range; made with little effort. */
  detect(range: DetectorRange): Detected;
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
  /** Arrivals are drawn until then, s. */
  foreseen: number;
  /** Not yet in sight: people who will be at the kerb at their time, first to set off first. */
  readonly coming: PersonArrival[];
  readonly people: Person[];
  /** Those of them who are on the road now. */
  readonly walkers: Person[];
  readonly lanes: readonly LaneState[];
  /** Until when each button is held down, s. */
  readonly pressedUntil: Map<string, number>;
  /** What drivers, and what people go by. */
  readonly ahead: RoadAhead;
  readonly around: Surroundings;
  shown: Indications;
  vehicleSince: number;
  t: number;
  made: number;
  readonly counts: Counts;
  trips: Trip[];
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
    people: () => inside.people.map((person) => personView(person, inside.t)),
    vehicles: () =>
      inside.lanes.flatMap((lane) => lane.vehicles.map((one) => vehicleView(inside.layout, one))),
    truth: (lookahead_s = 15) => truthOf(inside, lookahead_s),
    detect: (range) => detectedOf(inside, range),
    counts: () => ({ ...inside.counts }),
    takeTrips: () => takeTrips(inside),
  };
}

function begin({ site, seed, rates, demand }: StreetOptions): Inside {
  const layout = layoutOf(site);
  const drawn = rates === undefined ? NOBODY : poissonDemand(seed, layout.lanes.length, rates);
  const lanes = layout.lanes.map(emptyLane);
  const inside: Inside = {
    layout,
    places: [placesOf(layout.zones[0]), placesOf(layout.zones[1])],
    demand: demand ?? drawn,
    chance: chanceOf(seed, "added by hand"),
    foreseen: -Infinity,
    coming: [],
    people: [],
    walkers: [],
    lanes,
    pressedUntil: new Map(),
    ahead: { layout, signal: "dark", signalAge: 0, walkers: [], t_s: 0 },
    around: {
      layout,
      lanes,
      t_s: 0,
      shown: DARK,
      pedSince: 0,
      gap_s: Number.NaN,
      press: (zone) => press(inside, zone),
    },
    shown: DARK,
    vehicleSince: 0,
    t: 0,
    made: 0,
    counts: noCounts(),
    trips: [],
  };
  return inside;
}

const emptyLane = (layout: LaneLayout): LaneState => ({
  layout,
  vehicles: [],
  entering: [],
  advanceCount: 0,
  stopCount: 0,
  passages: 0,
});

function stepBy(inside: Inside, dt_s: number, shown: Indications): void {
  show(inside, shown);
  for (const lane of inside.lanes) lane.passages = 0;
  const parts = Math.max(1, Math.ceil(dt_s / LONGEST_SUBSTEP_S - 1e-9));
  for (let part = 0; part < parts; part++) substep(inside, dt_s / parts);
}

/** What the heads show from now on. */
function show(inside: Inside, { vehicle, ped }: Indications): void {
  const { around, shown, t } = inside;
  if (vehicle !== shown.vehicle) {
    inside.vehicleSince = t;
    if (vehicle === "green") noteLeftBehind(inside);
  }
  if (ped !== shown.ped) around.pedSince = t;
  // Kept as our own record: the caller may change theirs.
  if (vehicle !== shown.vehicle || ped !== shown.ped) inside.shown = { vehicle, ped };
  around.shown = inside.shown;
}

/** Vehicles get green: who stepped off in walk should be across. */
function noteLeftBehind({ layout, people, counts }: Inside): void {
  for (const person of people) {
    if (!isOnRoad(layout, person) || person.crossing!.onRed) continue;
    person.trip!.onRoadAtGreen = true;
    counts.onRoadAtGreen += 1;
  }
}

function substep(inside: Inside, dt: number): void {
  inside.t += dt;
  foresee(inside, dt);
  moveVehicles(inside, dt);
  movePeople(inside, dt);
  if (inside.walkers.length > 0) watch(inside, dt);
}

function moveVehicles(
  { ahead, shown, t, vehicleSince, walkers, lanes, trips }: Inside,
  dt: number,
): void {
  ahead.signal = shown.vehicle;
  ahead.signalAge = t - vehicleSince;
  ahead.walkers = walkers;
  ahead.t_s = t;
  for (const lane of lanes) if (lane.vehicles.length > 0) driveLane(lane, ahead, trips, dt);
}

function movePeople(inside: Inside, dt: number): void {
  const { around, people, walkers, layout, t } = inside;
  around.t_s = t;
  around.gap_s = Number.NaN;
  walkers.length = 0;
  let kept = 0;
  for (const person of people) {
    const trip = movePerson(person, around, dt);
    if (trip !== null) inside.trips.push(trip);
    if (isOnRoad(layout, person)) walkers.push(person);
    if (person.goneAt > t) people[kept++] = person;
  }
  people.length = kept;
}

/** Counts what must not happen, and what is a pity. */
function watch({ layout, counts, shown, walkers, lanes }: Inside, dt: number): void {
  for (const person of walkers) {
    if (shown.vehicle === "green" && !person.crossing!.onRed) counts.strandedSeconds += dt;
    if (!person.wasHit && lanes.some((lane) => isHit(layout, lane, person))) {
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

const NO_TRIPS: readonly Trip[] = [];

function takeTrips(inside: Inside): readonly Trip[] {
  const { trips } = inside;
  if (trips.length === 0) return NO_TRIPS;
  inside.trips = [];
  return trips;
}
