/**
 * Who asks and when they are served, under one policy exactly, with the cabinet ours.
 *
 * What is remembered is what the decision goes by: how long the crossing has been called, how long somebody stands there or
 * is gone, whether a press or another call is kept, how long the road has been empty of people and of vehicles. The eyes
 * see, do not see, or see nothing in any tick, whatever they did before. One kerb stands for all: of several, the oldest
 * call decides. The heads follow at once; what late heads do is tried in phases.ts.
 */
import {
  type Duration,
  type Inputs,
  type Interval,
  instant,
  later,
  milliseconds,
} from "@crossing/config";
import { type Plan, type State, SHOWN, initialState, step } from "@crossing/controller";
import { HERE, type Tick, type World } from "./search.ts";
import { LAMPS, ahead, aheadMoment, lampsAt, past, pastMoment, ticksOf } from "./word.ts";

/** The world of a plan's services, ticks `tick` ms apart. */
export function services(named: Plan, tick: number): World {
  const plan = oneKerb(named);
  const seed = {
    plan,
    tick,
    begun: initialState(plan, HERE),
    now: later(HERE, milliseconds(tick)),
  };
  return {
    plan,
    pack: (state, now) => packed(plan, state, { now, tick }),
    ticksFrom: (word) => ticksFrom(seed, unpacked(seed, word)),
    starts: startsOf(plan),
  };
}

/** Whether somebody waits of whom the crossing cannot lose sight: a press, or a call assumed or asked for. */
export const isPending = (word: string): boolean => word.charCodeAt(1) === KEPT && !walks(word);

/** Whether people have walk. */
export const walks = (word: string): boolean => INTERVALS[word.charCodeAt(0)] === "walk";

/**
 * The plan with one kerb. A rule that weighs, and learns, is left to the search: it serves or not in any tick, as three
 * people stand there or not. Its walk then ends at any time, see below.
 */
const oneKerb = (plan: Plan): Plan => ({
  ...plan,
  zones: ["A"],
  ...(isFree(plan)
    ? {
        policy: { name: "threshold" as const, people: MANY, wait: plan.maxWait },
        coordination: null,
      }
    : {}),
});

/** Whether any timing is tried, and not only that of a rule. */
export const isFree = (plan: Plan): boolean => plan.policy.name === "marginal";

const MANY = 3;
const INTERVALS = Object.keys(SHOWN) as readonly Interval[];
/** What calls: nobody for long enough, somebody as long as they are seen, a call that is kept until walk. */
const NOT_YET = 0;
const SEEN = 1;
const KEPT = 2;
const SURE = 1000;

interface Seed {
  readonly plan: Plan;
  readonly tick: number;
  readonly begun: State;
  readonly now: Tick["now"];
}

/** Taken up from each thing the heads may show at rest or under way, with nobody, and with somebody who has waited. */
function startsOf(plan: Plan): World["starts"] {
  return LAMPS.flatMap((shown) =>
    [false, true].map((called) => {
      const first = initialState(plan, instant(0));
      const demand = called
        ? { ...first.demand, latchedAt: instant(0), calledAt: instant(0) }
        : first.demand;
      const { state } = step(plan, { ...first, demand }, { ...NOTHING, shown }, instant(0));
      return { state, now: instant(0) };
    }),
  ).filter(({ state }) => state.inControl);
}

function packed(plan: Plan, state: State, clock: { now: Tick["now"]; tick: number }): string {
  const { interval, seen } = state;
  const serving = interval === "walk" || interval === "ped-clearance";
  const passes = plan.policy.name === "puffin" && state.walkAt === null && !serving;
  return String.fromCharCode(
    INTERVALS.indexOf(interval),
    ...callOf(plan, state, clock),
    lampsAt(state.shown),
    past(state.since, longestOf(plan, interval), clock),
    ahead(state.walkAt, clock),
    interval === "walk" && !isFree(plan) ? ticksOf(state.walkFor, clock.tick) : 0,
    serving ? past(seen.emptySince, SURE, clock) : 0,
    passes ? past(seen.traffic.lastVehicle, plan.passage, clock) : 0,
  );
}

/**
 * What is remembered of who asks: which call, for how long, by how much longer somebody has stood there, and of a call
 * that is only seen, whether it is seen now and since when not.
 *
 * A kept call is kept until walk, so that nothing else about it counts. While walk is promised nobody's wait decides.
 */
