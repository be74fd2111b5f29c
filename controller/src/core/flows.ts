/**
 * How many people and vehicles come, learned from what is counted, and what a second of the crossing is worth.
 *
 * Older counts weigh less and less; the site's usual flows stand for the first two minutes of counting.
 */
import {
  type Duration,
  type Inputs,
  type Instant,
  earlier,
  elapsed,
  inSeconds,
  milliseconds,
} from "@crossing/config";
import type { Plan } from "./plan.ts";

/** What has been counted. Counts and times fade together, so that count / time is the present rate. */
export interface Flows {
  /** Vehicles past the stop line, by lane id. */
  readonly vehicles: Readonly<Record<string, number>>;
  readonly vehicleTime_s: number;
  /** When the last vehicle of each lane passed the stop line, by lane id; left out: none was counted yet. */
  readonly passedAt: Readonly<Record<string, Instant>>;
  /** Vehicles that were seen coming, counted and faded as those that passed. */
  readonly foreseen: number;
  /** People who came to either kerb while walk was not shown. */
  readonly people: number;
  readonly peopleTime_s: number;
  /** People who came to a kerb, or straight onto the road on walk, in the last seconds. */
  readonly recent: number;
  /** How far those who come draw others after them: sums of a regression of arrivals on `recent`. */
  readonly drawn: { readonly along: number; readonly square: number };
  /** How long people have needed to clear the crossing, on average, s. */
  readonly clearance_s: number;
  /** How long walk has been shown, on average, s. */
  readonly walk_s: number;
}

/** The time in which a count loses all but 37 % of its weight. */
const MEMORY_S = 600;
/** The usual flows weigh as much as counting for this long. */
const PRIOR_S = 120;
/** Those who came within about so long are recent. */
const RECENT_S = 6;
/** Whether people come in groups is remembered longer than how many come. */
const GROUPS_MEMORY_S = 3600;
/** A new walk or clearance weighs this much against all before. */
const SERVICE_SHARE = 0.1;

/** Before anything was counted: the site's usual flows. */
export function usualFlows(plan: Plan): Flows {
  const perLane = (plan.flows.vehicles * PRIOR_S) / plan.lanes.length;
  return {
    vehicles: Object.fromEntries(plan.lanes.map((lane) => [lane, perLane])),
    vehicleTime_s: PRIOR_S,
    passedAt: {},
    foreseen: plan.flows.vehicles * PRIOR_S,
    people: plan.flows.people * PRIOR_S,
    peopleTime_s: PRIOR_S,
    recent: plan.flows.people * RECENT_S,
    drawn: { along: 0, square: 0 },
    clearance_s: expectedClearance_s(plan),
    walk_s: inSeconds(plan.walkMin),
  };
}

/** A usual walker needs the crossing's length at 1.2 m/s, and has most of walk for it. */
const expectedClearance_s = ({ clearance, length_m, walkMin }: Plan): number =>
  clearance.adaptive
    ? Math.max(
        inSeconds(clearance.min),
        Math.min(inSeconds(clearance.max), length_m / USUAL_SPEED + SPREAD_S - inSeconds(walkMin)),
      )
    : inSeconds(clearance.max);

const USUAL_SPEED = 1.2;
/** From the usual walker to the last of a few, with the second in which the road must be seen empty. */
const SPREAD_S = 4;

/** What a tick has counted of people, and when. */
interface Counted {
  readonly now: Instant;
  /** People who came. */
  readonly came: number;
  /** Since the last tick. */
  readonly since: Duration;
  /** Those who come stand and wait, so that all of them are counted. */
  readonly waiting: boolean;
}

/** The flows after this tick's counts. */
export function flowsAfter(
  before: Flows,
  inputs: Inputs,
  { now, came, since, waiting }: Counted,
): Flows {
  const time_s = inSeconds(since);
  const kept = Math.exp(-time_s / MEMORY_S);
  const counting = inputs.lanes.length > 0;
  return {
    vehicles: counting ? vehiclesAfter(before.vehicles, inputs, kept) : before.vehicles,
    vehicleTime_s: counting ? before.vehicleTime_s * kept + time_s : before.vehicleTime_s,
    passedAt: passedAfter(before.passedAt, inputs, { now, since }),
    foreseen: counting ? before.foreseen * kept + foreseenIn(inputs) * time_s : before.foreseen,
    people: waiting ? before.people * kept + came : before.people,
    peopleTime_s: waiting ? before.peopleTime_s * kept + time_s : before.peopleTime_s,
    recent: before.recent * Math.exp(-time_s / RECENT_S) + came,
    drawn: drawnAfter(before, came, time_s),
    clearance_s: before.clearance_s,
    walk_s: before.walk_s,
  };
}

