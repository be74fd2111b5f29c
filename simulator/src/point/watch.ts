/**
 * Whether what the heads show keeps the constraints of the site: an observer that shares nothing with the core.
 *
 * Looks at the heads alone, and at what the detectors told; times are those of steps, so a step is their resolution.
 */
import type { Inputs, Site } from "@crossing/config";
import { watchCountdown } from "./watch-countdown.ts";
import type { PointStep } from "./drive.ts";

/** Watches one run. */
export interface HeadWatch {
  /** Each step, in order. */
  note(step: PointStep): void;
  /** Sentences about what was broken so far; the first of each kind with its time and how many more. */
  broken(): readonly string[];
}

/** The part of a cycle that a pair of indications shows. */
type Part =
  | "green"
  | "yellow"
  | "all red"
  | "walk"
  | "clearance"
  | "red-yellow"
  | "what may not be";

export function watchHeads(site: Site, dt_s: number): HeadWatch {
  const faults = new Map<string, { first: string; more: number }>();
  const fault = (kind: string, t_s: number, found: string): void => {
    const known = faults.get(kind);
    if (known === undefined) faults.set(kind, { first: `${t_s} s: ${found}`, more: 0 });
    else known.more += 1;
  };
  const parts = watchParts(site, dt_s, fault);
  const countdown = watchCountdown(site.timing.countdown_s, fault);
  const demand = watchDemand(site, fault);
  return {
    note(step) {
      parts(step);
      countdown(step);
      demand(step);
    },
    broken: () =>
      [...faults].map(
        ([kind, { first, more }]) => `${kind}: ${first}${more > 0 ? `, and ${more} more` : ""}`,
      ),
  };
}

export type Fault = (kind: string, t_s: number, found: string) => void;

/** Order and length of the parts of a cycle. */
function watchParts(site: Site, dt_s: number, fault: Fault): HeadWatch["note"] {
  const limits = limitsOf(site);
  let part: Part | null = null;
  let before: Part | null = null;
  let since = 0;
  let emptySince: number | null = null;
  return ({ t_s, inputs, shown }) => {
    emptySince = inputs.crossing === 0 ? (emptySince ?? t_s) : null;
    const now = partOf(shown);
    if (now === part) return;
    if (now === "what may not be") fault("conflict", t_s, `${shown.vehicle} with ${shown.ped}`);
    if (part !== null) {
      if (!FOLLOWS[part].includes(now)) fault("order", t_s, `${now} after ${part}`);
      const lasted = t_s - since;
      const [least, most] = limits[before === "yellow" && part === "all red" ? "red" : part];
      // What ends between two steps ends with the later one.
      if (lasted < least - EPSILON || lasted > most + dt_s - EPSILON)
        if (before !== null || part === "green")
          fault(part, t_s, `${lasted} s; ${least} to ${most} s is kept`);
      const early = part === "clearance" && lasted < most - EPSILON;
      const empty = emptySince !== null && t_s - emptySince >= EMPTY_S - EPSILON;
      if (early && site.timing.adaptive_clearance && !empty)
        fault("clearance cut short", t_s, `after ${lasted} s, with people on the road`);
    }
    before = part;
    part = now;
    since = t_s;
  };
}

const EPSILON = 1e-6;
/** The road must be seen empty so long before a clearance may end early. */
const EMPTY_S = 1;

function partOf({ vehicle, ped }: PointStep["shown"]): Part {
  if (ped === "walk") return vehicle === "red" ? "walk" : "what may not be";
  if (ped === "flashing-walk") return vehicle === "red" ? "clearance" : "what may not be";
  if (ped !== "dont-walk") return "what may not be";
  if (vehicle === "red") return "all red";
  if (vehicle === "green" || vehicle === "yellow" || vehicle === "red-yellow") return vehicle;
  return "what may not be";
}

const FOLLOWS: Readonly<Record<Part, readonly Part[]>> = {
  green: ["yellow"],
  yellow: ["all red"],
  "all red": ["walk", "red-yellow", "green"],
  walk: ["clearance"],
  clearance: ["all red"],
  "red-yellow": ["green"],
  "what may not be": [],
};

type Limits = Readonly<Record<Part | "red", readonly [least: number, most: number]>>;

/** Least and most seconds of each part; `red`: all red after yellow, `all red`: after clearance. */
function limitsOf({ timing: t }: Site): Limits {
  const clearance = t.adaptive_clearance
    ? ([t.ped_clearance_min_s, t.ped_clearance_max_s] as const)
    : ([t.ped_clearance_s, t.ped_clearance_s] as const);
  return {
    green: [t.vehicle_min_green_s, Infinity],
    yellow: [t.yellow_s, t.yellow_s],
    red: [t.red_clearance_s, t.red_clearance_s],
    walk: [t.walk_min_s, t.walk_max_s],
    clearance,
    "all red": [t.buffer_s, t.buffer_s],
    "red-yellow": [t.red_yellow_s, t.red_yellow_s],
    "what may not be": [0, 0],
  };
}

/** Walk only for somebody: seen or pressing within the cancel time before it was certain. A fixed plan needs nobody. */
function watchDemand(site: Site, fault: Fault): HeadWatch["note"] {
  let askedAt = -Infinity;
  let certain = false;
  return ({ t_s, inputs, shown }) => {
    const commits = shown.vehicle === "yellow" || shown.ped_countdown_s !== null;
    if (asks(inputs)) askedAt = t_s;
    if (shown.ped === "walk") certain = false;
    else if (shown.ped === "dont-walk" && commits && !certain && shown.vehicle !== "red") {
      certain = true;
      if (site.policy.name !== "fixed" && t_s - askedAt > site.demand.cancel_s)
        fault("walk for nobody", t_s, `nobody seen or pressing since ${askedAt} s`);
    }
  };
}

const asks = ({ zones, buttons }: Inputs): boolean =>
  Object.values(zones).some((zone) => zone === null || zone.waiting > 0) ||
  Object.values(buttons).includes(true);
