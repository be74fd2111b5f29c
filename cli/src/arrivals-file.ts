/** A file of arrivals: who comes to the crossing and when, one JSON object a line. */
import type { Site } from "@crossing/config";
import { type DemandSpec, type ScenarioHead, helloSite, readArrivals } from "@crossing/simulator";
import { EXIT, Refusal } from "./exit.ts";
import { textOfFile } from "./simulation/data.ts";

/** What a simulation takes from such a file. */
export interface Arrivals {
  /** Until everybody can have gone: the file's `end_s`. */
  readonly hours: number;
  readonly spec: DemandSpec;
  /** A site with the lanes and the width of carriageway that the file speaks of. */
  readonly streetOf: (site: Site) => Site;
}

/**
 * Arrivals of a file at a crossing like `base`, whose lanes count where the file names none. Throws a Refusal that
 * names every line that is wrong.
 */
export function arrivalsOf(file: string, base: Site): Arrivals {
  const read = readArrivals(textOfFile(file).split("\n"), base.lanes.length);
  if (!read.ok)
    throw new Refusal(EXIT.usage, read.problems.map((problem) => `${file}: ${problem}`).join("\n"));
  const { head, spec } = read;
  if (head.end_s === undefined) throw wrong(file, "no end_s in its scenario");
  return { hours: head.end_s / 3600, spec, streetOf: (site) => streetOf(file, head, site) };
}

const wrong = (file: string, what: string): Refusal => new Refusal(EXIT.usage, `${file}: ${what}`);

/** The street that a scenario is about: the site's, where it says nothing. */
function streetOf(file: string, { lanes, width_m }: Partial<ScenarioHead>, base: Site): Site {
  const merged = helloSite(base, undefined, {
    lanes: lanes ?? base.lanes.length,
    crossing_length_m: width_m,
  });
  if ("site" in merged) return merged.site;
  const problems = merged.problems.map(({ path, value, wanted }) => {
    const key = path === "crossing.length_m" ? "width_m" : path;
    return `${key} = ${JSON.stringify(value)}: ${wanted}`;
  });
  throw wrong(file, problems.join("; "));
}