function callOf(
  plan: Plan,
  { demand, walkAt }: State,
  clock: { now: Tick["now"]; tick: number },
): readonly [kind: number, called: number, longer: number, occupied: number, empty: number] {
  const zone = demand.zones["A"]!;
  const called = walkAt === null ? past(demand.calledAt, plan.maxWait, clock) : 1;
  const stood = walkAt === null ? past(zone.since, plan.maxWait, clock) : 0;
  const longer = Math.max(0, stood - called);
  if (zone.pressedAt !== null || demand.latchedAt !== null) return [KEPT, called, longer, 0, 0];
  if (zone.confirmed)
    return [
      SEEN,
      called,
      longer,
      zone.occupiedSince === null ? 0 : 1,
      past(zone.emptySince, plan.cancel, clock),
    ];
  return [
    NOT_YET,
    0,
    past(zone.since, plan.dwell, clock),
    past(zone.occupiedSince, plan.dwell, clock),
    0,
  ];
}

/** No comparison of an interval's time reaches beyond this. */
function longestOf(plan: Plan, interval: Interval): number {
  const { policy } = plan;
  if (interval === "walk") return plan.walkMax;
  if (interval !== "vehicle-green")
    return Math.max(plan.clearance.max, plan.startUp, plan.yellow, plan.buffer);
  const own =
    policy.name === "push-button"
      ? policy.green
      : policy.name === "fixed"
        ? Math.max(...policy.programmes.map(({ cycle }) => cycle))
        : 0;
  return Math.max(plan.vehicleMinGreen, own) + SURE;
}

function unpacked({ begun, tick, plan }: Seed, word: string): State {
  const at = (index: number): number => word.charCodeAt(index);
  const since = pastMoment(at(7), tick)!;
  return {
    ...begun,
    interval: INTERVALS[at(0)]!,
    since,
    asked: since,
    settled: true,
    inControl: true,
    shown: LAMPS[at(6)]!,
    walkAt: aheadMoment(at(8), tick),
    walkFor: at(9) === 0 ? plan.walkMin : milliseconds(at(9) * tick),
    seen: {
      ...begun.seen,
      emptySince: pastMoment(at(10), tick),
      traffic: { lastVehicle: pastMoment(at(11), tick) ?? HERE },
    },
    demand: { ...begun.demand, ...calledBy(word, tick) },
    ladder: { ...begun.ladder, level: 0 },
  };
}

/** Who asks, from a word. */
function calledBy(word: string, tick: number): Pick<State["demand"], "zones" | "calledAt"> {
  const [kind, called, longer, occupied, empty] = Array.from({ length: 5 }, (_, index) =>
    word.charCodeAt(index + 1),
  ) as [number, number, number, number, number];
  const calledAt = pastMoment(called, tick);
  const stands = kind === NOT_YET ? longer : longer === 0 ? 0 : called + longer;
  const zone = {
    since: pastMoment(stands, tick),
    occupiedSince: pastMoment(occupied, tick),
    emptySince: pastMoment(empty, tick),
    confirmed: kind === SEEN,
    pressedAt: kind === KEPT ? calledAt : null,
    blind: false,
    arrivals: [],
  };
  return { zones: { A: zone }, calledAt };
}

function* ticksFrom({ plan, now }: Seed, state: State): Iterable<Tick> {
  const { interval } = state;
  const serving = interval === "walk" || interval === "ped-clearance";
  const traffic = plan.policy.name === "puffin" && state.walkAt === null && !serving;
  const walks: readonly Duration[] =
    interval === "walk" && isFree(plan) ? [plan.walkMin, plan.walkMax] : [state.walkFor];
  for (const walkFor of walks)
    for (const zone of KERB)
      for (const ask of ASKED)
        for (const crossing of serving ? [0, null] : [0])
          for (const queue of traffic ? [0, 1] : [0]) {
            const lanes = [{ id: "W0", queue, eta_s: [], passages: 0 }];
            const inputs = { ...NOTHING, ...ask, zones: { A: zone }, crossing, lanes };
            yield { before: { ...state, walkFor }, inputs, now };
          }
}

/** Nobody, somebody, three, no eyes. */
const KERB = [{ waiting: 0 }, { waiting: 1 }, { waiting: MANY }, null] as const;

/** A press and a call that is asked for are kept alike, and served alike by every rule. */
const ASKED: readonly Partial<Inputs>[] = [{}, { buttons: { A: true } }];

const NOTHING: Inputs = {
  zones: { A: { waiting: 0 } },
  buttons: {},
  crossing: 0,
  lanes: [],
  lookahead_s: 0,
  shown: null,
  link: "up",
  requests: [],
};
