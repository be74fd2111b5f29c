/**
 * The intervals and who has the cabinet, whatever the policy, the eyes, the line and the heads do.
 *
 * Soundness, part by part of the state:
 * - timing: walk may be decided for, or not, in any tick in which it may be, and may end in any tick from its shortest to
 *   its longest. So it stands for every policy there is or will be, with whatever it learns;
 * - demand: only whether a call is kept. Who stands where decides nothing but the above;
 * - eyes: the carriageway is seen empty or not in any tick; what is doubted tells the core the same as what is unseen;
 * - line, heads, requests, restarts, jumps of time: anything in any tick. The heads may follow, lag or tell nothing;
 * - the flap guard only puts off taking control, which heads that are not at rest do as well;
 * - what was asked of the heads may be forgotten wrongly, which the interlock must catch: so the fault's road is walked;
 * - times beyond the longest one they are compared with are all the same.
 */
import {
  type Inputs,
  type Interval,
  type Request,
  instant,
  later,
  milliseconds,
} from "@crossing/config";
import { type Plan, type State, SHOWN, initialState, surrender } from "@crossing/controller";
import { HERE, type Tick, type World } from "./search.ts";
import { LAMPS, ahead, aheadMoment, lampsAt, past, pastMoment } from "./word.ts";

/** The world of a plan's intervals, ticks `tick` ms apart. */
export function phases(shape: Plan, tick: number): World {
  const plan = anyPolicy(shape);
  const begun = initialState(plan, HERE);
  const seed = { plan, tick, begun, now: later(HERE, milliseconds(tick)) };
  return {
    plan,
    pack: (state, now) => packed(plan, state, { now, tick }),
    ticksFrom: (word) => ticksFrom(seed, unpacked(seed, word)),
    starts: [false, true].flatMap((assumeCall) =>
      [null, { code: "fault", numbers: {} } as const].map((fault) => ({
        state: initialState(plan, instant(0), { assumeCall, fault }),
        now: instant(0),
      })),
    ),
  };
}

/** The plan under a policy that serves exactly when three stand there, so that the search can choose. Nobody's wait decides. */
const anyPolicy = (plan: Plan): Plan => ({
  ...plan,
  zones: plan.zones.slice(0, 1),
  policy: { name: "threshold", people: MANY, wait: milliseconds(AGES) },
  maxWait: milliseconds(AGES),
  coordination: null,
  recall: null,
});

const MANY = 3;
const AGES = 500_000_000;

const INTERVALS = Object.keys(SHOWN) as readonly Interval[];
const ALL_RED = LAMPS[0]!;
const UNDER_WAY = LAMPS[2]!;
const SETTLES = 2000;
const QUIET_FOR = 10_000;
const SURE = 1000;

interface Seed {
  readonly plan: Plan;
  readonly tick: number;
  readonly begun: State;
  readonly now: Tick["now"];
}

function packed(plan: Plan, state: State, clock: { now: Tick["now"]; tick: number }): string {
  const { interval, inControl, ladder, fault, withdrawn, demand } = state;
  const bits =
    (inControl ? 1 : 0) +
    (fault === null ? 0 : 2) +
    (withdrawn ? 4 : 0) +
    (demand.latchedAt === null ? 0 : 8) +
    (state.settled ? 16 : 0);
  const looks = interval === "walk" || interval === "ped-clearance";
  return String.fromCharCode(
    INTERVALS.indexOf(interval),
    bits,
    ...(inControl
      ? [
          lampsAt(state.shown),
          past(state.since, longestOf(plan, interval), clock),
          state.settled ? 0 : past(state.asked, SETTLES, clock),
          ahead(state.walkAt, clock),
          looks ? past(state.seen.emptySince, SURE, clock) : 0,
        ]
      : [
          ladder.quietUntil === null ? 0 : Math.max(1, ahead(ladder.quietUntil, clock) - 50),
          ...headsOf(ladder, clock),
        ]),
  );
}

/** Heads that are the cabinet's: only of all red, and of nothing told, it matters for how long. */
function headsOf(
  { heads, headsSince }: State["ladder"],
  clock: { now: Tick["now"]; tick: number },
): readonly [which: number, since: number] {
  if (heads !== null && lampsAt(heads) !== 0) return [2, 0];
  return [heads === null ? 0 : 1, past(headsSince, QUIET_FOR, clock)];
}

const HEADS = [null, ALL_RED, UNDER_WAY] as const;

/** No comparison of an interval's time reaches beyond this. */
const longestOf = (plan: Plan, interval: Interval): number =>
  interval === "walk"
    ? plan.walkMax
    : interval === "ped-clearance"
      ? plan.clearance.max
      : interval === "vehicle-green"
        ? plan.vehicleMinGreen + 1000
        : Math.max(plan.yellow, plan.redClearance, plan.buffer, plan.redYellow, plan.startUp);

