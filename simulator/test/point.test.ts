import { expect, test } from "vitest";
import { type PolicySite, POLICIES, WEIGHTS } from "@crossing/config";
import {
  type PlannedService,
  type PointNoise,
  type PointSensing,
  type PointStep,
  NOISY,
  driveByCosim,
  drivePoint,
  pointSensor,
  pointStreet,
  readStream,
  runPlan,
  stepStreet,
  streamLines,
  waitCost,
} from "../src/point/index.ts";
import { watchHeads } from "../src/point/watch.ts";
import { drawnStream, person, stream, studySite } from "./point-street.ts";

const site = studySite({ name: "puffin" });
const GREEN = { vehicle: "green", ped: "dont-walk" } as const;
const run = (services: readonly PlannedService[], ...of: Parameters<typeof stream>) =>
  runPlan(site, stream(...of), services);

// Yellow at 20, walk 25 to 32, clearance of at least 4 s, all red, green at 38 or later: vehicles from 2 s after.
const SERVICE = [{ yellow_at: 20, walk_s: 7 }];

test.each([
  ["on an empty road", [[10, 0]], 0, 0],
  [
    "2 s behind another",
    [
      [10, 0],
      [12, 0],
    ],
    0,
    0,
  ],
  [
    "1 s behind another, held up for a second",
    [
      [10, 0],
      [11, 0],
    ],
    1,
    0,
  ],
  ["in the part of yellow that is driven through", [[21.5, 0]], 0, 0],
  [
    "where yellow is not driven through any more, until two seconds into green",
    [[22, 0]],
    40 - 22,
    1,
  ],
  [
    "behind a queue of one, at saturation flow",
    [
      [22, 0],
      [39, 0],
    ],
    18 + 3,
    2,
  ],
  [
    "in the other lane of a queue",
    [
      [22, 0],
      [40, 1],
    ],
    18,
    1,
  ],
  [
    "when the queue has gone",
    [
      [22, 0],
      [42, 0],
    ],
    18,
    1,
  ],
] as const)("a vehicle that comes %s", (_, vehicles, delay, stops) => {
  const result = run(SERVICE, [], vehicles);
  expect(result.vehicle_delay_s).toBe(delay);
  expect(result.stops).toBe(stops);
});

test("people wait for walk, step off on arrival while it shows, and wait for the next after it", () => {
  const services = [...SERVICE, { yellow_at: 80, walk_s: 7 }];
  const result = run(services, [person(15), person(25), person(31.9), person(32)], []);
  expect(result.ped_wait_s.max).toBe(85 - 32);
  expect(result.ped_wait_s.mean).toBe((10 + 0 + 0 + 53) / 4);
  expect(result).toMatchObject({ walks: 2, empty_walks: 0, violations: 0, left_over: 0 });
});

test("a walk in which nobody steps off is empty", () => {
  expect(run(SERVICE, [person(33)], [[130, 0]]).empty_walks).toBe(1);
});

test.each([
  ["in a gap of his own size", 5, 6, 11, { violations: 1, conflicts: 0 }],
  ["not in a smaller one", 5, 6, 10.9, { violations: 0 }],
  ["in a gap that makes it a conflict", 5, 4, 9.5, { violations: 1, conflicts: 1 }],
  ["not before patience is over", 9, 6, 14, { violations: 0 }],
  ["never, who never does", -1, 3, 19, { violations: 0 }],
] as const)("somebody out of patience crosses on red %s", (_, patience, gap, first, wanted) => {
  // From `first` on there is a vehicle every half second.
  const vehicles = Array.from({ length: 60 }, (__, n) => [first + n / 2, n % 4] as const);
  expect(run(SERVICE, [person(0, { patience, gap })], vehicles)).toMatchObject(wanted);
});

test("a gap shrinks to 70 % in the 30 s after patience is over", () => {
  // A vehicle every 5 s: half a second after it the gap is 4.5 s. Somebody who wants 6 s takes that from 25 s on.
  const vehicles = Array.from({ length: 12 }, (_, n) => [n * 5, 0] as const);
  const result = run([], [person(0, { patience: 0, gap: 6 })], vehicles);
  expect(result).toMatchObject({ violations: 1, conflicts: 1 });
  expect(result.ped_wait_s.max).toBe(25.5);
});

test("who bears no more leaves, at that very time", () => {
  const result = run(SERVICE, [person(10, { leave: 7.25 }), person(20, { leave: 6 })], []);
  expect(result.leavers).toBe(1);
  expect(result.ped_wait_s.max).toBe(7.25);
});

test("slow people are on the road when vehicles get green, and are counted", () => {
  // Walk from 25 to 32 s, green at 56 s at the latest.
  expect(run(SERVICE, [person(25, { speed: 0.5 })], []).stranded).toBe(0);
  expect(run(SERVICE, [person(31, { speed: 0.5 })], []).stranded).toBe(1);
});

