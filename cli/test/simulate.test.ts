import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { arrivalsOf } from "../src/arrivals-file.ts";
import { PILOT_SITE } from "../src/places.ts";
import { goodSite } from "../src/site-file.ts";
import { told } from "./desk.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "simulate-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const summary = async (...options: readonly string[]) => {
  const { exit, out } = await told("simulate", "--json", "--hours", "0.2", ...options);
  expect(exit).toBe(0);
  return JSON.parse(out) as Record<string, unknown>;
};

test("the same seed gives the same hour, another seed another", async () => {
  const [first, again, other] = [
    await summary("--seed", "4"),
    await summary("--seed", "4"),
    await summary("--seed", "5"),
  ];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test("arrivals of a file are served, and the signals are traced", async () => {
  const [arrivals, trace] = [join(dir, "arrivals.jsonl"), join(dir, "trace.jsonl")];
  const lines = [
    { type: "scenario", id: "one", arrivals_end_s: 60, end_s: 180, lanes: 4, width_m: 15 },
    { type: "veh", t: 12.5, lane: 0 },
    { type: "ped", t: 20, side: 0, speed: 1.31, patience: -1, gap: 6, leave: -1, press: true },
  ];
  writeFileSync(arrivals, lines.map((line) => JSON.stringify(line)).join("\n"));
  const result = await summary("--arrivals", arrivals, "--trace", trace);
  expect(result).toMatchObject({ people: 1, vehicles: 1, walks: 1, collisions: 0, hours: 0.05 });
  const states = readFileSync(trace, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { t: number; state: string });
  expect(states[0]!.t).toBe(0);
  expect(states.map(({ state }) => state).join(" ")).toBe(
    "ALL_RED VEH_GREEN VEH_AMBER ALL_RED PED_GREEN PED_CLEAR ALL_RED VEH_GREEN",
  );
});

test("a scenario says how wide the street is and which lanes it has", () => {
  const file = join(dir, "narrow.jsonl");
  const lines = [
    { type: "scenario", id: "narrow", arrivals_end_s: 60, end_s: 180, lanes: 2, width_m: 7 },
    { type: "veh", t: 12.5, lane: 1 },
  ];
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join("\n"));
  const { site, demand } = arrivalsOf(file, 1, goodSite(PILOT_SITE));
  expect(site.crossing.length_m).toBe(7);
  expect(site.lanes.map(({ direction }) => direction)).toEqual(["A-to-B-right", "A-to-B-left"]);
  expect(site.lanes[demand.vehicles(60)[0]!.lane]!.direction).toBe("A-to-B-left");
});
