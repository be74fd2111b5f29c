import { WEIGHTS } from "@crossing/config";
import { describe, expect, test } from "vitest";
import {
  type DemandSpec,
  type ListedPerson,
  type SimulateOptions,
  type SimulationResult,
  hiresLines,
  intervalLines,
  levelOfService,
  recordRun,
  simulate,
  summaryLines,
  traceLines,
  tripLines,
  waitCost,
} from "../src/index.ts";
import { costOf } from "../src/runs/cost.ts";
import { pilotSite } from "./pilot-site.ts";

const site = pilotSite();
const usual: SimulateOptions = {
  site,
  hours: 1,
  seed: 2,
  rates: { people_per_h: 200, vehicles_per_h: 1300 },
};

const PATIENT = { speed: 1.3, patience: -1, leave: -1, press: true, startDelay: 1 } as const;

const listed = (
  people: readonly ListedPerson[],
  vehicles: readonly { readonly t: number; readonly lane: number }[] = [],
): DemandSpec => ({
  people: [{ kind: "listed", people }],
  vehicles: { kind: "listed", vehicles },
});

/** What a quarter of an hour of listed arrivals comes to. */
const quarter = (spec: DemandSpec, options: Partial<SimulateOptions> = {}): SimulationResult =>
  simulate({ site, hours: 0.25, seed: 1, spec, ...options });

describe("level of service", () => {
  test.each([
    [null, null],
    [0, "A"],
    [9.99, "A"],
    [10, "B"],
    [19.99, "B"],
    [20, "C"],
    [29.99, "C"],
    [30, "D"],
    [39.99, "D"],
    [40, "E"],
    [60, "E"],
    [60.01, "F"],
  ])("a mean wait of %d s is %s", (wait, level) => {
    expect(levelOfService(wait)).toBe(level);
  });
});

describe("cost", () => {
  test.each([
    [0, 0],
    [10, 20],
    [30, 60],
    [45, 2 * (45 + 225 / 30)],
    [60, 2 * (60 + 900 / 30)],
  ])("a wait of %d s costs %d person-seconds", (wait, cost) => {
    expect(waitCost(WEIGHTS, wait)).toBeCloseTo(cost, 9);
  });

  test("is its parts, and a conflict costs on top of its violation", () => {
    const cost = costOf(WEIGHTS, {
      vehicleDelay_s: 100,
      stops: 3,
      waits_s: [10, 30],
      violations: 2,
      conflicts: 1,
      leavers: 1,
    });
    expect(cost).toEqual({
      total: 140 + 24 + 80 + 80 + 120 + 60,
      vehicle_delay: 140,
      stops: 24,
      waiting: 80,
      violations: 80,
      conflicts: 120,
      leavers: 60,
    });
  });

  test("of a run goes by the site's weights", () => {
    // Puffin does not weigh: the same hour, at another price.
    const cheap = { ...site, policy: { name: "puffin" as const } };
    const dear = { ...cheap, weights: { ...WEIGHTS, ped_second: 4, stop: 16 } };
    const [usually, dearly] = [cheap, dear].map((at) => simulate({ ...usual, site: at }).cost);
    expect(dearly!.waiting).toBeCloseTo(2 * usually!.waiting, 6);
    expect(dearly!.stops).toBeCloseTo(2 * usually!.stops, 6);
    expect(dearly!.vehicle_delay).toBe(usually!.vehicle_delay);
  });
});

