/** What changed in a tick and why, in the traffic engineer's codes (Purdue hi-resolution enumerations). */
import type {
  EventClass,
  EventRecord,
  Inputs,
  Instant,
  Interval,
  Reason,
  ReasonCode,
} from "@crossing/config";
import type { ZoneDemand } from "./demand.ts";
import type { Plan } from "./plan.ts";
import type { State } from "./state.ts";

/** The phase numbers our events speak of. */
export const VEHICLE_PHASE = 2;
export const PED_PHASE = 4;
/** Detector channels: zone 1, 2, ... as the camera sees them; buttons from 11; lanes from 21. */
const BUTTON_CHANNEL = 11;
const LANE_CHANNEL = 21;
const CROSSING_CHANNEL = 31;

type Draft = Omit<EventRecord, "at">;

/** All events of the tick that led from `before` to `after`, in the order of cause and effect. */
export function eventsOf(
  plan: Plan,
  before: State,
  after: State,
  { inputs, now, reason }: { inputs: Inputs; now: Instant; reason: Reason },
): readonly EventRecord[] {
  const drafts = [
    ...controlEvents(before, after),
    ...ladderEvents(before, after),
    ...healthEvents(plan, before, after),
    ...detectorEvents(plan, before, after),
    ...laneEvents(inputs),
    ...callEvents(before, after, now),
    ...decisionEvents(before, after, reason),
    ...(before.interval === after.interval ? [] : changeEvents(before, after, inputs)),
    ...redCrossingEvents(before, after),
  ];
  return drafts.map((draft) => ({ ...draft, at: now }));
}

const event = (
  of: EventClass,
  name: string,
  code: number | null,
  param: number,
  numbers: EventRecord["numbers"] = {},
): Draft => ({ class: of, name, code, param, numbers });

function controlEvents(before: State, after: State): Draft[] {
  const drafts: Draft[] = [];
  if (before.inControl !== after.inControl)
    drafts.push(event("fault", after.inControl ? "control-taken" : "control-left", null, 0));
  if (before.fault === null && after.fault !== null)
    drafts.push(event("fault", "fault-latched", 174, 1));
  if (before.fault !== null && after.fault === null)
    drafts.push(event("audit", "fault-cleared", 175, 1));
  return drafts;
}

/** The level, the pin, and a day without a decision: each with why. */
function ladderEvents({ ladder: was, adaptive }: State, after: State): readonly Draft[] {
  const { ladder: is } = after;
  if (is === was && adaptive === after.adaptive) return NONE;
  const drafts: Draft[] = [];
  if (is.level !== was.level) {
    const name = is.level > was.level ? "level-down" : "level-up";
    const numbers = { from: was.level, to: is.level };
    drafts.push({ ...event("fault", name, null, is.level, numbers), cause: is.cause });
  }
  if (is.pinned !== null && was.pinned === null)
    drafts.push(event("fault", "level-pinned", null, is.pinned.level));
  if (adaptive.idle !== after.adaptive.idle)
    drafts.push(
      event("fault", after.adaptive.idle ? "adaptive-idle" : "adaptive-again", null, PED_PHASE, {
        services: Math.max(adaptive.services, after.adaptive.services),
      }),
    );
  return drafts;
}

const NONE: readonly Draft[] = [];

/** Eyes that are doubted, and believed again. */
function healthEvents(plan: Plan, { health: was }: State, { health: is }: State): readonly Draft[] {
  if (is === was) return NONE;
  const drafts: Draft[] = [];
  for (const [index, zone] of plan.zones.entries())
    drafts.push(
      ...doubtEvents("zone", was.zones[zone]?.doubt ?? null, is.zones[zone]!.doubt, index + 1),
    );
  drafts.push(...doubtEvents("crossing", was.crossing.doubt, is.crossing.doubt, CROSSING_CHANNEL));
  return drafts;
}

/** Codes 90 and 91 of the enumerations are a detector's on and failure, 92 its restoration. */
function doubtEvents(
  what: "zone" | "crossing",
  was: string | null,
  is: string | null,
  channel: number,
): readonly Draft[] {
  if (is === was) return NONE;
  const drafts: Draft[] = [];
  if (is !== null) drafts.push({ ...event("detector", `${what}-doubted`, 91, channel), cause: is });
  else drafts.push({ ...event("detector", `${what}-believed`, 92, channel), cause: was! });
  return drafts;
}

function detectorEvents(plan: Plan, before: State, after: State): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const [index, zone] of plan.zones.entries()) {
    const was = before.demand.zones[zone];
    const is = after.demand.zones[zone];
    if (was !== undefined && is !== undefined) drafts.push(...zoneEvents(was, is, index));
  }
  return drafts;
}

