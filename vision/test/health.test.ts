import { instant } from "@crossing/config";
import { describe, expect, test } from "vitest";
import {
  CAMERA_FAULTS,
  FAULT_RULES,
  FAULT_WORDS,
  JUDGE_EVERY,
  type RgbPicture,
  judge,
  landmarksOf,
  startHealth,
  troubleOf,
} from "../src/index.ts";
import { ALL_FAULTS, type NamedFault } from "./faults/all-faults.ts";
import { clips } from "./faults/clips.ts";
import { drawnStreet } from "./faults/drawn.ts";
import { moved, turnedAway } from "./faults/picture-faults.ts";
import {
  type Feed,
  LOOKS_PER_S,
  type Watch,
  ill,
  opened,
  toldAfter,
  well,
  wellAfter,
} from "./faults/watch.ts";

const WARM = 16 * LOOKS_PER_S;
const SEED = 7;
const byName = (name: string): NamedFault => ALL_FAULTS.find((fault) => fault.name === name)!;

/** Each picture drawn once, however many faults befall it. */
function remembered(feed: Feed): Feed {
  const drawn = new Map<number, RgbPicture>();
  const picture = (look: number): RgbPicture => {
    const kept = drawn.get(look) ?? feed.picture(look);
    drawn.set(look, kept);
    return kept;
  };
  return { ...feed, picture };
}

const street = remembered(drawnStreet(1));
const warm = well(opened(street), WARM);

/** How soon a fault is told, s; fails when it is not. */
function seconds(camera: Watch, fault: NamedFault): number {
  const looks = fault.within_s * LOOKS_PER_S;
  const after = toldAfter(
    ill(camera, looks, fault.start(SEED), ({ faults }) =>
      faults.some((one) => fault.told.includes(one)),
    ),
    fault.told,
  );
  return after ?? Number.POSITIVE_INFINITY;
}

describe("a drawn street", () => {
  test("that is well is believed after five pictures, and nothing is said of it for a minute", () => {
    const { said } = well(opened(street), 60 * LOOKS_PER_S);
    expect(said.findIndex(({ believed }) => believed)).toBe(4);
    expect(said.flatMap(({ faults }) => faults)).toEqual([]);
  });

  test.each(ALL_FAULTS.map((fault) => [fault.name, fault.told.join(" or "), fault] as const))(
    "%s is told as %s in time",
    (_, __, fault) => {
      expect(seconds(warm, fault)).toBeLessThanOrEqual(fault.within_s);
    },
  );

  test("in a crowd is believed", () => {
    const crowd = well(opened(drawnStreet(2, 12)), 45 * LOOKS_PER_S);
    expect(crowd.said.flatMap(({ faults }) => faults)).toEqual([]);
  });

  test("that has only lost its colour is still believed: a warning does not blind", () => {
    const { said } = ill(warm, 20 * LOOKS_PER_S, byName("no colour").start(SEED));
    expect(said.at(-1)).toMatchObject({ believed: true, faults: ["colour-lost"] });
  });
});

describe("recovery", () => {
  const AGAIN = 100 * LOOKS_PER_S;

  test.each([
    ["line cut", 30],
    ["hand", 60],
  ] as const)("from %s takes its hold of %d s and five good pictures", (name, hold_s) => {
    const sick = ill(warm, 15 * LOOKS_PER_S, byName(name).start(SEED));
    expect(sick.said.at(-1)!.believed).toBe(false);
    const after = wellAfter(well(sick, AGAIN));
    expect(after).toBeGreaterThanOrEqual(hold_s - 1);
    expect(after).toBeLessThanOrEqual(hold_s + 6);
  });

  test("does not come from an empty wait: without pictures a lost camera stays lost", () => {
    const sick = ill(warm, 90 * LOOKS_PER_S, byName("line cut").start(SEED));
    expect(sick.said.at(-1)).toMatchObject({ believed: false, faults: ["lost"] });
  });

  test("what is wrong for a minute does not become usual", () => {
    const sick = ill(warm, 60 * LOOKS_PER_S, byName("knocked aside").start(SEED));
    expect(sick.said.at(-1)).toMatchObject({ believed: false, faults: ["moved"] });
  });
});

