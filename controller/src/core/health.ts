/** What the eyes tell, less what cannot be believed: doubt serves people and clears the crossing longer. */
import type { Inputs, Instant, Interval } from "@crossing/config";
import { type CrossingHealth, crossingHealthAfter, freshCrossing } from "./health/crossing.ts";
import type { LookedAt, ServiceMoment } from "./health/record.ts";
import { type ZoneHealth, freshZone, zoneHealthAfter } from "./health/zone.ts";
import type { Plan } from "./plan.ts";

/** How far each eye is believed. */
export interface Health {
  readonly zones: Readonly<Record<string, ZoneHealth>>;
  readonly crossing: CrossingHealth;
  /** A service is under way. */
  readonly serving: boolean;
  /** Nothing is doubted. */
  readonly whole: boolean;
}

/** Eyes that are believed until they show why not. */
export const freshHealth = (plan: Plan, now: Instant): Health => ({
  zones: Object.fromEntries(plan.zones.map((zone) => [zone, freshZone(now)])),
  crossing: freshCrossing(now),
  serving: false,
  whole: true,
});

/** What else the judgement of a tick depends on. */
export interface HealthTick {
  /** The interval that was shown until now. */
  readonly interval: Interval;
  /** Whether what was doubted may be believed again now. */
  readonly settles: boolean;
  readonly now: Instant;
}

/** The health after this tick's evidence; the same record when nothing changed. */
export function healthAfter(
  plan: Plan,
  before: Health,
  inputs: Inputs,
  { interval, settles, now }: HealthTick,
): Health {
  const serving = SERVICE.includes(interval);
  const service = momentOf(before.serving, serving);
  const zones = zonesAfter(plan, before.zones, inputs, { service, settles, now });
  const left = service === "ends" ? leftKerbs(zones) : 0;
  const road = { crossing: inputs.crossing, service, left, now };
  const crossing = crossingHealthAfter(before.crossing, road, settles);
  if (zones === before.zones && crossing === before.crossing && serving === before.serving)
    return before;
  return { zones, crossing, serving, whole: isWhole(zones, crossing) };
}

const SERVICE: readonly Interval[] = ["walk", "ped-clearance", "buffer"];

const momentOf = (before: boolean, serving: boolean): ServiceMoment => {
  if (serving) return before ? "runs" : "begins";
  return before ? "ends" : "none";
};

function zonesAfter(
  plan: Plan,
  before: Health["zones"],
  inputs: Inputs,
  at: LookedAt,
): Health["zones"] {
  let changed: Record<string, ZoneHealth> | null = null;
  for (const zone of plan.zones) {
    const was = before[zone] ?? freshZone(at.now);
    const look = { seen: inputs.zones[zone] ?? null, pressed: inputs.buttons[zone] === true };
    const is = zoneHealthAfter(was, look, at);
    if (is === before[zone]) continue;
    changed ??= { ...before };
    changed[zone] = is;
  }
  return changed ?? before;
}

/** People who stood at a kerb when the service began and were gone at its end, as far as counts tell. */
function leftKerbs(zones: Health["zones"]): number {
  let left = 0;
  for (const zone in zones) {
    const { standing, fewest } = zones[zone]!.record;
    left += Math.max(0, standing - fewest);
  }
  return left;
}

function isWhole(zones: Health["zones"], crossing: CrossingHealth): boolean {
  if (crossing.doubt !== null) return false;
  for (const zone in zones) if (zones[zone]!.doubt !== null) return false;
  return true;
}

/**
 * The inputs less what is doubted: a doubted zone is one that nobody sees, so somebody is assumed to stand there, and a
 * doubted carriageway is not known to be empty. A zone that never shows anybody is believed in what it shows; for who it
 * does not show there is the recall.
 */
export function believed(inputs: Inputs, { zones, crossing, whole }: Health): Inputs {
  if (whole) return inputs;
  const seen: Record<string, Inputs["zones"][string]> = {};
  for (const zone in inputs.zones)
    seen[zone] = BLINDS.has(zones[zone]?.doubt) ? null : inputs.zones[zone]!;
  return { ...inputs, zones: seen, crossing: crossing.doubt === null ? inputs.crossing : null };
}

const BLINDS: ReadonlySet<string | null | undefined> = new Set(["unseen", "always-on", "erratic"]);

/** Whether a zone seems never to see anybody: people are then recalled from time to time. */
export function isSilent({ whole, zones }: Health): boolean {
  if (whole) return false;
  for (const zone in zones) if (zones[zone]!.doubt === "never-on") return true;
  return false;
}

/** Zones of which nothing is believed, of all of the plan's. */
export function blindZones(plan: Plan, { zones }: Health): number {
  let blind = 0;
  for (const zone of plan.zones) if (BLINDS.has(zones[zone]?.doubt)) blind += 1;
  return blind;
}
