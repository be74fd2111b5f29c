/**
 * The intervals of a virtual controller that owns its timing, and what ends each. No request shortens a minimum.
 *
 *   green ──► yellow ──► red-clearance ──► walk ──► ped-clearance ──► buffer ──► green
 */

/** The controller's own times, ms. */
export interface PhasePlan {
  readonly minGreen: number;
  /** Vehicle green ends after so long when somebody calls and nobody holds it. */
  readonly maxGreen: number;
  readonly yellow: number;
  readonly redClearance: number;
  readonly walk: number;
  readonly maxWalk: number;
  readonly clearance: number;
  readonly maxClearance: number;
  readonly buffer: number;
  /** Left to itself it serves people so often, called or not. */
  readonly recall: number;
}

/** A usual one. */
export const USUAL_PLAN: PhasePlan = {
  minGreen: 10_000,
  maxGreen: 30_000,
  yellow: 3000,
  redClearance: 2000,
  walk: 7000,
  maxWalk: 30_000,
  clearance: 10_000,
  maxClearance: 25_000,
  buffer: 2000,
  recall: 60_000,
};

/** What the controller times. */
export type PhaseInterval =
  | "green"
  | "yellow"
  | "red-clearance"
  | "walk"
  | "ped-clearance"
  | "buffer";

/** What is asked of it now; all false and 0 when it is left to itself. */
export interface Asked {
  readonly called: boolean;
  readonly holdGreen: boolean;
  readonly holdWalk: boolean;
  readonly forceOff: boolean;
  readonly omitWalk: boolean;
  /** On top of the own clearance, ms. */
  readonly extension: number;
  readonly remote: boolean;
}

/** How long an interval lasts at least, and when it ends. */
export interface Ends {
  readonly least: number;
  /** Since its beginning; Infinity: as long as nothing changes. */
  readonly after: number;
  readonly next: PhaseInterval;
}

/** What ends this interval under these requests. */
export function endsOf(interval: PhaseInterval, plan: PhasePlan, asked: Asked): Ends {
  switch (interval) {
    case "green":
      return { least: plan.minGreen, after: greenEnd(plan, asked), next: "yellow" };
    case "yellow":
      return fixed(plan.yellow, "red-clearance");
    case "red-clearance":
      return fixed(plan.redClearance, "walk");
    case "walk":
      return {
        least: plan.walk,
        after: asked.holdWalk ? plan.maxWalk : plan.walk,
        next: "ped-clearance",
      };
    case "ped-clearance": {
      const wanted = Math.min(plan.clearance + asked.extension, plan.maxClearance);
      return { least: plan.clearance, after: Math.max(plan.clearance, wanted), next: "buffer" };
    }
    case "buffer":
      return fixed(plan.buffer, "green");
  }
}

const fixed = (length: number, next: PhaseInterval): Ends => ({
  least: length,
  after: length,
  next,
});

/** Hold beats all but nothing; force-off ends green at its minimum; else a call ends it at its maximum. */
function greenEnd(
  plan: PhasePlan,
  { called, holdGreen, forceOff, omitWalk, remote }: Asked,
): number {
  if (omitWalk || holdGreen) return Infinity;
  if (called) return forceOff ? plan.minGreen : plan.maxGreen;
  return remote ? Infinity : plan.recall;
}
