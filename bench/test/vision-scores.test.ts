import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askedBy } from "../src/vision/asked.ts";
import { assign } from "../src/vision/assignment.ts";
import { scoreBoxes } from "../src/vision/box-score.ts";
import { scoreTracks } from "../src/vision/clear-mot.ts";
import { clipOf } from "../src/vision/clips.ts";
import { scoreCounts } from "../src/vision/count-score.ts";
import { scoreIds } from "../src/vision/idf1.ts";
import { iouTracks } from "../src/vision/iou-tracker.ts";
import { bestScore, scoreAt } from "../src/vision/peer.ts";
import { absent, row, table } from "../src/vision/rows.ts";
import { slopePerHour } from "../src/vision/slope.ts";
import { type Frames, type PixelBox, iou, readTruth, standsIn } from "../src/vision/truth.ts";
import { standing } from "../src/vision/zone-count.ts";

/** A person of 20 by 50 pixels whose left edge is at `x`. */
const at = (x: number): PixelBox => [x, 100, 20, 50];

/**
 * Frames from strips, one character a frame, one strip for each place along the road: a letter or digit is somebody's
 * number there, a dot is nobody. Places are too far apart to overlap.
 */
const strips = (...places: readonly string[]): Frames =>
  Array.from({ length: places[0]!.length }, (_, frame) =>
    places.flatMap((strip, place) => {
      const id = strip[frame]!;
      return id === "." ? [] : [{ id: id.charCodeAt(0), box: at(place * 100) }];
    }),
  );

describe("the truth", () => {
  test("frames count from 1, boxes not to be counted are left out, frames without a line are empty", () => {
    const text = "1,9,10,20,30,40,1,-1,-1,-1\n1,8,1,1,1,1,0,-1,-1,-1\n3,9,11,20,30,40,1,-1,-1,-1\n";
    expect(readTruth(text, 4)).toEqual([
      [{ id: 9, box: [10, 20, 30, 40] }],
      [],
      [{ id: 9, box: [11, 20, 30, 40] }],
      [],
    ]);
  });

  test.each<[string, PixelBox, PixelBox, number]>([
    ["the same box", [0, 0, 10, 10], [0, 0, 10, 10], 1],
    ["half of it beside", [0, 0, 10, 10], [5, 0, 10, 10], 1 / 3],
    ["a box within", [0, 0, 10, 10], [0, 0, 5, 10], 0.5],
    ["boxes that touch", [0, 0, 10, 10], [10, 0, 10, 10], 0],
  ])("%s overlaps by its shared over its joint area", (_, a, b, share) => {
    expect(iou(a, b)).toBeCloseTo(share, 12);
  });
});

describe("the assignment", () => {
  test("gives up the best single pair where two others are worth more", () => {
    const gain = [
      [10, 9],
      [9, 0],
    ];
    expect(assign(gain)).toEqual([1, 0]);
  });

  test.each([
    ["more rows than columns", [[1], [3], [2]], [null, 0, null]],
    ["more columns than rows", [[1, 3, 2]], [1]],
    ["nothing to gain", [[0, 0]], [null]],
    ["no columns", [[], []], [null, null]],
    ["no rows", [], []],
  ])("%s", (_, gain, wanted) => {
    expect(assign(gain)).toEqual(wanted);
  });

  test("is as good as the best of all assignments tried one by one", () => {
    const gains = fc.integer({ min: 1, max: 5 }).chain((columns) =>
      fc.array(fc.array(fc.nat(20), { minLength: columns, maxLength: columns }), {
        minLength: 1,
        maxLength: 5,
      }),
    );
    fc.assert(
      fc.property(gains, (gain) => {
        const given = assign(gain);
        const taken = given.filter((column) => column !== null);
        expect(new Set(taken).size).toBe(taken.length);
        const sum = given.reduce<number>(
          (total, column, row) => total + (column === null ? 0 : gain[row]![column]!),
          0,
        );
        expect(sum).toBe(bestSum(gain, 0, new Set()));
      }),
    );
  });
});

/** The best sum by trying everything. */
function bestSum(gain: readonly number[][], row: number, taken: ReadonlySet<number>): number {
  if (row === gain.length) return 0;
  const without = bestSum(gain, row + 1, taken);
  return gain[row]!.reduce(
    (best, worth, column) =>
      taken.has(column)
        ? best
        : Math.max(best, worth + bestSum(gain, row + 1, new Set([...taken, column]))),
    without,
  );
}

