import {
  PROFILES,
  type ProfileName,
  type Site,
  brokenRules,
  readSite,
  ruleReport,
  sequenceOf,
} from "@crossing/config";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const PILOT = readFileSync(new URL("../sites/yudaihe-beixiaoyuan.json", import.meta.url), "utf8");

const pilot = (): Site => {
  const reading = readSite(PILOT);
  if (!reading.ok) throw new Error("the pilot site cannot be read");
  return reading.site;
};

interface Changes {
  readonly timing?: Partial<Site["timing"]>;
  readonly crossing?: Partial<Site["crossing"]>;
  readonly demand?: Partial<Site["demand"]>;
  readonly fastest_m_per_s?: number;
}

/** A plan for the pilot's street that keeps every rule of the country, with changes. */
function planFor(profile: ProfileName, changes: Changes): Site {
  const site = pilot();
  const [first, ...others] = site.lanes;
  const fastest = changes.fastest_m_per_s ?? first!.free_speed_m_per_s;
  return {
    ...site,
    profile,
    timing: { ...site.timing, ...GOOD[profile], ...changes.timing },
    crossing: { ...site.crossing, ...changes.crossing },
    demand: { ...site.demand, ...changes.demand },
    lanes: [{ ...first!, free_speed_m_per_s: fastest }, ...others],
  };
}

const GOOD: Readonly<Record<ProfileName, Partial<Site["timing"]>>> = {
  "cn-gb": {},
  "us-mutcd": { buffer_s: 3, countdown_s: 0 },
  "uk-puffin": { countdown_s: 0, red_yellow_s: 2 },
  "de-rilsa": { red_yellow_s: 1 },
};

const broken = (profile: ProfileName, changes: Changes): readonly (string | undefined)[] =>
  brokenRules(planFor(profile, changes)).map(({ rule }) => rule?.id);

test.each(Object.keys(PROFILES) as ProfileName[])("a good plan keeps every rule of %s", (name) => {
  expect(broken(name, {})).toEqual([]);
});

test("vehicle red turns to green without red-yellow in China", () => {
  expect(broken("cn-gb", { timing: { red_yellow_s: 0.5 } })).toEqual(["cn-gb-7"]);
});

describe("us-mutcd", () => {
  const fixed = (ped_clearance_s: number, walk_min_s = 7): Changes => ({
    timing: { adaptive_clearance: false, ped_clearance_s, walk_min_s },
  });

  test.each<readonly [string, Changes, readonly string[]]>([
    ["walk at its usual least", { timing: { walk_min_s: 7 } }, []],
    ["a walk of 4 s, which must be argued", { timing: { walk_min_s: 4 } }, ["us-mutcd-2"]],
    ["a walk under 4 s", { timing: { walk_min_s: 3.9 } }, ["us-mutcd-1", "us-mutcd-2"]],
    ["clearance of 15 m / 1.07 m/s", fixed(14.1), []],
    ["clearance just below", fixed(14), ["us-mutcd-3"]],
    ["walk and clearance of 16.8 m / 0.91 m/s", fixed(14.5, 4), ["us-mutcd-2"]],
    ["walk and clearance just below", fixed(14.4, 4), ["us-mutcd-2", "us-mutcd-4"]],
    ["a buffer just too short", { timing: { buffer_s: 2.9 } }, ["us-mutcd-5"]],
    ["a countdown to walk", { timing: { countdown_s: 1 } }, ["us-mutcd-6"]],
    ["the longest yellow", { timing: { yellow_s: 6 } }, []],
    ["a longer one", { timing: { yellow_s: 6.1 } }, ["us-mutcd-7"]],
    ["a yellow just too short", { timing: { yellow_s: 2.9 } }, ["us-mutcd-7"]],
    ["red-yellow", { timing: { red_yellow_s: 1 } }, ["us-mutcd-8"]],
    ["no time for the slowest", { timing: { ped_clearance_max_s: 21.4 } }, ["own-1"]],
  ])("%s", (_, changes, ids) => {
    expect(broken("us-mutcd", changes)).toEqual(ids);
  });
});

