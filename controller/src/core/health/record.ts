/**
 * What one waiting zone has shown lately: the evidence by which it is judged, without the judgement.
 *
 * Written anew only when something changes, for this is looked at in every tick.
 */
import { type Instant, type ZoneInput, elapsed, seconds } from "@crossing/config";

/** Where the crossing is in a service, as zones are judged: nothing yet, begins, goes on, has ended, none. */
export type ServiceMoment = "none" | "begins" | "runs" | "ends";

/** What a tick shows of one zone. */
export interface Look {
  readonly seen: ZoneInput | null;
  readonly pressed: boolean;
}

/** What is the same for all zones in a tick. */
export interface LookedAt {
  readonly service: ServiceMoment;
  /** What was doubted may be believed again now. */
  readonly settles: boolean;
  readonly now: Instant;
}

/** What a zone has shown. */
export interface ZoneRecord {
  readonly waiting: number;
  readonly pressed: boolean;
  /** Since when it tells nothing; null: it tells. */
  readonly unseenSince: Instant | null;
  /** Since when somebody has been there without a break; null: nobody is. */
  readonly occupiedSince: Instant | null;
  /** When somebody was last there, or looking for them began. */
  readonly lastAt: Instant;
  /** How often somebody appeared in the span that began at `spanFrom`. */
  readonly onsets: number;
  readonly spanFrom: Instant;
  /** A press for which nobody has been seen yet; null: none. */
  readonly pressedAt: Instant | null;
  /** Presses in a row for which nobody was seen. */
  readonly unseenPresses: number;
  /** How many stood there when this service began, and the fewest since. */
  readonly standing: number;
  readonly fewest: number;
  /** Services in a row that nobody who stood there used. */
  readonly unused: number;
}

/** Somebody who presses is seen within this time of it, or is not seen. */
const PRESS_SEEN_WITHIN = seconds(3);
/** The span in which appearances are counted. */
const SPAN = seconds(60);

/** A zone at which nobody has looked yet. */
export const emptyRecord = (now: Instant): ZoneRecord => ({
  waiting: 0,
  pressed: false,
  unseenSince: null,
  occupiedSince: null,
  lastAt: now,
  onsets: 0,
  spanFrom: now,
  pressedAt: null,
  unseenPresses: 0,
  standing: 0,
  fewest: 0,
  unused: 0,
});

/** What the zone has shown after this tick; the same record when nothing changed. */
export function recordAfter(was: ZoneRecord, { seen, pressed }: Look, at: LookedAt): ZoneRecord {
  const { service, now } = at;
  if (seen === null) return was.unseenSince === null ? unseen(was, pressed, now) : was;
  const same =
    was.unseenSince === null &&
    seen.waiting === was.waiting &&
    pressed === was.pressed &&
    (service === "none" || service === "runs") &&
    (was.pressedAt === null || elapsed(was.pressedAt, now) < PRESS_SEEN_WITHIN);
  return same ? was : changed(was, { waiting: seen.waiting, pressed }, at);
}

const unseen = (was: ZoneRecord, pressed: boolean, now: Instant): ZoneRecord => ({
  ...was,
  waiting: 0,
  pressed,
  unseenSince: now,
  occupiedSince: null,
  pressedAt: null,
  standing: 0,
});

interface Counted {
  readonly waiting: number;
  readonly pressed: boolean;
}

function changed(was: ZoneRecord, counted: Counted, at: LookedAt): ZoneRecord {
  const { waiting, pressed } = counted;
  const { now } = at;
  const there = waiting > 0;
  const left = was.waiting > 0 && !there;
  const looksAgain = was.unseenSince !== null;
  return {
    waiting,
    pressed,
    unseenSince: null,
    occupiedSince: there ? (was.occupiedSince ?? now) : null,
    lastAt: there || left || looksAgain ? now : was.lastAt,
    ...appearing(was, there && was.waiting === 0, now),
    ...pressing(was, counted, at),
    ...serving(was, waiting, at),
  };
}

function appearing(was: ZoneRecord, onset: boolean, now: Instant) {
  if (!onset) return { onsets: was.onsets, spanFrom: was.spanFrom };
  return elapsed(was.spanFrom, now) >= SPAN
    ? { onsets: 1, spanFrom: now }
    : { onsets: was.onsets + 1, spanFrom: was.spanFrom };
}

/** Who presses as walk begins is gone before anybody looks: that press tells nothing. */
function pressing(was: ZoneRecord, { waiting, pressed }: Counted, { service, now }: LookedAt) {
  if (waiting > 0) return { pressedAt: null, unseenPresses: 0 };
  if (service === "begins" || service === "runs")
    return { pressedAt: null, unseenPresses: was.unseenPresses };
  if (was.pressedAt !== null && elapsed(was.pressedAt, now) >= PRESS_SEEN_WITHIN)
    return { pressedAt: null, unseenPresses: was.unseenPresses + 1 };
  const unseen =
    pressed && !was.pressed && elapsed(was.lastAt, now) > PRESS_SEEN_WITHIN && was.waiting === 0;
  return { pressedAt: was.pressedAt ?? (unseen ? now : null), unseenPresses: was.unseenPresses };
}

function serving(was: ZoneRecord, waiting: number, { service }: LookedAt) {
  const { standing, fewest, unused } = was;
  // Walk was lit at the end of the tick before: who stood there then may be gone by now.
  if (service === "begins")
    return { standing: was.waiting, fewest: Math.min(was.waiting, waiting), unused };
  const least = Math.min(fewest, waiting);
  if (service !== "ends") return { standing, fewest: least, unused };
  const nobodyLeft = standing > 0 && least >= standing;
  return { standing, fewest: least, unused: nobodyLeft ? unused + 1 : 0 };
}