describe("boxes", () => {
  test("a box half beside a person is no hit, and a second box on the same person is a false one", () => {
    const truth = [[at(0), at(100), at(200)]];
    const found = [[at(2), at(3), at(115)]];
    expect(scoreBoxes(truth, found)).toEqual({
      hits: 1,
      truths: 3,
      boxes: 3,
      recall: 1 / 3,
      precision: 1 / 3,
    });
  });

  test("as many pairs as can be are made, even where the closest pair has to be given up", () => {
    // The box at 5 is closest to the person at 4, but the only one of the person at 10.
    expect(scoreBoxes([[at(4), at(10)]], [[at(0), at(5)]]).hits).toBe(2);
  });

  test("where nobody is and nothing is found nothing is wrong", () => {
    expect(scoreBoxes([[]], [[]])).toMatchObject({ recall: 1, precision: 1 });
  });
});

describe("CLEAR MOT", () => {
  test.each([
    ["somebody followed all the way", ["aaaa"], ["1111"], { mota: 1 }],
    ["somebody never seen", ["aaaa"], ["...."], { misses: 4, mota: 0 }],
    ["nobody there, somebody seen", ["aa.."], ["1111"], { falses: 2, mota: 0 }],
    ["a new number halfway", ["aaaa"], ["1122"], { switches: 1, fragmentations: 0, mota: 0.75 }],
    ["a new number after a gap", ["aaaaa"], ["11.22"], { switches: 1, fragmentations: 1 }],
    ["the same number after a gap", ["aaaaa"], ["11.11"], { switches: 0, fragmentations: 1 }],
    ["lost and never seen again", ["aaaaa"], ["11..."], { switches: 0, fragmentations: 0 }],
    ["seen late", ["aaaaa"], ["..111"], { switches: 0, fragmentations: 0, misses: 2 }],
    ["away, but so was the person", ["aa.aa"], ["11.11"], { fragmentations: 0, mota: 1 }],
    ["back to the first number", ["aaaa"], ["1211"], { switches: 2 }],
  ])("%s", (_, truth, tracks, wanted) => {
    expect(scoreTracks(strips(...truth), strips(...tracks))).toMatchObject(wanted);
  });

  test("two people whose numbers are exchanged are two switches", () => {
    const score = scoreTracks(strips("aaaa", "bbbb"), strips("1122", "2211"));
    expect(score).toMatchObject({
      switches: 2,
      fragmentations: 0,
      misses: 0,
      falses: 0,
      mota: 0.75,
    });
  });

  test("a pair stays a pair while it overlaps enough, even when another box comes closer", () => {
    const truth: Frames = [[{ id: 1, box: at(0) }], [{ id: 1, box: at(0) }]];
    const tracks: Frames = [
      [{ id: 7, box: at(0) }],
      [
        { id: 7, box: at(6) },
        { id: 8, box: at(0) },
      ],
    ];
    expect(scoreTracks(truth, tracks)).toMatchObject({ switches: 0, falses: 1, misses: 0 });
  });
});

describe("IDF1", () => {
  test.each([
    ["one number all the way", ["aaaa"], ["1111"], 1],
    ["a new number halfway: half of the time is its own", ["aaaa"], ["1122"], 0.5],
    ["the longer of two numbers is its own", ["aaaa"], ["1222"], 0.75],
    ["seen half of the time", ["aaaa"], ["11.."], 4 / 6],
    ["never seen", ["aaaa"], ["...."], 0],
  ])("%s", (_, truth, tracks, idf1) => {
    expect(scoreIds(strips(...truth), strips(...tracks)).idf1).toBeCloseTo(idf1, 12);
  });

  test("one track that goes from person to person belongs to one of them", () => {
    const score = scoreIds(strips("aaaa..", "....bb"), strips("1111..", "....11"));
    expect(score.idf1).toBeCloseTo(4 / 6, 12);
  });
});

test("counts: error, bias, exactness and presence are means over frames", () => {
  expect(scoreCounts([2, 0, 1, 3], [2, 1, 0, 5])).toEqual({
    error: 1,
    bias: 0.5,
    exact: 0.25,
    presence: 0.5,
    frames: 4,
  });
});

describe("peers", () => {
  const box = (x: number, score: number) => [...at(x), score] as const;

  test("the IoU tracker goes on with the box that overlaps most, and drops what was seen once or never surely", () => {
    const frames = [
      [box(0, 0.9), box(200, 0.9), box(400, 0.4)],
      [box(9, 0.3), box(3, 0.3), box(402, 0.4)],
    ];
    const tracks = iouTracks(frames, { threshold: 0.2, overlap: 0.3 });
    expect(tracks.map((found) => found.map(({ box: [x] }) => x))).toEqual([[0], [3]]);
    expect(tracks[0]![0]!.id).toBe(tracks[1]![0]!.id);
  });

  test("a box too unsure for the threshold ends the IoU tracker's track", () => {
    const frames = [[box(0, 0.9)], [box(0, 0.9)], [box(0, 0.1)], [box(0, 0.9)], [box(0, 0.9)]];
    const tracks = iouTracks(frames, { threshold: 0.2, overlap: 0.3 });
    expect(tracks.map((found) => found.length)).toEqual([1, 1, 0, 1, 1]);
    expect(tracks[1]![0]!.id).not.toBe(tracks[3]![0]!.id);
  });

  test("a peer is scored on the frames it looked at, at the threshold with the smallest count error", () => {
    const truth = strips("aaaa", "b.b.");
    const found = {
      every: 2,
      frames: [
        [box(0, 0.9), box(100, 0.4)],
        [box(0, 0.9), box(100, 0.5)],
      ],
    };
    expect(scoreAt(found, truth, 0.6)).toMatchObject({ recall: 0.5, precision: 1 });
    expect(bestScore(found, truth, [0.6, 0.3, 0.45])).toMatchObject({
      threshold: 0.3,
      recall: 1,
      count: { error: 0, frames: 2 },
    });
  });
});

