/** Demand that is refused, and arrivals as lines: what comes in from outside. */
import { describe, expect, test } from "vitest";
import {
  type Demand,
  type DemandSpec,
  type PeopleSource,
  type VehicleSource,
  arrivalLines,
  demandKind,
  demandProblems,
  demandOf,
  readArrivals,
} from "../src/index.ts";
import { pilotSite } from "./pilot-site.ts";

const site = pilotSite();
const HOUR = 3600;
const NOBODY: VehicleSource = { kind: "poisson", per_h: 0 };

const rates = { people_per_h: 120, vehicles_per_h: 1000 };
const demand = (spec: DemandSpec, seed = 1): Demand => demandOf(spec, { seed, site });

/** Everybody of a source in its first `hours`. */
const peopleOf = (source: PeopleSource, hours: number, seed = 1) =>
  demand({ people: [source], vehicles: NOBODY }, seed).people(hours * HOUR);

/** Poisson counts stray by their square root; five of them are never seen by chance. */
const near = (count: number, mean: number): boolean => Math.abs(count - mean) < 5 * Math.sqrt(mean);

describe("a demand that cannot be meant is refused, and says where", () => {
  const nobody = { kind: "poisson", per_h: 0 } as const;
  const platoons = {
    kind: "platoons",
    per_h: 900,
    cycle_s: 90,
    green_s: 40,
    travel_s: 30,
    dispersion: 0.35,
    offsets_s: [0, 0],
  } as const;
  const of = (people: PeopleSource, vehicles: VehicleSource = nobody): readonly string[] =>
    demandProblems({ people: [people], vehicles }, 4);

  test.each<[readonly string[], string]>([
    [of({ ...nobody, per_h: -1 }), "people.0.per_h = -1: 0 to 100000 an hour"],
    [of({ ...nobody, per_h: Number.NaN }), "people.0.per_h = null: 0 to 100000 an hour"],
    [of({ ...nobody, share_a: 1.2 }), "people.0.share_a = 1.2: a share, 0 to 1"],
    [
      of({ ...nobody, groups: { share: 0.5, size: [3, 2] } }),
      "people.0.groups.size = [3,2]: [least, most], whole numbers from 1 up",
    ],
    [
      of({ ...nobody, profile: [] }),
      "people.0.profile = []: points [time s, factor of 0 or more], times growing",
    ],
    [
      of({ kind: "school", people: 9, at_s: 0, within_s: 9, size: [0, 0] }),
      "people.0.size = [0,0]: [least, most], whole numbers from 1 up",
    ],
    [
      of({ kind: "listed", people: [{ t: -1, side: 0 }] }),
      "people.0.people.0.t = -1: seconds, 0 or more",
    ],
    [
      of({ kind: "counts", intervals: [{ from_s: 0, to_s: 900, a: 1.5, b: 0 }] }),
      "people.0.intervals.0.a = 1.5: a whole number, 0 or more",
    ],
    [of(nobody, { ...platoons, green_s: 91 }), "vehicles.green_s = 91: 2 s to the whole cycle"],
    [of(nobody, { ...platoons, cycle_s: 0 }), "vehicles.cycle_s = 0: 10 to 600 s"],
    [
      of(nobody, { ...nobody, lane_shares: [0.5, 0.5] }),
      "vehicles.lane_shares = [0.5,0.5]: a share for each of the 4 lanes, 1 together",
    ],
    [
      of(nobody, { kind: "listed", vehicles: [{ t: 0, lane: 4 }] }),
      "vehicles.vehicles.0.lane = 4: 0 to 3",
    ],
    [
      of(nobody, { kind: "counts", intervals: [{ from_s: 0, to_s: 900, lanes: [1] }] }),
      "vehicles.intervals.0.lanes = [1]: a count for each of the 4 lanes",
    ],
  ])("%j", (problems, wanted) => {
    expect(problems[0]).toBe(wanted);
    expect(demandProblems(demandKind("school", rates, 1), 4)).toEqual([]);
  });

  test("by a run too, and a long list with one mistake in it says it a few times only", () => {
    const vehicles = Array.from({ length: 500 }, (_, t) => ({ t, lane: 9 }));
    const spec = { people: [], vehicles: { kind: "listed", vehicles } } as const;
    expect(demandProblems(spec, 4)).toHaveLength(20);
    expect(() => demand(spec)).toThrow("vehicles.vehicles.0.lane = 9: 0 to 3");
  });

  test("a profile that fades out to almost nothing is made at once", () => {
    const people = peopleOf(
      {
        kind: "poisson",
        per_h: 100,
        profile: [
          [0, 1],
          [3600, 1e-9],
        ],
      },
      2,
    );
    expect(near(people.length, 50)).toBe(true);
  });
});

