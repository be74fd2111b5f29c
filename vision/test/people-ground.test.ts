/** People whose way on the ground is known, seen by a camera whose ground is marked. */
import { instant } from "@crossing/config";
import { describe, expect, test } from "vitest";
import {
  NOBODY,
  type People,
  type Scene,
  type Told,
  look,
  observed,
  sceneOf,
  tell,
} from "../src/index.ts";
import { FROM_A, STREET, cameraOf, person } from "./lens.ts";

type Place = readonly [x: number, y: number];
type Way = (s: number) => Place | null;

const SCENE = sceneOf(cameraOf(FROM_A, "A"), STREET);
const LOOK_S = 0.1;

/** Looks ten times a second at people on their ways; what is told at the last look, and all before it. */
function watch(ways: readonly Way[], s: number, scene: Scene = SCENE): readonly Told[] {
  let people: People = NOBODY;
  return Array.from({ length: Math.round(s / LOOK_S) + 1 }, (_, n) => {
    const at = instant(n * LOOK_S * 1000);
    const places = ways.map((way) => way(n * LOOK_S)).filter((place) => place !== null);
    // Feet waver by some pixels, as boxes do.
    const seen = places.map(([x, y], who) =>
      person(FROM_A, x + 0.04 * Math.sin(n * 2.1 + who), y + 0.05 * Math.sin(n * 1.3 + who)),
    );
    people = look(people, { at, seen, regions: [[0, 0, 1, 1]] }, scene);
    return tell(people, scene, at);
  });
}

const last = (ways: readonly Way[], s: number, scene?: Scene): Told =>
  watch(ways, s, scene).at(-1)!;

const standing =
  (x: number, y: number): Way =>
  () => [x, y];
/** Walks from a place at a speed in m/s. */
const walking =
  ([x, y]: Place, [vx, vy]: Place): Way =>
  (s) => [x + vx * s, y + vy * s];

describe("who waits and who walks past", () => {
  test("somebody who stands at the kerb waits", () => {
    expect(last([standing(0, -1)], 3).zones["A"]).toMatchObject({ waiting: 1, waits_s: [3] });
  });
  test("somebody who walks through the zone along the road never waits", () => {
    const told = watch([walking([-7, -1.2], [1.3, 0])], 10);
    expect(Math.max(...told.map(({ zones }) => zones["A"]!.waiting))).toBe(0);
  });
  test("somebody who walks through slowly, with a stick, does not wait either", () => {
    const told = watch([walking([-6, -1.2], [0.9, 0])], 12);
    expect(Math.max(...told.map(({ zones }) => zones["A"]!.waiting))).toBe(0);
  });
  test("somebody who walks in and stops waits as soon as that is seen, since they came", () => {
    const way: Way = (s) => [Math.min(0, -5 + 1.2 * s), -1.2];
    const told = watch([way], 8);
    expect(told[40]!.zones["A"]!.waiting).toBe(0);
    expect(told.at(-1)!.zones["A"]!.waiting).toBe(1);
    expect(told.at(-1)!.zones["A"]!.waits_s![0]).toBeGreaterThan(4.5);
    const first = told.findIndex(({ zones }) => zones["A"]!.waiting === 1) * LOOK_S;
    expect(first).toBeLessThan(5 / 1.2 + 1.5);
  });
  test("somebody who walks in towards the kerb waits: they will be there before anything changes", () => {
    const told = watch([walking([0, -6], [0, 1.2])], 4);
    expect(told.at(-1)!.zones["A"]!.waiting).toBe(1);
  });
  test("somebody who paces up and down in the zone waits after six seconds at the latest", () => {
    const way: Way = (s) => [1.5 * Math.sin(s), -1.2];
    const told = watch([way], 12);
    expect(told.slice(70).every(({ zones }) => zones["A"]!.waiting === 1)).toBe(true);
  });
  test("without a known ground whoever is in the zone waits, and nothing is told in metres", () => {
    const blind = sceneOf(cameraOf(FROM_A, "A", { ground: [] }), STREET);
    const told = last([walking([-2, -1.2], [1.3, 0])], 2, blind);
    expect(told.zones["A"]).toEqual({ waiting: 1, waits_s: [expect.any(Number)] });
    expect(told).toMatchObject({ lanes: [], lookahead_s: null, clearsIn_s: null });
    expect(told.persons[0]!.at_m).toBeUndefined();
  });
});

