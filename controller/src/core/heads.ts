/**
 * When an interval begins: not when it is asked for, but when the heads are seen to show it.
 *
 * Neither a lost cycle of the line nor a slow one may shorten what people and drivers see. Bounded, because a
 * cabinet that never follows is the driver's business (link "mismatch").
 */
import { type Inputs, type Instant, elapsed, milliseconds } from "@crossing/config";
import type { State } from "./state.ts";

/** The heads of an interval: not followed yet, just followed, cannot be told, or not looked at any more. */
export type Heads = "behind" | "there" | "unseen" | "settled";

/** Heads with which the minimums of the interval count from this tick. */
export const COUNTS_FROM_NOW: readonly Heads[] = ["behind", "there"];

/** Heads that need not be looked at again in this interval. */
export const SETTLED: readonly Heads[] = ["there", "settled"];

/** How far the heads are with what was asked of them. */
export function headsOf(state: State, { shown }: Inputs, now: Instant): Heads {
  const waited = elapsed(state.asked, now);
  if (state.settled || !state.inControl || waited > SETTLES_WITHIN) return "settled";
  // In the tick that takes control nothing has been asked of the heads yet.
  if (shown === null || waited === 0) return "unseen";
  if (shown.vehicle !== state.shown.vehicle || shown.ped !== state.shown.ped) return "behind";
  const simulated = elapsed(state.at, now) > A_CYCLE;
  return simulated && state.since === state.asked ? "settled" : "there";
}

// A line is lost after a second without a good cycle; until then what was asked may still be on its way.
const SETTLES_WITHIN = milliseconds(1500);

// Ticks farther apart than this are those of a simulation, whose heads follow at once: nothing to wait for.
const A_CYCLE = milliseconds(250);
