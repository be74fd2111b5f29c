import { type Site, POLICIES, readSite } from "@crossing/config";
import { planOf } from "@crossing/controller";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const reading = readSite(
  readFileSync(new URL("../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url), "utf8"),
);
if (!reading.ok) throw new Error("the pilot site is malformed");
const pilot: Site = reading.site;

test("seconds of the site file become milliseconds of the plan, in this place only", () => {
  expect(planOf(pilot)).toMatchObject({
    zones: ["A", "B"],
    vehicleMinGreen: pilot.timing.vehicle_min_green_s * 1000,
    walkMin: pilot.timing.walk_min_s * 1000,
    countdown: pilot.timing.countdown_s * 1000,
    length_m: pilot.crossing.length_m,
    flows: { people: pilot.flows.people_per_h / 3600, vehicles: pilot.flows.vehicles_per_h / 3600 },
    coordination: null,
  });
});

test("fixed clearance has one length, adaptive clearance a shortest and a longest", () => {
  const timing = { ...pilot.timing, ped_clearance_s: 15 };
  expect(planOf({ ...pilot, timing: { ...timing, adaptive_clearance: false } }).clearance).toEqual({
    adaptive: false,
    min: 15_000,
    max: 15_000,
  });
  expect(planOf({ ...pilot, timing: { ...timing, adaptive_clearance: true } }).clearance).toEqual({
    adaptive: true,
    min: timing.ped_clearance_min_s * 1000,
    max: timing.ped_clearance_max_s * 1000,
  });
});

test.each([
  [POLICIES["tongzhou-2019"], { name: "tongzhou-2019", presence: 20_000, green: 15_000 }],
  [POLICIES.marginal, { name: "marginal", horizon_s: 30 }],
  [POLICIES.puffin, { name: "puffin" }],
  [POLICIES["push-button"], { name: "push-button", green: 30_000, walk: 7000 }],
  [POLICIES.threshold, { name: "threshold", people: 3, wait: 40_000 }],
  [
    { name: "fixed", programmes: [{ from: "06:30", cycle_s: 80, walk_s: 15 }] },
    { name: "fixed", programmes: [{ from_s: 23_400, cycle: 80_000, walk: 15_000 }] },
  ],
] as const)("the policy %o brings its own numbers", (policy, wanted) => {
  expect(planOf({ ...pilot, policy: policy as Site["policy"] }).policy).toEqual(wanted);
});

test("a coordination window keeps its seconds", () => {
  const coordination = { cycle_s: 90, offset_s: 10, window_s: [40, 70] as [number, number] };
  expect(planOf({ ...pilot, coordination }).coordination).toEqual({
    cycle_s: 90,
    offset_s: 10,
    from_s: 40,
    to_s: 70,
  });
});