/** Vehicles a second that come, as far as they are in sight: each is seen for as long as sight reaches. */
function foreseenIn({ lanes, lookahead_s }: Inputs): number {
  let seen = 0;
  for (const { eta_s } of lanes) seen += eta_s.length;
  return lookahead_s > 0 ? seen / lookahead_s : 0;
}

function vehiclesAfter(
  before: Flows["vehicles"],
  { lanes }: Inputs,
  kept: number,
): Flows["vehicles"] {
  const vehicles: Record<string, number> = {};
  for (const { id, passages } of lanes)
    vehicles[id] = (before[id] ?? meanOf(before)) * kept + passages;
  return vehicles;
}

/** Who is counted now passed somewhere in the time since the last count: in the middle of it. Most ticks see nobody pass. */
function passedAfter(
  before: Flows["passedAt"],
  { lanes }: Inputs,
  { now, since }: Pick<Counted, "now" | "since">,
): Flows["passedAt"] {
  let after: Record<string, Instant> | null = null;
  for (const { id, passages } of lanes)
    if (passages > 0)
      (after ??= { ...before })[id] = earlier(now, milliseconds(Math.max(0, since) / 2));
  return after ?? before;
}

/** How long ago the last vehicle of a lane passed, s; Infinity: none was counted. */
export function passedAgo_s({ passedAt }: Flows, lane: string, now: Instant): number {
  const at = passedAt[lane];
  return at === undefined ? Infinity : inSeconds(elapsed(at, now));
}

function drawnAfter(before: Flows, came: number, time_s: number): Flows["drawn"] {
  const usual = peopleRate(before);
  const over = before.recent / RECENT_S - usual;
  const kept = Math.exp(-time_s / GROUPS_MEMORY_S);
  return {
    along: before.drawn.along * kept + over * (came - usual * time_s),
    square: before.drawn.square * kept + over * over * time_s,
  };
}

/** A lane that was never heard of begins as the others stand. */
function meanOf(counts: Flows["vehicles"]): number {
  const all = Object.values(counts);
  return all.reduce((total, count) => total + count, 0) / Math.max(1, all.length);
}

/** The flows after a clearance that lasted `length`. */
export const clearanceLearned = (flows: Flows, length: Duration): Flows => ({
  ...flows,
  clearance_s: flows.clearance_s + SERVICE_SHARE * (inSeconds(length) - flows.clearance_s),
});

/** The flows after a walk that lasted `length`. */
export const walkLearned = (flows: Flows, length: Duration): Flows => ({
  ...flows,
  walk_s: flows.walk_s + SERVICE_SHARE * (inSeconds(length) - flows.walk_s),
});

/** The share of vehicles that pass without having been seen coming. */
export function unforeseen({ vehicles, foreseen }: Flows): number {
  let passed = 0;
  for (const lane in vehicles) passed += vehicles[lane]!;
  return Math.max(0, 1 - foreseen / Math.max(1, passed) - SLACK);
}

/** Those in a long queue are no longer on their way: so small a share is none. */
const SLACK = 0.02;

/** Vehicles a second in a lane of this tick's inputs. */
export const vehicleRate = (flows: Flows, lane: string): number =>
  flows.vehicles[lane]! / flows.vehicleTime_s;

/**
 * People a second more than usual, now. Where people come in groups, those who came a moment ago draw others after them; how
 * far they do is learned as a regression of arrivals on the recent rate, and is nothing where people come one by one.
 */
export function followersRate(flows: Flows): number {
  const { along, square } = flows.drawn;
  const share = Math.min(1, Math.max(0, along / Math.max(square, Number.EPSILON)));
  return share * Math.max(0, flows.recent / RECENT_S - peopleRate(flows));
}

/** People a second, both kerbs together. */
export const peopleRate = (flows: Flows): number => flows.people / flows.peopleTime_s;
