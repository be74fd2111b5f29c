/** Cars whose way on the road is known, seen by a camera that looks along it and by one that looks across. */
import { type Box, type LaneInput, instant } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { NOBODY, type People, type Scene, type Told, look, sceneOf, tell } from "../src/index.ts";
import { FROM_A, type Lens, STREET, cameraOf, car, groundOfLens, patch } from "./lens.ts";

/** Where the front of a car is, m from the stop line and negative past it; null: not to be seen. */
type Drive = (s: number) => number | null;

/** Cars of lane E0, whose middle is at y = 9.4; they go towards -x, and stop at x = 4. */
const [LANE_Y, STOP_X] = [9.4, 4];
/** Beyond the crosswalk, looking at the cars that come. */
const FACING: Lens = { x: -16, y: 5, height_m: 7, pitch_deg: 14, yaw_deg: 84 };
const seenFrom = (lens: Lens, far_m: number): Scene =>
  sceneOf(
    cameraOf(FROM_A, "A", {
      zones: [],
      crosswalk: null,
      ground: groundOfLens(lens, [[4, 7.5], [4, 15], [16, 7.5], [16, 15], [10, 11]]), // prettier-ignore
      lanes: [{ lane: "E0", polygon: patch(lens, [STOP_X, STOP_X + far_m], [7.5, 11.3]) }],
    }),
    STREET,
  );

const ALL: readonly Box[] = [[0, 0, 1, 1]];

function watch(
  drives: readonly Drive[],
  s: number,
  {
    lens = FACING,
    far_m = 40,
    regions = ALL,
  }: { lens?: Lens; far_m?: number; regions?: readonly Box[] } = {},
): readonly Told[] {
  const scene = seenFrom(lens, far_m);
  let people: People = NOBODY;
  return Array.from({ length: Math.round(s * 10) + 1 }, (_, n) => {
    const at = instant(n * 100);
    const fronts = drives.map((drive) => drive(n / 10)).filter((ahead) => ahead !== null);
    const seen = fronts.map((ahead) => car(lens, STOP_X + ahead, LANE_Y, -1));
    people = look(people, { at, seen, regions }, scene);
    return tell(people, scene, at);
  });
}

const lane = (told: Told | undefined): LaneInput | undefined => told?.lanes[0];

const coming =
  (from: number, speed: number): Drive =>
  (s) =>
    from - speed * s;

describe.each([
  ["along the road", FACING, 40],
  ["across the road", FROM_A, 12],
])("a camera that looks %s", (_, lens, far_m) => {
  test("tells the seconds to the stop line of a car at free speed", () => {
    const told = watch([coming(far_m, 12)], 0.6, { lens, far_m }).at(-1);
    const left = (far_m - 7.2) / 12;
    expect(lane(told)!.eta_s).toHaveLength(1);
    expect(Math.abs(lane(told)!.eta_s[0]! - left)).toBeLessThan(0.3 + 0.2 * left);
    expect(lane(told)!.queue).toBe(0);
  });
  test("tells a car that stands at the stop line as the queue", () => {
    const told = watch([() => 0.5], 3, { lens, far_m }).at(-1);
    expect(lane(told)).toMatchObject({ id: "E0", queue: 1, eta_s: [], passages: 0 });
  });
  test("counts a car that passes, once, and one that stops on the line not at all", () => {
    const passes = watch([coming(far_m, 8)], far_m / 8 + 1, { lens, far_m });
    expect(passes.map((told) => lane(told)!.passages).at(-1)).toBe(1);
    const stops = watch([(s) => Math.max(-0.5, far_m - 8 * s)], far_m / 8 + 3, { lens, far_m });
    expect(lane(stops.at(-1))!.passages).toBe(0);
  });
});

describe("the queue", () => {
  test("holds a car that stopped a little past the line, until it drives off", () => {
    const told = watch(
      [
        (s) => {
          const stopped = -1.2 + (s < 5 ? 0.8 * (5 - s) ** 2 : 0);
          return s < 7 ? stopped : -1.2 - 3 * (s - 7) ** 2;
        },
      ],
      9,
    );
    expect(lane(told[65])).toMatchObject({ queue: 1, passages: 0 });
    expect(lane(told.at(-1))).toMatchObject({ queue: 0, passages: 1 });
  });
  test("grows with each car that stops behind it, and the ones under way still come", () => {
    const drives: Drive[] = [() => 0.5, (s) => Math.max(7.5, 30 - 8 * s), (s) => 60 - 8 * s];
    const told = watch(drives.slice(0, 2), 6).at(-1);
    expect(lane(told)).toMatchObject({ queue: 2, eta_s: [] });
    const more = watch(drives, 3.5).at(-1);
    expect(lane(more)!.eta_s).toHaveLength(1);
  });
  test("empties as it drives off, and each car of it passes", () => {
    const off =
      (behind: number): Drive =>
      (s) =>
        behind - (s < 2 ? 0 : Math.min(9, 2 * (s - 2)) * (s - 2) * 0.5);
    const told = watch([off(0.5), off(8)], 9);
    expect(lane(told[19])!.queue).toBe(2);
    expect(lane(told.at(-1))).toMatchObject({ queue: 0, passages: 2 });
  });
});

describe("how far the eyes see", () => {
  test("no farther than the lane is marked", () => {
    expect(watch([], 0.2, { far_m: 24 }).at(-1)!.lookahead_s).toBeCloseTo(24 / 12, 0);
  });
  test("and no farther than a car is large enough for the network", () => {
    const far = watch([], 0.2, { far_m: 120 }).at(-1)!.lookahead_s!;
    expect(far).toBeLessThan(60 / 12);
    expect(far).toBeGreaterThan(15 / 12);
  });
  test("and no farther than cars were in truth seen, once some have passed", () => {
    const late =
      (n: number): Drive =>
      (s) => {
        const ahead = 15 - 10 * (s - 3 * n);
        return ahead > 15 || ahead < -6 ? null : ahead;
      };
    const told = watch([0, 1, 2, 3, 4, 5].map(late), 20);
    expect(told[5]!.lookahead_s!).toBeGreaterThan(15 / 12);
    expect(lane(told.at(-1))!.passages).toBe(6);
    expect(told.at(-1)!.lookahead_s!).toBeLessThan(14.5 / 12);
  });
  test("a lane of which a part is not looked at is not told: a queue could stand there", () => {
    expect(watch([() => 0.5], 3, { regions: [[0.4, 0.3, 0.7, 0.7]] }).at(-1)).toMatchObject({
      lanes: [],
      lookahead_s: null,
    });
  });
});