test("the cost is that of the study, in person-seconds", () => {
  expect(waitCost(WEIGHTS, 30)).toBe(60);
  expect(waitCost(WEIGHTS, 60)).toBe(2 * (60 + 30));
  const result = run(
    SERVICE,
    [person(0), person(0, { leave: 5 }), person(30, { patience: 0 })],
    [[22, 0]],
  );
  // A vehicle stops for 28 s, as somebody steps off at 30 s; a wait of 25 s; 5 s and gone.
  expect(result.cost).toBeCloseTo(1.4 * 28 + 8 + 2 * 25 + 2 * 5 + 60, 9);
});

test("a stream is the same when written and read again", () => {
  const drawn = drawnStream(3, 300, { people: 20, vehicles: 60 });
  expect(readStream(streamLines(drawn).join("\n"))).toMatchObject(drawn);
});

test.each([
  ['{"type":"veh","t":1,"lane":0}', "no scenario"],
  ['{"type":"scenario","end_s":9,"lanes":4,"width_m":15}\n{oops', "line 2: a JSON object"],
  ['{"type":"scenario","end_s":9,"lanes":4,"width_m":15}\n{"type":"ped","side":0}', "line 2: t"],
])("a stream of %j is refused", (text, wanted) => {
  expect(() => readStream(text)).toThrow(wanted);
});

/** What is told at `at` s under steady green. */
function toldAt(at: number, of: Parameters<typeof stream>, sensing: PointSensing) {
  const street = pointStreet(stream(...of), WEIGHTS);
  const sensor = pointSensor(site, street, sensing);
  while (street.t_s < at) {
    sensor.look();
    stepStreet(street, GREEN);
  }
  return sensor.look();
}

test("detectors tell who waits and since when, who walks up, what comes and what has passed", () => {
  const told = toldAt(
    10,
    [
      [person(2), person(6, { side: 1, press: false }), person(13), person(20)],
      [
        [9.5, 0],
        [9.6, 0],
        [15, 2],
        [24, 1],
        [26, 1],
      ],
    ],
    { lookahead_s: 15, approach_s: 5 },
  );
  expect(told.zones).toEqual({
    A: { waiting: 1, waits_s: [8], approaching_s: [3] },
    B: { waiting: 1, waits_s: [4], approaching_s: [] },
  });
  expect(told.buttons).toEqual({ A: true, B: false });
  expect(told.crossing).toBe(0);
  expect(told.lanes).toEqual([
    { id: "W0", queue: 1, eta_s: [], passages: 1 },
    { id: "W1", queue: 0, eta_s: [5], passages: 0 },
    { id: "E0", queue: 0, eta_s: [14], passages: 0 },
    { id: "E1", queue: 0, eta_s: [], passages: 0 },
  ]);
});

test("what is not to be known is not told", () => {
  const sensing = { lookahead_s: 0, queue: false, waits: false, crossing: false };
  const told = toldAt(
    10,
    [
      [person(2), person(3, { det: false })],
      [
        [9.6, 0],
        [12, 0],
      ],
    ],
    sensing,
  );
  expect(told.zones["A"]).toEqual({ waiting: 1 });
  expect(told.crossing).toBeNull();
  expect(told.lanes[0]).toEqual({ id: "W0", queue: null, eta_s: [], passages: 1 });
});

test("noise misses and misjudges as often as it should, and the same ones each time", () => {
  const noise: PointNoise = { seed: 5, ...NOISY };
  const drawn = drawnStream(9, 3600, { people: 2000, vehicles: 4000 });
  const street = pointStreet(drawn, WEIGHTS);
  const sensor = pointSensor(site, street, { lookahead_s: 3600, noise });
  const seen = drawn.people.filter((_, who) => sensor.sees(who)).length;
  expect(seen / 2000).toBeGreaterThan(0.87);
  expect(seen / 2000).toBeLessThan(0.93);
  const { lanes } = sensor.look();
  const etas = lanes.flatMap(({ eta_s }) => eta_s);
  expect(etas.length / 4000).toBeGreaterThan(0.88);
  expect(etas.length / 4000).toBeLessThan(0.92);
  const again = pointSensor(site, pointStreet(drawn, WEIGHTS), { lookahead_s: 3600, noise });
  expect(again.look().lanes).toEqual(lanes);
});

test("phantoms are seen for a few seconds, 2 % of the time", () => {
  const empty = stream([], [], { end_s: 40_000 });
  const street = pointStreet(empty, WEIGHTS, 1);
  const noise = { seed: 1, ...NOISY, phantoms: 0.02 };
  const sensor = pointSensor(site, street, { noise });
  let seen = 0;
  for (; street.t_s < 40_000; stepStreet(street, GREEN)) {
    const { A, B } = sensor.look().zones;
    seen += A!.waiting + B!.waiting;
  }
  expect(seen / 40_000).toBeGreaterThan(0.014);
  expect(seen / 40_000).toBeLessThan(0.026);
});

