/** One run of the simulator as plain data: it can be handed to another process, hashed, and made again. */
import { createHash } from "node:crypto";
import type { Site } from "@crossing/config";
import {
  type DemandSpec,
  type Quality,
  type SimulationResult,
  simulate,
} from "@crossing/simulator";
import { EXIT, Refusal } from "../exit.ts";
import { version } from "../places.ts";

/** All that a run depends on. */
export interface Job {
  readonly site: Site;
  readonly spec: DemandSpec;
  readonly seeing: Quality;
  readonly hours: number;
  readonly dt_s: number;
  /** Left out of the measures at the beginning, s; the simulator's usual time unless given. */
  readonly warm_up_s?: number;
  readonly seed: number;
}

/**
 * Makes the run. `onProgress` hears how much is done, 0 to 1. Throws a Refusal when the simulator cannot run what is
 * wanted.
 */
export const runJob = (job: Job, onProgress?: (done: number) => void): SimulationResult =>
  asMeant(() => simulate({ ...job, ...(onProgress && { onProgress }) }));

/** Runs the simulator; what it says of options that cannot be meant is for the user, not for us. */
export function asMeant<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal(EXIT.usage, error.message);
    throw error;
  }
}

/** The same for the same inputs and the same version of this program, and for no others. */
export const keyOf = ({ spec, ...rest }: Job): string =>
  hashOf([VERSION, specKey(spec), rest]).slice(0, KEY_LENGTH);

const VERSION = version();
const KEY_LENGTH = 24;

/** Hashes of demands: thousands of runs share one, and a day of listed arrivals is long. */
const specKeys = new WeakMap<DemandSpec, string>();

function specKey(spec: DemandSpec): string {
  const known = specKeys.get(spec) ?? hashOf(spec);
  specKeys.set(spec, known);
  return known;
}

const hashOf = (value: object): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex");
