/** The closed loop at a desk: street and core on a virtual clock. */
import {
  type EventRecord,
  type Indications,
  type Inputs,
  type Instant,
  type Outputs,
  type Site,
  instant,
  milliseconds,
  seconds,
} from "@crossing/config";
import { type State, initialState, planOf, step } from "@crossing/controller";
import { type Demand, type Rates, poissonDemand } from "./demand.ts";
import { demandOf } from "./demand/demand-of.ts";
import type { DemandSpec } from "./demand/spec.ts";
import type { Measures } from "./measures.ts";
import { type Due, type Tick, measuring } from "./runs/measuring.ts";
import { type Eyes, type Look, eyesOf } from "./seeing/eyes.ts";
import type { Quality } from "./seeing/quality.ts";
import { type Street, createStreet } from "./street.ts";
import type { Trip } from "./trips.ts";

export interface SimulateOptions {
  readonly site: Site;
  readonly hours: number;
  readonly seed: number;
  /** Length of a tick, s; 0.5 unless given. */
  readonly dt_s?: number;
  /** Who comes: one of `rates` (Poisson), `spec`, or `demand`. None: nobody. */
  readonly rates?: Rates;
  readonly spec?: DemandSpec;
  /** Arrivals that are known beforehand. Used up by the run: make it anew for the next. */
  readonly demand?: Demand;
  /** How well the street is seen; perfectly within 15 s unless given. */
  readonly seeing?: Quality;
  /**
   * Left out of the measures at the beginning, s. Unless given: 300 s, but a tenth of the run at most; 0 for arrivals
   * that are listed one by one, of whom everybody counts.
   */
  readonly warm_up_s?: number;
  /** Local seconds since midnight at the beginning, for policies by time of day; that of `spec` unless given. */
  readonly time_of_day_s?: number;
  /** Called with each change of the signal state, first at t = 0. */
  readonly onState?: (line: StateLine) => void;
  readonly onEvent?: (event: EventRecord) => void;
  /** What became of each person and vehicle, when it is known. How a walk across ended is added to its record later. */
  readonly onTrip?: (trip: Trip) => void;
  /** Each tick: what the core decided and why, and what it was told. */
  readonly onTick?: (t_s: number, outputs: Outputs, inputs: Inputs) => void;
  /** Every ten simulated minutes: how much is done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** One line of a signal trace. */
export interface StateLine {
  readonly t: number;
  readonly state: SignalState;
}

export type SignalState = "VEH_GREEN" | "VEH_AMBER" | "ALL_RED" | "PED_GREEN" | "PED_CLEAR";

/** What came of it. The same options give the same numbers, bit for bit. */
export interface SimulationResult extends Measures {
  readonly site: string;
  readonly policy: string;
  readonly seed: number;
  readonly hours: number;
}

const DT_S = 0.5;
const WARM_UP_S = 300;
const PROGRESS_S = 600;

/** Runs one crossing for `hours`. Throws a RangeError when hours, step or warm-up cannot be meant. */
export function simulate(options: SimulateOptions): SimulationResult {
  const { site, hours, seed, dt_s = DT_S } = options;
  const warmUp_s = checked(options);
  const come = counted(options);
  const street = createStreet({ site, seed, demand: come.demand });
  const eyes = eyesOf(options.seeing ?? {}, { seed, site });
  const measures = measuring({
    weights: site.weights,
    maxWait_s: site.timing.max_wait_s,
    warmUp_s,
    dt_s,
    seen: eyes.seen,
  });
  run(options, { street, eyes, note: measures.note });
  const due = come.due(hours * 3600);
  return { site: site.id, policy: site.policy.name, seed, hours, ...measures.sum(street, due) };
}

/** The warm-up, once everything is as it can be meant. */
function checked(options: SimulateOptions): number {
  const { hours, dt_s = DT_S, warm_up_s } = options;
  if (!(hours > 0 && hours <= 10_000)) throw new RangeError(`hours = ${hours}: 0 to 10000`);
  if (!(dt_s >= 0.05 && dt_s <= 5)) throw new RangeError(`dt_s = ${dt_s}: 0.05 to 5 s`);
  const usual = isListed(options) ? 0 : Math.min(WARM_UP_S, hours * 360);
  const warmUp_s = warm_up_s ?? usual;
  if (!(warmUp_s >= 0 && warmUp_s < hours * 3600))
    throw new RangeError(`warm_up_s = ${warmUp_s}: 0 to less than the run of ${hours} h`);
  return warmUp_s;
}

const isListed = ({ demand, spec }: SimulateOptions): boolean =>
  demand !== undefined ||
  (spec !== undefined && [...spec.people, spec.vehicles].every(({ kind }) => kind === "listed"));

/** A demand that remembers who was due. */
function counted(options: SimulateOptions): {
  readonly demand: Demand;
  readonly due: (end_s: number) => Due;
} {
  const demand = demandIn(options);
  const people: number[] = [];
  const vehicles: number[] = [];
  const before = (times: readonly number[], end_s: number): number =>
    times.filter((t) => t <= end_s).length;
  return {
    demand: {
      people: (until) => remembered(people, demand.people(until)),
      vehicles: (until) => remembered(vehicles, demand.vehicles(until)),
    },
    due: (end_s) => ({ people: before(people, end_s), vehicles: before(vehicles, end_s) }),
  };
}

function demandIn({ site, seed, rates, spec, demand }: SimulateOptions): Demand {
  if (demand !== undefined) return demand;
  if (spec !== undefined) return demandOf(spec, { seed, site });
  const none = { people_per_h: 0, vehicles_per_h: 0 };
  return poissonDemand(seed, site.lanes.length, rates ?? none, site.behaviour);
}

function remembered<T extends { readonly t: number }>(
  times: number[],
  arrivals: readonly T[],
): readonly T[] {
  for (const { t } of arrivals) times.push(t);
  return arrivals;
}

interface Parts {
  readonly street: Street;
  readonly eyes: Eyes;
  readonly note: (tick: Tick) => void;
}

function run(options: SimulateOptions, { street, eyes, note }: Parts): void {
  const { hours, dt_s = DT_S, onTrip, onProgress } = options;
  const loop = closedLoop(options, street, eyes);
  const ticks = Math.round((hours * 3600) / dt_s);
  const telling = Math.max(1, Math.round(PROGRESS_S / dt_s));
  // One record for all ticks: measures take what they need of it at once.
  const tick: Tick = { street, t_s: 0, outputs: loop.tick(0), lanes: eyes.lanes(), trips: [] };
  for (let index = 0; index < ticks; index++) {
    tick.t_s = index * dt_s;
    if (index > 0) tick.outputs = loop.tick(tick.t_s);
    tick.lanes = eyes.lanes();
    street.step(dt_s, tick.outputs);
    tick.trips = street.takeTrips();
    if (onTrip !== undefined) for (const trip of tick.trips) onTrip(trip);
    note(tick);
    if (onProgress !== undefined && (index + 1) % telling === 0) onProgress((index + 1) / ticks);
  }
}

/** The core in the loop: takes what the street shows, gives what its heads show next. */
function closedLoop(
  { site, dt_s = DT_S, spec, time_of_day_s, onState, onEvent, onTick }: SimulateOptions,
  street: Street,
  eyes: Eyes,
): { readonly tick: (t_s: number) => Outputs } {
  const plan = { ...planOf(site), maxStep: milliseconds(Math.max(1000, dt_s * 1500)) };
  // A neighbour's window needs a clock: where nobody says when the run begins, it begins at midnight.
  const midnight =
    time_of_day_s ?? spec?.time_of_day_s ?? (site.coordination === null ? undefined : 0);
  const look: Look = { t_s: 0, shown: null, time_of_day_s: undefined };
  let state: State = initialState(plan, instant(0));
  let told: SignalState | null = null;
  return {
    tick(t_s) {
      const now = moment(t_s);
      look.t_s = t_s;
      if (midnight !== undefined) look.time_of_day_s = (midnight + t_s) % 86_400;
      const inputs = eyes.see(street, look);
      const { state: next, outputs, events } = step(plan, state, inputs, now);
      state = next;
      look.shown = shownBy(outputs, look.shown);
      onTick?.(t_s, outputs, inputs);
      const named = stateOf(outputs);
      if (named !== told) onState?.({ t: now / 1000, state: named });
      told = named;
      if (onEvent !== undefined) for (const event of events) onEvent(event);
      return outputs;
    },
  };
}

/** What is shown; the same record while nothing changes. */
const shownBy = ({ vehicle, ped }: Indications, before: Indications | null): Indications =>
  before !== null && before.vehicle === vehicle && before.ped === ped ? before : { vehicle, ped };

const moment = (t_s: number): Instant => instant(seconds(t_s));

/** The name of what is shown, in the words of signal traces. */
export function stateOf({ vehicle, ped }: Indications): SignalState {
  if (ped === "walk") return "PED_GREEN";
  if (ped === "flashing-walk") return "PED_CLEAR";
  if (vehicle === "green") return "VEH_GREEN";
  return vehicle === "yellow" ? "VEH_AMBER" : "ALL_RED";
}