describe("measures of a few people", () => {
  test("nobody: nothing to measure, and no division by it", () => {
    expect(quarter(listed([]))).toMatchObject({
      people: 0,
      vehicles: 0,
      ped_wait_s: { mean: null, p50: null, p95: null, max: null },
      kerb_wait_s: {},
      ped_los: null,
      over_30_s: null,
      violations_per_100: null,
      stops_per_vehicle: null,
      walks: 0,
      empty_walk_share: null,
      longest_queue: 0,
      left_waiting: 0,
      cost: { total: 0 },
    });
  });

  test("one person is in the measures of their kerb, from arrival to the first step", () => {
    const person = { ...PATIENT, t: 100, side: 1 } as const;
    const { trips, result } = recordRun({ site, hours: 0.25, seed: 1, spec: listed([person]) });
    expect(trips).toHaveLength(1);
    const [trip] = trips;
    if (trip?.type !== "person") throw new Error("a person is expected");
    expect(trip).toMatchObject({ arrived_s: 100, zone: "B", outcome: "walk", pressed: true });
    expect(trip.wait_s).toBeCloseTo(trip.t_s - 100, 9);
    const spread = { mean: trip.wait_s, p50: trip.wait_s, p95: trip.wait_s, max: trip.wait_s };
    expect(result).toMatchObject({
      people: 1,
      kerb_wait_s: { B: spread },
      walks: 1,
      empty_walks: 0,
    });
    expect(result.cost.total).toBeCloseTo(waitCost(WEIGHTS, trip.wait_s), 9);
  });

  test("whoever is still at the kerb at the end is said to be", () => {
    const late = quarter(listed([{ ...PATIENT, t: 899, side: 0 }]));
    expect(late).toMatchObject({ people: 0, left_waiting: 1 });
  });

  test("vehicles that have not passed by the end are said to be left", () => {
    const before = [700, 710].map((t) => ({ t, lane: 0 }));
    const result = quarter(listed([], [...before, { t: 899.9, lane: 1 }]));
    expect(result.vehicles + result.left_queued).toBe(3);
    expect(result.left_queued).toBe(1);
  });

  test("a promise is broken to those who were told of, and to all", () => {
    const hidden = { ...PATIENT, press: false, det: false };
    const people = [{ ...hidden, t: 100, side: 0 } as const];
    const result = quarter(listed([...people, { ...PATIENT, t: 300, side: 1 }]));
    expect(result).toMatchObject({ people: 2, max_wait_broken: 1, max_wait_broken_told: 0 });
    const pressing = quarter(listed([{ ...hidden, press: true, t: 100, side: 0 }]));
    expect(pressing).toMatchObject({ people: 1, max_wait_broken: 0 });
  });

  test("someone whom noise hides was not told of either", () => {
    const people = [100, 110].map((t) => ({ ...PATIENT, press: false, t, side: 0 }) as const);
    const result = quarter(listed(people), { seeing: { noise: { people_unseen: 1 } }, hours: 0.2 });
    expect(result).toMatchObject({ walks: 0, people: 0, left_waiting: 2 });
  });

  test("someone who runs on red counts as such, per 100 people", () => {
    const runner = { ...PATIENT, patience: 0, gap: 3, press: false, det: false };
    const result = quarter(
      listed([
        { ...runner, t: 100, side: 0 },
        { ...PATIENT, t: 500, side: 0 },
      ]),
    );
    expect(result).toMatchObject({ violations: 1, conflicts: 0, violations_per_100: 50 });
    expect(result.cost.violations).toBe(40);
  });
});

describe("measures of an hour", () => {
  const hour = simulate(usual);

  test("the warm-up is left out, and said", () => {
    const whole = simulate({ ...usual, warm_up_s: 0 });
    expect([hour.warm_up_s, hour.measured_s]).toEqual([300, 3300]);
    expect([whole.warm_up_s, whole.measured_s]).toEqual([0, 3600]);
    const { trips } = recordRun(usual);
    const people = trips.filter((trip) => trip.type === "person");
    expect(hour.people).toBe(people.filter(({ arrived_s }) => arrived_s >= 300).length);
    expect(whole.people).toBe(people.length);
    const vehicles = trips.filter((trip) => trip.type === "vehicle");
    expect(hour.vehicles).toBe(vehicles.filter(({ due_s }) => due_s >= 300).length);
    expect(whole.vehicles).toBe(vehicles.length);
  });

  test("a short run has a short warm-up, and one that leaves nothing is refused", () => {
    expect(simulate({ ...usual, hours: 0.1 }).warm_up_s).toBe(36);
    expect(() => simulate({ ...usual, warm_up_s: 3600 })).toThrow("warm_up_s = 3600");
    expect(() => simulate({ ...usual, hours: 0 })).toThrow("hours = 0");
    expect(() => simulate({ ...usual, dt_s: 9 })).toThrow("dt_s = 9");
  });

  test("reasons fill the measured time, and walks come from the walk reason", () => {
    const total = Object.values(hour.reasons_s).reduce((sum, time) => sum + time, 0);
    expect(total).toBe(3300);
    expect(hour.reasons_s.walk!).toBeGreaterThan(hour.walks * site.timing.walk_min_s - 30);
  });

  test("intervals add up to the run", () => {
    const whole = simulate({ ...usual, warm_up_s: 0 });
    const sum = (of: (row: (typeof whole.intervals)[number]) => number): number =>
      whole.intervals.reduce((total, row) => total + of(row), 0);
    expect(whole.intervals.map(({ from_s, to_s }) => [from_s, to_s])).toEqual([
      [0, 900],
      [900, 1800],
      [1800, 2700],
      [2700, 3600],
    ]);
    expect(sum(({ people }) => people)).toBe(whole.people);
    expect(sum(({ vehicles }) => vehicles)).toBe(whole.vehicles);
    expect(sum(({ walks }) => walks)).toBe(whole.walks);
    expect(sum(({ stops }) => stops)).toBe(whole.vehicle_stops);
    expect(sum(({ violations }) => violations)).toBe(whole.violations);
    expect(
      sum(({ people, mean_wait_s }) => people * (mean_wait_s ?? 0)) / whole.people,
    ).toBeCloseTo(whole.ped_wait_s.mean!, 9);
    expect(Math.max(...whole.intervals.map(({ max_wait_s }) => max_wait_s ?? 0))).toBe(
      whole.ped_wait_s.max,
    );
  });

  test("spreads are in order, and shares of long waits go with them", () => {
    for (const { mean, p50, p95, max } of [hour.ped_wait_s, hour.vehicle_delay_s]) {
      expect(p50!).toBeLessThanOrEqual(p95!);
      expect(p95!).toBeLessThanOrEqual(max!);
      expect(mean!).toBeLessThan(max!);
    }
    expect(hour.over_60_s!).toBeLessThanOrEqual(hour.over_30_s!);
    expect(hour.over_30_s! > 0.05).toBe(hour.ped_wait_s.p95! > 30);
  });

  test("more vehicles than the road can take are seen as such", () => {
    const jammed = simulate({ ...usual, rates: { people_per_h: 900, vehicles_per_h: 5000 } });
    expect(jammed.left_queued).toBeGreaterThan(100);
    expect(jammed.longest_queue).toBeGreaterThan(15);
  });
});

