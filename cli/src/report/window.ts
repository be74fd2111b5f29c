/** Which minutes of a run are worth showing. */
import { demandOf } from "@crossing/simulator";
import type { Job } from "../simulation/job.ts";
import type { Window } from "./band.ts";

/** How long a band is, s. */
const BAND_S = 240;
const STEP_S = 30;
const WARM_UP_S = 300;
/** Busier than so much of the other times: quiet minutes decide nothing, the busiest are not the rule. */
const BUSIER_THAN = 0.75;

/** Minutes after the warm-up that are busier than most, by the people who come. */
export function windowOf({ spec, site, seed, hours }: Job): Window {
  const end_s = hours * 3600;
  const people = demandOf(spec, { seed, site }).people(end_s);
  const first = Math.min(WARM_UP_S, end_s / 10);
  const last = Math.max(first, end_s - BAND_S);
  const windows = Array.from({ length: Math.floor((last - first) / STEP_S) + 1 }, (_, index) => {
    const from_s = first + index * STEP_S;
    const to_s = Math.min(end_s, from_s + BAND_S);
    return { from_s, to_s, people: people.filter(({ t }) => t >= from_s && t < to_s).length };
  });
  const ranked = [...windows].sort((a, b) => a.people - b.people || a.from_s - b.from_s);
  const { from_s, to_s } = ranked[Math.floor(BUSIER_THAN * (ranked.length - 1))]!;
  return { from_s, to_s };
}
