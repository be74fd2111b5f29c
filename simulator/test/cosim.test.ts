import { expect, test } from "vitest";
import { createCosim } from "../src/index.ts";
import { pilotSite } from "./pilot-site.ts";

const HELLO = { type: "hello", protocol: "crossing-cosim/1", dt_s: 0.5 };

type Line = Readonly<Record<string, unknown>>;

/** Says lines, gives the answers. */
function talk(...lines: readonly (Line | string)[]): {
  readonly answers: readonly Line[];
  readonly ended: boolean;
  readonly exit: number;
} {
  const cosim = createCosim(pilotSite());
  const answers = lines.flatMap((line) =>
    cosim
      .line(typeof line === "string" ? line : JSON.stringify(line))
      .map((answer) => JSON.parse(answer) as Line),
  );
  return { answers, ended: cosim.ended, exit: cosim.exit };
}

/**
 * A street where somebody waits at A from 20 s on and crosses when walk shows. Of `broken` lines in a row, two are
 * malformed; the answers to the others are given.
 */
function evening(
  hello: Line,
  { ticks, step = 0.5, broken = Infinity }: { ticks: number; step?: number; broken?: number },
): readonly Line[] {
  const cosim = createCosim(pilotSite());
  cosim.line(JSON.stringify(hello));
  let gone = false;
  return Array.from({ length: ticks }, (_, tick) => {
    const waited_s = tick * step - 20;
    const waits = waited_s >= 0 && !gone;
    const said = {
      type: "obs",
      t_s: 100 + tick * step,
      zones: {
        A: { waiting: waits ? 1 : 0, waits_s: waits ? [waited_s] : [] },
        B: { waiting: 0 },
      },
      crossing: { count: 0 },
      lanes: [],
    };
    const text = JSON.stringify(said);
    const [answer] = cosim.line(tick % broken < broken - 2 ? text : text.slice(1));
    const lamps = JSON.parse(answer!) as Line;
    gone ||= lamps["ped"] === "walk";
    return lamps;
  }).filter(({ type }) => type === "lamps");
}

test("a pedestrian is served in the right order, and each answer carries all fields", () => {
  const lamps = evening(HELLO, { ticks: 200 });
  const changes = lamps
    .map(({ interval }) => interval)
    .filter((interval, at, all) => at === 0 || interval !== all[at - 1]);
  expect(changes.slice(-7)).toEqual([
    "vehicle-green",
    "yellow-change",
    "red-clearance",
    "walk",
    "ped-clearance",
    "buffer",
    "vehicle-green",
  ]);
  expect(Object.keys(lamps[0]!)).toEqual([
    "type",
    "t_s",
    "vehicle",
    "ped",
    "interval",
    "vehicle_countdown_s",
    "ped_countdown_s",
    "bollards",
    "voice",
    "reason",
  ]);
  expect(lamps[3]).toMatchObject({
    type: "lamps",
    t_s: 101.5,
    reason: { code: expect.any(String) },
  });
});

test("the hello's times replace those of the file", () => {
  const hello = {
    ...HELLO,
    site: { yellow_s: 4, red_clearance_s: 3, walk_min_s: 9, countdown_s: 0 },
  };
  const lamps = evening(hello, { ticks: 240 });
  const seconds = (interval: string): number =>
    lamps.filter((one) => one["interval"] === interval).length * 0.5;
  expect(seconds("yellow-change")).toBe(4);
  expect(seconds("red-clearance")).toBe(3);
  expect(seconds("walk")).toBeGreaterThanOrEqual(9);
  // red_clearance_s is the buffer too, unless buffer_s is given.
  expect(seconds("buffer")).toBe(3);
});

test("an unacceptable site ends the talk with exit 2 and names every problem", () => {
  const { answers, ended, exit } = talk({ ...HELLO, site: { walk_min_s: 1, lanes: 40 } });
  expect(answers[0]).toMatchObject({ type: "error" });
  expect(String(answers[0]!["errors"])).toContain("timing.walk_min_s = 1");
  expect(String(answers[0]!["errors"])).toContain("lanes = 40");
  expect({ ended, exit }).toEqual({ ended: true, exit: 2 });
});

