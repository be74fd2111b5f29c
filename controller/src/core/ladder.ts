/**
 * The ladder of degraded modes: down fast, up slowly.
 *
 *   0 normal ── 1 partial vision ── 2 no vision        by what the eyes are worth (health.ts)
 *   3 withdrawn, listening ── 4 no link                 by who has the cabinet (control.ts)
 *   5 a latched fault                                   until an engineer clears it
 *
 * The level follows from those parts, which each come back more slowly than they left. The ladder adds the flap guard:
 * who goes down, up and down again within ten minutes stays down for half an hour.
 */
import {
  type Duration,
  type Indications,
  type Inputs,
  type Instant,
  type Level,
  type LevelCause,
  elapsed,
  later,
  seconds,
} from "@crossing/config";
import { type Health, blindZones } from "./health.ts";
import type { Plan } from "./plan.ts";
import type { State } from "./state.ts";

/** Where on the ladder the crossing is, and how it came there. */
export interface Ladder {
  readonly level: Level;
  readonly cause: LevelCause;
  /** The last moments at which it turned from going down to going up, or the other way; the newest last. */
  readonly turns: readonly Instant[];
  readonly climbing: boolean;
  /** No climb above this level until then; null: nothing is pinned. */
  readonly pinned: { readonly level: Level; readonly until: Instant } | null;
  /** Before this moment control is not taken, and not while anything is under way; null: it is taken at once. */
  readonly quietUntil: Instant | null;
  /** What the heads showed while they were the cabinet's, and since when. */
  readonly heads: Indications | null;
  readonly headsSince: Instant;
  /** Since when the link is lost; null: it is not. */
  readonly lostSince: Instant | null;
}

/** The line must have been good for so long before control is taken again. */
export const HOLD_OFF = seconds(10);
/** The cabinet's watchdog is 2 s at most: after that it runs its own plan for certain. */
const CABINET_ALONE = seconds(2);
const FLAPPING_WITHIN = seconds(600);
const PINNED_FOR = seconds(1800);

/** The ladder before the first tick. `quiet`: as on the street, where control is not taken before it is known what is going on. */
export const firstRung = (now: Instant, quiet: boolean): Ladder => ({
  level: quiet ? 3 : 0,
  cause: quiet ? "restart" : "all-believed",
  turns: [],
  climbing: !quiet,
  pinned: null,
  quietUntil: quiet ? later(now, HOLD_OFF) : null,
  heads: null,
  headsSince: now,
  lostSince: null,
});

/** Why control is left, and how long it is not taken again at least. */
export interface Leaving {
  readonly cause: LevelCause;
  readonly quietFor: Duration;
}

/** The ladder while the crossing is the cabinet's: it listens. `why`: what keeps us from control in this tick; null: only time. */
export function listening(
  ladder: Ladder,
  inputs: Inputs,
  now: Instant,
  why: Leaving | null,
): Ladder {
  const { heads } = ladder;
  const same = heads?.vehicle === inputs.shown?.vehicle && heads?.ped === inputs.shown?.ped;
  return {
    ...ladder,
    cause: why?.cause ?? ladder.cause,
    quietUntil: why === null ? ladder.quietUntil : later(now, why.quietFor),
    heads: inputs.shown,
    headsSince: same ? ladder.headsSince : now,
    lostSince: inputs.link === "lost" ? (ladder.lostSince ?? now) : null,
  };
}

/** Whether control may be taken: the line has been good for long enough, and nothing is under way at the heads. */
export function mayTake(ladder: Ladder, now: Instant): boolean {
  if (ladder.quietUntil === null) return true;
  return now >= ladder.quietUntil && !isPinned(ladder, now, 3) && rests(ladder, now);
}

/** Nothing under way: vehicles have green, or it flashes, or all red or nothing at all has been told for longer than any clearance. */
function rests({ heads, headsSince }: Ladder, now: Instant): boolean {
  if (heads !== null && RESTING.includes(heads.vehicle)) return true;
  const allRed = heads === null || (heads.vehicle === "red" && heads.ped === "dont-walk");
  return allRed && elapsed(headsSince, now) >= HOLD_OFF;
}

const RESTING: readonly Indications["vehicle"][] = ["green", "flashing-yellow", "dark"];

/** Whether the flap guard holds the crossing at a level this low or lower. */
export const isPinned = ({ pinned }: Ladder, now: Instant, level: Level): boolean =>
  pinned !== null && now < pinned.until && pinned.level >= level;

/** Seconds until control may be taken at the earliest, while it may not be taken; and why. */
export function waitToTake({ quietUntil, pinned }: Ladder, now: Instant) {
  const held = pinned !== null && pinned.level >= 3 && now < pinned.until;
  const until = held ? pinned.until : quietUntil!;
  return {
    code: held ? ("pinned" as const) : ("rejoin" as const),
    remaining_s: Math.max(0, until - now) / 1000,
  };
}

/** The ladder after a tick in which everything else is decided; the same record when nothing changed. */
export function ladderAfter(plan: Plan, state: State, now: Instant): Ladder {
  const { ladder } = state;
  const { level, cause } = rungOf(plan, state, now);
  const pinned = ladder.pinned !== null && now >= ladder.pinned.until ? null : ladder.pinned;
  if (level === ladder.level)
    return cause === ladder.cause && pinned === ladder.pinned
      ? ladder
      : { ...ladder, cause, pinned };
  const climbing = level < ladder.level;
  // What an engineer asked for is no flapping; nor is the first climb.
  const turned = climbing !== ladder.climbing && !ASKED.includes(cause);
  const turns = turned ? [...ladder.turns, now].slice(-3) : ladder.turns;
  const flaps =
    !climbing && turned && turns.length === 3 && elapsed(turns[0]!, now) <= FLAPPING_WITHIN;
  return {
    ...ladder,
    level,
    cause,
    turns,
    climbing: turned ? climbing : ladder.climbing,
    pinned: flaps ? { level, until: later(now, PINNED_FOR) } : pinned,
  };
}

const ASKED: readonly LevelCause[] = ["withdrawn"];

interface Rung {
  readonly level: Level;
  readonly cause: LevelCause;
}

const NORMAL: Rung = { level: 0, cause: "all-believed" };
const FAULTY: Rung = { level: 5, cause: "fault" };

function rungOf(plan: Plan, { fault, inControl, ladder, health }: State, now: Instant): Rung {
  if (fault !== null) return FAULTY;
  if (!inControl) {
    const { lostSince, cause } = ladder;
    const alone = lostSince !== null && elapsed(lostSince, now) >= CABINET_ALONE;
    return { level: alone ? 4 : 3, cause };
  }
  if (health.whole) return NORMAL;
  return { level: blindZones(plan, health) === plan.zones.length ? 2 : 1, cause: doubtIn(health) };
}

/** The first thing that is doubted, where something is. */
function doubtIn({ zones, crossing }: Health): LevelCause {
  for (const zone in zones) {
    const { doubt } = zones[zone]!;
    if (doubt !== null) return `zone-${doubt}`;
  }
  return `crossing-${crossing.doubt!}`;
}
