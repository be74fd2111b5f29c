import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Inputs } from "@crossing/config";
import type { Figures, Quality } from "@crossing/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PILOT_SITE } from "../src/places.ts";
import { seenAs } from "../src/recorded-day/seen-as.ts";
import { goodSite } from "../src/site-file.ts";
import { told } from "./desk.ts";
import { recordedStreet, recordingOf, streetDemand } from "./recorded-street.ts";

const site = goodSite(PILOT_SITE);
const RATES = { people_per_h: 240, vehicles_per_h: 800 };

let dir = "";
let recording = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "recorded-day-"));
  recording = join(dir, "morning.jsonl");
  writeFileSync(recording, recordingOf(site, recordedStreet(site, 15, RATES)));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface DayTold {
  readonly different: number;
  readonly compared: number;
  readonly day: {
    readonly hours: number;
    readonly people: number;
    readonly vehicles: number;
    readonly seeing: Quality;
  };
  readonly plans: readonly {
    readonly name: string;
    readonly figures: Figures;
    readonly differences: Figures | null;
  }[];
}

const replayed = async (...options: readonly string[]): Promise<DayTold> => {
  const { exit, out } = await told("replay", recording, "--json", "--seeds", "2", ...options);
  expect(exit).toBe(0);
  return JSON.parse(out) as DayTold;
};

describe("a recorded day", () => {
  test("is reproduced exactly by the recorded plan, and only then run under others", async () => {
    expect(await replayed("--policy", "puffin")).toMatchObject({ compared: 1800, different: 0 });
  });

  test("gives nearly as many people and vehicles as came", async () => {
    const { day } = await replayed("--policy", "fixed");
    expect(day.hours).toBeCloseTo(0.25, 3);
    const came = streetDemand(site, RATES);
    const people = came.people(900).length;
    const vehicles = came.vehicles(900).length;
    // People who are still walking up, and vehicles still before the line at the end, are not known yet.
    expect(Math.abs(day.people - people) / people).toBeLessThan(0.1);
    expect(Math.abs(day.vehicles - vehicles) / vehicles).toBeLessThan(0.05);
  });

  test("meets each plan with the same arrivals: the recorded one again differs in nothing", async () => {
    const { plans } = await replayed("--policy", site.policy.name, "--plan", PILOT_SITE);
    expect(plans.map(({ name }) => name)).toEqual(["recorded plan", PILOT_SITE, site.policy.name]);
    for (const { differences } of plans.slice(1))
      for (const name of ["ped_wait_mean_s", "vehicle_delay_mean_s", "cost_per_h"] as const)
        expect(differences![name]).toMatchObject({ mean: 0, half: 0 });
  });

  test("says what was read out of the recording and what was not in it", async () => {
    const { exit, out } = await told("replay", recording, "--policy", "fixed", "--seeds", "2");
    expect(exit).toBe(0);
    expect(out).toMatch(/\d+ people and \d+ vehicles in 15\.0 min/);
    expect(out).toContain("Read out of the recording");
    expect(out).toContain("Not in the recording, and drawn by seed (1, 2)");
    expect(out).toMatch(
      /Walks an hour: [\d.]+ in the recording, [\d.]+ ± [\d.]+ under the same plan/,
    );
    expect(out).toMatch(
      /vehicle delay, mean: (fixed is (better|worse) than|no difference shown between) recorded plan/,
    );
  });
});

describe("plans in the simulator know what was known when the day was recorded", () => {
  const told: Inputs = {
    zones: { A: { waiting: 1, waits_s: [3], approaching_s: [] }, B: null },
    buttons: {},
    crossing: 0,
    lanes: [{ id: "W0", queue: 1, eta_s: [], passages: 0 }],
    lookahead_s: 8,
    shown: null,
    link: "up",
    requests: [],
  };

  test.each<readonly [string, Partial<Inputs>, Quality]>([
    [
      "everything that detectors can tell",
      {},
      { lookahead_s: 8, crossing: true, queues: true, waits: true },
    ],
    ["nothing of vehicles", { lanes: [], lookahead_s: 0 }, { lookahead_s: 0, queues: false }],
    ["counts only", { zones: { A: { waiting: 2 } } }, { waits: false, approach_s: 0 }],
    ["nothing of the road", { crossing: null }, { crossing: false }],
  ])("%s", (_, changed, quality) => {
    const seen = seenAs();
    seen.tick({ ...told, ...changed });
    expect(seen.result()).toMatchObject(quality);
  });
});

test("a plan for another street is refused", async () => {
  const file = join(dir, "other.json");
  const sheet = JSON.parse(readFileSync(PILOT_SITE, "utf8")) as {
    lanes: object[];
    cameras: object[];
  };
  writeFileSync(
    file,
    JSON.stringify({
      ...sheet,
      lanes: sheet.lanes.slice(0, 2),
      cameras: sheet.cameras.map((camera) => ({ ...camera, lanes: [] })),
    }),
  );
  const { exit, said } = await told("replay", recording, "--plan", file);
  expect({ exit, said }).toEqual({ exit: 2, said: expect.stringMatching(/lanes differ/) });
});

test("a plan that breaks a rule is refused with 3", async () => {
  const file = join(dir, "broken.json");
  const sheet = JSON.parse(readFileSync(PILOT_SITE, "utf8")) as { timing: object };
  writeFileSync(file, JSON.stringify({ ...sheet, timing: { ...sheet.timing, yellow_s: 2 } }));
  const { exit, said } = await told("replay", recording, "--plan", file);
  expect({ exit, said }).toEqual({ exit: 3, said: expect.stringMatching(/timing\.yellow_s = 2/) });
});

test("a policy that there is not is refused", async () => {
  const { exit, said } = await told("replay", recording, "--policy", "green-wave");
  expect({ exit, said }).toEqual({ exit: 2, said: expect.stringMatching(/one of marginal/) });
});
