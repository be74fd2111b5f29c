/** People and vehicles made from plain data, by seed. */
import type { BehaviourSite, LaneSite } from "@crossing/config";
import type { Demand } from "../demand.ts";
import { demandProblems } from "./demand-problems.ts";
import { peopleOf } from "./people-sources.ts";
import { together } from "./sources.ts";
import type { DemandSpec } from "./spec.ts";
import { vehiclesOf } from "./vehicle-sources.ts";

/** Where and by which seed. */
export interface DemandOptions {
  readonly seed: number;
  readonly site: {
    readonly lanes: readonly Pick<LaneSite, "direction">[];
    /** How people are drawn; as BEHAVIOUR of config unless given. */
    readonly behaviour?: BehaviourSite | undefined;
  };
}

/**
 * The arrivals of one run. The same seed gives the same people and vehicles whatever the signals do; every kerb, lane
 * and purpose draws from its own stream, so more people do not change the vehicles. Used up by a run. Throws a RangeError for a demand that cannot be meant.
 */
export function demandOf(spec: DemandSpec, { seed, site }: DemandOptions): Demand {
  const problems = demandProblems(spec, site.lanes.length);
  if (problems.length > 0) throw new RangeError(problems.join("; "));
  const people = spec.people.map((source, index) =>
    peopleOf(source, { seed, name: index === 0 ? "" : ` ${index}`, behaviour: site.behaviour }),
  );
  return { people: together(people), vehicles: vehiclesOf(spec.vehicles, seed, site.lanes) };
}