function zoneEvents(was: ZoneDemand, is: ZoneDemand, index: number): Draft[] {
  const drafts: Draft[] = [];
  const channel = index + 1;
  if (was.blind !== is.blind)
    drafts.push(
      event("detector", is.blind ? "zone-blind" : "zone-restored", is.blind ? 91 : 92, channel),
    );
  if (was.confirmed !== is.confirmed)
    drafts.push(
      event("detector", is.confirmed ? "zone-on" : "zone-off", is.confirmed ? 90 : 89, channel),
    );
  if (was.pressedAt === null && is.pressedAt !== null)
    drafts.push(event("detector", "button-pressed", 90, BUTTON_CHANNEL + index));
  return drafts;
}

function laneEvents({ lanes }: Inputs): readonly Draft[] {
  const drafts: Draft[] = [];
  for (let index = 0; index < lanes.length; index++) {
    const { passages } = lanes[index]!;
    if (passages > 0)
      drafts.push(event("detector", "vehicle-passed", 82, LANE_CHANNEL + index, { passages }));
  }
  return drafts;
}

function callEvents(before: State, after: State, now: Instant): Draft[] {
  const was = before.demand.calledAt;
  const is = after.demand.calledAt;
  if (was === null && is !== null) return [event("detector", "call-registered", 45, PED_PHASE)];
  if (was !== null && is === null && before.interval !== "walk")
    return [
      event("detector", "call-dropped", 44, PED_PHASE),
      event("detector", "left-waiting", null, PED_PHASE, { wait_s: (now - was) / 1000 }),
    ];
  return [];
}

/** Why green will end, as a decision of its own: code 4 gap-out, 5 max-out, 6 force-off for the rest. */
function decisionEvents(before: State, after: State, { code, numbers }: Reason): Draft[] {
  const ends = ENDS_GREEN[code];
  return ends === undefined || before.walkAt !== null || after.walkAt === null
    ? []
    : [event("decision", code, ends, VEHICLE_PHASE, numbers)];
}

const ENDS_GREEN: Readonly<Partial<Record<ReasonCode, number>>> = {
  "gap-out": 4,
  "max-out": 5,
  "max-wait": 6,
  "presence-served": 6,
};

/** The codes set when an interval ends, then those set when the next begins. */
function changeEvents(before: State, after: State, inputs: Inputs): Draft[] {
  const ended = ENDS[before.interval] ?? [];
  const begun = BEGINS[after.interval] ?? [];
  return [
    ...ended.map(([name, code, phase]) => event("signal", name, code, phase)),
    ...begun.map(([name, code, phase]) =>
      event("signal", name, code, phase, code === 21 ? waitsOf(after, inputs) : {}),
    ),
    ...(serviceEnds(before, after) ? [serviceEnd(before)] : []),
  ];
}

type Codes = readonly (readonly [name: string, code: number, phase: number])[];

const BEGINS: Readonly<Partial<Record<Interval, Codes>>> = {
  "vehicle-green": [["begin-green", 1, VEHICLE_PHASE]],
  "yellow-change": [["begin-yellow", 8, VEHICLE_PHASE]],
  "red-clearance": [["begin-red-clearance", 10, VEHICLE_PHASE]],
  walk: [["begin-walk", 21, PED_PHASE]],
  "ped-clearance": [["begin-ped-clearance", 22, PED_PHASE]],
  buffer: [["begin-dont-walk", 23, PED_PHASE]],
  "fault-flash": [["begin-flash", 173, 1]],
};

const ENDS: Readonly<Partial<Record<Interval, Codes>>> = {
  "vehicle-green": [["end-green", 7, VEHICLE_PHASE]],
  "yellow-change": [["end-yellow", 9, VEHICLE_PHASE]],
  "red-clearance": [["end-red-clearance", 11, VEHICLE_PHASE]],
};

/** The waits that this walk ends: `waiting`, their sum and maximum, and each (at most 16) as w0, w1, ... */
function waitsOf({ demand }: State, inputs: Inputs): Record<string, number> {
  const waits = Object.values(inputs.zones).flatMap((zone) => zone?.waits_s ?? []);
  const waiting = Object.values(inputs.zones).reduce(
    (total, zone) => total + (zone?.waiting ?? 0),
    0,
  );
  const known = waits.length > 0 ? waits : waiting > 0 ? [demand.oldestWait / 1000] : [];
  return {
    waiting,
    wait_max_s: known.reduce((most, wait) => Math.max(most, wait), 0),
    wait_sum_s: known.reduce((total, wait) => total + wait, 0),
    ...Object.fromEntries(known.slice(0, 16).map((wait, index) => [`w${index}`, wait])),
  };
}

const serviceEnds = (before: State, after: State): boolean =>
  before.interval === "buffer" && after.interval !== "buffer";

function serviceEnd({ seen: { service } }: State): Draft {
  const known = service.known ? 1 : 0;
  const empty = service.known && service.people === 0 ? 1 : 0;
  return event("signal", "service-end", null, PED_PHASE, { people: service.people, known, empty });
}

const redCrossingEvents = (before: State, after: State): Draft[] =>
  after.seen.redCrossing && !before.seen.redCrossing
    ? [event("detector", "red-crossing", null, PED_PHASE, { people: after.seen.onCrossing })]
    : [];
