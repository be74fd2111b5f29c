/** One tick of the crossing, as a table of contents. */
import {
  type Duration,
  type EventRecord,
  type Inputs,
  type Instant,
  type Mode,
  type Outputs,
  type Reason,
  elapsed,
  later,
  milliseconds,
  seconds,
  sum,
} from "@crossing/config";
import { type Adaptive, decidedFor } from "./adaptive.ts";
import { controlled, surrendered } from "./control.ts";
import { countdowns } from "./countdown.ts";
import { eventsOf } from "./events.ts";
import { type Demand, demandAfter, isStepping } from "./demand.ts";
import { type Seen, UNUSED, seenAfter } from "./evidence.ts";
import { type Flows, clearanceLearned, flowsAfter, walkLearned } from "./flows.ts";
import { believed, healthAfter, isSilent } from "./health.ts";
import { COUNTS_FROM_NOW, SETTLED, headsOf } from "./heads.ts";
import { permits } from "./interlock.ts";
import { entryInterval, nextInterval } from "./interval.ts";
import { isPinned, ladderAfter } from "./ladder.ts";
import type { Plan } from "./plan.ts";
import { platoonsAfter } from "./platoons.ts";
import { reasonOf } from "./reasons.ts";
import { SHOWN } from "./shown.ts";
import { type Sight, mended, sightAfter } from "./sight.ts";
import type { Holding, State } from "./state.ts";
import { decide, holdsWalk, isPriced, timeToWalk, walkFor } from "./timing.ts";
import { priceOf } from "./timing/marginal/price.ts";
import { bollardsOf, voiceOf } from "./voice.ts";

/** What a tick gives: the state to keep, what the street should show, and what changed. */
export interface Step {
  readonly state: State;
  readonly outputs: Outputs;
  readonly events: readonly EventRecord[];
}

/**
 * One tick of the crossing.
 *
 * Pure: the same plan, state, inputs and `now` give the same answer on any machine, so a trace
 * from the street replays bit for bit. Never throws; bad inputs are refused before they get here.
 */
export function step(plan: Plan, before: State, told: Inputs, now: Instant): Step {
  const judged = examined(plan, before, told, now);
  const seen = believed(told, judged.health);
  const sight = isPriced(plan) ? sightAfter(judged.sight, seen, now) : judged.sight;
  const inputs = isPriced(plan) ? mended(seen, sight) : seen;
  const control = controlled(plan, judged, inputs, now);
  const known = informed(plan, control, { inputs, sight, now });
  const { decided, why } = promised(plan, known, inputs, now);
  const state = settled(plan, lit(advanced(plan, decided, inputs, now), inputs, now), now);
  const reason = why ?? reasonOf(plan, state, inputs, now);
  return answerOf(plan, before, state, { inputs, now, reason });
}

/** The tick of a crossing that must not be trusted with the lamps any more: it is the cabinet's, and a fault is latched. */
export function surrender(plan: Plan, before: State, inputs: Inputs, now: Instant): Step {
  const state = settled(plan, surrendered(before, inputs, now), now);
  return answerOf(plan, before, state, { inputs, now, reason: state.leftFor });
}

interface Why {
  readonly inputs: Inputs;
  readonly now: Instant;
  readonly reason: Reason;
}

const answerOf = (plan: Plan, before: State, state: State, why: Why): Step => ({
  state,
  outputs: outputsOf(plan, state, why),
  events: eventsOf(plan, before, state, why),
});

/** The state with each eye judged by what it tells. What was doubted is believed again only where nothing is under way. */
function examined(plan: Plan, state: State, inputs: Inputs, now: Instant): State {
  const { interval, inControl, ladder } = state;
  const settles = (!inControl || interval === "vehicle-green") && !isPinned(ladder, now, 1);
  const health = healthAfter(plan, state.health, inputs, { interval, settles, now });
  return health === state.health ? state : { ...state, health };
}

/** The state with its place on the ladder. */
function settled(plan: Plan, state: State, now: Instant): State {
  const ladder = ladderAfter(plan, state, now);
  return ladder === state.ladder ? state : { ...state, ladder };
}

/**
 * The state with this tick's evidence taken in; interval and promises untouched. Written out field by field, once a
 * tick: spreading the state here cost a quarter of the whole step.
 */