describe("arrivals as lines", () => {
  const head = { id: "an hour", arrivals_end_s: HOUR, end_s: HOUR + 600, lanes: 4, width_m: 15 };
  const written = (): string[] => [...arrivalLines(demand(demandKind("bus", rates, 1), 8), head)];

  test("an hour that is written down comes again, person by person and vehicle by vehicle", () => {
    const read = readArrivals(written(), 4);
    if (!read.ok) throw new Error(read.problems.join("\n"));
    expect(read.head).toMatchObject(head);
    const [again, before] = [demand(read.spec, 99), demand(demandKind("bus", rates, 1), 8)];
    const people = (come: Demand) =>
      come.people(HOUR).map(({ t, side, behaviour }) => ({ t, side, behaviour }));
    const vehicles = (come: Demand) =>
      come.vehicles(HOUR).map(({ t, lane, bus }) => ({ t, lane, bus }));
    expect(people(again)).toEqual(people(before));
    expect(vehicles(again)).toEqual(vehicles(before));
  });

  test("lines are in order of time, even lanes of one direction and odd lanes of the other", () => {
    const lines = written().map(
      (line) => JSON.parse(line) as { type: string; t: number; lane: number },
    );
    const times = lines.slice(1).map(({ t }) => t);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const one = {
      kind: "listed",
      vehicles: [0, 1, 2, 3].map((lane) => ({ t: 5 + lane, lane })),
    } as const;
    const lanes = [...arrivalLines(demand({ people: [], vehicles: one }), head)]
      .slice(1)
      .map((line) => (JSON.parse(line) as { lane: number }).lane);
    expect(lanes).toEqual([0, 2, 1, 3]);
  });

  const scenario = '{"type":"scenario","end_s":60,"lanes":4}';
  test.each([
    ["", "line 1: no scenario; the first line must be of type scenario, with end_s"],
    ['{"type":"scenario"}', "line 1: end_s = undefined: seconds, 0 or more, is wanted"],
    [`${scenario}\nhello`, "line 2: no JSON object"],
    [`${scenario}\n\n{"type":"veh","t":1,"lane":4}`, "line 3: lane = 4: 0 to 3 is wanted"],
    [
      `${scenario}\n{"type":"veh","t":-1,"lane":0}`,
      "line 2: t = -1: seconds, 0 or more, is wanted",
    ],
    [
      `${scenario}\n{"type":"veh","t":1,"lane":0.5}`,
      "line 2: lane = 0.5: a whole number is wanted",
    ],
    [`${scenario}\n{"type":"ped","t":1,"side":2}`, "line 2: side = 2: 0 or 1 is wanted"],
    [
      `${scenario}\n{"type":"ped","t":1,"side":1,"speed":0}`,
      "line 2: speed = 0: a number, 0.1 or more, is wanted",
    ],
  ])("%j is refused with its line", (text, problem) => {
    expect(readArrivals(text.split("\n"), 4)).toEqual({ ok: false, problems: [problem] });
  });

  test("everything that is wrong is said at once, and lines of other types are skipped", () => {
    const text = `${scenario}\n{"type":"note"}\n{"type":"ped"}\n{"type":"veh"}`;
    const read = readArrivals(text.split("\n"), 4);
    expect(read.ok || read.problems).toHaveLength(4);
  });
});
