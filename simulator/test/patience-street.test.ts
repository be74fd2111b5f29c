import { type Indications, type Site, instant, seconds, withPolicy } from "@crossing/config";
import { initialState, planOf, step } from "@crossing/controller";
import {
  type WaitRecord,
  createStreet,
  fitPatience,
  inputsOf,
  lostBy,
  poissonDemand,
  watchWaits,
} from "@crossing/simulator";
import { beforeAll, expect, test } from "vitest";
import { pilotSite } from "./pilot-site.ts";

const HOURS = 16;
const STEP_S = 0.5;
/** 12 % at once and 43 % by Weibull(2, 40 s): the street's people as the site describes them. */
const LOST_AT_20 = 0.12 + 0.43 * (1 - Math.exp(-((20 / 40) ** 2)));

/** Sixteen hours of a fixed plan, watched by detectors. */
function watched(site: Site): { readonly told: readonly WaitRecord[]; readonly red: number } {
  const demand = poissonDemand(3, site.lanes.length, {
    people_per_h: 100,
    vehicles_per_h: 600,
  });
  const street = createStreet({ site, seed: 3, demand });
  const watch = watchWaits(site.behaviour.gap.max_s);
  const plan = planOf(site);
  let [state, shown, red] = [initialState(plan, instant(0)), null as Indications | null, 0];
  for (let tick = 0; tick < (HOURS * 3600) / STEP_S; tick++) {
    const t_s = tick * STEP_S;
    const inputs = inputsOf(street, { shown });
    const { state: next, outputs } = step(plan, state, inputs, instant(seconds(t_s)));
    [state, shown] = [next, { vehicle: outputs.vehicle, ped: outputs.ped }];
    watch.tick({ ...inputs, t_s, interval: outputs.interval });
    street.step(STEP_S, outputs);
    for (const trip of street.takeTrips())
      if (trip.type === "person" && trip.outcome === "red") red += 1;
  }
  return { told: watch.records(), red };
}

let told: readonly WaitRecord[] = [];
let red = 0;
beforeAll(() => {
  const site = withPolicy(pilotSite(), "fixed");
  if ("wanted" in site) throw new Error(site.wanted);
  ({ told, red } = watched(site));
}, 60_000);

test("the watch finds those who cross on red, and no others", () => {
  const found = told.filter(({ ended }) => ended === "red").length;
  expect(red).toBeGreaterThan(100);
  expect(Math.abs(found - red) / red).toBeLessThan(0.06);
});

test("with the gaps on offer the patience of the street's people comes out; without, half of it is missed", () => {
  const lost = (records: readonly WaitRecord[]): number => {
    const fit = fitPatience(records);
    if (!fit.ok) throw new Error("too few");
    return lostBy(fit, 20).value;
  };
  const blind = told.map(({ wait_s, ended }): WaitRecord => ({ wait_s, ended }));
  expect(Math.abs(lost(told) - LOST_AT_20)).toBeLessThan(0.05);
  expect(lost(blind)).toBeLessThan(0.7 * LOST_AT_20);
});