const DRIVEN: readonly (readonly [string, PolicySite, PointSensing, number])[] = [
  ["PUFFIN", POLICIES.puffin, { lookahead_s: 15 }, 0],
  ["the Tongzhou rule with its countdown", POLICIES["tongzhou-2019"], { lookahead_s: 0 }, 15],
  ["the default policy", POLICIES.marginal, { lookahead_s: 30, approach_s: 5 }, 0],
  [
    "the default policy with little and noisy sensing",
    POLICIES.marginal,
    { lookahead_s: 15, queue: false, waits: false, noise: { seed: 2, ...NOISY } },
    8,
  ],
];

test.each(DRIVEN)(
  "an outside street gets the same from a co-simulation as from the core: %s",
  (_, policy, sensing, countdown_s) => {
    const options = {
      site: studySite(policy, { countdown_s }),
      stream: drawnStream(4, 900, { people: 45, vehicles: 375 }),
      sensing,
    };
    const direct = drivePoint(options);
    expect(direct.walks).toBeGreaterThan(5);
    expect(direct.broken).toEqual([]);
    expect(direct.left_over).toBe(0);
    expect(driveByCosim(options)).toEqual(direct);
  },
);

test.each(Object.values(POLICIES))(
  "the policy $name breaks no constraint in a busy hour",
  (policy) => {
    const countdown_s = policy.name === "tongzhou-2019" ? 15 : 0;
    const { broken, max_wait_broken, left_over } = drivePoint({
      site: studySite(policy, { countdown_s }),
      stream: drawnStream(6, 3600, { people: 200, vehicles: 1800 }),
    });
    // A fixed plan promises its people walk in every cycle, and nobody more.
    const late = policy.name === "fixed" ? 0 : max_wait_broken;
    expect({ broken, left_over, late }).toEqual({ broken: [], left_over: 0, late: 0 });
  },
);

/** The steps of a good service with a countdown of 8 s. */
function goodSteps(): PointStep[] {
  const steps: PointStep[] = [];
  drivePoint({
    site: studySite({ name: "puffin" }, { countdown_s: 8 }),
    stream: stream([person(3), person(70)], [[50, 0]]),
    onStep: (step) => steps.push(step),
  });
  return steps;
}

type Edit = (step: PointStep) => PointStep;
const showing =
  (at: (t_s: number) => boolean, more: Partial<PointStep["shown"]>): Edit =>
  (step) =>
    at(step.t_s) ? { ...step, shown: { ...step.shown, ...more } } : step;
const walkAt = goodSteps().find(({ shown }) => shown.ped === "walk")!.t_s;

const SPOILT: readonly (readonly [string, Edit, RegExp])[] = [
  ["nothing", (step) => step, /^$/],
  ["both green", showing((t) => t === walkAt, { vehicle: "green" }), /conflict: /],
  ["no yellow", showing((t) => t < walkAt && t >= walkAt - 5, { vehicle: "red" }), /order: /],
  ["a short green", showing((t) => t < walkAt - 20, { vehicle: "red" }), /green: /],
  ["a short yellow", showing((t) => t === walkAt - 2.5, { vehicle: "red" }), /yellow: /],
  ["a short red", showing((t) => t === walkAt - 2, { vehicle: "yellow" }), /red: /],
  ["a short walk", showing((t) => t === walkAt + 6.5, { ped: "flashing-walk" }), /walk: /],
  [
    "people on the road in a short clearance",
    (step) => ({ ...step, inputs: { ...step.inputs, crossing: 1 } }),
    /clearance cut short: /,
  ],
  [
    "a broken countdown",
    showing((t) => t === walkAt - 4, { ped_countdown_s: null }),
    /countdown: /,
  ],
  ["an untrue countdown", showing((t) => t === walkAt - 4, { ped_countdown_s: 6 }), /countdown: /],
  ["no countdown", showing((t) => t < walkAt, { ped_countdown_s: null }), /countdown: /],
  [
    "nobody there",
    (step) => ({
      ...step,
      inputs: { ...step.inputs, zones: { A: { waiting: 0 }, B: { waiting: 0 } }, buttons: {} },
    }),
    /walk for nobody: /,
  ],
];

test.each(SPOILT)("the observer of the heads sees %s", (_, edit, wanted) => {
  const watch = watchHeads(studySite({ name: "puffin" }, { countdown_s: 8 }), 0.5);
  for (const step of goodSteps()) watch.note(edit(step));
  expect(watch.broken().join("\n")).toMatch(wanted);
});
