/** The virtual world's own parts: time, line, faults, and the witness of the lamps, each on both sides of its limits. */
import type { Indications } from "@crossing/config";
import { chanceOf } from "@crossing/simulator";
import {
  FAIR,
  createLampWitness,
  createVirtualLine,
  createVirtualTime,
  faultsBy,
} from "@crossing/simulator/cabinet";
import { expect, test } from "vitest";

const GREEN: Indications = { vehicle: "green", ped: "dont-walk" };
const YELLOW: Indications = { vehicle: "yellow", ped: "dont-walk" };
const ALL_RED: Indications = { vehicle: "red", ped: "dont-walk" };
const WALK: Indications = { vehicle: "red", ped: "walk" };
const CLEARANCE: Indications = { vehicle: "red", ped: "flashing-walk" };
const FLASH: Indications = { vehicle: "flashing-yellow", ped: "dark" };
const LEAST = {
  green: 15_000,
  yellow: 3000,
  redClearance: 2000,
  walk: 7000,
  clearance: 5000,
  buffer: 2000,
};

test("events come in the order of their moments, and those of one moment in the order in which they were set", async () => {
  const time = createVirtualTime();
  const came: string[] = [];
  for (const [at, name] of [
    [30, "c"],
    [10, "a"],
    [20, "b"],
    [10, "a2"],
  ] as const)
    time.after(at, () => came.push(`${name}${time.now()}`));
  await time.run(25);
  expect(came).toEqual(["a10", "a210", "b20"]);
});

test("a process that was held up gets its timers first, then what came, then what it put off", async () => {
  const time = createVirtualTime();
  const held = { heldUntil: 100, gone: false, promises: false };
  const came: string[] = [];
  time.after(10, () => came.push("line"), held, "line");
  time.after(20, () => came.push("soon"), held, "soon");
  time.after(30, () => came.push("timer"), held, "timer");
  await time.run(99);
  expect(came).toEqual([]);
  await time.run(100);
  expect(came).toEqual(["timer", "line", "soon"]);
});

test("a process that is gone hears nothing any more", async () => {
  const time = createVirtualTime();
  const dead = { heldUntil: -Infinity, gone: true, promises: false };
  let heard = 0;
  time.after(1, () => (heard += 1), dead);
  await time.run(10);
  expect(heard).toBe(0);
});

/** A line to somebody who notes what came and when. */
function noted(seed: number) {
  const time = createVirtualTime();
  const came: string[] = [];
  const line = createVirtualLine(time, chanceOf(seed, "line"), () => ({
    data: (bytes) => came.push(bytes.toString("latin1")),
    closed: (how) => came.push(how),
  }));
  const of = { heldUntil: -Infinity, gone: false, promises: false };
  const told: string[] = [];
  const end = line.dial(of, {
    connected: () => told.push("connected"),
    refused: () => told.push("refused"),
    data: () => undefined,
    closed: (how) => told.push(how),
  });
  return { time, line, end, came, told };
}

test("bytes arrive whole and in order through loss, splits and a cut, and none twice", async () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const { time, line, end, came, told } = noted(seed);
    await time.run(10);
    Object.assign(line.weather, { loss: 0.4, split: 0.5, jitter_ms: 40 });
    for (let n = 0; n < 20; n += 1) {
      end.send(Buffer.from(`<${n}>`));
      line.weather.cut = n > 5 && n < 12;
      await time.run(time.now() + 50);
    }
    line.weather = { ...FAIR };
    await time.run(time.now() + 60_000);
    expect(told).toEqual(["connected"]);
    expect(came.join("")).toBe(Array.from({ length: 20 }, (_, n) => `<${n}>`).join(""));
  }
});

test.each([
  ["an end sends what was written before it, after the outage", "end", ["old", "ended"]],
  ["a reset throws it away", "drop", ["reset"]],
] as const)("%s", async (_, how, expected) => {
  const { time, line, end, came } = noted(1);
  await time.run(10);
  line.weather.cut = true;
  end.send(Buffer.from("old"));
  await time.run(1000);
  end[how]();
  line.weather.cut = false;
  await time.run(30_000);
  expect(came.filter((what) => what !== "")).toEqual(expected);
});

test("a cabinet that nobody listens at refuses, and one behind a cut line says nothing", async () => {
  const refused = noted(1);
  refused.line.weather.refused = true;
  await refused.time.run(100);
  expect(refused.told).toEqual(["refused"]);
});

test("the same seed brings the same faults, another brings others, and none lasts beyond its part of the run", () => {
  const of = (seed: number) => faultsBy(chanceOf(seed, "faults"), 3_600_000);
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
  for (let seed = 1; seed < 100; seed += 1)
    for (const { at_ms, lasts_ms } of of(seed))
      expect(at_ms + lasts_ms).toBeLessThanOrEqual(3_600_000 + 1e-6);
});

/** What the witness says of a row of lamps, each for so many seconds. */
function witnessed(row: readonly (readonly [Indications, number])[]): readonly string[] {
  const breaches: string[] = [];
  const witness = createLampWitness(LEAST, 0, (what) => breaches.push(what));
  let now = 0;
  for (const [heads, lasts_s] of row) {
    witness.see({ now, heads, excused: false, hurried: false });
    now += lasts_s * 1000;
  }
  return breaches;
}

const SERVICE = [
  [ALL_RED, 5],
  [GREEN, 15],
  [YELLOW, 3],
  [ALL_RED, 2],
  [WALK, 7],
  [CLEARANCE, 5],
  [ALL_RED, 2],
  [GREEN, 1],
] as const;

test("the witness has nothing to say of a service that keeps every shortest time exactly", () => {
  expect(witnessed(SERVICE)).toEqual([]);
});

test.each([1, 2, 3, 4, 5, 6])(
  "it sees interval %i of a service cut by a tenth of a second",
  (place) => {
    const short = SERVICE.map(([heads, s], n) => [heads, n === place ? s - 0.1 : s] as const);
    // The first interval after a break is not timed: nobody knows when it began.
    expect(witnessed([[YELLOW, 3], ...short])).toHaveLength(1);
  },
);

test.each([
  [
    "green into red",
    [
      [GREEN, 20],
      [ALL_RED, 5],
    ],
  ],
  [
    "walk into don't walk",
    [
      [WALK, 20],
      [ALL_RED, 5],
    ],
  ],
  [
    "yellow into walk",
    [
      [YELLOW, 20],
      [WALK, 5],
    ],
  ],
  ["vehicles moving beside walk", [[{ vehicle: "green", ped: "walk" }, 5]]],
  ["flashing yellow beside clearance", [[{ vehicle: "flashing-yellow", ped: "flashing-walk" }, 5]]],
] as const)("it sees %s", (_, row) => {
  expect(witnessed(row)).toHaveLength(1);
});

test("flashing is a break, of which nothing is said", () => {
  expect(
    witnessed([
      [GREEN, 1],
      [FLASH, 1],
      [WALK, 1],
      [FLASH, 1],
    ]),
  ).toEqual([]);
});
