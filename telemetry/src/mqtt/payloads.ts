/** What the crossing tells the city: JSON, snake_case, at most 4 KiB, never a picture, nobody's identity. */
import { createHash } from "node:crypto";
import type { Site, StateView } from "@crossing/config";
import type { Span } from "../measures.ts";
import { nearestRank } from "../measures.ts";

/** What every payload carries. `boot` and `seq` are those of the report, but in state and events those of control. */
export interface Head {
  readonly v: 1;
  /** RFC 3339 UTC, milliseconds. */
  readonly ts: string;
  readonly boot: string;
  readonly seq: number;
}

/** `init`: control was not heard yet. `alert`: running, but not as it should. `lost` is said by the broker. */
export type Availability = "init" | "ready" | "alert" | "disconnected" | "lost";

const LARGEST = 4_096;
/** Keys that are always there, so that a reader need not tell "dark" from "not sent". */
const ALWAYS: ReadonlySet<string> = new Set([
  "countdown_s",
  "on_crossing",
  "shown",
  "vehicle_countdown_s",
]);

/** The retained state: what the API tells, less what is null. */
export function statePayload(view: StateView): object {
  const full: Record<string, unknown> = Object.fromEntries(
    Object.entries(view).filter(([key, value]) => value !== null || ALWAYS.has(key)),
  );
  return LESS_NEEDED.reduce((rest, keys) => (fits(rest) ? rest : without(rest, keys)), full);
}

/** What is left out of a state that is too long, one step after the other. */
const LESS_NEEDED = [
  ["zones", "lanes"],
  ["alarms_since"],
  ["cameras"],
] as const satisfies readonly (readonly (keyof StateView)[])[];

const fits = (payload: object): boolean => Buffer.byteLength(JSON.stringify(payload)) <= LARGEST;

const without = (payload: object, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(payload).filter(([key]) => !keys.includes(key)));

export const availabilityOf = (view: StateView | null): Availability => {
  if (view === null) return "init";
  const troubled = view.faults.length > 0 || (view.alarms ?? []).length > 0;
  return view.stale || view.mode === "fault" || troubled ? "alert" : "ready";
};

/** What this crossing is; `config_sha256` tells two site files apart. */
export function infoPayload(head: Head, site: Site, version: string): object {
  const { mqtt: _mqtt, http: _http, cameras, cabinet, ...open } = site;
  return {
    ...head,
    site: open.id,
    name: open.name,
    location: open.location,
    version,
    profile: open.profile,
    policy: open.policy,
    crossing: open.crossing,
    zones: open.zones,
    lanes: open.lanes.map(({ id, direction }) => ({ id, direction })),
    cameras: cameras.map(({ id, fps }) => ({ id, fps })),
    cabinet: { profile: cabinet.profile },
    commands: ["ped-call", "clear-fault", "withdraw", "resume"],
    config_sha256: createHash("sha256").update(JSON.stringify(site)).digest("hex"),
  };
}

const BUCKETS = [5, 10, 20, 30, 45, 60, 90, 120];

/** One minute in numbers. `wait_le_s` counts the waits up to each limit, as a Prometheus histogram does. */
export function summaryPayload(head: Head, span: Span, view: StateView): object {
  const { waits } = span;
  return {
    ...head,
    period_s: 60,
    walks: span.walks,
    empty_walks: span.emptyWalks,
    waits: waits.length,
    wait_sum_s: tenth(waits.reduce((sum, wait) => sum + wait, 0)),
    wait_max_s: tenth(waits.reduce((most, wait) => Math.max(most, wait), 0)),
    wait_p95_s: nearestRank(waits, 0.95),
    wait_le_s: Object.fromEntries(
      BUCKETS.map((limit) => [limit, waits.filter((wait) => wait <= limit).length]),
    ),
    gave_up: span.gaveUp,
    red_crossings: span.redCrossings,
    passages: span.passages,
    queued_s: tenth(span.queued_s),
    mode: view.mode,
    level: view.level,
    alarms: view.alarms,
    link: view.link,
    faults: view.faults,
  };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
