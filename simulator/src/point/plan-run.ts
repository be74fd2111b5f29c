/** A plan made beforehand, run on the point-queue street: when each vehicle green ends, and how long each walk is. */
import type { Indications, Site } from "@crossing/config";
import { runStreet } from "./drive.ts";
import { type PointResult, resultOf } from "./result.ts";
import { type PointStreet, pointStreet } from "./street.ts";
import type { PointStream } from "./stream.ts";

/** One service of people. */
export interface PlannedService {
  /** When yellow begins, s. */
  readonly yellow_at: number;
  readonly walk_s: number;
}

/** What comes of the plan. Clearance as the site has it: fixed, or until the road has been empty for a second. */
export function runPlan(
  site: Pick<Site, "timing" | "weights">,
  stream: PointStream,
  services: readonly PlannedService[],
  dt_s = 0.5,
): PointResult {
  const street = pointStreet(stream, site.weights, dt_s);
  runStreet(street, plannedHeads(site, street, services));
  return resultOf(street);
}

const GREEN: Indications = { vehicle: "green", ped: "dont-walk" };
const YELLOW: Indications = { vehicle: "yellow", ped: "dont-walk" };
const RED: Indications = { vehicle: "red", ped: "dont-walk" };
const WALK: Indications = { vehicle: "red", ped: "walk" };
const CLEARING: Indications = { vehicle: "red", ped: "flashing-walk" };

function plannedHeads(
  { timing }: Pick<Site, "timing">,
  street: PointStreet,
  services: readonly PlannedService[],
): () => Indications {
  let at = 0;
  let emptySince: number | null = null;
  let clearedAt: number | null = null;
  return () => {
    const now = street.t_s;
    emptySince = street.road.length > 0 ? null : (emptySince ?? now);
    const service = services[at];
    if (service === undefined || now < service.yellow_at) return GREEN;
    const walkAt = service.yellow_at + timing.yellow_s + timing.red_clearance_s;
    const clearAt = walkAt + service.walk_s;
    if (now < service.yellow_at + timing.yellow_s) return YELLOW;
    if (now < walkAt) return RED;
    if (now < clearAt) return WALK;
    if (clearedAt === null && cleared(timing, now - clearAt, now - (emptySince ?? now)))
      clearedAt = now;
    if (clearedAt === null) return CLEARING;
    if (now < clearedAt + timing.buffer_s + timing.red_yellow_s) return RED;
    at += 1;
    clearedAt = null;
    return GREEN;
  };
}

/** The road must be empty so long before a clearance may end early, s. */
export const SURELY_EMPTY_S = 1;

function cleared(timing: Site["timing"], lasted_s: number, empty_s: number): boolean {
  if (!timing.adaptive_clearance) return lasted_s >= timing.ped_clearance_s;
  const early = lasted_s >= timing.ped_clearance_min_s && empty_s >= SURELY_EMPTY_S;
  return early || lasted_s >= timing.ped_clearance_max_s;
}
