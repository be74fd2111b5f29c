/** How long people waited under a plan, of several seeds together. */
import type { WaitCurve } from "@crossing/dashboard/report";
import { simulate } from "@crossing/simulator";
import { type Study, jobOf } from "../simulation/study.ts";
import type { TriedPlan } from "./plans.ts";

/** The longest wait that is told apart, s. */
const LONGEST_S = 180;

/** Share of people who waited at most 0, 1, 2, ... s. Who came in the warm-up is left out, as everywhere. */
export function waitCurve(plan: TriedPlan, seeds: readonly number[], study: Study): WaitCurve {
  const waits = seeds.flatMap((seed) => waitsOf(plan, seed, study));
  const counts = new Float64Array(LONGEST_S + 1);
  for (const wait_s of waits) counts[Math.min(LONGEST_S, Math.ceil(wait_s))]! += 1;
  let gone = 0;
  const within = Array.from(counts, (count) => (gone += count) / Math.max(1, waits.length));
  return { family: plan.family, setting: plan.setting, people: waits.length, within };
}

function waitsOf(plan: TriedPlan, seed: number, study: Study): readonly number[] {
  const waits: { readonly arrived_s: number; readonly wait_s: number }[] = [];
  const { warm_up_s } = simulate({
    ...jobOf(plan.site, seed, study),
    onTrip: (trip) => {
      if (trip.type === "person") waits.push({ arrived_s: trip.arrived_s, wait_s: trip.wait_s });
    },
  });
  return waits.filter(({ arrived_s }) => arrived_s >= warm_up_s).map(({ wait_s }) => wait_s);
}
