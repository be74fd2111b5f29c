/** The inputs of a tick, from what the eyes and the cabinet said last. Old news is no news. */
import {
  type Inputs,
  type Instant,
  type LaneInput,
  type Observation,
  type Request,
  type Site,
  type ZoneInput,
  fresh,
} from "@crossing/config";
import { type LaneState, laneTick, lookahead_s } from "./lanes.ts";
import type { CabinetReport } from "./ports.ts";

/** What is remembered between ticks. */
export interface Gathered {
  readonly inputs: Inputs;
  readonly lanes: Readonly<Record<string, LaneState>>;
  /** Age of the oldest picture that went in, ms; null when blind. */
  readonly perception_age_ms: number | null;
}

/** All that a tick's inputs are made of. */
export interface Sources {
  readonly site: Site;
  readonly observations: ReadonlyMap<string, Observation>;
  readonly report: CabinetReport;
  readonly requests: readonly Request[];
  readonly lanes: Readonly<Record<string, LaneState>>;
  /** Local seconds since midnight, where the clock tells. */
  readonly timeOfDay_s?: number | undefined;
}

/**
 * The inputs of the tick at `now`. A zone whose every camera is silent, or cannot be believed by its own picture, is
 * null: it cannot be seen.
 */
export function gather(sources: Sources, now: Instant): Gathered {
  const { site, report } = sources;
  const believed = [...sources.observations.values()].filter(
    (record) => fresh(record, now) && record.health?.believed !== false,
  );
  const zones: Record<string, ZoneInput | null> = {};
  for (const { id } of site.zones) zones[id] = zoneOf(believed, id);
  const lanes = lanesOf(sources, believed, now);
  const inputs: Inputs = {
    zones,
    buttons: buttonsOf(site, report),
    crossing: crossingOf(site, believed),
    lanes: lanes.inputs,
    lookahead_s: lanes.lookahead_s,
    shown: report.shown,
    link: report.health.link,
    requests: sources.requests,
    ...(sources.timeOfDay_s !== undefined && goesByTimeOfDay(site)
      ? { time_of_day_s: sources.timeOfDay_s }
      : {}),
  };
  return { inputs, lanes: lanes.states, perception_age_ms: ageOf(believed, now) };
}

/** Whether anything at this site depends on the time of day. */
const goesByTimeOfDay = ({ policy, coordination }: Site): boolean =>
  coordination !== null || policy.name === "fixed";

/** Two cameras on one zone: whoever sees more people is believed. */
function zoneOf(believed: readonly Observation[], zone: string): ZoneInput | null {
  let most: ZoneInput | null = null;
  for (const { zones } of believed) {
    const seen = zones[zone];
    if (seen !== undefined && (most === null || seen.waiting > most.waiting)) most = seen;
  }
  return most;
}

/** People on the road: the most that any camera sees; unknown as soon as one that should see it is silent. */
function crossingOf(site: Site, believed: readonly Observation[]): number | null {
  const watching = site.cameras.filter((camera) => camera.crosswalk !== null);
  const counts = watching.map(
    ({ id }) => believed.find((observation) => observation.camera === id)?.crossing ?? null,
  );
  return counts.length === 0 || counts.includes(null)
    ? null
    : Math.max(...counts.map((count) => count ?? 0));
}

function buttonsOf({ zones }: Site, { buttons }: CabinetReport): Record<string, boolean> {
  const pressed: Record<string, boolean> = {};
  for (const [index, { id, button }] of zones.entries())
    if (button) pressed[id] = buttons[index] === true;
  return pressed;
}

interface Lanes {
  readonly inputs: readonly LaneInput[];
  readonly lookahead_s: number;
  readonly states: Readonly<Record<string, LaneState>>;
}

/** Lanes that nobody tells of are left out, and then nobody sees ahead. */
function lanesOf(
  { site, report, lanes }: Sources,
  believed: readonly Observation[],
  now: Instant,
): Lanes {
  const news = { loops: report.loops, believed };
  const inputs: LaneInput[] = [];
  const states: Record<string, LaneState> = {};
  const ticks = site.lanes.map((lane) => laneTick(lane, lanes[lane.id] ?? null, news, now));
  for (const [at, { input, state }] of ticks.entries()) {
    if (input !== null) inputs.push(input);
    states[site.lanes[at]!.id] = state;
  }
  return { inputs, lookahead_s: lookahead_s(ticks), states };
}

const ageOf = (believed: readonly Observation[], now: Instant): number | null =>
  believed.length === 0
    ? null
    : Math.max(...believed.map((observation) => now - observation.frameAt));