function unpacked({ begun, tick }: Seed, word: string): State {
  const at = (index: number): number => word.charCodeAt(index);
  const bits = at(1);
  const inControl = (bits & 1) !== 0;
  const common = {
    ...begun,
    interval: INTERVALS[at(0)]!,
    inControl,
    fault: (bits & 2) === 0 ? null : ({ code: "fault", numbers: {} } as const),
    withdrawn: (bits & 4) !== 0,
    settled: (bits & 16) !== 0,
    demand: (bits & 8) === 0 ? begun.demand : { ...begun.demand, latchedAt: HERE, calledAt: HERE },
  };
  if (!inControl)
    return {
      ...common,
      ladder: {
        ...begun.ladder,
        level: 3,
        quietUntil: at(2) === 0 ? null : aheadMoment(at(2) + 50, tick),
        heads: HEADS[at(3)]!,
        headsSince: pastMoment(at(4), tick) ?? HERE,
      },
    };
  const since = pastMoment(at(3), tick)!;
  return {
    ...common,
    shown: LAMPS[at(2)]!,
    since,
    asked: pastMoment(at(4), tick) ?? since,
    walkAt: aheadMoment(at(5), tick),
    seen: { ...begun.seen, emptySince: pastMoment(at(6), tick) },
  };
}

function* ticksFrom(seed: Seed, state: State): Iterable<Tick> {
  if (!state.inControl) yield* listening(seed, state);
  else {
    yield* running(seed, state);
    yield* leaving(seed, state);
    yield* misremembered(seed, state);
  }
}

/** A tick like any other: the line is up, time goes on. */
function* running({ plan, now }: Seed, state: State): Iterable<Tick> {
  const { interval, settled, shown } = state;
  const behind = lampsAt(shown) === 0 ? UNDER_WAY : ALL_RED;
  const looks = interval === "walk" || interval === "ped-clearance";
  const walks = interval === "walk" ? [plan.walkMin, plan.walkMax] : [state.walkFor];
  for (const heads of settled ? [null] : [null, shown, behind])
    for (const crossing of looks ? [0, null] : [0])
      for (const walkFor of walks)
        for (const ask of ASKED)
          yield {
            before: { ...state, walkFor },
            inputs: told({ ...ask, crossing, shown: heads }),
            now,
          };
}

/** Nothing, a call, a call that is served if it may be; and what an engineer may ask for. */
const ASKED: readonly Partial<Inputs>[] = [
  {},
  { requests: ["ped-call"] },
  { requests: ["ped-call"], zones: { A: { waiting: MANY } } },
  ...(["withdraw", "resume", "clear-fault"] as const).map((request) => ({
    requests: ["ped-call", request] as readonly Request[],
    zones: { A: { waiting: MANY } },
  })),
  { requests: ["withdraw"] },
];

/** Control is lost: the line goes, time jumps, or we are found to be wrong. The heads show what they show. */
function* leaving({ now }: Seed, state: State): Iterable<Tick> {
  for (const before of rememberedHeads(state)) {
    const shown = before.ladder.heads;
    for (const requests of REQUESTS)
      yield { before, inputs: told({ link: "lost", shown, requests }), now };
    for (const link of ["mismatch", "refused"] as const)
      yield { before, inputs: told({ link, shown }), now };
    for (const jump of JUMPS)
      yield { before, inputs: told({ shown }), now: later(HERE, milliseconds(jump)) };
    yield { before, inputs: told({ shown }), now, step: surrender };
  }
}

/** All of them: while control is left a call is assumed anyway. */
const REQUESTS: readonly (readonly Request[])[] = [[], ["withdraw"], ["resume"], ["clear-fault"]];

/** The first is a restart's or a stall's; a clock that goes back should not be, and is survived. */
const JUMPS = [5000, -5000];

/** What the heads showed when they were last the cabinet's: the same as now, for long or not, or something else. */
function* rememberedHeads(state: State): Iterable<State> {
  for (const heads of HEADS)
    for (const headsSince of heads === UNDER_WAY ? [HERE] : [HERE, instant(0)])
      yield { ...state, ladder: { ...state.ladder, heads, headsSince } };
}

/** What was asked of the heads is remembered wrongly: once, for then the fault is latched. */
function* misremembered({ now }: Seed, state: State): Iterable<Tick> {
  if (state.fault !== null) return;
  for (const shown of LAMPS) yield { before: { ...state, shown }, inputs: told({}), now };
}

/** The crossing is the cabinet's. */
function* listening({ now }: Seed, state: State): Iterable<Tick> {
  for (const shown of [null, ...LAMPS])
    for (const requests of REQUESTS) {
      yield { before: state, inputs: told({ shown, requests }), now };
      if (shown === null || LAMPS.indexOf(shown) < 3)
        for (const link of ["lost", "refused"] as const)
          yield { before: state, inputs: told({ shown, requests, link }), now };
    }
  for (const jump of JUMPS)
    yield { before: state, inputs: told({}), now: later(HERE, milliseconds(jump)) };
}

const told = (inputs: Partial<Inputs>): Inputs => ({ ...NOTHING, ...inputs });

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
