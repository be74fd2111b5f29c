import type { Indications } from "@crossing/config";
import { describe, expect, test } from "vitest";
import {
  type Behaviour,
  type PersonArrival,
  type Street,
  type Trip,
  type VehicleArrival,
  createStreet,
  inputsOf,
  listedDemand,
} from "../src/index.ts";
import { pilotSite } from "./pilot-site.ts";

const GREEN: Indications = { vehicle: "green", ped: "dont-walk" };
const RED: Indications = { vehicle: "red", ped: "dont-walk" };
const WALK: Indications = { vehicle: "red", ped: "walk" };
const CLEAR: Indications = { vehicle: "red", ped: "flashing-walk" };

const site = pilotSite();

const PATIENT: Behaviour = {
  speed: 1.2,
  patience: -1,
  gap: 6,
  leave: -1,
  press: false,
  det: true,
  startDelay: 1,
  lateStarter: false,
};

const person = (t: number, side: 0 | 1, known: Partial<Behaviour> = {}): PersonArrival => ({
  t,
  side,
  behaviour: { ...PATIENT, ...known },
  dice: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.5],
});

const vehicle = (t: number, lane = 0, bus = false): VehicleArrival => ({
  t,
  lane,
  bus,
  colour: 0.5,
});

const streetOf = (people: readonly PersonArrival[], vehicles: readonly VehicleArrival[]): Street =>
  createStreet({ site, seed: 1, demand: listedDemand(people, vehicles) });

/** Shows each for its seconds, and gives all trips. */
function show(
  street: Street,
  phases: readonly (readonly [Indications, number])[],
  dt_s = 0.5,
): readonly Trip[] {
  const trips: Trip[] = [];
  for (const [shown, seconds] of phases)
    for (let step = 0; step < Math.round(seconds / dt_s); step++) {
      street.step(dt_s, shown);
      trips.push(...street.takeTrips());
    }
  return trips;
}

describe("arrivals of a file", () => {
  test.each([1, 5, 11.3, 40])("somebody due at %d s is at the kerb then, not later", (t) => {
    const street = streetOf([person(t, 0)], []);
    show(street, [[RED, Math.ceil(t) + 2]]);
    const [waiting] = street.truth().zones["A"]!.waiting;
    expect(waiting!.wait_s).toBeCloseTo(street.t_s() - t, 9);
  });

  test.each([2, 8, 30])("a vehicle due at %d s passes the green line then, undelayed", (t) => {
    const [trip] = show(streetOf([], [vehicle(t)]), [[GREEN, t + 10]]);
    expect(trip).toMatchObject({ type: "vehicle", due_s: t, stops: 0, onRed: false, kind: "car" });
    expect(trip!.t_s).toBeCloseTo(t, 1);
    expect(trip!.type === "vehicle" && trip!.delay_s).toBeLessThan(0.2);
  });

  test("a vehicle that is nearly at the line when the street begins can stop for red", () => {
    const trips = show(streetOf([], [vehicle(0.3), vehicle(1), vehicle(2.5, 1)]), [[RED, 30]]);
    expect(trips).toEqual([]);
  });
});

