/** Sources of vehicles, one for each kind. */
import type { LaneSite } from "@crossing/config";
import { chanceOf } from "../chance.ts";
import type { VehicleArrival } from "../demand.ts";
import { HEAVY_SHARE, drawnVehicle } from "./drawn.ts";
import { arrivalTimes } from "./headways.ts";
import { platoonTimes } from "./platoons.ts";
import { type Source, inOrder, known, single, together } from "./sources.ts";
import type { CountedVehicles, ListedVehicles, VehicleSource } from "./spec.ts";

type Lanes = readonly Pick<LaneSite, "direction">[];

/** Two vehicles of one lane are never closer than this, s: what a queue discharges at. */
export const MIN_HEADWAY_S = 2;

export function vehiclesOf(
  source: VehicleSource,
  seed: number,
  lanes: Lanes,
): Source<VehicleArrival> {
  const { heavy_share } = source;
  const times = timesBy(source, seed, lanes);
  if (times === null) return known(listedOf(source, seed, lanes));
  return together(
    times.map((next, lane) => {
      const which = chanceOf(seed, `vehicle kinds of ${lane}`);
      return single(next, (t) => drawnVehicle(which, t, lane, heavy_share));
    }),
  );
}

/** For each lane a maker of times; null when all vehicles are known beforehand. */
function timesBy(
  source: VehicleSource,
  seed: number,
  lanes: Lanes,
): readonly (() => number)[] | null {
  if (source.kind !== "poisson" && source.kind !== "platoons") return null;
  const even = 1 / lanes.length;
  return lanes.map(({ direction }, lane) => {
    const chance = chanceOf(seed, `vehicles of ${lane}`);
    const flow = {
      per_h: source.per_h * (source.lane_shares?.[lane] ?? even),
      least_s: MIN_HEADWAY_S,
    };
    if (source.kind === "poisson")
      return arrivalTimes(chance, { ...flow, profile: source.profile });
    const upstream = arrivalTimes(chance, flow);
    const offset_s = source.offsets_s[direction === "A-to-B-right" ? 0 : 1];
    const way = chanceOf(seed, `way of vehicles of ${lane}`);
    return platoonTimes(upstream, way, { ...source, offset_s, headway_s: MIN_HEADWAY_S });
  });
}

function listedOf(source: VehicleSource, seed: number, lanes: Lanes): readonly VehicleArrival[] {
  switch (source.kind) {
    case "counts":
      return inOrder(lanes.flatMap((_, lane) => countedVehicles(source, seed, lane)));
    case "listed":
      return inOrder(listedVehicles(source, seed));
    default:
      return [];
  }
}

function countedVehicles(
  source: CountedVehicles,
  seed: number,
  lane: number,
): readonly VehicleArrival[] {
  const which = chanceOf(seed, `vehicle kinds of ${lane}`);
  const times = source.intervals
    .flatMap(({ from_s, to_s, lanes }) => {
      const chance = chanceOf(seed, `counted vehicles of ${lane} at ${from_s}`);
      return Array.from({ length: Math.round(lanes[lane] ?? 0) }, () =>
        chance.uniform(from_s, to_s),
      );
    })
    .sort((a, b) => a - b);
  let last = -MIN_HEADWAY_S;
  return times.map((t) => {
    last = Math.max(t, last + MIN_HEADWAY_S);
    return drawnVehicle(which, last, lane, source.heavy_share);
  });
}

function listedVehicles(source: ListedVehicles, seed: number): readonly VehicleArrival[] {
  const which = chanceOf(seed, "vehicle kinds of a list");
  return source.vehicles.map(({ t, lane, bus }) => {
    const drawn = drawnVehicle(which, t, lane, source.heavy_share ?? HEAVY_SHARE);
    return bus === undefined ? drawn : { ...drawn, bus };
  });
}
