/** What the road shows: vehicles at the stop line, people on the carriageway, and who should not be there. */
import type { Inputs, Instant, Interval } from "@crossing/config";
import { type Traffic, trafficAfter } from "./traffic.ts";

/** What is remembered of the road. */
export interface Seen {
  readonly traffic: Traffic;
  /** Since when the carriageway is seen empty; null: it is not, or it cannot be seen. */
  readonly emptySince: Instant | null;
  readonly onCrossing: number;
  /** When each who is on the road stepped onto it, as far as counts tell: oldest first. */
  readonly entered: readonly Instant[];
  /** People stepped onto the road against red and are still there. */
  readonly redCrossing: boolean;
  /** The most people seen on the road in this service, and whether it could be seen all the time. */
  readonly service: { readonly people: number; readonly known: boolean };
}

/** A road of which nothing is known yet. */
export const unseen = (now: Instant): Seen => ({
  traffic: { lastVehicle: now },
  emptySince: null,
  onCrossing: 0,
  entered: [],
  redCrossing: false,
  service: UNUSED,
});

/** A service that has just begun. */
export const UNUSED: Seen["service"] = { people: 0, known: true };

/** What is remembered of the road after this tick's evidence. */
export const seenAfter = (
  before: Seen,
  interval: Interval,
  inputs: Inputs,
  now: Instant,
): Seen => ({
  traffic: trafficAfter(before.traffic, inputs, now),
  emptySince: inputs.crossing === 0 ? (before.emptySince ?? now) : null,
  onCrossing: inputs.crossing ?? 0,
  entered: enteredAfter(before.entered, inputs.crossing ?? 0, now),
  redCrossing: redCrossingAfter(before, interval, inputs.crossing),
  service: SERVING.includes(interval)
    ? serviceAfter(before.service, inputs.crossing)
    : before.service,
});

/** One more has just stepped on; one less is taken to be who has been there for longest. */
function enteredAfter(before: readonly Instant[], count: number, now: Instant): readonly Instant[] {
  if (count === before.length) return before;
  if (count < before.length) return before.slice(before.length - count);
  return [...before, ...Array.from({ length: Math.min(MOST, count) - before.length }, () => now)];
}

/** More people than this on the road are not told apart. */
const MOST = 50;

/** Intervals in which people who entered on walk may be on the road. */
const SERVING: readonly Interval[] = ["walk", "ped-clearance", "buffer"];

/** Intervals in which nobody may step onto the road. */
const RED: readonly Interval[] = ["vehicle-green", "yellow-change", "red-clearance"];

const serviceAfter = (service: Seen["service"], crossing: number | null): Seen["service"] => ({
  people: Math.max(service.people, crossing ?? 0),
  known: service.known && crossing !== null,
});

/** Somebody stepped onto an empty road against red, and the road has not been empty since. */
const redCrossingAfter = (before: Seen, interval: Interval, crossing: number | null): boolean =>
  RED.includes(interval) &&
  crossing !== null &&
  crossing > 0 &&
  (before.redCrossing || before.onCrossing === 0);
