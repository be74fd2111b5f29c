/** Who asks to cross, since when, and how sure that is. */
import {
  type Duration,
  type Inputs,
  type Instant,
  type ZoneInput,
  earlier,
  elapsed,
  seconds,
} from "@crossing/config";
import type { Plan, Recall } from "./plan.ts";
import { programmeAt } from "./time-of-day.ts";

/** What is known of one waiting zone. */
export interface ZoneDemand {
  /** Since when somebody has been standing there; null: nobody. */
  readonly since: Instant | null;
  /** Since when somebody has been seen there without a break, whoever it was; null: nobody is. */
  readonly occupiedSince: Instant | null;
  /** Since when the zone is seen empty; null: it is not. */
  readonly emptySince: Instant | null;
  /** Somebody stood there for the dwell time, or it cannot be seen: this is a call. */
  readonly confirmed: boolean;
  /** A press, kept until walk; null: none. */
  readonly pressedAt: Instant | null;
  /** The zone cannot be seen. */
  readonly blind: boolean;
  /** Since when each who stands there has stood, as far as counts tell: oldest first. */
  readonly arrivals: readonly Instant[];
}

/** All that is asked now. */
export interface Demand {
  readonly zones: Readonly<Record<string, ZoneDemand>>;
  /** A call of nobody in particular: asked for by a request, or assumed after a restart. Kept until walk. */
  readonly latchedAt: Instant | null;
  /** When walk was last shown: whoever still stands there waits from then; null: not known. */
  readonly servedAt: Instant | null;
  /** Since when the crossing is called; null: it is not. */
  readonly calledAt: Instant | null;
  /** People seen waiting; a blind zone counts as one, where somebody is assumed to stand there. */
  readonly waiting: number;
  /** The longest wait of anybody who asks. */
  readonly oldestWait: Duration;
  /** People who came to a kerb since the last tick. */
  readonly came: number;
  /** When somebody last stepped off a kerb on walk; null: not known. */
  readonly steppedAt: Instant | null;
}

const NOBODY: ZoneDemand = {
  since: null,
  occupiedSince: null,
  emptySince: null,
  confirmed: false,
  pressedAt: null,
  blind: false,
  arrivals: [],
};

const BLIND: ZoneDemand = { ...NOBODY, blind: true };

/** No demand at all. */
export const noDemand = (plan: Plan): Demand => ({
  zones: Object.fromEntries(plan.zones.map((zone) => [zone, NOBODY])),
  latchedAt: null,
  servedAt: null,
  calledAt: null,
  waiting: 0,
  oldestWait: 0 as Duration,
  came: 0,
  steppedAt: null,
});

/** The demand after a restart: who waited before is forgotten, so somebody is assumed to wait. */
export const assumedDemand = (plan: Plan, now: Instant): Demand => ({
  ...noDemand(plan),
  latchedAt: now,
});

/**
 * The demand after this tick's evidence.
 *
 * A person becomes a call after standing for `plan.dwell`; a press at once; a zone that cannot be seen at once,
 * because somebody may be there, or where no zone can be seen, when the plan's recall says. A seen call is dropped when
 * its zone is empty for `plan.cancel`; a press stays until walk. Walk serves everybody: calls begin anew when it ends.
 * `recalls`: somebody may wait whom nobody sees.
 */
