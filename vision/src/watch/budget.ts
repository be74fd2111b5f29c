/**
 * How much the eyes may look at, from what a look costs on this machine right now.
 *
 * One thread looks through all cameras. Each frame is looked at, at one region at least, and the regions take turns:
 * more regions show smaller people, but each is seen less often. So there are as many as can all be seen within
 * `SWEEP`, and fewer as soon as the machine is short. Pure.
 */
import type { Instant } from "@crossing/config";

/** What a camera may do. */
export interface Budget {
  /** Regions looked at in each frame. */
  readonly looks: number;
  /** Regions that can be looked at in turn without anyone's count growing too old. */
  readonly regions: number;
}

/** Share of the thread's time that looking may take; the rest is for frames, tracks, and the unexpected. */
const SHARE = 0.7;
/** All regions of a camera are looked at within this, s: with a frame's way to the counts half a second at most. */
const SWEEP_S = 0.4;
/** A look costs this until it was measured, ms. */
const UNKNOWN_COST = 25;

/** The budget of a camera of `fps`, when a look costs `cost_ms` and all cameras together give `allFps`. */
export function budgetOf(cost_ms: number, fps: number, allFps: number): Budget {
  const perSecond = ((1000 * SHARE) / Math.max(0.1, cost_ms)) * (fps / allFps);
  const looks = Math.max(1, Math.floor(perSecond / fps));
  const regions = Math.max(1, Math.floor(SWEEP_S * Math.min(fps * looks, perSecond)));
  return { looks, regions };
}

/** How much of the newest look goes into the average cost: about the last fifty count. */
const NEWEST = 0.04;

/** What one look costs, averaged over the last looks of all cameras. */
export class LookCost {
  #ms: number | null = null;

  took(ms: number): void {
    this.#ms = this.#ms === null ? ms : this.#ms + NEWEST * (ms - this.#ms);
  }

  get ms(): number {
    return this.#ms ?? UNKNOWN_COST;
  }
}

/** Too much to look at for so long, ms: fewer regions. Room for more for so long: more. */
const SHORT_FOR = 5000;
const ROOM_FOR = 60_000;
/** Room is only room when this much of it would be left over. */
const SPARE = 1.3;

/** Since when the machine has been short, or has had room. */
export interface Drift {
  readonly shortSince: Instant | null;
  readonly roomSince: Instant | null;
}

export const STEADY: Drift = { shortSince: null, roomSince: null };

/** What is looked at now, and what could be. */
export interface Bearing {
  readonly regions: number;
  /** Regions that the budget allows, and those it would allow if looks cost more by `SPARE`. */
  readonly bearable: number;
  readonly roomy: number;
}

/** The bearing of a camera that looks at so many regions. */
export const bearingOf = (
  regions: number,
  cost_ms: number,
  { fps, allFps }: { readonly fps: number; readonly allFps: number },
): Bearing => ({
  regions,
  bearable: budgetOf(cost_ms, fps, allFps).regions,
  roomy: budgetOf(cost_ms * SPARE, fps, allFps).regions,
});

/** Whether it is time for other regions: `allowed` regions from now on, or null for as before. */
export function drifted(
  drift: Drift,
  { regions, bearable, roomy }: Bearing,
  now: Instant,
): { readonly drift: Drift; readonly allowed: number | null } {
  const shortSince = bearable < regions ? (drift.shortSince ?? now) : null;
  const roomSince = roomy > regions ? (drift.roomSince ?? now) : null;
  if (shortSince !== null && now - shortSince >= SHORT_FOR)
    return { drift: STEADY, allowed: bearable };
  if (roomSince !== null && now - roomSince >= ROOM_FOR) return { drift: STEADY, allowed: roomy };
  return { drift: { shortSince, roomSince }, allowed: null };
}
