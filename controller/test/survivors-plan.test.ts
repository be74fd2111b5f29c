/** What a site's numbers become in the plan where one could contradict another. */
import { readFileSync } from "node:fs";
import { type Site, readSite } from "@crossing/config";
import { type Plan, planOf } from "@crossing/controller";
import { expect, test } from "vitest";

const reading = readSite(
  readFileSync(new URL("../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url), "utf8"),
);
if (!reading.ok) throw new Error("the pilot site is malformed");
const pilot: Site = reading.site;

const planWith = (timing: Partial<Site["timing"]>): Plan =>
  planOf({ ...pilot, timing: { ...pilot.timing, ...timing } });

test("zones and lanes keep their names, in the order of the site", () => {
  const { zones, lanes } = planOf(pilot);
  expect([zones, lanes]).toEqual([
    pilot.zones.map(({ id }) => id),
    pilot.lanes.map(({ id }) => id),
  ]);
  expect([...zones, ...lanes].every((name) => /^\w+$/.test(name))).toBe(true);
});

test.each([
  [20, 45, 45_000],
  [20, 15, 20_000],
])("with a green of at least %i s and at most %i s the longest is %i ms", (least, most, ms) => {
  const plan = planWith({ vehicle_min_green_s: least, vehicle_max_green_s: most });
  expect([plan.vehicleMinGreen, plan.vehicleMaxGreen]).toEqual([least * 1000, ms]);
});

test.each([
  [7, 20, 20_000],
  [7, 5, 7000],
])("with a walk of at least %i s and at most %i s the longest is %i ms", (least, most, ms) => {
  const plan = planWith({ walk_min_s: least, walk_max_s: most });
  expect([plan.walkMin, plan.walkMax]).toEqual([least * 1000, ms]);
});

test.each(["unseen", "always"] as const)(
  "a recall of %s by time of day is that in seconds",
  (when) => {
    const programmes = [
      { from: "07:30", after_s: 50 },
      { from: "22:00", after_s: 90 },
    ];
    expect(planOf({ ...pilot, recall: { when, programmes } }).recall).toEqual({
      always: when === "always",
      programmes: [
        { from_s: 27_000, after: 50_000 },
        { from_s: 79_200, after: 90_000 },
      ],
    });
    expect(planOf(pilot).recall).toBeNull();
  },
);

test("with a clearance of at least 9 s and at most 6 s the longest is the shortest", () => {
  const { clearance } = planWith({
    adaptive_clearance: true,
    ped_clearance_min_s: 9,
    ped_clearance_max_s: 6,
  });
  expect(clearance).toEqual({ adaptive: true, min: 9000, max: 9000 });
});
