/** Detectors that are dead, and known to be. */
import type { Inputs, LaneInput, Site } from "@crossing/config";
import type { Outage } from "./quality.ts";

/** What the core is told while some detectors are dead: nothing of a zone or of the road, no queue, no press. */
export function withOutages(inputs: Inputs, outages: readonly Outage[], t_s: number): Inputs {
  const dead = outages
    .filter(({ from_s, to_s }) => from_s <= t_s && t_s < to_s)
    .map(({ detector }) => detector);
  if (dead.length === 0) return inputs;
  const lanes = inputs.lanes.map((lane) =>
    dead.includes(`lane:${lane.id}`) ? deadLane(lane) : lane,
  );
  const allLanes = lanes.every(({ id }) => dead.includes(`lane:${id}`));
  return {
    ...inputs,
    zones: Object.fromEntries(
      Object.entries(inputs.zones).map(([id, zone]) => [
        id,
        dead.includes(`zone:${id}`) ? null : zone,
      ]),
    ),
    buttons: Object.fromEntries(
      Object.entries(inputs.buttons).filter(([id]) => !dead.includes(`button:${id}`)),
    ),
    crossing: dead.includes("crossing") ? null : inputs.crossing,
    lanes,
    // Where no lane is seen, an empty road ahead means nothing.
    lookahead_s: allLanes ? 0 : inputs.lookahead_s,
  };
}

const deadLane = ({ id }: LaneInput): LaneInput => ({ id, queue: null, eta_s: [], passages: 0 });

/** All detectors of a site, by the names that outages use. */
export const detectorsOf = (site: Pick<Site, "zones" | "lanes">): readonly string[] => [
  ...site.zones.map(({ id }) => `zone:${id}`),
  ...site.zones.filter(({ button }) => button).map(({ id }) => `button:${id}`),
  ...site.lanes.map(({ id }) => `lane:${id}`),
  "crossing",
];

/** Throws a RangeError for an outage of a detector that the site does not have. */
export function checkOutages(
  outages: readonly Outage[],
  site: Pick<Site, "zones" | "lanes">,
): void {
  const all = detectorsOf(site);
  for (const { detector } of outages)
    if (!all.includes(detector))
      throw new RangeError(
        `outages: ${detector} is no detector of the site; it has ${all.join(", ")}`,
      );
}