describe("who walks up to the kerb", () => {
  test("is told with the seconds that are left", () => {
    const told = last([walking([0.5, -8], [0, 1.3])], 2);
    const left = (8 - 2 * 1.3) / 1.3;
    expect(told.zones["A"]!.approaching_s).toHaveLength(1);
    expect(Math.abs(told.zones["A"]!.approaching_s![0]! - left)).toBeLessThan(0.5);
  });
  test.each([
    ["walks along the road behind the zone", walking([-6, -5], [1.3, 0])],
    ["walks away from the kerb", walking([0, -3], [0, -1.2])],
    ["stands farther back", standing(0, -5)],
    ["heads for a kerb ten metres beside the crosswalk", walking([0, -8], [1.3, 1.3])],
  ])("not somebody who %s", (_, way) => {
    expect(last([way], 2).zones["A"]!.approaching_s).toEqual([]);
  });
  test("somebody in the zone waits there, and does not come a second time", () => {
    expect(last([walking([0, -6], [0, 1.2])], 4).zones["A"]).toMatchObject({
      waiting: 1,
      approaching_s: [],
    });
  });
});

describe("people on the road", () => {
  test.each([
    ["briskly", 1.4],
    ["slowly", 0.7],
  ])("who walk %s are told to be off it when they are, or a little later", (_, speed) => {
    const told = last([walking([0, 0.5], [0, speed])], 5);
    const left = (15 - 0.5 - 5 * speed) / speed;
    expect(told.clearsIn_s! - left).toBeGreaterThan(-0.3);
    expect(told.clearsIn_s! - left).toBeLessThan(0.25 * left + 1);
  });
  test("the slowest of them counts", () => {
    const both = last([walking([-1, 0.5], [0, 1.4]), walking([1, 0.5], [0, 0.6])], 5);
    const slow = last([walking([1, 0.5], [0, 0.6])], 5);
    expect(Math.abs(both.clearsIn_s! - slow.clearsIn_s!)).toBeLessThan(1);
  });
  test("who come the other way walk to the other kerb", () => {
    const told = last([walking([0, 13], [0, -1.2])], 5);
    expect(Math.abs(told.clearsIn_s! - 7 / 1.2)).toBeLessThan(1.5);
  });
  test("who stand on it are not known to leave it", () => {
    expect(last([standing(0, 6)], 5)).toMatchObject({ crossing: 1, clearsIn_s: null });
  });
  test("nobody on it: it is clear now", () => {
    expect(last([standing(0, -1)], 2)).toMatchObject({ crossing: 0, clearsIn_s: 0 });
  });
  test("their pace is told in metres", () => {
    const { persons } = last([walking([0, 0.5], [0, 1.2])], 5);
    expect(persons[0]!.speed_m_per_s).toBeCloseTo(1.2, 0);
    expect(Math.hypot(persons[0]!.at_m![0], persons[0]!.at_m![1] - 6.5)).toBeLessThan(0.4);
  });
});

describe("stepping off the kerb", () => {
  const crossing =
    (from: number): Way =>
    (s) => [0, Math.max(-1, from + 1.2 * s)];
  test("is counted once for each, and stays counted when they are gone", () => {
    const one = crossing(-3);
    const other: Way = (s) => [1.2, Math.max(-0.8, -7 + 1.2 * s)];
    expect(
      watch([one, other], 12)
        .map(({ steppedOff }) => steppedOff)
        .at(-1),
    ).toBe(2);
    const gone: Way = (s) => (s < 5 ? one(s) : null);
    expect(last([gone], 10).steppedOff).toBe(1);
  });
  test("is not counted of somebody who wavers on the kerbstone, or comes from the far side", () => {
    expect(last([(s) => [0, -0.3 + 0.35 * Math.sin(6 * s)]], 10).steppedOff).toBe(0);
    expect(last([(s) => [0, Math.max(-1.5, 12 - 1.3 * s)]], 14).steppedOff).toBe(0);
  });
});

test("an observation carries what is known, leaves out what is not, and no place of anybody", () => {
  const record = observed(last([standing(0, -1)], 2));
  expect(record).toEqual({
    zones: { A: { waiting: 1, waits_s: [2], approaching_s: [] } },
    crossing: 0,
    vehicles: 0,
    lanes: [],
    steppedOff: 0,
    clearsIn_s: 0,
  });
  const blind = sceneOf(cameraOf(FROM_A, "A", { crosswalk: null, ground: [] }), STREET);
  expect(Object.keys(observed(last([standing(0, -1)], 2, blind))).sort()).toEqual(
    ["crossing", "lanes", "vehicles", "zones"], // prettier-ignore
  );
});
