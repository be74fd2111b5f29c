/** From street to core without a camera: what detectors without noise and errors tell. */
import type { Indications, Inputs } from "@crossing/config";
import type { Quality } from "./seeing/quality.ts";
import type { Street } from "./street.ts";

/** How well the street is seen now. */
export interface Seeing extends Quality {
  /** What the heads show, when they are read back. */
  readonly shown?: Indications | null;
  /** Local seconds since midnight, where a policy goes by it. */
  readonly time_of_day_s?: number | undefined;
}

export const LOOKAHEAD_S = 15;
export const APPROACH_S = 5;

/**
 * The inputs of one tick, within the range of the detectors. People with `det: false` are never seen.
 *
 * Noise, errors and outages need a memory: `eyesOf` makes those; here they are left out.
 */
export function inputsOf(street: Street, seeing: Seeing = {}): Inputs {
  const { lookahead_s = LOOKAHEAD_S, approach_s = APPROACH_S, time_of_day_s } = seeing;
  const { crossing = true, queues = true, waits = true } = seeing;
  const seen = street.detect({ lookahead_s, approach_s, crossing, queues, waits });
  const inputs: Inputs = {
    zones: seen.zones,
    buttons: seen.buttons,
    crossing: seen.crossing,
    lanes: seen.lanes,
    lookahead_s,
    shown: seeing.shown ?? null,
    link: "up",
    requests: [],
  };
  return time_of_day_s === undefined ? inputs : { ...inputs, time_of_day_s };
}
