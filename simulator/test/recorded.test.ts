import type { Inputs, ZoneInput } from "@crossing/config";
import { describe, expect, test } from "vitest";
import {
  type DemandSpec,
  type Quality,
  type RecordedInputs,
  type Trip,
  recordRun,
  recordedDay,
  simulate,
} from "../src/index.ts";
import { pilotSite } from "./pilot-site.ts";

const site = pilotSite();

/** An hour and a half of street, its true arrivals, and what a recording of it says. */
const recorded = once(runAndRecord);

/** Runs are pure, so one with the same words serves every test. */
function once<W extends unknown[], R>(run: (...words: W) => R): (...words: W) => R {
  const runs = new Map<string, R>();
  return (...words) => {
    const key = JSON.stringify(words);
    const kept = runs.get(key) ?? run(...words);
    runs.set(key, kept);
    return kept;
  };
}

function runAndRecord(
  rates: { people_per_h: number; vehicles_per_h: number },
  seeing: Quality = {},
) {
  const day = recordedDay(site);
  const { trips, result } = recordRun({
    site,
    hours: 1.5,
    seed: 5,
    rates,
    seeing,
    warm_up_s: 0,
    onTick: (t_s, outputs, inputs) => day.tick({ at: 7000 + t_s * 1000, inputs, outputs }),
  });
  return { trips, result, day: day.result() };
}

const dues = (trips: readonly Trip[]): number[] =>
  trips.flatMap((trip) => (trip.type === "vehicle" ? [trip.due_s] : [])).sort((a, b) => a - b);

const listOf = ({ people, vehicles }: DemandSpec) => {
  const [source] = people;
  if (source?.kind !== "listed" || vehicles.kind !== "listed") throw new Error("not listed");
  return { people: source.people, vehicles: vehicles.vehicles };
};

describe("a day that was recorded", () => {
  test.each<[string, Quality]>([
    ["waits known", {}],
    ["counts only", { waits: false }],
  ])("has the people and vehicles that came: %s", (_, seeing) => {
    const { trips, result, day } = recorded({ people_per_h: 200, vehicles_per_h: 1400 }, seeing);
    const { people, vehicles } = listOf(day.spec);
    expect(Math.abs(day.people - result.people)).toBeLessThan(0.03 * result.people);
    expect(Math.abs(day.vehicles - result.vehicles)).toBeLessThanOrEqual(4);
    expect([people.length, vehicles.length]).toEqual([day.people, day.vehicles]);
    const known = dues(trips);
    const errors = vehicles.slice(0, known.length).map(({ t }, at) => Math.abs(t - known[at]!));
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.5);
    expect(day.hours).toBeCloseTo(1.5, 3);
  });

  test("gives much the same figures when it is run again under the same plan", () => {
    const { result, day } = recorded({ people_per_h: 200, vehicles_per_h: 1400 }, {});
    const again = simulate({ site, hours: day.hours, seed: 77, spec: day.spec });
    expect(Math.abs(again.ped_wait_s.mean! - result.ped_wait_s.mean!)).toBeLessThan(2);
    expect(Math.abs(again.vehicle_delay_s.mean! - result.vehicle_delay_s.mean!)).toBeLessThan(1);
  });

  test("without queues vehicles were due when they passed", () => {
    const { trips, day } = recorded({ people_per_h: 60, vehicles_per_h: 900 }, { queues: false });
    const passed = trips.filter(({ type }) => type === "vehicle").length;
    expect(Math.abs(day.vehicles - passed)).toBeLessThanOrEqual(4);
  });
});

/** A recording in strips, one character a second: who stands at kerb A, and what the pedestrian head shows. */
function arrivals({ zone, ped = "", road = "" }: { zone: string; ped?: string; road?: string }) {
  const day = recordedDay(site);
  for (let t = 0; t < zone.length; t++) day.tick(tick(t, zone[t]!, ped[t], road[t]));
  return listOf(day.result().spec).people.map(({ t, side }) => [t, side]);
}

function tick(t: number, waiting: string, head = "-", onRoad = "0"): RecordedInputs {
  const zone: ZoneInput | null = waiting === "?" ? null : { waiting: Number(waiting) };
  const inputs: Inputs = {
    zones: { A: zone, B: { waiting: 0 } },
    buttons: {},
    crossing: Number(onRoad),
    lanes: [],
    lookahead_s: 0,
    shown: null,
    link: "up",
    requests: [],
  };
  return { at: t * 1000, inputs, outputs: { ped: head === "W" ? "walk" : "dont-walk" } };
}

describe("who came to the kerb", () => {
  test("one after the other, and again after a walk", () => {
    expect(
      arrivals({
        zone: "00112222001100",
        ped: "------WWW-----",
      }),
    ).toEqual([
      [2, 0],
      [4, 0],
      [10, 0],
    ]);
  });

  test("somebody who is lost for a moment is still the same; for longer, somebody else", () => {
    expect(arrivals({ zone: "0111001111" })).toEqual([[1, 0]]);
    expect(arrivals({ zone: "0111000000111" })).toEqual([
      [1, 0],
      [10, 0],
    ]);
  });

  test("a blind minute brings nobody", () => {
    expect(arrivals({ zone: "011???1100" })).toEqual([[1, 0]]);
  });

  test("who comes in walk and goes straight on is known by the road, at one kerb and then the other", () => {
    expect(
      arrivals({
        zone: "01110000000",
        ped: "----WWWWW--",
        road: "00001123310",
      }),
    ).toEqual([
      [1, 0],
      [6, 0],
      [7, 1],
    ]);
  });

  test("a run of control that begins anew knows nobody from before", () => {
    const day = recordedDay(site);
    const waits = (at: number, boot: string, waits_s: number[]) => {
      const record = tick(at, String(waits_s.length));
      const zones = { A: { waiting: waits_s.length, waits_s }, B: { waiting: 0 } };
      day.tick({ ...record, boot, inputs: { ...record.inputs, zones } });
    };
    waits(0, "one", []);
    waits(10, "one", [2]);
    waits(20, "two", [12]);
    expect(listOf(day.result().spec).people.map(({ t }) => t)).toEqual([8, 8]);
  });

  test("nothing recorded is nobody", () => {
    expect(recordedDay(site).result()).toMatchObject({ hours: 0, people: 0, vehicles: 0 });
  });
});