export function demandAfter(
  plan: Plan,
  before: Demand,
  inputs: Inputs,
  now: Instant,
  { served, recalls }: { readonly served: boolean; readonly recalls: boolean },
): Demand {
  const zones: Record<string, ZoneDemand> = {};
  const servedAt = served ? now : before.servedAt;
  const assumed = assumesSomebody(plan, before, inputs, now);
  let called = false;
  let waiting = 0;
  let oldestWait = 0;
  let came = 0;
  let stepped = false;
  for (const zone of plan.zones) {
    // A zone that the inputs do not speak of is a zone that nobody sees.
    const seen = inputs.zones[zone] ?? null;
    const was = before.zones[zone] ?? NOBODY;
    const pressed = inputs.buttons[zone] === true;
    const zoneNow = served
      ? servedZone(seen, now)
      : zoneAfter(plan, was, { seen, pressed, servedAt, assumed }, now);
    zones[zone] = zoneNow;
    stepped ||= zoneNow.arrivals.length < was.arrivals.length;
    came += Math.max(0, zoneNow.arrivals.length - was.arrivals.length);
    called ||= zoneNow.confirmed || zoneNow.pressedAt !== null;
    waiting += seen?.waiting ?? (assumed || zoneNow.confirmed ? 1 : 0);
    oldestWait = Math.max(oldestWait, waitIn(zoneNow, seen, now));
  }
  const recalled = isDue(recallAfter(plan, inputs, recalls), before, now);
  const asked = inputs.requests.includes("ped-call") || recalled;
  const requested = asked ? now : null;
  const latchedAt = served ? null : (before.latchedAt ?? requested);
  if (latchedAt !== null) oldestWait = Math.max(oldestWait, elapsed(latchedAt, now));
  const calledAt = called || latchedAt !== null ? (before.calledAt ?? now) : null;
  return {
    zones,
    latchedAt,
    servedAt,
    calledAt,
    waiting,
    oldestWait: oldestWait as Duration,
    came,
    steppedAt: served && stepped ? now : before.steppedAt,
  };
}

/** After how long without walk somebody is assumed to wait whom eyes that are believed do not see; null: never. */
function recallAfter(plan: Plan, inputs: Inputs, recalls: boolean): number | null {
  const always = plan.recall?.always === true ? spacingOf(plan.recall, inputs) : null;
  return recalls ? Math.min(RECALL, always ?? RECALL) : always;
}

/** Calls for people who stand where eyes that are believed never see anybody. */
const RECALL = seconds(120);

const spacingOf = ({ programmes }: Recall, { time_of_day_s }: Inputs): number =>
  programmeAt(programmes, time_of_day_s).after;

/** Whether nobody has been served for so long. */
const isDue = (
  spacing: number | null,
  { servedAt }: Pick<Demand, "servedAt">,
  now: Instant,
): boolean => spacing !== null && (servedAt === null || elapsed(servedAt, now) >= spacing);

/**
 * Whether somebody is assumed to stand in a zone that cannot be seen: always, as long as another can be seen or the plan
 * has no recall; else so long after the last walk as the recall says.
 */
export function assumesSomebody(
  plan: Plan,
  before: Pick<Demand, "servedAt">,
  inputs: Inputs,
  now: Instant,
): boolean {
  const recall = plan.recall ?? null;
  if (recall === null || plan.zones.some((zone) => (inputs.zones[zone] ?? null) !== null))
    return true;
  return isDue(spacingOf(recall, inputs), before, now);
}

const servedZone = (seen: ZoneInput | null, now: Instant): ZoneDemand => {
  if (seen === null) return BLIND;
  return seen.waiting === 0 ? NOBODY : { ...NOBODY, arrivals: standing([], seen.waiting, now) };
};

/** What is known of a zone in one tick. */
interface ZoneEvidence {
  readonly seen: ZoneInput | null;
  readonly pressed: boolean;
  readonly servedAt: Instant | null;
  /** False: no zone can be seen, and nobody is assumed to stand there yet. */
  readonly assumed: boolean;
}