function informed(plan: Plan, state: State, { inputs, sight, now }: Evidence): State {
  const heads = headsOf(state, inputs, now);
  const since = COUNTS_FROM_NOW.includes(heads) ? now : state.since;
  const seen = seenAfter(state.seen, state.interval, inputs, now);
  const heldFor = walkHeld(plan, state, { inputs, seen, now, walked: elapsed(since, now) });
  // A press in the tick that ends walk comes too late for this walk: it is a call for the next.
  const walking = state.interval === "walk" && elapsed(since, now) < heldFor;
  const recalls = isSilent(state.health);
  const demand = demandAfter(plan, state.demand, inputs, now, { served: walking, recalls });
  const flows = flowsAfter(state.flows, inputs, {
    now,
    came: walking ? steppedIn(state, inputs, demand) : demand.came,
    since: elapsed(state.at, now),
    waiting: !walking,
  });
  return {
    interval: state.interval,
    since,
    asked: state.asked,
    settled: SETTLED.includes(heads),
    at: now,
    shown: state.shown,
    inControl: state.inControl,
    demand,
    seen,
    flows,
    platoons: isPriced(plan) ? platoonsAfter(state.platoons, flows, inputs, now) : state.platoons,
    sight,
    price: priceAfter(plan, state.price, flows, now),
    holding: state.holding,
    walkAt: state.walkAt,
    walkFor: heldFor,
    fault: state.fault,
    withdrawn: state.withdrawn,
    leftFor: state.leftFor,
    health: state.health,
    ladder: state.ladder,
    adaptive: state.adaptive,
  };
}

/** What a tick brings; `sight` is made of the inputs. */
interface Evidence {
  readonly inputs: Inputs;
  readonly sight: Sight;
  readonly now: Instant;
}

/** People who came straight onto the road while walk is shown, as far as counts tell. */
function steppedIn({ seen, demand: before }: State, { crossing }: Inputs, after: Demand): number {
  return crossing === null
    ? 0
    : Math.max(0, crossing - seen.onCrossing + after.waiting - before.waiting);
}

/** A tick in which walk may be shown: what it brings, the road as it is now, and how long walk has been shown. */
interface Shown {
  readonly inputs: Inputs;
  readonly seen: Seen;
  readonly now: Instant;
  readonly walked: Duration;
}

/** How long walk lasts: as it was begun, and longer while the policy holds it. Asked only when it could end. */
function walkHeld(plan: Plan, state: State, { inputs, seen, now, walked }: Shown): Duration {
  if (state.interval !== "walk" || walked < state.walkFor) return state.walkFor;
  const { flows, platoons, price, demand, at } = state;
  const stepping = isStepping(demand, at);
  const held = holdsWalk(plan, {
    inputs,
    flows,
    platoons,
    price: price.value,
    walked,
    stepping,
    road_s: inputs.crossing === null ? null : seen.entered.map((from) => elapsed(from, now) / 1000),
  });
  // Until after this tick: the next asks again.
  return held ? sum(walked, milliseconds(1)) : state.walkFor;
}

/** What a second is worth, reckoned anew once a minute, for a policy that goes by it. */
function priceAfter(
  plan: Plan,
  before: State["price"],
  flows: Flows,
  now: Instant,
): State["price"] {
  const due = before.at === null || elapsed(before.at, now) >= PRICED_EVERY;
  return due && isPriced(plan) ? { value: priceOf(plan, flows), at: now } : before;
}

const PRICED_EVERY = seconds(60);

/** Yield or hold, while vehicles have green and nothing is promised. A yield is a promise from here on. */
function promised(plan: Plan, state: State, inputs: Inputs, now: Instant): Decided {
  const deciding =
    state.inControl &&
    state.interval === "vehicle-green" &&
    state.walkAt === null &&
    state.fault === null;
  if (!deciding) return { decided: state, why: null };
  const { holding, demand } = state;
  if (holding !== null && stands(holding, demand, now))
    return { decided: state, why: holding.reason };
  const { serve, reason } = decide(plan, state, inputs, now);
  if (serve) return { decided: serving(plan, state, reason, now), why: reason };
  const reckoned = isPriced(plan) && demand.calledAt !== null;
  const held = reckoned ? { at: now, waiting: demand.waiting, reason } : null;
  return { decided: held === holding ? state : { ...state, holding: held }, why: reason };
}

