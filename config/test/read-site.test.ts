import {
  type Site,
  brokenRules,
  formatProblem,
  longestWait_s,
  readSite,
  siteJsonSchema,
  withPolicy,
} from "@crossing/config";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const PILOT = read("sites/yudaihe-beixiaoyuan.json");

const pilot = (): Site => {
  const reading = readSite(PILOT);
  if (!reading.ok)
    throw new Error(reading.problems.map((p) => formatProblem("pilot", p)).join("\n"));
  return reading.site;
};

/** Every line that `crossing check` would print for the pilot site with these values; undefined takes one out. */
const lines = (changes: Readonly<Record<string, unknown>>): string[] => {
  const site = JSON.parse(PILOT) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) put(site, path.split("."), value);
  const reading = readSite(JSON.stringify(site));
  const problems = reading.ok ? reading.broken : reading.problems;
  return problems.map((problem) => formatProblem("a.json", problem));
};

function put(at: Record<string, unknown>, [key, ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) at[key!] = value;
  else put(at[key!] as Record<string, unknown>, rest, value);
}

test("the pilot site is well-formed and keeps every rule", () => {
  const reading = readSite(PILOT);
  expect(reading).toMatchObject({ ok: true, broken: [] });
});

test("every value of the pilot that nobody measured is marked as assumed", () => {
  expect(pilot().assumed).toEqual(
    expect.arrayContaining(["crossing.length_m", "crossing.width_m", "lanes", "cabinet"]),
  );
});

test.each([
  [
    "a walk that is too short",
    { "timing.walk_min_s": 2 },
    "a.json: timing.walk_min_s = 2: walk is never shorter than 4 s; 7 s is usual",
  ],
  [
    "an unknown key",
    { "timing.walk_mn_s": 7 },
    "a.json: timing.walk_mn_s = 7: no such key; remove it or correct its name",
  ],
  [
    "a word for a number",
    { "crossing.length_m": "15" },
    'a.json: crossing.length_m = "15": Invalid input: expected number, received string',
  ],
  [
    "a zone that is not there",
    { "cameras.1.zones.0.zone": "C" },
    'a.json: cameras.1.zones.0.zone = "C": one of the zones A, B',
  ],
  [
    "a camera twice",
    { "cameras.1.id": "A" },
    'a.json: cameras.1.id = "A": an id that is used only once',
  ],
  [
    "a walk that ends before it began",
    { "timing.walk_max_s": 5 },
    "a.json: timing.walk_max_s = 5: at least timing.walk_min_s = 7",
  ],
  [
    "a value called assumed that is not there",
    { "assumed.0": "crossing.depth_m" },
    'a.json: assumed.0 = "crossing.depth_m": a path that is in this file',
  ],
  [
    "a watchdog that one late packet trips",
    { "cabinet.watchdog_ms": 300, "cabinet.cycle_ms": 200 },
    "a.json: cabinet.watchdog_ms = 300: at least two cycles of 200 ms, or one late packet trips it",
  ],
])("%s is told with its path, its value and what is wanted", (_, changes, line) => {
  expect(lines(changes)).toContain(line);
});

test("a missing field is called missing", () => {
  expect(lines({ "timing.yellow_s": undefined })[0]).toMatch(
    /^a\.json: timing\.yellow_s: missing; /,
  );
});

test("everything that is wrong is told at once", () => {
  const wrong = lines({
    "timing.walk_min_s": 1,
    "timing.yellow_s": 9,
    id: "Yudaihe Street",
    extra: true,
  });
  expect(wrong.map((line) => line.split(" ")[1])).toEqual(
    expect.arrayContaining(["id", "timing.walk_min_s", "timing.yellow_s", "extra"]),
  );
});

test("what is not JSON is told as such", () => {
  const reading = readSite("{ nonsense");
  if (reading.ok) throw new Error("read nonsense");
  expect(formatProblem("a.json", reading.problems[0]!)).toMatch(/^a\.json: JSON; /);
});

const timed = (
  change: Partial<Site["timing"]>,
  crossing: Partial<Site["crossing"]> = {},
): Site => ({
  ...pilot(),
  timing: { ...pilot().timing, ...change },
  crossing: { ...pilot().crossing, ...crossing },
});

test.each([
  ["yellow at its least", {}, { yellow_s: 3 }, []],
  ["yellow just below", {}, { yellow_s: 2.9 }, ["cn-gb-1"]],
  ["fixed clearance at length / speed", {}, { adaptive_clearance: false, ped_clearance_s: 15 }, []],
  [
    "fixed clearance just below",
    {},
    { adaptive_clearance: false, ped_clearance_s: 14.9 },
    ["cn-gb-2"],
  ],
  ["adaptive clearance that can wait for the slowest", {}, { ped_clearance_max_s: 21.5 }, []],
  ["adaptive clearance that cannot", {}, { ped_clearance_max_s: 21.4 }, ["cn-gb-6"]],
  [
    "adaptive clearance too short for anybody",
    {},
    { ped_clearance_max_s: 14.9 },
    ["cn-gb-2", "cn-gb-6"],
  ],
  ["the longest wait without a refuge", {}, { max_wait_s: 70 }, []],
  ["a longer one", {}, { max_wait_s: 71 }, ["cn-gb-3"]],
  ["the longest wait with a refuge", { refuge: true }, { max_wait_s: 90 }, []],
  [
    "a minimum green that breaks any promise",
    {},
    { vehicle_min_green_s: 60, vehicle_max_green_s: 60 },
    ["cn-gb-3"],
  ],
  ["a countdown of half seconds", {}, { countdown_s: 7.5 }, ["cn-gb-4"]],
  ["a countdown that outlasts the promise", {}, { countdown_s: 30, max_wait_s: 30 }, ["cn-gb-4"]],
  ["a design speed of the young and fit", { design_speed_m_per_s: 1.3 }, {}, ["cn-gb-5"]],
] as const)("rule table: %s", (_, crossing, timing, broken) => {
  expect(brokenRules(timed(timing, crossing)).map((problem) => problem.rule?.id)).toEqual(broken);
});

test("a broken rule names its clause, and says when the clause was not read", () => {
  const [line] = lines({ "timing.yellow_s": 2 });
  expect(line).toBe(
    "a.json: timing.yellow_s = 2: at least 3 (vehicle yellow lasts at least 3 s; GB 14886-2016 4.3.4, unverified)",
  );
});

test("who comes as walk ends waits for clearance, buffer, minimum green, yellow and red", () => {
  expect(longestWait_s({ ...pilot().timing, max_wait_s: 10 })).toBe(22 + 2 + 15 + 3 + 2);
});

test("another policy brings its own countdown; an unknown one says which there are", () => {
  expect(withPolicy(pilot(), "tongzhou-2019")).toMatchObject({
    policy: { presence_s: 20, green_s: 15 },
    timing: { countdown_s: 15 },
  });
  expect(withPolicy(pilot(), "puffin")).toMatchObject({ policy: { name: "puffin" } });
  expect(withPolicy(pilot(), "smart")).toEqual({
    path: "policy.name",
    value: "smart",
    wanted: "one of marginal, fixed, push-button, puffin, threshold, tongzhou-2019",
  });
});

test("site.schema.json is made from the schema: `npm run schema` after a change", () => {
  expect(JSON.parse(read("site.schema.json"))).toEqual(
    JSON.parse(JSON.stringify(siteJsonSchema())),
  );
});
