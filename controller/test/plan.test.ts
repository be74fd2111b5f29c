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
    policy: { name: "puffin" },
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

test("the Tongzhou rule brings its two numbers", () => {
  expect(planOf({ ...pilot, policy: POLICIES["tongzhou-2019"] }).policy).toEqual({
    name: "tongzhou-2019",
    presence: 20_000,
    green: 15_000,
  });
});
