/** A recording made at a desk: the core at a simulated street, tick by tick, as control writes it. */
import { type Indications, type Inputs, type Outputs, type Site, instant } from "@crossing/config";
import { initialState, planOf, step } from "@crossing/controller";
import {
  type Demand,
  type Rates,
  createStreet,
  inputsOf,
  poissonDemand,
} from "@crossing/simulator";

/** One tick of a recording, as far as it is read. */
export interface RecordedTick {
  readonly type: "trace";
  readonly boot: string;
  readonly seq: number;
  readonly at: number;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
}

const TICK_MS = 500;

const SEED = 7;

/** Who comes to the recorded street. */
export const streetDemand = (site: Site, rates: Rates): Demand =>
  poissonDemand(SEED, site.lanes.length, rates);

/** `minutes` of a street with so many people and vehicles an hour; the clock begins anywhere. */
export function recordedStreet(
  site: Site,
  minutes: number,
  rates = { people_per_h: 120, vehicles_per_h: 800 },
): readonly RecordedTick[] {
  const plan = planOf(site);
  const street = createStreet({ site, seed: SEED, demand: streetDemand(site, rates) });
  const begin = 5_000_000;
  let state = initialState(plan, instant(begin), { assumeCall: true });
  let shown: Indications | null = null;
  return Array.from({ length: (minutes * 60_000) / TICK_MS }, (_, index) => {
    const at = begin + index * TICK_MS;
    const inputs = inputsOf(street, { shown });
    const decided = step(plan, state, inputs, instant(at));
    state = decided.state;
    shown = { vehicle: decided.outputs.vehicle, ped: decided.outputs.ped };
    street.step(TICK_MS / 1000, decided.outputs);
    return { type: "trace", boot: "street", seq: index + 1, at, inputs, outputs: decided.outputs };
  });
}

/** The recording as the text of a file. */
export const recordingOf = (site: Site, ticks: readonly object[]): string =>
  `${[{ type: "recording", version: 1, site }, ...ticks].map((line) => JSON.stringify(line)).join("\n")}\n`;
