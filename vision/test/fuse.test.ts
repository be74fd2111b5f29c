/** Two cameras on one crossing: who is seen by both is one. */
import { type Instant, instant } from "@crossing/config";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type View,
  NOBODY,
  type People,
  fused,
  look,
  sceneOf,
  tell,
  together,
} from "../src/index.ts";
import { FROM_A, FROM_B, STREET, type Lens, cameraOf, person } from "./lens.ts";

type Place = readonly [x: number, y: number];

const LENSES: Readonly<Record<"A" | "B", Lens>> = { A: FROM_A, B: FROM_B };
const NOW = instant(2000);

/** What a camera tells after two seconds of looking at people who walk at `speed` m/s across the road. */
function view(
  camera: "A" | "B",
  people: readonly Place[],
  more: { speed?: number; until?: Instant; ground?: boolean } = {},
): View {
  const { speed = 0, until = NOW, ground = true } = more;
  const lens = LENSES[camera];
  const scene = sceneOf(cameraOf(lens, camera, ground ? {} : { ground: [] }), STREET);
  let known: People = NOBODY;
  for (let ms = until - 2000; ms <= until; ms += 100) {
    const seen = people.map(([x, y]) => person(lens, x, y + (speed * (ms - NOW)) / 1000));
    known = look(known, { at: instant(ms), seen, regions: [[0, 0, 1, 1]] }, scene);
  }
  return { camera, at: until, told: tell(known, scene, until), believed: true };
}

const ON_ROAD: Place = [0, 7];

describe("people on the road, seen from both kerbs", () => {
  test.each<[string, readonly Place[], readonly Place[], number]>([
    ["one whom both see", [ON_ROAD], [ON_ROAD], 1],
    ["one whom only the other sees", [], [ON_ROAD], 1],
    ["one whom only this one sees", [ON_ROAD], [], 1],
    ["two far apart, one seen by each", [[-1.5, 3]], [[1.5, 12]], 2],
    ["a group of three whom both see", [[-1, 7], [0, 7], [1, 7]], [[-1, 7], [0, 7], [1, 7]], 3], // prettier-ignore
    ["a group of three of whom each misses another one", [[-1.5, 6], [0, 6]], [[0, 6], [1.8, 8]], 3], // prettier-ignore
    ["nobody", [], [], 0],
  ])("%s", (_, seenByA, seenByB, people) => {
    const [a, b] = [view("A", seenByA), view("B", seenByB)];
    expect(fused(a, [b], NOW).crossing).toBe(people);
    expect(fused(b, [a], NOW).crossing).toBe(people);
  });
  test("who walks is one, although the other camera's picture is half a second older", () => {
    const a = view("A", [[0, 7], [0, 9]], { speed: 1.4 }); // prettier-ignore
    const old = view("B", [[0, 7], [0, 9]], { speed: 1.4, until: instant(1500) }); // prettier-ignore
    expect(fused(a, [old], NOW).crossing).toBe(2);
  });
  test("the slower one decides when it is clear, whichever camera sees them", () => {
    const [a, b] = [view("A", [], {}), view("B", [[0, 5]], { speed: 0.8 })];
    expect(fused(a, [b], NOW).clearsIn_s).toBe(b.told.clearsIn_s);
    expect(fused(a, [view("B", [ON_ROAD])], NOW).clearsIn_s).toBe(null);
    expect(fused(a, [view("B", [])], NOW).clearsIn_s).toBe(0);
  });
});

describe("a camera drops out", () => {
  const own = view("A", []);
  const other = view("B", [ON_ROAD]);
  test.each<[string, View, number]>([
    ["when its picture cannot be believed", { ...other, believed: false }, 0],
    ["when it is silent for more than a second", { ...other, at: instant(900) }, 0],
    ["but not when it is only a little late", { ...other, at: instant(1100) }, 1],
  ])("%s", (_, late, people) => {
    expect(fused(own, [late], NOW).crossing).toBe(people);
  });
  test("and one that is not believed itself tells what it sees, and no more", () => {
    expect(fused({ ...own, believed: false }, [other], NOW)).toBe(own.told);
  });
  test("without a known ground nobody is compared, and the most that one camera sees counts", () => {
    const [a, b] = [view("A", [ON_ROAD], { ground: false }), view("B", [[-1, 5], [1, 9]], { ground: false })]; // prettier-ignore
    expect(fused(a, [b], NOW).crossing).toBe(2);
  });
});

test("somebody in the zone whom the other camera sees too, and another one whom only it sees, are two who wait", () => {
  const zoneA = cameraOf(FROM_A, "A");
  const scene = sceneOf({ ...zoneA, id: "C" }, STREET);
  const both = (people: readonly Place[], camera: string): View => {
    let known: People = NOBODY;
    for (let ms = 0; ms <= 2000; ms += 100)
      known = look(known, { at: instant(ms), seen: people.map(([x, y]) => person(FROM_A, x, y)), regions: [[0, 0, 1, 1]] }, scene); // prettier-ignore
    return { camera, at: NOW, told: tell(known, scene, NOW), believed: true };
  };
  const told = fused(both([[-1.5, -1]], "A"), [both([[-1.5, -1], [1.5, -1]], "C")], NOW); // prettier-ignore
  expect(told.zones["A"]).toMatchObject({ waiting: 2, waits_s: [2, 2] });
});

test("the same people in whatever order the cameras are asked, and never fewer than the best camera sees", () => {
  const anyPlaces = fc.array(
    fc
      .tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 10, max: 140 }))
      .map(([x, y]): Place => [x / 10, y / 10]),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(anyPlaces, anyPlaces, (seenByA, seenByB) => {
      const [a, b] = [view("A", seenByA), view("B", seenByB)];
      const [ab, ba] = [together([a, b], NOW).length, together([b, a], NOW).length];
      expect(ab).toBe(ba);
      expect(ab).toBeGreaterThanOrEqual(Math.max(a.told.persons.length, b.told.persons.length));
      expect(ab).toBeLessThanOrEqual(a.told.persons.length + b.told.persons.length);
      expect(fused(a, [b], NOW).crossing).toBe(fused(b, [a], NOW).crossing);
    }),
    { numRuns: 40 },
  );
});
