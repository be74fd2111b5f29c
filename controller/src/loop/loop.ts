/** The loop at the kerb: gathers what is known, steps the core, shows it, tells it. */
import {
  type EventAck,
  type EventRecord,
  type Inputs,
  type Instant,
  type NumberedEvent,
  type Observation,
  type Request,
  type RequestRecord,
  type RequestResult,
  type Site,
  fresh,
  milliseconds,
} from "@crossing/config";
import {
  type Plan,
  type State,
  type Step,
  type Transition,
  alarmsOf,
  answer,
  check,
  initialState,
  planOf,
  step,
  surrender,
} from "../core/index.ts";
import { gather } from "./gather.ts";
import type { LaneState } from "./lanes.ts";
import type { Cabinet, Clock, Latch, TraceSink } from "./ports.ts";

/** What a loop is made of. */
export interface LoopOptions {
  readonly site: Site;
  /** A word for this run of control: sequence numbers start anew with it. */
  readonly boot: string;
  readonly clock: Clock;
  readonly cabinet: Cabinet;
  readonly trace: TraceSink;
  /** Left out: a fault is forgotten with the run, as at a desk. */
  readonly latch?: Latch;
  /** The rules that every tick is held against: the names of those it breaks. All of the core's unless given. */
  readonly rules?: (plan: Plan, transition: Transition) => readonly string[];
}

/** The loop: `tick` is called on time by somebody else; the rest hands in news for the next tick. */
export interface Loop {
  /** One tick; `late_ms` is how late it came. Never throws. */
  tick(late_ms: number): void;
  /** News from the eyes; of one camera the latest wins, what is out of order or of no camera of the site is dropped. */
  observe(observation: Observation): void;
  /** Somebody asks. The answer says what the core will do of it in the next tick. */
  request(record: RequestRecord): RequestResult;
  /** Events up to here are safe with edge. */
  ack(ack: EventAck): void;
}

/** Events kept until edge says it has them; the oldest go first when it stays away for days. */
const EVENTS_KEPT = 4096;
const EVENTS_PER_RECORD = 16;
const TRACE_TTL = milliseconds(1000);

/** A loop that assumes a call, because it has just started and does not know who waits. */
export function createLoop(options: LoopOptions): Loop {
  const { site, boot, clock, cabinet, trace, latch } = options;
  const plan = planOf(site);
  const begins = { assumeCall: true, fault: latch?.held ?? null };
  const cameras = new Set(site.cameras.map(({ id }) => id));
  const observations = new Map<string, Observation>();
  let state: State = initialState(plan, clock.now(), begins);
  let lanes: Readonly<Record<string, LaneState>> = {};
  let requests: Request[] = [];
  let events: NumberedEvent[] = [];
  let seq = 0;
  let eventSeq = 0;

  const keep = (fresh: readonly EventRecord[]): void => {
    for (const event of fresh) events.push({ ...event, seq: ++eventSeq });
    if (events.length > EVENTS_KEPT) events = events.slice(-EVENTS_KEPT);
  };

  return {
    tick: (late_ms) => {
      const now = clock.now();
      // The run begins with its first tick, so that the trace alone is enough to replay it.
      if (seq === 0) state = initialState(plan, now, begins);
      const report = cabinet.report();
      const timeOfDay_s = clock.timeOfDay_s?.();
      const gathered = gather({ site, observations, report, requests, lanes, timeOfDay_s }, now);
      requests = [];
      lanes = gathered.lanes;
      const began = performance.now();
      const done = sound(plan, { before: state, inputs: gathered.inputs, now }, options);
      const { outputs, events: changes, state: next } = done;
      const step_us = (performance.now() - began) * 1000;
      if (next.fault !== state.fault) latch?.keep(next.fault);
      state = next;
      cabinet.show(outputs);
      keep(changes);
      trace({
        type: "trace",
        seq: ++seq,
        at: now,
        ttl: TRACE_TTL,
        boot,
        outputs,
        inputs: gathered.inputs,
        ...told(state, gathered.inputs, now),
        events: events.slice(0, EVENTS_PER_RECORD),
        loop: { late_ms, step_us, perception_age_ms: gathered.perception_age_ms },
        cabinet: report.health,
      });
    },
    observe: (observation) => {
      if (!cameras.has(observation.camera)) return;
      const last = observations.get(observation.camera);
      const restarted = last === undefined || !fresh(last, clock.now());
      if (restarted || observation.seq > last.seq)
        observations.set(observation.camera, observation);
    },
    request: ({ id, request, ...stamp }) => {
      if (!fresh({ ...stamp }, clock.now()))
        return { type: "request-result", id, accepted: false, why: "the request came too late" };
      const { accepted, why } = answer(state, request);
      if (accepted) requests.push(request);
      return { type: "request-result", id, accepted, why };
    },
    ack: (ack) => {
      if (ack.boot === boot) events = events.filter((event) => event.seq > ack.seq);
    },
  };
}

/**
 * The tick, if it keeps every invariant. One that does not is never shown: the lamps go back to the cabinet, and the
 * fault stays until somebody has looked.
 */
function sound(
  plan: Plan,
  tick: Omit<Transition, "after">,
  { rules = check }: Pick<LoopOptions, "rules">,
): Step {
  const { before, inputs, now } = tick;
  const after = step(plan, before, inputs, now);
  const broken = rules(plan, { before, inputs, now, after });
  if (broken.length === 0) return after;
  const left = surrender(plan, before, inputs, now);
  return { ...left, events: [brokenEvent(broken, now), ...left.events] };
}

const brokenEvent = (broken: readonly string[], at: Instant): EventRecord => ({
  class: "fault",
  name: "invariant-broken",
  code: null,
  param: 0,
  at,
  numbers: { rules: broken.length },
  cause: broken.join(" "),
});

/** What a trace record tells of the state, in seconds. */
const told = (state: State, inputs: Inputs, now: number) => ({
  time_in_interval_s: (now - state.since) / 1000,
  oldest_wait_s: state.demand.oldestWait / 1000,
  faults: state.fault === null ? [] : ["interlock"],
  alarms: alarmsOf(state),
  shown: inputs.shown,
});

export type { Step };
