import { type Box, type Instant, instant } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { gather } from "../src/detect/gather.ts";
import { NOBODY, type People, type Scene, look, median, tell } from "../src/people/people.ts";
import { holds, placeAt } from "../src/people/places.ts";
import { TRACK_RULES } from "../src/people/tracks.ts";

const SCENE: Scene = {
  places: [
    { name: "A", polygon: [[0, 0.5], [0.5, 0.5], [0.5, 1], [0, 1]] }, // prettier-ignore
    { name: "crosswalk", polygon: [[0.5, 0.5], [1, 0.5], [1, 1], [0.5, 1]] }, // prettier-ignore
  ],
  rules: { ...TRACK_RULES, sure: 0.4 },
};

const ALL: Box = [0, 0, 1, 1];
const LOOK_MS = 100;

/** Somebody with the feet at place `x`: 0 to 4 in zone A, 5 to 9 on the crosswalk. */
const standing = (x: number, score = 0.9, cut = false) =>
  ({ kind: "person", score, cut, box: [0.28 + x / 25, 0.4, 0.34 + x / 25, 0.8] as Box }) as const;

/**
 * Plays a strip of looks, one line per person, ten looks a second: a digit is where somebody stands (zone A: 0 to 4, crosswalk:
 * 5 to 9), `?` a faint box in the same place, `.` nothing seen. Answers who is told, look by look.
 */
function play(lines: readonly string[], regions: readonly Box[] = [ALL]): Record<string, string> {
  let people: People = NOBODY;
  const out = { A: "", crosswalk: "", people: "" };
  const last = lines.map(() => 0);
  for (let at = 0; at < lines[0]!.length; at++) {
    const seen = lines.flatMap((line, person) => {
      if (line[at] === ".") return [];
      if (line[at] === "?") return [standing(last[person]!, 0.35)];
      return [standing((last[person] = Number(line[at])))];
    });
    const now = instant(at * LOOK_MS);
    people = look(people, { at: now, seen, regions }, SCENE);
    const told = tell(people, SCENE, now);
    out.A += told.zones["A"]!.waiting;
    out.crosswalk += told.crossing;
    out.people += told.people;
  }
  return out;
}

describe("people at the kerb", () => {
  test("a person is told after two looks, a look late, and stays told until gone for 0.4 s", () => {
    expect(play(["..222222222.........."])).toMatchObject({ A: "000011111111111100000" });
  });
  test("whoever is seen by the very first look is told at once, and taken back when the next does not see them", () => {
    expect(play(["2222", "4..."])).toMatchObject({ A: "2111" });
  });
  test("a box seen once is nobody", () => {
    expect(play(["..2....2....2..."])).toMatchObject({
      A: "0000000000000000",
      people: "0000000000000000",
    });
  });
  test("a look that misses somebody loses nobody", () => {
    expect(play(["222.22..22...222"])).toMatchObject({
      A: "1111111111111111",
    });
  });
  test("a faint box keeps somebody, but never begins one", () => {
    expect(play(["222????????????"])).toMatchObject({ A: "111111111111111" });
    let people: People = NOBODY;
    for (let at = 0; at < 10; at++)
      people = look(
        people,
        { at: instant(at * 100), seen: [standing(2, 0.35)], regions: [ALL] },
        SCENE,
      );
    expect(tell(people, SCENE, instant(900)).people).toBe(0);
  });
  test("two people who stand apart are two", () => {
    expect(play(["11111111", "33333333"])).toMatchObject({ A: "22222222", people: "22222222" });
  });
  test("somebody on the crosswalk is told without smoothing, and a missed look does not empty it", () => {
    expect(play(["44445555666677778888"])["crosswalk"]).toBe("00000000111111111111");
    expect(play([".777.777..77"])["crosswalk"]).toBe("001111111111");
  });
});

describe("people who come off the crossing", () => {
  const walkOff = "99887766554433221100";
  test("are not told to wait while they walk on through the far zone", () => {
    expect(play([walkOff])["A"]).toBe("0".repeat(20));
  });
  test("wait after all when they are still there four seconds later", () => {
    const told = play([`7766554433${"2".repeat(60)}`])["A"]!;
    expect(told).toMatch(/^0{47,55}1+$/);
  });
  test("do not hide who steps over the kerb and back: that person goes on waiting", () => {
    expect(play([`${"4".repeat(10)}555555${"4".repeat(10)}`])["A"]!.slice(-4)).toBe("1111");
  });
  test("and who leaves the crosswalk's edge and comes back is on the road at once", () => {
    let people: People = NOBODY;
    const told = [16, 16, 17, 17, ...Array<number>(8).fill(18), 17, 17, 16].map((x, n) => {
      const now = instant(n * LOOK_MS);
      people = look(people, { at: now, seen: [standing(x)], regions: [[0, 0, 2, 1]] }, SCENE);
      return tell(people, SCENE, now).crossing;
    });
    expect([told[3], told[11], told.at(-1)]).toEqual([1, 0, 1]);
  });
});