describe("uk-puffin", () => {
  const green = (vehicle_min_green_s: number, vehicle_max_green_s = 30): Changes => ({
    timing: { vehicle_min_green_s, vehicle_max_green_s },
  });
  const clearance = (ped_clearance_min_s: number, ped_clearance_max_s: number): Changes => ({
    timing: { ped_clearance_min_s, ped_clearance_max_s },
  });

  test.each<readonly [string, Changes, readonly string[]]>([
    ["vehicle min green at its least", green(7), []],
    ["just below", green(6.9), ["uk-puffin-1"]],
    ["vehicle min green at its most", green(15), []],
    ["just above", green(15.1), ["uk-puffin-1"]],
    ["vehicle max green at its least", green(10, 10), []],
    ["vehicle max green just below", green(9, 9.9), ["uk-puffin-2"]],
    ["vehicle max green at its most", green(10, 60), []],
    ["vehicle max green just above", green(10, 60.1), ["uk-puffin-2"]],
    ["yellow just below", { timing: { yellow_s: 2.9 } }, ["uk-puffin-3"]],
    ["yellow just above", { timing: { yellow_s: 3.1 } }, ["uk-puffin-3"]],
    ["the least red clearance", { timing: { red_clearance_s: 1 } }, []],
    ["the most", { timing: { red_clearance_s: 3 } }, []],
    ["less", { timing: { red_clearance_s: 0.9 } }, ["uk-puffin-4"]],
    ["more", { timing: { red_clearance_s: 3.1 } }, ["uk-puffin-4"]],
    ["walk at its longest", { timing: { walk_min_s: 9 } }, []],
    ["a longer walk", { timing: { walk_min_s: 9.1 } }, ["uk-puffin-5"]],
    ["shortest clearance at its least", clearance(1, 22), []],
    ["shortest clearance at its most", clearance(5, 22), []],
    ["shortest clearance just above", clearance(5.1, 22), ["uk-puffin-6"]],
    ["an extension of 22 s", clearance(5, 27), []],
    ["a longer one", clearance(5, 27.1), ["uk-puffin-7"]],
    ["one of 30 s", clearance(5, 35), ["uk-puffin-7"]],
    ["one that is never allowed", clearance(5, 35.1), ["uk-puffin-7", "uk-puffin-8"]],
    ["the longest all red after clearance", { timing: { buffer_s: 3 } }, []],
    ["a longer one after clearance", { timing: { buffer_s: 3.1 } }, ["uk-puffin-9"]],
    ["red-yellow just below", { timing: { red_yellow_s: 1.9 } }, ["uk-puffin-10"]],
    ["red-yellow just above", { timing: { red_yellow_s: 2.1 } }, ["uk-puffin-10"]],
    ["no eyes on the crossing", { timing: { adaptive_clearance: false } }, ["uk-puffin-11"]],
    ["a design speed of the fit", { crossing: { design_speed_m_per_s: 1.21 } }, ["uk-puffin-12"]],
    ["a clearance too short for anybody", clearance(5, 14.9), ["uk-puffin-13", "own-1"]],
    ["a call delayed by 3 s", { demand: { dwell_s: 3 } }, []],
    ["a call delayed by more", { demand: { dwell_s: 3.1 } }, ["uk-puffin-14"]],
    ["a call cancelled in 2 s", { demand: { cancel_s: 2 } }, []],
    ["a call cancelled sooner", { demand: { cancel_s: 1.9 } }, ["uk-puffin-15"]],
    ["a call cancelled in 5 s", { demand: { cancel_s: 5 } }, []],
    ["a call cancelled later", { demand: { cancel_s: 5.1 } }, ["uk-puffin-15"]],
    ["a countdown", { timing: { countdown_s: 8 } }, ["uk-puffin-16"]],
  ])("%s", (_, changes, ids) => {
    expect(broken("uk-puffin", changes)).toEqual(ids);
  });
});