function zoneAfter(
  plan: Plan,
  was: ZoneDemand,
  { seen, pressed, servedAt, assumed }: ZoneEvidence,
  now: Instant,
): ZoneDemand {
  const pressedAt = was.pressedAt ?? (pressed ? now : null);
  const { arrivals } = was;
  // Whoever stood there when sight was lost may stand there still.
  if (!assumed && was.since === null) return { ...BLIND, pressedAt };
  if (seen === null)
    return {
      since: was.since ?? now,
      occupiedSince: null,
      emptySince: null,
      confirmed: true,
      pressedAt,
      blind: true,
      arrivals,
    };
  if (seen.waiting > 0) {
    const since = arrivedAt(seen, servedAt, now) ?? was.since ?? now;
    const occupiedSince = was.occupiedSince ?? now;
    // Eyes that lose a person and find them again tell a short wait each time: the zone was not empty all the same.
    const dwelt = elapsed(since < occupiedSince ? since : occupiedSince, now) >= plan.dwell;
    return {
      since,
      occupiedSince,
      emptySince: null,
      confirmed: was.confirmed || dwelt,
      pressedAt,
      blind: false,
      arrivals: standing(arrivals, seen.waiting, now),
    };
  }
  const emptySince = was.emptySince ?? now;
  const kept = was.confirmed && elapsed(emptySince, now) < plan.cancel;
  return {
    since: kept ? was.since : null,
    occupiedSince: null,
    emptySince,
    confirmed: kept,
    pressedAt,
    blind: false,
    arrivals: [],
  };
}

/**
 * Who stands there, oldest first, when only their number is told. One less is taken to be the last who came: who is
 * lost from sight for a moment and found again has then not lost the time that others have waited.
 */
function standing(before: readonly Instant[], count: number, now: Instant): readonly Instant[] {
  if (count === before.length) return before;
  if (count < before.length) return before.slice(0, count);
  return [...before, ...Array.from({ length: Math.min(MOST, count) - before.length }, () => now)];
}

/** More people than this at one kerb are not told apart. */
const MOST = 200;

/**
 * Since when the one who has waited longest waits, as the eyes tell; null when they tell only a count. Whoever lets
 * walk go by waits anew: a person who only stands there does not hold the crossing at its maximum wait for ever.
 */
function arrivedAt({ waits_s }: ZoneInput, servedAt: Instant | null, now: Instant): Instant | null {
  if (waits_s === undefined || waits_s.length === 0) return null;
  const arrived = earlier(now, seconds(Math.max(...waits_s)));
  return servedAt !== null && servedAt > arrived ? servedAt : arrived;
}

/**
 * How long each person at the kerbs has waited, s: from the eyes where they tell each wait, from counts where they tell
 * only those. A press with nobody in sight, and a zone that cannot be seen, is one person; so is a call of nobody in particular.
 */
export function waitsOf(demand: Demand, inputs: Inputs, now: Instant): readonly number[] {
  const waits: number[] = [];
  const since = (at: Instant): number => Math.max(0, elapsed(at, now) / 1000);
  const served = demand.servedAt === null ? Infinity : since(demand.servedAt);
  for (const [id, zone] of Object.entries(demand.zones)) {
    const seen = inputs.zones[id] ?? null;
    if (seen !== null && seen.waiting > 0) {
      if (seen.waits_s?.length === seen.waiting)
        for (const wait of seen.waits_s) waits.push(Math.min(wait, served));
      else for (const at of zone.arrivals) waits.push(since(at));
    } else if (zone.pressedAt !== null) waits.push(since(zone.pressedAt));
    else if (zone.since !== null) waits.push(since(zone.since));
  }
  if (waits.length === 0 && demand.latchedAt !== null) waits.push(since(demand.latchedAt));
  return waits;
}

/** Whether people are still stepping off: some stand there, and others left the kerb a moment ago. */
export const isStepping = ({ waiting, steppedAt }: Demand, now: Instant): boolean =>
  waiting > 0 && steppedAt !== null && elapsed(steppedAt, now) <= STEPPING;

/** Who stands there when nobody else has set off for so long does not mean to. */
const STEPPING = seconds(2);

/** The longest wait in a zone. Who walked off a moment ago no longer waits; who pressed does. */
function waitIn(zone: ZoneDemand, seen: ZoneInput | null, now: Instant): number {
  const pressed = zone.pressedAt === null ? 0 : elapsed(zone.pressedAt, now);
  const standing =
    zone.since === null || (seen !== null && seen.waiting === 0) ? 0 : elapsed(zone.since, now);
  return Math.max(pressed, standing);
}
