/** The closed loop at a desk: street and core on a virtual clock. */
import {
  type EventRecord,
  type Indications,
  type Instant,
  type Site,
  instant,
  later,
  milliseconds,
  seconds,
} from "@crossing/config";
import { type State, initialState, planOf, step } from "@crossing/controller";
import type { Demand, Rates } from "./demand.ts";
import { type Seeing, inputsOf } from "./inputs.ts";
import { type Measures, measuring } from "./measures.ts";
import { type Street, createStreet } from "./street.ts";

export interface SimulateOptions {
  readonly site: Site;
  readonly hours: number;
  readonly seed: number;
  /** Length of a tick, s; 0.5 unless given. */
  readonly dt_s?: number;
  readonly rates?: Rates;
  /** Arrivals that are known beforehand, instead of `rates`. */
  readonly demand?: Demand;
  readonly seeing?: Seeing;
  /** Called with each change of the signal state, first at t = 0. */
  readonly onState?: (line: StateLine) => void;
  readonly onEvent?: (event: EventRecord) => void;
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

/** Runs one crossing for `hours`. Throws a RangeError when hours or step cannot be meant. */
export function simulate(options: SimulateOptions): SimulationResult {
  const { site, hours, seed, dt_s = DT_S } = options;
  if (!(hours > 0 && hours <= 10_000)) throw new RangeError(`hours = ${hours}: 0 to 10000`);
  if (!(dt_s >= 0.05 && dt_s <= 5)) throw new RangeError(`dt_s = ${dt_s}: 0.05 to 5 s`);
  const street = createStreet({
    site,
    seed,
    ...(options.rates === undefined ? {} : { rates: options.rates }),
    ...(options.demand === undefined ? {} : { demand: options.demand }),
  });
  const measures = measuring(site.timing.max_wait_s);
  const loop = closedLoop(options, street);
  const ticks = Math.round((hours * 3600) / dt_s);
  for (let tick = 0; tick < ticks; tick++) {
    const shown = loop.tick(later(instant(0), seconds(tick * dt_s)));
    street.step(dt_s, shown);
    measures.note(street, shown, dt_s);
  }
  return { site: site.id, policy: site.policy.name, seed, hours, ...measures.sum(street) };
}

/** The core in the loop: takes what the street shows, gives what its heads show next. */
function closedLoop(
  { site, dt_s = DT_S, seeing, onState, onEvent }: SimulateOptions,
  street: Street,
): { readonly tick: (now: Instant) => Indications } {
  const plan = { ...planOf(site), maxStep: milliseconds(Math.max(1000, dt_s * 1500)) };
  let state: State = initialState(plan, instant(0));
  let shown: Indications | null = null;
  let told: SignalState | null = null;
  return {
    tick(now) {
      const inputs = inputsOf(street, { ...seeing, shown });
      const { state: next, outputs, events } = step(plan, state, inputs, now);
      state = next;
      shown = { vehicle: outputs.vehicle, ped: outputs.ped };
      const named = stateOf(shown);
      if (named !== told) onState?.({ t: now / 1000, state: named });
      told = named;
      for (const event of events) onEvent?.(event);
      return shown;
    },
  };
}

/** The name of what is shown, in the words of signal traces. */
export function stateOf({ vehicle, ped }: Indications): SignalState {
  if (ped === "walk") return "PED_GREEN";
  if (ped === "flashing-walk") return "PED_CLEAR";
  if (vehicle === "green") return "VEH_GREEN";
  return vehicle === "yellow" ? "VEH_AMBER" : "ALL_RED";
}
