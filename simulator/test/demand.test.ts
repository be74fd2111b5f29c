import { BEHAVIOUR } from "@crossing/config";
import { describe, expect, test } from "vitest";
import {
  DEMAND_KINDS,
  type Demand,
  type DemandKind,
  type DemandSpec,
  type PeopleSource,
  type VehicleSource,
  demandKind,
  demandOf,
} from "../src/index.ts";
import { pilotSite } from "./pilot-site.ts";

const site = pilotSite();
const HOUR = 3600;
const NOBODY: VehicleSource = { kind: "poisson", per_h: 0 };
const KINDS = Object.keys(DEMAND_KINDS) as DemandKind[];
const rates = { people_per_h: 120, vehicles_per_h: 1000 };
const demand = (spec: DemandSpec, seed = 1): Demand => demandOf(spec, { seed, site });

/** Everybody of a source in its first `hours`. */
const peopleOf = (source: PeopleSource, hours: number, seed = 1) =>
  demand({ people: [source], vehicles: NOBODY }, seed).people(hours * HOUR);

const vehiclesOf = (vehicles: VehicleSource, hours: number, seed = 1) =>
  demand({ people: [], vehicles }, seed).vehicles(hours * HOUR);

/** Poisson counts stray by their square root; five of them are never seen by chance. */
const near = (count: number, mean: number): boolean => Math.abs(count - mean) < 5 * Math.sqrt(mean);

describe.each(KINDS)("demand of kind %s", (kind) => {
  const spec = demandKind(kind, rates, 2);
  const all = (seed: number) => {
    const come = demand(spec, seed);
    return { people: come.people(2 * HOUR), vehicles: come.vehicles(2 * HOUR) };
  };

  test("comes alike from the same seed, and otherwise from another", () => {
    expect(all(3)).toEqual(all(3));
    expect(all(3).people).not.toEqual(all(4).people);
    expect(all(3).vehicles).not.toEqual(all(4).vehicles);
  });

  test("is the same however often it is asked", () => {
    const often = demand(spec, 3);
    const people = [];
    const vehicles = [];
    for (let t = 0; t <= 2 * HOUR; t += 0.5) {
      people.push(...often.people(t));
      vehicles.push(...often.vehicles(t));
    }
    expect(people).toEqual(all(3).people);
    expect(vehicles).toEqual(all(3).vehicles);
  });

  test("comes in order of time, at the mean rates, and is plain data", () => {
    const { people, vehicles } = all(5);
    for (const list of [people, vehicles])
      for (let at = 1; at < list.length; at++)
        expect(list[at]!.t).toBeGreaterThanOrEqual(list[at - 1]!.t);
    expect(Math.abs(people.length - 240)).toBeLessThan(kind === "bus" ? 120 : 75);
    expect(Math.abs(vehicles.length - 2000)).toBeLessThan(200);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });

  test("keeps 2 s between vehicles of one lane", () => {
    for (let lane = 0; lane < site.lanes.length; lane++) {
      const times = all(6)
        .vehicles.filter((each) => each.lane === lane)
        .map(({ t }) => t);
      expect(times.length).toBeGreaterThan(300);
      for (let at = 1; at < times.length; at++)
        expect(times[at]! - times[at - 1]!).toBeGreaterThanOrEqual(2 - 1e-9);
    }
  });
});

describe("common arrivals", () => {
  test("more people do not change the vehicles, nor more vehicles the people", () => {
    const [few, many] = [60, 600].map((people_per_h) =>
      demand(demandKind("poisson", { people_per_h, vehicles_per_h: 900 }, 1)).vehicles(HOUR),
    );
    expect(few).toEqual(many);
    const [calm, busy] = [300, 2000].map((vehicles_per_h) =>
      demand(demandKind("poisson", { people_per_h: 90, vehicles_per_h }, 1)).people(HOUR),
    );
    expect(calm).toEqual(busy);
  });

  test("one figure of behaviour changes nothing else of anybody", () => {
    const bold = {
      ...site,
      behaviour: { ...BEHAVIOUR, never: 0.1, leaving: { share: 0.5, from_s: 5, to_s: 9 } },
    };
    const spec = demandKind("poisson", rates, 1);
    const without = (each: Demand) =>
      each
        .people(HOUR)
        .map(({ t, side, dice, behaviour: { patience: _p, leave: _l, ...rest } }) => ({
          t,
          side,
          dice,
          rest,
        }));
    const usual = without(demandOf(spec, { seed: 2, site }));
    expect(without(demandOf(spec, { seed: 2, site: bold }))).toEqual(usual);
    expect(usual.length).toBeGreaterThan(80);
  });
});

