import type { Indications, Site } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { type Street, chanceOf, createStreet, simulate } from "../src/index.ts";
import { pilotSite } from "./pilot-site.ts";

const GREEN: Indications = { vehicle: "green", ped: "dont-walk" };
const RED: Indications = { vehicle: "red", ped: "dont-walk" };
const WALK: Indications = { vehicle: "red", ped: "walk" };

const site = pilotSite();

function run(street: Street, seconds: number, shown: Indications, dt = 0.25): void {
  for (let tick = 0; tick < seconds / dt; tick++) street.step(dt, shown);
}

describe("chance", () => {
  test("the same seed and name give the same numbers, another name gives others", () => {
    const draws = (seed: number, name: string): number[] => {
      const chance = chanceOf(seed, name);
      return Array.from({ length: 5 }, () => chance.next());
    };
    expect(draws(7, "people")).toEqual(draws(7, "people"));
    expect(draws(7, "people")).not.toEqual(draws(7, "vehicles"));
    expect(draws(7, "people")).not.toEqual(draws(8, "people"));
  });

  test("draws have the means they promise", () => {
    const chance = chanceOf(3, "means");
    const mean = (draw: () => number): number =>
      Array.from({ length: 20_000 }, draw).reduce((sum, value) => sum + value, 0) / 20_000;
    expect(mean(() => chance.next())).toBeCloseTo(0.5, 1);
    expect(mean(() => chance.exponential(0.5))).toBeCloseTo(2, 1);
    expect(mean(() => chance.normal(4, 1))).toBeCloseTo(4, 1);
    expect(mean(() => chance.lognormal(6, 0.3))).toBeCloseTo(6, 0);
  });
});

describe("vehicles", () => {
  test("nobody passes the stop line on red, and the queue stands behind it", () => {
    const street = createStreet({ site, seed: 2 });
    street.addCars(40);
    run(street, 90, RED);
    expect(street.takeTrips()).toEqual([]);
    const { lanes } = street.truth();
    expect(lanes.reduce((sum, { queue }) => sum + queue!, 0)).toBeGreaterThan(30);
    expect(Math.max(...street.vehicles().map(({ s }) => s))).toBeLessThan(0);
  });

  test("a queue discharges at about 1800 vehicles an hour and lane", () => {
    const street = createStreet({ site, seed: 2 });
    street.addCars(100);
    run(street, 120, RED);
    const times: number[] = [];
    for (let tick = 0; tick < 200; tick++) {
      street.step(0.25, GREEN);
      for (const trip of street.takeTrips())
        if (trip.type === "vehicle" && trip.lane === "W0") times.push(trip.t_s);
    }
    const headway = (times[14]! - times[4]!) / 10;
    expect(3600 / headway).toBeGreaterThan(1650);
    expect(3600 / headway).toBeLessThan(1950);
  });

  test("no vehicle drives through another", () => {
    const street = createStreet({
      site,
      seed: 4,
      rates: { people_per_h: 0, vehicles_per_h: 2400 },
    });
    for (let cycle = 0; cycle < 20; cycle++)
      for (const [shown, seconds] of [
        [GREEN, 25],
        [{ vehicle: "yellow", ped: "dont-walk" }, 3],
        [RED, 20],
      ] as const) {
        for (let tick = 0; tick < seconds * 2; tick++) {
          street.step(0.5, shown);
          for (const lane of street.layout.lanes) {
            const here = street.vehicles().filter((one) => one.lane === lane.id);
            here.slice(1).forEach((one, at) => {
              expect(here[at]!.s - here[at]!.length).toBeGreaterThan(one.s);
            });
          }
        }
      }
  });

  test("loops count every vehicle once, before and at the stop line", () => {
    const street = createStreet({ site, seed: 2 });
    street.addCars(12);
    run(street, 60, GREEN);
    const { loops } = street.truth();
    const total = (at: string): number =>
      loops.filter((loop) => loop.at === at).reduce((sum, { count }) => sum + count, 0);
    expect(total("advance")).toBe(12);
    expect(total("stop")).toBe(12);
  });
});