test.each([
  ["a clearance for 1.2 m/s, the fastest there may be", { ped_clearance_s: 12.5 }, "ready"],
  ["a clearance that leaves people on the road", { ped_clearance_s: 12 }, "error"],
  ["nothing, in words that mean nothing", { buffer_s: null, lanes: null }, "ready"],
])("a fixed clearance and %s", (_, times, type) => {
  const { answers } = talk({ ...HELLO, site: { adaptive_clearance: false, ...times } });
  expect(answers[0]).toMatchObject({ type });
});

test("a hello with no site, said as null, is the site of the file", () => {
  expect(talk({ ...HELLO, site: null }).answers[0]).toMatchObject({ type: "ready" });
});

test("fields of an obs that are null are taken as not said", () => {
  const nothing = { buttons: null, lanes: null, lookahead_s: null, shown: null, crossing: null };
  const { answers } = talk(HELLO, { type: "obs", t_s: 0, zones: { A: null, B: null }, ...nothing });
  expect(answers[1]).toMatchObject({ type: "lamps", vehicle: "red" });
});

test("a countdown is true in steps that divide no interval", () => {
  const site = { yellow_s: 3.2, red_clearance_s: 1.2, countdown_s: 8 };
  const lamps = evening({ ...HELLO, dt_s: 1, site }, { ticks: 90, step: 1 });
  const walk = lamps.findIndex(({ ped }) => ped === "walk");
  const said = lamps.slice(0, walk).map((one) => one["ped_countdown_s"]);
  expect(said.slice(-9)).toEqual([null, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test.each([0.5, 1])("lines that are malformed cost a step of %s s, and no promise", (step) => {
  const site = { countdown_s: 15 };
  const lamps = evening({ ...HELLO, dt_s: step, site }, { ticks: 160 / step, step, broken: 5 });
  const walk = lamps.findIndex(({ ped }) => ped === "walk");
  const begun = lamps.findIndex((one) => one["ped_countdown_s"] === 15);
  const counted = lamps.slice(begun, walk).map((one) => Number(one["ped_countdown_s"]));
  const true_s = lamps
    .slice(begun, walk)
    .map(({ t_s }) => Number(lamps[walk]!["t_s"]) - Number(t_s));
  expect(walk - begun).toBeGreaterThan(5);
  counted.forEach((s, n) => expect(Math.abs(s - true_s[n]!)).toBeLessThan(1));
  const walking = lamps.filter(({ ped }) => ped === "walk").map(({ t_s }) => Number(t_s));
  expect(walking.at(-1)! - walking[0]! + 3 * step).toBeGreaterThanOrEqual(7);
});

test("an unknown key in hello is ignored, lanes is a number, and a longer road needs a longer clearance", () => {
  const { answers } = talk({ ...HELLO, site: { lanes: 2, crossing_length_m: 8, colour: "blue" } });
  expect(answers).toEqual([
    { type: "ready", protocol: "crossing-cosim/1", name: "crossing marginal" },
  ]);
});

test.each([
  ["no JSON", "{oops", "JSON object"],
  ["an unknown type", { type: "sing" }, "hello, obs or end"],
  [
    "a waiting count that is a word",
    { type: "obs", t_s: 1, zones: { A: { waiting: "two" } } },
    "zones.A.waiting",
  ],
  ["no time", { type: "obs", zones: {} }, "t_s"],
])("%s is answered with an error, and the talk goes on", (_, line, wanted) => {
  const good = {
    type: "obs",
    t_s: 2,
    zones: { A: null, B: { waiting: 0 } },
    crossing: null,
    lanes: [],
  };
  const { answers, ended } = talk(HELLO, line, good);
  expect(answers[1]).toMatchObject({ type: "error" });
  expect(String(answers[1]!["errors"])).toContain(wanted);
  expect(answers[2]).toMatchObject({ type: "lamps", t_s: 2 });
  expect(ended).toBe(false);
});

test("end ends with exit 0, and an obs before hello is refused", () => {
  const { answers, ended, exit } = talk({ type: "obs", t_s: 0, zones: {} }, HELLO, { type: "end" });
  expect(answers.map(({ type }) => type)).toEqual(["error", "ready"]);
  expect({ ended, exit }).toEqual({ ended: true, exit: 0 });
});