describe("lines of a run", () => {
  const run = () => recordRun({ ...usual, hours: 0.5 });
  const record = run();
  const began = new Date("2026-05-04T06:00:00Z");
  const hires = () => [...hiresLines(record.events, { signal: "mill-lane", began })];

  test("are the same line by line when it is run again", () => {
    const lines = ({ result, trips, events, states }: typeof record): string[] => [
      ...tripLines(trips),
      ...intervalLines(result.intervals),
      ...hiresLines(events, { signal: "x", began }),
      ...traceLines(states),
      ...summaryLines(result),
    ];
    expect(lines(run())).toEqual(lines(record));
  });

  test("trips: a line for each person and vehicle, with as many fields as its header", () => {
    const lines = [...tripLines(record.trips)];
    const columns = lines[0]!.split(",");
    expect(lines).toHaveLength(record.trips.length + 1);
    for (const line of lines) expect(line.split(",")).toHaveLength(columns.length);
    const column = (line: string, name: string): string => line.split(",")[columns.indexOf(name)]!;
    const walkers = lines.filter((line) => column(line, "outcome") === "walk");
    for (const line of walkers) {
      const lost = Number(column(line, "went_s")) - Number(column(line, "due_s"));
      expect(Number(column(line, "lost_s"))).toBeCloseTo(lost, 2);
    }
    expect(walkers.length).toBeGreaterThan(50);
    expect(lines.filter((line) => /^vehicle,\d+,[WE][01],.*,(car|bus),/.test(line)).length).toBe(
      record.trips.filter(({ type }) => type === "vehicle").length,
    );
  });

  test("intervals: a line each, empty where nobody was", () => {
    const { intervals } = simulate({ site, hours: 0.3, seed: 1 });
    expect([...intervalLines(intervals)]).toEqual([
      "from_s,to_s,people,vehicles,mean_wait_s,max_wait_s,mean_delay_s,stops,walks,violations",
      "0,900,0,0,,,,0,0,0",
      "900,1080,0,0,,,,0,0,0",
    ]);
  });

  test("events: the codes of the hi-resolution tables, at 0.1 s, in order", () => {
    const lines = hires();
    expect(lines[0]).toBe("timestamp,signal_id,event_code,event_param");
    for (const line of lines.slice(1))
      expect(line).toMatch(/^2026-05-04 06:\d\d:\d\d\.\d,mill-lane,\d+,\d+$/);
    expect(lines.slice(1)).toEqual(
      lines.slice(1).toSorted((a, b) => (a.slice(0, 21) < b.slice(0, 21) ? -1 : 0)),
    );
    const walks = record.states.filter(({ state }) => state === "PED_GREEN").length;
    expect(lines.filter((line) => line.endsWith(",21,4"))).toHaveLength(walks);
  });

  test("the trace begins at 0 and changes with each line", () => {
    const lines = [...traceLines(record.states)].map(
      (line) => JSON.parse(line) as { t: number; state: string },
    );
    expect(lines[0]!.t).toBe(0);
    for (let at = 1; at < lines.length; at++)
      expect(lines[at]!.state).not.toBe(lines[at - 1]!.state);
  });

  test("the summary is the result, and nothing in it is lost as JSON", () => {
    const [line] = [...summaryLines(record.result)];
    expect(JSON.parse(line!)).toEqual(record.result);
  });
});