describe("landmarks", () => {
  const pictures = Array.from({ length: 40 }, (_, at) => street.picture(at));
  const landmarks = landmarksOf(pictures);
  const marked = (feed: Feed): Feed => ({ ...feed, landmarks: [...landmarks] });

  test("are found in a street, lie apart, and fit the site file", () => {
    expect(landmarks.length).toBeGreaterThanOrEqual(6);
    for (const { at, patch } of landmarks) {
      expect(patch.length).toBeLessThanOrEqual(4000);
      for (const side of at) expect(side).toBeGreaterThan(0);
      for (const side of at) expect(side).toBeLessThan(1);
    }
  });

  test("are not found on a blank wall, nor without pictures", () => {
    const wall = { rgb: new Uint8Array(320 * 240 * 3).fill(120), width: 320, height: 240 };
    expect(landmarksOf([wall, wall])).toEqual([]);
    expect(landmarksOf([])).toEqual([]);
  });

  test("in place say nothing of a camera that is well", () => {
    const { said } = well(opened(marked(street)), 40 * LOOKS_PER_S);
    expect(said.flatMap(({ faults }) => faults)).toEqual([]);
  });

  test.each([
    ["knocked aside", moved],
    ["turned away", turnedAway],
  ] as const)("tell a camera that was %s before it was started", (_, fault) => {
    const aside = (feed: Feed): Feed => ({
      ...feed,
      picture: (look) => fault(feed.picture(look), look, SEED),
    });
    const { said } = well(opened(aside(marked(street))), 20 * LOOKS_PER_S);
    expect(said.at(-1)).toMatchObject({ believed: false, faults: ["moved"] });
    // Without landmarks a camera that was moved before the start cannot be told from one that hangs there.
    expect(well(opened(aside(street)), 20 * LOOKS_PER_S).said.at(-1)!.faults).toEqual([]);
  });
});

describe("odd pictures", () => {
  test.each([
    ["empty", { rgb: new Uint8Array(0), width: 0, height: 0 }],
    ["of the wrong length", { rgb: new Uint8Array(100), width: 640, height: 480 }],
    ["tiny", { rgb: new Uint8Array(8 * 8 * 3), width: 8, height: 8 }],
  ])("%s: the size is wrong, and nothing throws", (_, picture) => {
    const { said } = ill(warm, 20, (sample) => ({ ...sample, picture }));
    expect(said.at(-1)).toMatchObject({ believed: false, faults: ["wrong-size"] });
  });

  test("of another resolution but the same shape is no fault", () => {
    const { said } = ill(warm, 5 * LOOKS_PER_S, (sample) => ({
      ...sample,
      picture: doubled(sample.picture),
    }));
    expect(said.flatMap(({ faults }) => faults)).not.toContain("wrong-size");
  });

  test("a camera that never gives a picture is lost, and not believed before", () => {
    let state = startHealth({ id: "A", source: "rtsp://a", fps: 10, landmarks: [] }, instant(0));
    for (let look = 0; look <= 20; look++) {
      const judged = judge(state, null, instant(look * JUDGE_EVERY));
      state = judged.state;
      const quiet = look * JUDGE_EVERY;
      expect(judged.health).toEqual({ believed: false, faults: quiet > 3000 ? ["lost"] : [] });
    }
  });
});

test("judging is pure: the same looks give the same answer, and the state before is untouched", () => {
  const before = warm.state;
  const first = ill(warm, 10, byName("leaf").start(SEED));
  const second = ill(warm, 10, byName("leaf").start(SEED));
  expect(second.state).toEqual(first.state);
  expect(warm.state).toBe(before);
  expect(first.state).not.toEqual(before);
});

test("every fault has its rule and its words in both languages", () => {
  for (const fault of CAMERA_FAULTS) {
    expect(FAULT_RULES[fault].hold).toBeGreaterThanOrEqual(30_000);
    expect(FAULT_WORDS[fault].zh).toMatch(/[\u4e00-\u9fff]/);
  }
  expect(troubleOf("A", [])).toBeNull();
  expect(troubleOf("A", ["black", "low-rate"])).toContain("camera A: the picture is black");
});

describe("real clips", () => {
  const real = clips();

  test.skipIf(real.length === 0)(
    "are believed from the first second to the end, to and fro for two minutes",
    () => {
      // Skipped without CROSSING_MEDIA, the folder of the clips: they may not be kept with the code.
      for (const feed of real) {
        const { said } = well(opened(feed), 120 * LOOKS_PER_S);
        const alarms = said.flatMap(({ faults }) => faults);
        expect({ clip: feed.name, alarms }).toEqual({ clip: feed.name, alarms: [] });
      }
    },
    300_000,
  );

  const rich = real.filter(({ name }) => ["PETS", "TUD-Stadtmitte"].includes(name)).map(remembered);

  test.skipIf(rich.length === 0)(
    "with enough to see in them: every fault is told in time",
    () => {
      for (const feed of rich) {
        const camera = well(opened(feed), WARM);
        const late = ALL_FAULTS.filter((fault) => seconds(camera, fault) > fault.within_s);
        expect({ clip: feed.name, late: late.map(({ name }) => name) }).toEqual({
          clip: feed.name,
          late: [],
        });
      }
    },
    600_000,
  );
});

function doubled({ rgb, width, height }: RgbPicture): RgbPicture {
  const out = new Uint8Array(rgb.length * 4);
  for (let y = 0, at = 0; y < height * 2; y++)
    for (let x = 0; x < width * 2; x++, at += 3) {
      const from = ((y >> 1) * width + (x >> 1)) * 3;
      out.set(rgb.subarray(from, from + 3), at);
    }
  return { rgb: out, width: width * 2, height: height * 2 };
}