/** The state with walk promised, and who decided so kept in mind. */
function serving(plan: Plan, state: State, reason: Reason, now: Instant): State {
  const adaptive: Adaptive = decidedFor(plan, state.adaptive, reason, {
    demand: state.demand,
    now,
  });
  return { ...state, adaptive, walkAt: later(now, timeToWalk(plan)) };
}

/** Reckoning is dear and streets change slowly: a hold is not reckoned anew until half a second is over or somebody comes or goes. */
const stands = ({ at, waiting }: Holding, demand: Demand, now: Instant): boolean =>
  demand.waiting === waiting && demand.calledAt !== null && elapsed(at, now) < STANDS_FOR;

const STANDS_FOR = milliseconds(500);

/** The state with its promise, and why, if the policy was asked in this tick. */
interface Decided {
  readonly decided: State;
  readonly why: Reason | null;
}

/** The next interval, when this one is over. */
function advanced(plan: Plan, state: State, inputs: Inputs, now: Instant): State {
  const interval = state.inControl ? nextInterval(plan, state, now) : state.interval;
  if (interval === state.interval) return state;
  const entered = { ...state, interval, since: now, asked: now, settled: false };
  switch (interval) {
    case "walk":
      return {
        ...entered,
        walkAt: null,
        walkFor: walkFor(plan, state.demand, inputs),
        seen: { ...state.seen, service: UNUSED },
      };
    case "ped-clearance":
      return { ...entered, flows: walkLearned(state.flows, elapsed(state.since, now)) };
    case "buffer":
      return { ...entered, flows: clearanceLearned(state.flows, elapsed(state.since, now)) };
    case "fault-flash":
      return { ...entered, walkAt: null };
    default:
      return entered;
  }
}

/**
 * The interlock has the last word. What it refuses is not shown: the fault is latched, and the crossing goes on
 * from what the heads show by the shortest legal road to flash; where there is none it is the cabinet's.
 */
function lit(state: State, inputs: Inputs, now: Instant): State {
  if (!state.inControl) return state;
  const wanted = SHOWN[state.interval];
  if (permits(state.shown, wanted))
    return state.shown === wanted ? state : { ...state, shown: wanted };
  const interval = entryInterval(state.shown);
  const fault = state.fault ?? { code: "fault" as const, numbers: {} };
  const { at } = state;
  const faulted = { ...state, interval, since: at, asked: at, settled: false, walkAt: null, fault };
  return permits(state.shown, SHOWN[interval])
    ? { ...faulted, shown: SHOWN[interval] }
    : surrendered(state, inputs, now);
}

function outputsOf(plan: Plan, state: State, { inputs, now, reason }: Why): Outputs {
  const { ped, vehicle } = countdowns(plan, state, now);
  return {
    vehicle: state.shown.vehicle,
    ped: state.shown.ped,
    interval: state.interval,
    vehicle_countdown_s: vehicle,
    ped_countdown_s: ped,
    bollards: bollardsOf(state),
    voice: voiceOf(state),
    call_lamps: callLamps(state),
    reason,
    mode: modeOf(plan, state, inputs),
    level: state.ladder.level,
  };
}

/** The lamp that tells a person that the call is registered; out while walk answers it. */
function callLamps({ demand, interval }: State): Outputs["call_lamps"] {
  const lit: Record<string, boolean> = {};
  for (const zone in demand.zones) {
    const { confirmed, pressedAt } = demand.zones[zone]!;
    lit[zone] = interval !== "walk" && (confirmed || pressedAt !== null);
  }
  return lit;
}

function modeOf(plan: Plan, state: State, inputs: Inputs): Mode {
  if (!state.inControl) return "withdrawn";
  if (state.fault !== null) return "fault";
  const blind = plan.zones.filter((zone) => (inputs.zones[zone] ?? null) === null).length;
  if (blind === plan.zones.length) return "no-vision";
  return blind > 0 || inputs.crossing === null ? "partial" : "normal";
}
