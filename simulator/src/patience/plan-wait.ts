/** How long the first to come typically waits under a plan. */
import type { Site } from "@crossing/config";
import { simulate } from "../simulate.ts";

const HOURS = 2;

/**
 * Typical wait of whoever comes first, s: the median over the walks of two simulated hours at the site's usual flows,
 * with people who all wait for walk. Null when nobody had to wait.
 *
 * The same site gives the same number on every machine.
 */
export function planWait_s(site: Site): number | null {
  const longest: number[] = [];
  simulate({
    site: { ...site, behaviour: patient(site.behaviour) },
    seed: 1,
    hours: HOURS,
    rates: site.flows,
    onState: ({ state }) => {
      if (state === "PED_GREEN") longest.push(0);
    },
    onTrip: (trip) => {
      if (trip.type !== "person" || trip.outcome !== "walk" || longest.length === 0) return;
      longest.push(Math.max(longest.pop()!, trip.wait_s));
    },
  });
  const waits = longest.filter((wait_s) => wait_s > 0).toSorted((a, b) => a - b);
  return waits[Math.floor(waits.length / 2)] ?? null;
}

/** Nobody crosses on red and nobody leaves, so what is measured is what the plan asks of people. */
const patient = (behaviour: Site["behaviour"]): Site["behaviour"] => ({
  ...behaviour,
  opportunists: { ...behaviour.opportunists, share: 0 },
  never: 1,
  leaving: { ...behaviour.leaving, share: 0 },
});
