import { describe, expect, test } from "vitest";
import { countsDemand, demandOf, simulate } from "../src/index.ts";
import { pilotSite } from "./pilot-site.ts";

const site = pilotSite();

const DAY = `# Tuesday
from,to,people_a,people_b,veh_W0,veh_W1,veh_E0,veh_E1
07:00,07:15,12,9,81,77,80,72
07:15,07:30,30,4,90,90,91,95

07:45,08:00,0,0,10,11,12,13
`;

function read(text: string) {
  const reading = countsDemand(text, site);
  if (!reading.ok) throw new Error(reading.problems.join("\n"));
  return reading;
}

const problemsOf = (text: string): readonly string[] => {
  const reading = countsDemand(text, site);
  return reading.ok ? [] : reading.problems;
};

describe("a day of counts", () => {
  test("gives every interval exactly as many people and vehicles as were counted", () => {
    const { spec, hours } = read(DAY);
    const demand = demandOf(spec, { seed: 4, site });
    const people = demand.people(3600);
    const vehicles = demand.vehicles(4000);
    const at = (side: number, from: number): number =>
      people.filter((one) => one.side === side && one.t >= from && one.t < from + 900).length;
    expect(hours).toBe(1);
    expect([at(0, 0), at(1, 0), at(0, 900), at(1, 900), at(0, 1800), at(1, 2700)]).toEqual([
      12, 9, 30, 4, 0, 0,
    ]);
    const inLane = (lane: number): number => vehicles.filter((one) => one.lane === lane).length;
    expect([0, 1, 2, 3].map(inLane)).toEqual([181, 178, 183, 180]);
    expect(vehicles.filter(({ t }) => t > 1830 && t < 2700)).toEqual([]);
  });

  test("knows the time of day of its beginning", () => {
    expect(read(DAY).spec.time_of_day_s).toBe(7 * 3600);
  });

  test("a run over it tells the core the time of day", () => {
    const { spec } = read(DAY.replaceAll("07:", "23:").replace("08:00", "24:00"));
    const times: (number | undefined)[] = [];
    simulate({
      site,
      hours: 1.1,
      seed: 1,
      dt_s: 1,
      spec,
      onTick: (t_s, _, { time_of_day_s }) => {
        if (t_s % 1800 === 0) times.push(time_of_day_s);
      },
    });
    // 23:00, 23:30, and midnight.
    expect(times).toEqual([82_800, 84_600, 0]);
  });

  test("takes semicolons, quotes, any order of columns, and totals", () => {
    const { spec } = read('"vehicles";to;from;people\r\n"10";07:15;07:00;"7"\r\n');
    const demand = demandOf(spec, { seed: 1, site });
    const people = demand.people(900);
    expect(people.filter(({ side }) => side === 0).length).toBe(3);
    expect(people.length).toBe(7);
    const lanes = demand.vehicles(900).map(({ lane }) => lane);
    expect([0, 1, 2, 3].map((lane) => lanes.filter((each) => each === lane).length)).toEqual([
      2, 3, 2, 3,
    ]);
  });

  test("another count in one quarter of an hour leaves the others as they are", () => {
    const later = (text: string) =>
      demandOf(read(text).spec, { seed: 4, site })
        .people(3600)
        .filter(({ t }) => t > 900);
    expect(later(DAY.replace("12,9", "40,40"))).toEqual(later(DAY));
  });
});

const HEAD = "from,to,people_a,people_b,vehicles";

describe("counts that cannot be meant are refused with their line", () => {
  test.each([
    ["", "line 1: no columns; the file is empty"],
    [HEAD, "line 1: no interval follows the names of the columns"],
    [`${HEAD}\n07:00,07:15,1,x,3`, 'line 2: people_b = "x": a whole number, 0 or more, is wanted'],
    [
      `${HEAD}\n07:00,07:15,1,-1,3`,
      'line 2: people_b = "-1": a whole number, 0 or more, is wanted',
    ],
    [`${HEAD}\n7h,07:15,1,1,3`, 'line 2: from = "7h": a time of day as 07:15 is wanted'],
    [`${HEAD}\n07:15,07:00,1,1,3`, "line 2: from 07:15 is not before to"],
    [
      `${HEAD}\n07:00,07:15,1,1,3\n\n07:10,07:25,1,1,3`,
      "line 4: begins before the interval of line 2 has ended",
    ],
    [`from,to,people,vehicles,veh_W0\n`, /twice; leave one out/],
    [
      `from,to,people,veh_W0\n`,
      "line 1: veh_W1, veh_E0, veh_E1 missing: a column for every lane (or one column vehicles)",
    ],
    [`from,to,people_a,vehicles\n`, /columns people_a and people_b are missing/],
    [`from,to,people,vehicels\n`, /column "vehicels" is not known; columns are from, to,/],
    [`to,people,vehicles\n`, "line 1: column from is missing: when an interval is, as 07:15"],
  ])("%j", (text, problem) => {
    expect(problemsOf(text)[0]).toMatch(problem);
  });

  test("a line with too few fields is refused, and all that is wrong in a file is said at once", () => {
    const problems = problemsOf(`${HEAD}\n07:00,07:15,1,1\n07:15,07:30,a,b,c`);
    expect(problems).toContain("line 2: 4 fields; the first line names 5");
    expect(problems.filter((problem) => problem.startsWith("line 3"))).toHaveLength(3);
  });
});
