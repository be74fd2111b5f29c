/** What detectors without noise tell the core of a street in one tick. In the hot loop: one pass, few records. */
import type { Inputs, LaneInput, ZoneInput } from "@crossing/config";
import type { ZoneLayout } from "./layout.ts";
import type { Inside } from "./street.ts";
import { laneTruth } from "./truth.ts";

/** What detectors reach, and what they can tell. */
export interface DetectorRange {
  /** How far vehicles are known before they reach the stop line, s; 0: only queues and passages. */
  readonly lookahead_s: number;
  /** How long before the kerb people are seen walking up, s. */
  readonly approach_s: number;
  /** Whether it is seen who is on the road. */
  readonly crossing: boolean;
  /** Whether queues are known. */
  readonly queues: boolean;
  /** Whether it is known how long each person has waited. */
  readonly waits: boolean;
}

export type Detected = Pick<Inputs, "zones" | "buttons" | "crossing" | "lanes">;

/** People with `det: false` are never seen. */
export function detectedOf(inside: Inside, range: DetectorRange): Detected {
  const [first, second] = inside.layout.zones;
  return {
    // One place for each key: written in a loop, these two records cost more than the whole street.
    zones: {
      [first.id]: zoneOf(inside, first, range),
      [second.id]: zoneOf(inside, second, range),
    },
    buttons: buttonsOf(inside),
    crossing: range.crossing ? inside.walkers.length : null,
    lanes: lanesOf(inside, range),
  };
}

function buttonsOf({ layout, t, pressedUntil }: Inside): Readonly<Record<string, boolean>> {
  const [first, second] = layout.zones;
  const held = (id: string): boolean => (pressedUntil.get(id) ?? -1) > t;
  if (first.button && second.button)
    return { [first.id]: held(first.id), [second.id]: held(second.id) };
  if (first.button) return { [first.id]: held(first.id) };
  return second.button ? { [second.id]: held(second.id) } : {};
}

function zoneOf({ people, t }: Inside, zone: ZoneLayout, range: DetectorRange): ZoneInput {
  const waits_s: number[] = [];
  const approaching_s: number[] = [];
  for (const person of people) {
    if (person.zone !== zone || !person.arrival.behaviour.det) continue;
    if (person.doing === "wait") waits_s.push(t - person.since!);
    else if (person.doing === "approach" && person.arrival.t - t <= range.approach_s)
      approaching_s.push(person.arrival.t - t);
  }
  if (waits_s.length > 1) waits_s.sort(longestFirst);
  return range.waits
    ? { waiting: waits_s.length, waits_s, approaching_s }
    : { waiting: waits_s.length, approaching_s };
}

const longestFirst = (a: number, b: number): number => b - a;

function lanesOf(
  { lanes, t }: Inside,
  { lookahead_s, queues }: DetectorRange,
): readonly LaneInput[] {
  const told: LaneInput[] = [];
  for (const lane of lanes) {
    const seen = laneTruth(lane, t, lookahead_s);
    told.push(queues ? seen : { ...seen, queue: null });
  }
  return told;
}
