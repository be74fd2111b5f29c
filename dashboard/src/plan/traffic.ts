/**
 * The vehicles of the plan: one for each vehicle the detectors know of, queued or coming.
 *
 * Lanes are first in, first out: a vehicle that is counted no more was the foremost, and drives away
 * over the crosswalk when the heads let it; otherwise it was a miscount and fades where it stands.
 */
import type { LaneInput, LaneSite, StateView } from "@crossing/config";

/** A vehicle as drawn. */
export interface Vehicle {
  readonly id: number;
  readonly lane: string;
  /** From the front bumper to the stop line, m; below 0 past it. */
  readonly distance_m: number;
  readonly fate: "known" | "driving-off" | "fading";
  /** Seconds since it was counted last. */
  readonly gone_s: number;
}

/** All vehicles drawn. */
export interface Traffic {
  readonly vehicles: readonly Vehicle[];
  readonly nextId: number;
}

export const noTraffic: Traffic = { vehicles: [], nextId: 1 };

/** Length of a queued vehicle with its gap, m. */
export const QUEUE_SPACE_M = 7;
/** Past this the drawing has ended, m. */
const GONE_M = -70;
const FADE_S = 0.6;

/** The traffic after `dt` seconds, when the crossing is as `state` says. */
export function trafficOf(
  traffic: Traffic,
  lanes: readonly LaneSite[],
  state: Pick<StateView, "lanes" | "vehicle" | "shown">,
  dt: number,
): Traffic {
  let nextId = traffic.nextId;
  const vehicle = state.shown?.vehicle ?? state.vehicle;
  const flowing = vehicle === "green" || vehicle === "yellow" || vehicle === "flashing-yellow";
  const vehicles = lanes.flatMap((lane) => {
    const input = state.lanes.find(({ id }) => id === lane.id);
    const before = traffic.vehicles.filter((vehicle) => vehicle.lane === lane.id);
    const next = laneOf(before, lane, input, { dt, flowing, nextId });
    nextId += next.length;
    return next;
  });
  return { vehicles, nextId };
}

function laneOf(
  before: readonly Vehicle[],
  lane: LaneSite,
  input: LaneInput | undefined,
  news: { readonly dt: number; readonly flowing: boolean; readonly nextId: number },
): readonly Vehicle[] {
  const speed = lane.free_speed_m_per_s;
  const places = placesOf(input, speed);
  const known = before.filter(({ fate }) => fate === "known");
  const surplus = Math.max(0, known.length - places.length);
  const fate = news.flowing ? "driving-off" : "fading";
  const gone = [
    ...before.filter(({ fate }) => fate !== "known"),
    ...known.slice(0, surplus).map((vehicle): Vehicle => ({ ...vehicle, fate })),
  ];
  const staying = known.slice(surplus);
  const present = places.map((distance_m, index): Vehicle => {
    const old = staying[index];
    const id = old?.id ?? news.nextId + index;
    return { id, lane: lane.id, distance_m, fate: "known", gone_s: 0 };
  });
  return [...gone.map((vehicle) => leaving(vehicle, speed, news.dt)).filter(drawn), ...present];
}

/** Where each known vehicle is, foremost first: the queue, then those that come. */
function placesOf(input: LaneInput | undefined, speed: number): readonly number[] {
  const queue = input?.queue ?? 0;
  const standing = Array.from({ length: queue }, (_, index) => index * QUEUE_SPACE_M);
  return [...(input?.eta_s ?? [])]
    .sort((a, b) => a - b)
    .reduce<readonly number[]>((places, eta) => {
      const ahead = places.at(-1);
      const free = ahead === undefined ? 0 : ahead + QUEUE_SPACE_M;
      return [...places, Math.max(free, eta * speed)];
    }, standing);
}

const leaving = (vehicle: Vehicle, speed: number, dt: number): Vehicle => ({
  ...vehicle,
  distance_m: vehicle.fate === "driving-off" ? vehicle.distance_m - speed * dt : vehicle.distance_m,
  gone_s: vehicle.gone_s + dt,
});

const drawn = ({ fate, distance_m, gone_s }: Vehicle): boolean =>
  fate === "driving-off" ? distance_m > GONE_M : gone_s < FADE_S;
