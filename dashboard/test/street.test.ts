import { expect, test } from "vitest";
import type { LaneSite, StateView, ZoneInput } from "@crossing/config";
import { type Crowd, crowdOf, emptyCrowd, noTraffic, trafficOf } from "../src/index.ts";

const words = { zh: "北", en: "north" };
const site = {
  zones: [
    { id: "A", name: words, button: true },
    { id: "B", name: words, button: true },
  ],
  crossing: {
    length_m: 15,
    width_m: 4,
    refuge: false,
    design_speed_m_per_s: 1,
    slow_speed_m_per_s: 0.7,
  },
};

const zone = (...waits_s: readonly number[]): ZoneInput => ({ waiting: waits_s.length, waits_s });
const street = (a: ZoneInput | null, b: ZoneInput | null, on_crossing: number | null = 0) => ({
  zones: { A: a, B: b },
  on_crossing,
});
const standing = (crowd: Crowd): readonly string[] =>
  crowd.figures.filter(({ gone_s }) => gone_s === 0).map(({ zone, slot }) => `${zone}${slot}`);

test("as many figures stand at a kerb as are counted there, and none where nobody sees", () => {
  const crowd = crowdOf(emptyCrowd, site, street(zone(9, 4, 1), null), 0.2);
  expect(standing(crowd)).toEqual(["A0", "A1", "A2"]);
});

test("a count without waits is drawn as well", () => {
  const crowd = crowdOf(emptyCrowd, site, street({ waiting: 2 }, zone()), 0.2);
  expect(standing(crowd)).toEqual(["A0", "A1"]);
});

test("whoever stays keeps the place when the first of the queue leaves", () => {
  const before = crowdOf(emptyCrowd, site, street(zone(20, 10, 2), zone()), 0.2);
  const after = crowdOf(before, site, street(zone(10.2, 2.2), zone()), 0.2);
  expect(standing(after)).toEqual(["A1", "A2"]);
  const ids = (crowd: Crowd, slot: number) => crowd.figures.find((one) => one.slot === slot)?.id;
  expect(ids(after, 1)).toBe(ids(before, 1));
});

test("somebody who left fades for a moment and is then gone", () => {
  const before = crowdOf(emptyCrowd, site, street(zone(20), zone()), 0.2);
  const fading = crowdOf(before, site, street(zone(), zone()), 0.2);
  expect(fading.figures).toHaveLength(1);
  expect(crowdOf(fading, site, street(zone(), zone()), 1).figures).toHaveLength(0);
});

test("people set out from the kerb that lost them, as many as are on the road", () => {
  const before = crowdOf(emptyCrowd, site, street(zone(), zone(9, 5)), 0.2);
  const after = crowdOf(before, site, street(zone(), zone(), 2), 0.2);
  expect(after.walkers.map(({ side }) => side)).toEqual([1, 1]);
});

test("nobody on the road reaches the far kerb while still counted on the road", () => {
  let crowd = crowdOf(emptyCrowd, site, street(zone(), zone(), 1), 0.2);
  for (let tick = 0; tick < 200; tick += 1)
    crowd = crowdOf(crowd, site, street(zone(), zone(), 1), 0.2);
  expect(crowd.walkers).toHaveLength(1);
  expect(crowd.walkers[0]?.progress).toBeLessThan(1);
});

const lanes: readonly LaneSite[] = [
  {
    id: "W0",
    direction: "A-to-B-right",
    advance_loop: 1,
    advance_distance_m: 80,
    stop_loop: 5,
    free_speed_m_per_s: 12,
  },
];
const lane = (
  vehicle: StateView["vehicle"],
  queue: number | null,
  eta_s: readonly number[] = [],
) => ({
  vehicle,
  shown: null,
  lanes: [{ id: "W0", queue, eta_s, passages: 0 }],
});

test("the queue stands at the stop line and those that come are as far away as they need seconds", () => {
  const { vehicles } = trafficOf(noTraffic, lanes, lane("red", 2, [5]), 0.2);
  expect(vehicles.map(({ distance_m }) => distance_m)).toEqual([0, 7, 60]);
});

test("a vehicle that comes does not drive into the queue", () => {
  const { vehicles } = trafficOf(noTraffic, lanes, lane("red", 2, [0.1]), 0.2);
  expect(vehicles.map(({ distance_m }) => distance_m)).toEqual([0, 7, 14]);
});

test("in green the foremost drives off over the crosswalk and the others keep their order", () => {
  const before = trafficOf(noTraffic, lanes, lane("green", 2), 0.2);
  const after = trafficOf(before, lanes, lane("green", 1), 0.5);
  const fates = after.vehicles.map(({ id, fate, distance_m }) => [id, fate, distance_m]);
  expect(fates).toEqual([
    [1, "driving-off", -6],
    [2, "known", 0],
  ]);
});

test("a vehicle that vanishes in red was a miscount: it fades and drives over nobody", () => {
  const before = trafficOf(noTraffic, lanes, lane("red", 1), 0.2);
  const after = trafficOf(before, lanes, lane("red", 0), 0.2);
  expect(after.vehicles.map(({ fate, distance_m }) => [fate, distance_m])).toEqual([["fading", 0]]);
  expect(trafficOf(after, lanes, lane("red", 0), 1).vehicles).toEqual([]);
});

test("a lane that nobody counts is drawn empty", () => {
  expect(trafficOf(noTraffic, lanes, lane("green", null), 0.2).vehicles).toEqual([]);
});