describe("people", () => {
  test("the first kerb gets its share", () => {
    const people = peopleOf({ kind: "poisson", per_h: 400, share_a: 0.8 }, 10);
    expect(near(people.filter(({ side }) => side === 0).length, 3200)).toBe(true);
    expect(near(people.length, 4000)).toBe(true);
  });

  test("so many come in groups, within a second and at one pace", () => {
    const people = peopleOf(
      { kind: "poisson", per_h: 300, groups: { share: 0.6, size: [2, 4] } },
      20,
    );
    const speeds = new Map<number, number>();
    for (const { behaviour } of people)
      speeds.set(behaviour.speed, (speeds.get(behaviour.speed) ?? 0) + 1);
    const inGroups = [...speeds.values()].filter((size) => size > 1);
    expect(inGroups.every((size) => size <= 4)).toBe(true);
    const share = inGroups.reduce((sum, size) => sum + size, 0) / people.length;
    expect(share).toBeGreaterThan(0.56);
    expect(share).toBeLessThan(0.64);
    expect(Math.abs(people.length - 6000)).toBeLessThan(600);
  });

  test("a bus lets 4 to 14 people out at one kerb within 20 s", () => {
    const people = peopleOf({ kind: "bus", per_h: 9, size: [4, 14], within_s: 20 }, 200);
    // One bus an hour: crowds that are minutes apart.
    const crowds: (typeof people)[number][][] = [];
    for (const person of people) {
      const crowd = crowds.at(-1);
      if (crowd !== undefined && person.t - crowd[0]!.t <= 20) crowd.push(person);
      else crowds.push([person]);
    }
    const whole = crowds.filter((crowd) => new Set(crowd.map(({ side }) => side)).size === 1);
    expect(whole.length).toBeGreaterThan(crowds.length * 0.98);
    expect(Math.min(...whole.map(({ length }) => length))).toBe(4);
    expect(Math.max(...whole.map(({ length }) => length))).toBe(14);
    expect(near(crowds.length, 200)).toBe(true);
  });

  test("a school lets everybody out in its time, exactly as many as there are", () => {
    const people = peopleOf(
      { kind: "school", people: 137, at_s: 900, within_s: 720, size: [3, 5] },
      1,
    );
    expect(people.length).toBe(137);
    expect(Math.min(...people.map(({ t }) => t))).toBeGreaterThanOrEqual(900);
    expect(Math.max(...people.map(({ t }) => t))).toBeLessThan(1621);
  });

  test("a rate that ends lets nobody come later, and one of nothing nobody at all", () => {
    const profile = [
      [1800, 1],
      [1810, 0],
    ] as const;
    const people = peopleOf({ kind: "poisson", per_h: 500, profile }, 10);
    expect(Math.max(...people.map(({ t }) => t))).toBeLessThan(1820);
    expect(near(people.length, 251)).toBe(true);
    expect(peopleOf({ kind: "poisson", per_h: 0 }, 10)).toEqual([]);
  });

  test("behave as the site says", () => {
    const people = peopleOf({ kind: "poisson", per_h: 2000 }, 10);
    const share = (holds: (one: (typeof people)[number]["behaviour"]) => boolean): number =>
      people.filter(({ behaviour }) => holds(behaviour)).length / people.length;
    const { opportunists, never, patience, speeds, leaving, pressing, late_start } = BEHAVIOUR;
    expect(share((one) => one.patience < 0)).toBeCloseTo(never, 1);
    expect(share((one) => one.patience >= 0 && one.patience <= 2)).toBeCloseTo(
      opportunists.share,
      1,
    );
    const can = 1 - never - opportunists.share;
    expect(share((one) => one.patience > patience.scale_s)).toBeCloseTo(can * Math.exp(-1), 1);
    expect(share((one) => one.press)).toBeCloseTo(pressing, 1);
    expect(share((one) => one.lateStarter)).toBeCloseTo(late_start, 1);
    expect(share((one) => one.leave >= 0)).toBeCloseTo(leaving.share, 1);
    const meanSpeed = people.reduce((sum, one) => sum + one.behaviour.speed, 0) / people.length;
    const wanted = speeds.reduce((sum, kind) => sum + kind.share * kind.mean_m_per_s, 0);
    expect(meanSpeed).toBeCloseTo(wanted, 2);
  });
});

describe("vehicles", () => {
  test("a rush is thin, dense in the middle, and thin again", () => {
    const vehicles = demand(
      demandKind("rush", { people_per_h: 0, vehicles_per_h: 1200 }, 3),
    ).vehicles(3 * HOUR);
    const inHour = (hour: number): number =>
      vehicles.filter(({ t }) => t >= hour * HOUR && t < (hour + 1) * HOUR).length;
    // The mean of the straight lines 0.4 - 1.2 and 1.2 - 1.6 - 1.2.
    expect(near(inHour(0), 960)).toBe(true);
    expect(near(inHour(1), 1680)).toBe(true);
    expect(near(inHour(2), 960)).toBe(true);
  });

  test("platoons come in the green of their direction, later by the way", () => {
    const vehicles = vehiclesOf(
      {
        kind: "platoons",
        per_h: 1200,
        cycle_s: 90,
        green_s: 40,
        travel_s: 30,
        dispersion: 0,
        offsets_s: [0, 45],
      },
      5,
    );
    // Without dispersion everybody needs 0.8 of 30 s.
    const into = (t: number): number => (t - 24 + 1e-6) % 90;
    for (const { t, lane } of vehicles) {
      const offset = site.lanes[lane]!.direction === "A-to-B-right" ? 0 : 45;
      expect((into(t) - offset + 90) % 90).toBeLessThan(40);
    }
    expect(near(vehicles.length, 6000)).toBe(true);
  });

  test("dispersion draws platoons out", () => {
    const outside = (dispersion: number): number => {
      const vehicles = vehiclesOf(
        {
          kind: "platoons",
          per_h: 1200,
          cycle_s: 90,
          green_s: 40,
          travel_s: 30,
          dispersion,
          offsets_s: [0, 0],
        },
        5,
      );
      return vehicles.filter(({ t }) => (t - 24) % 90 >= 40).length / vehicles.length;
    };
    expect(outside(0.35)).toBeGreaterThan(0.08);
    expect(outside(1)).toBeGreaterThan(outside(0.35));
  });

  test("lanes and heavy vehicles have their shares", () => {
    const vehicles = vehiclesOf(
      { kind: "poisson", per_h: 1000, lane_shares: [0.4, 0.3, 0.2, 0.1], heavy_share: 0.25 },
      10,
    );
    expect(near(vehicles.filter(({ lane }) => lane === 0).length, 4000)).toBe(true);
    expect(near(vehicles.filter(({ lane }) => lane === 3).length, 1000)).toBe(true);
    expect(vehicles.filter(({ bus }) => bus).length / vehicles.length).toBeCloseTo(0.25, 1);
  });
});
