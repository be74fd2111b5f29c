import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Reason, Site, StateView } from "@crossing/config";
import { expect, test } from "vitest";
import { en, nextOf, zh } from "../src/index.ts";
import { stateAt } from "./scene.ts";

const SITE = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../config/sites/yudaihe-beixiaoyuan.json"), "utf8"),
) as Site;
const STAGE = { site: SITE, seed: 1, epoch: 0 };
const TOYS = { broken: [], added: {}, withdrawn: false, since: 0, previewUntil: 0 };

/** A crossing with no countdown lit, in the words of one reason. */
function because(
  interval: StateView["interval"],
  code: Reason["code"],
  numbers: Reason["numbers"] = {},
): StateView {
  const dark = { countdown_s: null, vehicle_countdown_s: null };
  return { ...stateAt(STAGE, TOYS, 1), ...dark, interval, reason: { code, numbers } };
}

const next = (state: StateView): string => nextOf(state, SITE.timing, en);

test.each([
  [because("vehicle-green", "rest-no-demand"), "Walk comes on demand"],
  [
    because("vehicle-green", "hold-min-green", { remaining_s: 4.2 }),
    "Yellow at the next gap, in 5 s at the earliest; then walk",
  ],
  [
    because("vehicle-green", "extend-vehicle", { remaining_s: 12 }),
    "Yellow at the next gap, in 12 s at the latest; then walk",
  ],
  [because("vehicle-green", "gap-out", { gap_s: 3 }), "Yellow for vehicles, then walk"],
  [because("yellow-change", "yellow-change", { remaining_s: 2.4 }), "Walk in 5 s"],
  [
    because("walk", "walk", { remaining_s: 6.1 }),
    "Flashing walk in 7 s, for who is still on the road",
  ],
  // 3 s of the minimum, 17 s from there to the maximum, 2 s of all red.
  [
    because("ped-clearance", "clear-minimum", { remaining_s: 3 }),
    "Vehicles get green when the road is empty, in 22 s at the latest",
  ],
  [
    because("ped-clearance", "clear-occupied", { remaining_s: 9.5, on_crossing: 2 }),
    "Vehicles get green when the road is empty, in 12 s at the latest",
  ],
  [because("ped-clearance", "clear-in-doubt", { remaining_s: 9 }), "Vehicles go in 11 s"],
  [because("buffer", "buffer", { remaining_s: 1.2 }), "Vehicles go in 2 s"],
  [because("vehicle-green", "withdrawn"), "the cabinet decides"],
])("what comes next is said: %#", (state, sentence) => {
  expect(next(state)).toBe(sentence);
});

test("a countdown on the street comes before anything that is only expected", () => {
  const state = { ...because("vehicle-green", "committed", { walk_in_s: 6 }), countdown_s: 6 };
  expect(next(state)).toBe("Walk in 6 s");
});

test("without the cabinet nothing is promised", () => {
  const lost = { ...because("vehicle-green", "link-lost"), shown: null };
  expect(next(lost)).toBe("the cabinet decides");
  expect(next({ ...because("walk", "walk", { remaining_s: 3 }), shown: null })).toBe("not known");
});

test("is known in both languages at every second of a cycle", () => {
  for (let t = 0; t < 100; t++)
    for (const text of [en, zh])
      expect(nextOf(stateAt(STAGE, TOYS, t), SITE.timing, text)).not.toBe(text.nextUnknown);
});
