/** The detectors of a simulated crossing: from what is so to what the core is told. */
import type { Indications, Inputs, LaneInput, Site } from "@crossing/config";
import { APPROACH_S, LOOKAHEAD_S, inputsOf } from "../inputs.ts";
import type { Street } from "../street.ts";
import { crossingEyes } from "./crossing-eyes.ts";
import { laneEyes, viewsByLane } from "./lane-eyes.ts";
import { checkOutages, withOutages } from "./outages.ts";
import type { Quality } from "./quality.ts";
import { zoneEyes } from "./zone-eyes.ts";

/** Looks at one street, once in each of its steps. */
export interface Eyes {
  readonly see: (street: Street, now: Look) => Inputs;
  /** The lanes as they were at the last look, however they were seen. */
  readonly lanes: () => readonly LaneInput[];
  /** Whether this person was ever told of, or could always be. */
  readonly seen: (id: number) => boolean;
}

/** One tick. The same record may be handed in again, changed. */
export interface Look {
  t_s: number;
  shown: Indications | null;
  time_of_day_s: number | undefined;
}

/** Detectors of the given quality; what is drawn is drawn by seed. Throws a RangeError for an outage of nothing. */
export function eyesOf(
  quality: Quality,
  { seed, site }: { readonly seed: number; readonly site: Pick<Site, "zones" | "lanes"> },
): Eyes {
  const { noise, errors, outages = [] } = quality;
  checkOutages(outages, site);
  const eyes =
    noise === undefined && errors === undefined && quality.queues !== false
      ? clearEyes(quality)
      : weakEyes(quality, seed, site);
  if (outages.length === 0) return eyes;
  return { ...eyes, see: (street, now) => withOutages(eyes.see(street, now), outages, now.t_s) };
}

function clearEyes(quality: Quality): Eyes {
  let lanes: readonly LaneInput[] = [];
  return {
    see(street, { shown, time_of_day_s }) {
      const inputs = inputsOf(street, { ...quality, shown, time_of_day_s });
      lanes = inputs.lanes;
      return inputs;
    },
    lanes: () => lanes,
    seen: () => true,
  };
}

/** Vehicles are followed from here on, s before the stop line: farther than the street is long. */
const FOLLOWED_S = 60;

function weakEyes(quality: Quality, seed: number, site: Pick<Site, "zones" | "lanes">): Eyes {
  const { lookahead_s = LOOKAHEAD_S, approach_s = APPROACH_S } = quality;
  const zones = new Map(
    site.zones.map(({ id }) => [id, zoneEyes({ id, seed, quality, approach_s })] as const),
  );
  const lanes = site.lanes.map((_, index) => laneEyes({ index, seed, quality, lookahead_s }));
  const crossing = crossingEyes(seed, quality.errors?.crossing);
  const told = new Set<number>();
  let trueLanes: readonly LaneInput[] = [];
  return {
    see(street, { t_s, shown, time_of_day_s }) {
      const truth = street.truth(Math.max(FOLLOWED_S, lookahead_s));
      const views = viewsByLane(street);
      trueLanes = truth.lanes;
      const inputs: Inputs = {
        zones: Object.fromEntries(
          [...zones].map(([id, eyes]) => [id, eyes(truth.zones[id]!, t_s, told)]),
        ),
        buttons: truth.buttons,
        crossing: quality.crossing === false ? null : crossing(truth.onCrossing, t_s),
        lanes: truth.lanes.map((lane, at) => lanes[at]!(lane, views.get(lane.id) ?? [], t_s)),
        lookahead_s,
        shown,
        link: "up",
        requests: [],
      };
      return time_of_day_s === undefined ? inputs : { ...inputs, time_of_day_s };
    },
    lanes: () => trueLanes,
    seen: (id) => told.has(id),
  };
}