describe("people", () => {
  test("people who were added walk up, are seen coming, and stand apart in the zone", () => {
    const street = createStreet({ site, seed: 11 });
    street.addPeople("A", 5);
    run(street, 9, GREEN);
    expect(street.truth().zones["A"]!.approaching.length).toBeGreaterThan(0);
    run(street, 21, RED);
    const waiting = street.truth().zones["A"]!.waiting;
    expect(waiting.length).toBe(5);
    const apart = waiting.flatMap((one, at) =>
      waiting.slice(at + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y)),
    );
    expect(Math.min(...apart)).toBeGreaterThan(0.45);
  });

  test("people cross in walk, and are gone from the kerb and then from the road", () => {
    const street = createStreet({ site, seed: 11 });
    street.addPeople("B", 3);
    run(street, 30, RED);
    run(street, 6, WALK);
    expect(street.truth().zones["B"]!.waiting).toEqual([]);
    expect(street.truth().onCrossing).toBe(3);
    run(street, 25, RED);
    expect(street.truth().onCrossing).toBe(0);
    const outcomes = street.takeTrips().map((trip) => trip.type === "person" && trip.outcome);
    expect(outcomes).toEqual(["walk", "walk", "walk"]);
  });

  test("a pressed button is held for about a second", () => {
    const street = createStreet({ site, seed: 1 });
    street.pressButton("A");
    expect(street.truth().buttons).toEqual({ A: true, B: false });
    run(street, 1.5, GREEN);
    expect(street.truth().buttons).toEqual({ A: false, B: false });
  });
});

describe("the closed loop", () => {
  const rates = { people_per_h: 300, vehicles_per_h: 1500 };

  test("the same seed gives the same hour bit for bit, another seed another hour", () => {
    const hour = (seed: number) => simulate({ site, hours: 1, seed, rates });
    expect(hour(5)).toEqual(hour(5));
    expect(hour(5)).not.toEqual(hour(6));
  });

  test("nobody is hit and no vehicle runs red in many hours of people and vehicles", () => {
    for (const seed of [1, 2, 3, 4]) {
      const result = simulate({ site, hours: 3, seed, rates });
      expect({ seed, hit: result.collisions, ran: result.red_runners }).toEqual({
        seed,
        hit: 0,
        ran: 0,
      });
      expect(result.people).toBeGreaterThan(600);
      expect(result.vehicles).toBeGreaterThan(4000);
      expect(result.walks).toBeGreaterThan(100);
    }
  });

  test("drivers and people get past each other without a signal, and nobody is hit", () => {
    const street = createStreet({ site, seed: 3, rates });
    let vehicles = 0;
    for (let tick = 0; tick < 7200; tick++) {
      street.step(0.5, { vehicle: "dark", ped: "dark" });
      vehicles += street.takeTrips().filter(({ type }) => type === "vehicle").length;
    }
    expect(street.counts().collisions).toBe(0);
    expect(vehicles).toBeGreaterThan(1300);
  });

  test("both policies meet the same people and vehicles", () => {
    const tongzhou: Site = {
      ...site,
      policy: { name: "tongzhou-2019", presence_s: 20, green_s: 15 },
    };
    const [one, other] = [site, tongzhou].map((each) => {
      const street = createStreet({ site: each, seed: 9, rates });
      run(street, 120, GREEN);
      return street.vehicles().map(({ x, y }) => [x, y]);
    });
    expect(one).toEqual(other);
  });

  test("the trace begins at 0 and shows one change a line in the right order", () => {
    const lines: { t: number; state: string }[] = [];
    simulate({ site, hours: 0.2, seed: 1, rates, onState: (line) => lines.push(line) });
    expect(lines[0]).toEqual({ t: 0, state: "ALL_RED" });
    const order = lines.map(({ state }) => state).join(" ");
    expect(order).toContain("VEH_GREEN VEH_AMBER ALL_RED PED_GREEN PED_CLEAR ALL_RED VEH_GREEN");
  });
});