describe("what became of a person", () => {
  test("a wait ends with the walk and the own reaction, however long steps are", () => {
    for (const dt_s of [0.1, 0.25, 0.5, 1]) {
      const street = streetOf([person(10.3, 1)], []);
      const trips = show(
        street,
        [
          [RED, 30],
          [WALK, 10],
          [CLEAR, 20],
        ],
        dt_s,
      );
      expect(trips).toMatchObject([{ outcome: "walk", zone: "B", speed: 1.2, gap_s: null }]);
      const [trip] = trips;
      expect(trip!.type === "person" && trip!.arrived_s).toBe(10.3);
      expect(trip!.type === "person" && trip!.wait_s).toBeCloseTo(31 - 10.3, 6);
    }
  });

  test("the record is completed when the far kerb is reached", () => {
    const street = streetOf([person(10, 0)], []);
    const [trip] = show(street, [
      [RED, 20],
      [WALK, 3],
    ]);
    expect(trip).toMatchObject({ crossed_s: null });
    show(street, [[CLEAR, 20]]);
    const took = site.crossing.length_m / 1.2;
    // From a place behind the kerb, to the end of the step in which the other is reached.
    expect(trip!.type === "person" && trip!.crossed_s! - trip!.t_s).toBeGreaterThan(took);
    expect(trip!.type === "person" && trip!.crossed_s! - trip!.t_s).toBeLessThan(took + 2.5);
  });

  test.each([
    ["a slow walker under a short clearance is on the road when vehicles get green", 0.6, true],
    ["a fast one is not", 1.8, false],
  ])("%s", (_, speed, caught) => {
    const street = streetOf([person(10, 0, { speed })], []);
    const trips = show(street, [
      [RED, 15],
      [WALK, 7],
      [CLEAR, 5],
      [RED, 2],
      [GREEN, 30],
    ]);
    expect(trips).toMatchObject([{ outcome: "walk", onRoadAtGreen: caught }]);
    expect(street.counts().onRoadAtGreen).toBe(caught ? 1 : 0);
  });

  test.each([
    ["never", -1, 6, []],
    ["in a gap after their patience", 12, 6, ["red"]],
    ["not before a vehicle that comes", 12, 11, []],
  ])("somebody crosses on red %s", (_, patience, gap, outcomes) => {
    const due = Array.from({ length: 10 }, (__, at) => vehicle(15 + 9 * at, at % 4));
    const street = streetOf([person(10, 0, { patience, gap })], due);
    const trips = show(street, [[GREEN, 40]]).filter((trip) => trip.type === "person");
    expect(trips.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(trips.every(({ wait_s }) => wait_s >= patience)).toBe(true);
    // The critical gap shrinks as patience runs out, to 70 %.
    expect(trips.every(({ gap_s }) => gap_s! >= gap * 0.7)).toBe(true);
  });

  test("nobody takes a queue that is about to go for a gap of more than some seconds", () => {
    const street = streetOf(
      [person(20, 0, { patience: 0, gap: 6 })],
      [vehicle(12), vehicle(14.2), vehicle(16.4)],
    );
    show(street, [[RED, 30]]);
    const [trip] = show(street, [[GREEN, 4]]).filter(({ type }) => type === "person");
    expect(trip).toBeUndefined();
  });
});

describe("what became of a vehicle", () => {
  test("one that waits for green stops once and loses the wait, its reaction and its acceleration", () => {
    const [trip] = show(streetOf([], [vehicle(20)]), [
      [RED, 40],
      [GREEN, 20],
    ]);
    const delay_s = trip!.type === "vehicle" ? trip!.delay_s : Number.NaN;
    expect(trip).toMatchObject({ stops: 1, onRed: false });
    // 20 s of red, and about 4.4 s until it is back at 12 m/s.
    expect(delay_s).toBeGreaterThan(23);
    expect(delay_s).toBeLessThan(26);
  });

  test("what is lost after the crosswalk is in its delay before it is lost", () => {
    const street = streetOf([], [vehicle(20)]);
    const [trip] = show(street, [
      [RED, 40],
      [GREEN, 5],
    ]);
    const delay_s = trip!.type === "vehicle" ? trip!.delay_s : Number.NaN;
    show(street, [[GREEN, 6]]);
    const [far] = street.vehicles();
    expect(far!.speed).toBeGreaterThan(11);
    expect(street.t_s() - 20 - far!.s / 12).toBeCloseTo(delay_s, 0);
  });

  test("a bus at the head of the queue holds up those behind it", () => {
    const last = (bus: boolean): number => {
      const queue = [vehicle(15, 0, bus), vehicle(17.5), vehicle(20), vehicle(22.5)];
      return show(streetOf([], queue), [
        [RED, 40],
        [GREEN, 30],
      ]).at(-1)!.t_s;
    };
    expect(last(true)).toBeGreaterThan(last(false) + 1);
  });

  test("a queue longer than the street is told of, and lets nobody get lost", () => {
    const many = Array.from({ length: 60 }, (_, at) => vehicle(15 + at * 2));
    const street = streetOf([], many);
    show(street, [[RED, 150]]);
    expect(street.truth(15).lanes[0]).toMatchObject({ queue: 60, eta_s: [] });
    expect(show(street, [[GREEN, 150]]).length).toBe(60);
  });
});

describe("detectors", () => {
  test("tell in every tick what a look at the whole street tells", () => {
    const rates = { people_per_h: 600, vehicles_per_h: 1800 };
    const street = createStreet({ site, seed: 5, rates });
    const phases = [
      [GREEN, 20],
      [RED, 5],
      [WALK, 7],
      [CLEAR, 12],
      [RED, 3],
    ] as const;
    for (let cycle = 0; cycle < 12; cycle++)
      for (const [shown, seconds] of phases)
        for (let step = 0; step < seconds; step++) {
          street.step(1, shown);
          const truth = street.truth(10);
          const seen = inputsOf(street, { lookahead_s: 10, approach_s: 4 });
          expect(seen.lanes).toEqual(truth.lanes);
          expect(seen.buttons).toEqual(truth.buttons);
          expect(seen.crossing).toBe(truth.onCrossing);
          for (const [id, zone] of Object.entries(truth.zones)) {
            const near = zone.approaching.filter(({ eta_s }) => eta_s <= 4);
            expect(seen.zones[id]).toEqual({
              waiting: zone.waiting.length,
              waits_s: zone.waiting.map(({ wait_s }) => wait_s),
              approaching_s: near.map(({ eta_s }) => eta_s),
            });
          }
        }
  });

  test("do not see people who cannot be seen, and know no more than they reach", () => {
    const street = streetOf([person(10, 0, { det: false }), person(12, 0)], [vehicle(30)]);
    show(street, [[RED, 15]]);
    expect(inputsOf(street).zones["A"]!.waiting).toBe(1);
    expect(inputsOf(street).lanes[0]!.eta_s).toEqual([15]);
    const blind = inputsOf(street, {
      lookahead_s: 8,
      crossing: false,
      queues: false,
      waits: false,
    });
    expect(blind.lanes[0]).toMatchObject({ queue: null, eta_s: [] });
    expect(blind.crossing).toBeNull();
    expect(blind.zones["A"]).not.toHaveProperty("waits_s");
  });
});