describe("waiting time", () => {
  const waitsAfter = (looks: number, at: (look: number) => number | null) => {
    let people: People = NOBODY;
    for (let n = 0; n <= looks; n++) {
      const x = at(n);
      const seen = x === null ? [] : [standing(x)];
      people = look(people, { at: instant(n * LOOK_MS), seen, regions: [ALL] }, SCENE);
    }
    return tell(people, SCENE, instant(looks * LOOK_MS)).zones["A"]!.waits_s;
  };
  test("counts from the first look that saw the feet in the zone", () => {
    expect(waitsAfter(50, () => 2)).toEqual([5]);
  });
  test("goes on when a person is hidden for a second and a half in between", () => {
    expect(waitsAfter(50, (n) => (n > 20 && n < 35 ? null : 2))).toEqual([5]);
  });
  test("begins anew for somebody who comes after the first is long gone", () => {
    expect(waitsAfter(50, (n) => (n > 10 && n < 40 ? null : 2))).toEqual([1]);
  });
  test("is told for as many as are told to wait, longest first", () => {
    let people: People = NOBODY;
    for (let n = 0; n <= 30; n++) {
      const seen = n < 20 ? [standing(1)] : [standing(1), standing(3)];
      people = look(people, { at: instant(n * LOOK_MS), seen, regions: [ALL] }, SCENE);
    }
    expect(tell(people, SCENE, instant(3000)).zones["A"]).toEqual({ waiting: 2, waits_s: [3, 1] });
  });
});

test("somebody keeps the number when crossing paths are looked at in turn, half a picture each", () => {
  const halves: readonly Box[] = [
    [0, 0, 0.5, 1],
    [0.5, 0, 1, 1],
  ];
  let people: People = NOBODY;
  for (let n = 0; n < 20; n++) {
    const region = halves[n % 2]!;
    const seen = n % 2 === 0 ? [standing(2)] : [standing(8)];
    people = look(people, { at: instant(n * LOOK_MS), seen, regions: [region] }, SCENE);
  }
  const told = tell(people, SCENE, instant(1900));
  expect(told.persons.map(({ id }) => id).sort((a, b) => a - b)).toEqual([1, 2]);
  expect([told.zones["A"]!.waiting, told.crossing]).toEqual([1, 1]);
});

test("counts from before a gap in the pictures do not speak for now", () => {
  let people: People = NOBODY;
  const at = (ms: number, seen: boolean): Instant => {
    people = look(
      people,
      { at: instant(ms), seen: seen ? [standing(7)] : [], regions: [ALL] },
      SCENE,
    );
    return instant(ms);
  };
  for (let n = 0; n < 10; n++) at(n * 100, true);
  const late = at(5000, false);
  expect(tell(people, SCENE, late).crossing).toBe(0);
});

test("looks half a second apart each stand for themselves: who is seen counts, who is not is gone", () => {
  let people: People = NOBODY;
  const told = [0, 500, 1000, 1500, 2000, 2500].map((ms) => {
    const seen = ms === 500 || ms === 1000 ? [standing(1), standing(4)] : [];
    people = look(people, { at: instant(ms), seen, regions: [ALL] }, SCENE);
    return [people.recent.at(-1)!.people, tell(people, SCENE, instant(ms)).persons.length];
  });
  expect(told).toEqual([
    [0, 0],
    [2, 2],
    [2, 2],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
});

test("vehicles are counted apart from people", () => {
  let people: People = NOBODY;
  const car = { ...standing(3), kind: "vehicle" as const };
  for (let n = 0; n < 5; n++)
    people = look(
      people,
      { at: instant(n * 100), seen: [car, standing(3)], regions: [ALL] },
      SCENE,
    );
  const told = tell(people, SCENE, instant(400));
  expect([told.people, told.vehicles]).toEqual([1, 1]);
});

describe("feet", () => {
  test.each([
    ["inside", 0.25, 0.75, true],
    ["left of it", -0.1, 0.75, false],
    ["above it", 0.25, 0.49, false],
    ["just within the right side", 0.499, 0.75, true],
    ["just without", 0.501, 0.75, false],
  ])("%s", (_, x, y, within) => {
    expect(holds(SCENE.places[0]!.polygon, x, y)).toBe(within);
  });
  test("decide the place, not the head", () => {
    expect(placeAt([0.1, 0.1, 0.2, 0.6], SCENE.places)).toBe("A");
    expect(placeAt([0.1, 0.6, 0.2, 0.45], SCENE.places)).toBe(null);
  });
  test("cut off by the lower edge of the picture still stand in a zone that reaches it", () => {
    expect(placeAt([0.1, 0.5, 0.2, 1], SCENE.places)).toBe("A");
  });
});

describe("boxes from two crops of one picture", () => {
  const [left, right]: [Box, Box] = [
    [0, 0, 0.6, 1],
    [0.4, 0, 1, 1],
  ];
  const person = (box: Box, score = 0.8) => ({ kind: "person" as const, box, score });
  test("are one person where both crops show the whole of it", () => {
    const both = gather([
      { region: left, found: [person([0.75, 0.2, 0.9, 0.8])] },
      { region: right, found: [person([0.083, 0.2, 0.233, 0.8], 0.9)] },
    ]);
    expect(both.map(({ score, cut }) => [score, cut])).toEqual([[0.975, false]]);
  });
  test("a piece cut off by a crop gives way to the whole", () => {
    const both = gather([
      { region: left, found: [person([0.9, 0.2, 1, 0.8], 0.95)] },
      { region: right, found: [person([0.2, 0.2, 0.5, 0.8], 0.5)] },
    ]);
    expect(both.map(({ score, cut }) => [score, cut])).toEqual([[0.5, false]]);
  });
  test("a box at the edge of the whole picture is not a piece", () => {
    const seen = gather([{ region: left, found: [person([0, 0.2, 0.2, 1])] }]);
    expect(seen[0]!.cut).toBe(false);
  });
});

test("the median of an even number is the lower middle one", () => {
  expect([median([]), median([3]), median([1, 2]), median([9, 1, 2])]).toEqual([0, 3, 1, 2]);
});