describe("de-rilsa", () => {
  const fixed = (ped_clearance_s: number, design_speed_m_per_s: number): Changes => ({
    timing: { adaptive_clearance: false, ped_clearance_s },
    crossing: { design_speed_m_per_s },
  });
  const yellow = (km_per_h: number, yellow_s: number): Changes => ({
    timing: { yellow_s },
    fastest_m_per_s: Math.round((km_per_h / 3.6) * 10) / 10,
  });

  test.each<readonly [string, Changes, readonly string[]]>([
    ["clearance of 15 m / 1.2 m/s", fixed(12.5, 1.2), []],
    ["clearance just below", fixed(12.4, 1.2), ["de-rilsa-1"]],
    ["20 % more for slow walkers", fixed(15, 1.1), []],
    ["less for slow walkers", fixed(14.9, 1.1), ["de-rilsa-2"]],
    ["walk over half the carriageway", { timing: { walk_min_s: 6.3 } }, []],
    ["just below half the carriageway", { timing: { walk_min_s: 6.2 } }, ["de-rilsa-3"]],
    [
      "with a refuge, up to half of the second carriageway",
      { timing: { walk_min_s: 9.4 }, crossing: { refuge: true } },
      [],
    ],
    [
      "with a refuge, just below",
      { timing: { walk_min_s: 9.3 }, crossing: { refuge: true } },
      ["de-rilsa-3"],
    ],
    ["a walk of 5 s over 12 m", { timing: { walk_min_s: 5 }, crossing: { length_m: 12 } }, []],
    ["a walk of less", { timing: { walk_min_s: 4.9 }, crossing: { length_m: 11 } }, ["de-rilsa-4"]],
    ["yellow at 50 km/h", yellow(50, 3), []],
    ["a shorter one at 50 km/h", yellow(50, 2.9), ["de-rilsa-5"]],
    ["yellow of 50 km/h at 51", yellow(51, 3), ["de-rilsa-5"]],
    ["yellow at 60 km/h", yellow(60, 4), []],
    ["a shorter one at 60 km/h", yellow(60, 3.9), ["de-rilsa-5"]],
    ["yellow at 70 km/h", yellow(70, 5), []],
    ["a shorter one at 70 km/h", yellow(70, 4.9), ["de-rilsa-5"]],
    ["a shorter one at 100 km/h", yellow(100, 4.9), ["de-rilsa-5"]],
    ["red-yellow at its most", { timing: { red_yellow_s: 2 } }, []],
    ["red-yellow just above", { timing: { red_yellow_s: 2.1 } }, ["de-rilsa-6"]],
    ["red-yellow just below", { timing: { red_yellow_s: 0.9 } }, ["de-rilsa-6"]],
    ["the longest wait", { timing: { max_wait_s: 60 } }, []],
    ["a longer one", { timing: { max_wait_s: 61 } }, ["de-rilsa-7"]],
    ["a countdown of half seconds", { timing: { countdown_s: 7.5 } }, ["own-2"]],
  ])("%s", (_, changes, ids) => {
    expect(broken("de-rilsa", changes)).toEqual(ids);
  });
});

describe("a rule report", () => {
  test("names every rule of the profile once, and counts add up", () => {
    for (const name of Object.keys(PROFILES) as ProfileName[]) {
      const { rules, kept, broken: counted } = ruleReport(pilot(), name);
      expect(new Set(rules.map(({ id }) => id)).size).toBe(PROFILES[name].rules.length);
      const notAsked = rules.filter(({ verdict }) => verdict === "not-asked").length;
      expect(kept + counted + notAsked).toBe(rules.length);
    }
  });

  test("tells what was found, what is wanted and where that is from", () => {
    const site = planFor("us-mutcd", { timing: { walk_min_s: 4, ped_clearance_max_s: 14 } });
    const found = ruleReport(site).rules.find(({ id }) => id === "us-mutcd-4");
    expect(found).toMatchObject({
      verdict: "broken",
      force: "should",
      clause: "MUTCD 2009 4E.06 P14",
      evidence: "secondary",
      path: "timing.walk_min_s",
      found: 4,
      wanted: {
        en: "walk and ped clearance of at least 18.5 s = 16.8 m / 0.91 m/s; they are 18 s",
        zh: "行人绿灯与清空之和至少 18.5 秒 = 16.8 米 / 0.91 米/秒，现为 18 秒",
      },
    });
  });

  test("does not call a rule kept that asks for what the site has not", () => {
    const site = planFor("cn-gb", { timing: { countdown_s: 0, adaptive_clearance: false } });
    const verdicts = ruleReport(site).rules.map(({ id, verdict }) => [id, verdict]);
    expect(verdicts).toContainEqual(["cn-gb-4", "not-asked"]);
    expect(verdicts).toContainEqual(["cn-gb-6", "not-asked"]);
  });

  test("no clause of a standard is called read: nobody has read one", () => {
    const rules = Object.values(PROFILES).flatMap((profile) => profile.rules);
    const read = rules.filter(({ evidence }) => evidence === "read");
    expect(new Set(read.map(({ clause }) => clause))).toEqual(new Set(["our own, no clause"]));
  });
});

test("each country shows ped clearance in its own way, and red-yellow where it has it", () => {
  const shown = Object.values(PROFILES).map((profile) =>
    sequenceOf(profile)
      .map(({ vehicle, ped }) => `${vehicle}/${ped}`)
      .slice(3),
  );
  expect(shown).toEqual([
    ["red/walk", "red/flashing-walk", "red/dont-walk"],
    ["red/walk", "red/flashing-dont-walk", "red/dont-walk"],
    ["red/walk", "red/dont-walk", "red/dont-walk", "red-yellow/dont-walk"],
    ["red/walk", "red/dont-walk", "red/dont-walk", "red-yellow/dont-walk"],
  ]);
});