describe("rows", () => {
  const goal = { what: "x", good: "below", must: 10, try: 6, how: "By hand." } as const;

  test.each([
    ["reaches what is tried for", goal, 6, "reached"],
    ["keeps the limit only", goal, 6.01, "kept"],
    ["keeps the limit exactly", goal, 10, "kept"],
    ["misses it", goal, 10.01, "missed"],
    ["is no number", goal, Number.NaN, "missed"],
    ["reaches a wish without a limit", { ...goal, must: null }, 5, "reached"],
    ["misses a wish without a limit", { ...goal, must: null }, 7, "told"],
    [
      "is above a limit that is to be kept from above",
      { ...goal, good: "above", try: 20 },
      11,
      "kept",
    ],
    ["is below it", { ...goal, good: "above", try: 20 }, 9, "missed"],
  ] as const)("a value that %s", (_, asked, value, verdict) => {
    expect(row(asked, value).verdict).toBe(verdict);
  });

  test("a row that cannot be measured here keeps its limit, and is no success", () => {
    expect(table([absent(goal, "no clips")])).toContain(
      "| x | <= 10.00 | <= 6.00 | no clips | not here |",
    );
  });
});

test.each([
  ["a new part", ["--only", "zones,tracks"], { parts: ["zones", "tracks"] }],
  ["one clip", ["--clip", "tud", "--every", "3"], { clips: ["tud"], every: 3 }],
  ["a part nobody knows", ["--only", "ears"], { trouble: expect.stringContaining("--only ears") }],
  ["a clip nobody knows", ["--clip", "x"], { trouble: expect.stringContaining("--clip x") }],
  ["half a frame", ["--every", "1.5"], { trouble: expect.stringContaining("--every 1.5") }],
  ["no time", ["--minutes", "0"], { trouble: expect.stringContaining("--minutes 0") }],
  ["a strange word", ["--fast"], { trouble: expect.stringContaining("--fast") }],
  [
    "a page of one clip",
    ["--write", "--clip", "pets"],
    { trouble: expect.stringContaining("true") },
  ],
])("asked for %s", (_, argv, wanted) => {
  expect(askedBy(argv)).toMatchObject(wanted);
});

test("memory that grows by 1 MB a minute grows by 60 MB an hour, and a constant not at all", () => {
  const samples = (of: (s: number) => number) => [0, 60, 120, 180].map((s) => ({ s, mb: of(s) }));
  expect(slopePerHour(samples((s) => 200 + s / 60))).toBeCloseTo(60, 9);
  expect(slopePerHour(samples(() => 200))).toBe(0);
  expect(slopePerHour(samples(() => 200).slice(0, 1))).toBeNaN();
});

test("people stand in a polygon with their feet, those at the picture's lower edge too", () => {
  const polygon: [number, number][] = [
    [0.5, 0.5],
    [1, 0.5],
    [1, 1],
    [0.5, 1],
  ];
  const truth: Frames = [
    [
      { id: 1, box: [60, 0, 20, 80] },
      { id: 2, box: [60, 60, 20, 40] },
      { id: 3, box: [60, 0, 20, 40] },
      { id: 4, box: [10, 40, 20, 40] },
    ],
    [],
  ];
  expect(standing({ truth }, polygon, { width: 100, height: 100 })).toEqual([2, 0]);
});

describe.skipIf(clipOf("pets") === null)(
  "the truth of the clips (skipped unless CROSSING_MEDIA names the folder that holds them)",
  () => {
    test.each([
      ["pets", 400, 2396],
      ["tud", 179, 1156],
    ] as const)(
      "%s has %d frames with %d boxes, and is perfect against itself",
      (name, frames, boxes) => {
        const { truth } = clipOf(name)!;
        expect(truth).toHaveLength(frames);
        expect(scoreTracks(truth, truth)).toMatchObject({ mota: 1, truths: boxes, switches: 0 });
        expect(scoreIds(truth, truth).idf1).toBe(1);
      },
    );

    test("nobody in the truth of PETS ever stands on the far path that is told apart", () => {
      const { truth, unboxed } = clipOf("pets")!;
      expect(truth.flat().filter(({ box }) => standsIn(box, unboxed!))).toEqual([]);
    });
  },
);
