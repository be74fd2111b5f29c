/**
 * Whether a waiting zone can be believed.
 *
 *            5 s unseen, nobody leaves for 3 min and 2 services, over 30 onsets a minute,
 *            10 presses in a row with nobody in record, a day without anybody
 *   believed ──────────────────────────────────────────────────────────────────────────► doubted
 *            ◄──────────────────────────────────────────────────────────────────────────
 *            five good checks in a row, and a moment in which nothing is under way
 *
 * The three diagnostics of NTCIP 1202 detectors (no activity, max presence, erratic counts), with a maximum presence
 * of 3 min; five good checks are those of the Siemens ST750. Both as read in makers' manuals, not in the standards.
 */
import { type Instant, type ZoneDoubt, elapsed, seconds } from "@crossing/config";
import { type Look, type LookedAt, type ZoneRecord, emptyRecord, recordAfter } from "./record.ts";

/** A zone with what speaks against it. */
export interface ZoneHealth {
  readonly record: ZoneRecord;
  /** Why it is not believed; null: it is. */
  readonly doubt: ZoneDoubt | null;
  /** Good checks in a row since it is doubted. */
  readonly good: number;
  /** When it was last checked. */
  readonly checkedAt: Instant;
}

/** Checks that must be good, one after the other, before what was doubted is believed again. */
export const GOOD_CHECKS = 5;

const UNSEEN = seconds(5);
const MAX_PRESENCE = seconds(180);
const UNUSED_SERVICES = 2;
const ONSETS_A_MINUTE = 30;
const UNSEEN_PRESSES = 10;
const SILENCE = seconds(86_400);
/** Five of these are the 30 s in which a camera must have been there without a break. */
export const SEEN_CHECK = seconds(6);
/** Five of these are a minute of calm. */
const CALM_CHECK = seconds(12);
const CALM_ONSETS = ONSETS_A_MINUTE / 5;

/** A zone that is believed until it shows why not. */
export const freshZone = (now: Instant): ZoneHealth => ({
  record: emptyRecord(now),
  doubt: null,
  good: 0,
  checkedAt: now,
});

/** The zone after this tick; the same one when nothing changed. */
export function zoneHealthAfter(was: ZoneHealth, look: Look, at: LookedAt): ZoneHealth {
  const record = recordAfter(was.record, look, at);
  const found = doubtOf(record, at.now);
  if (was.doubt === null || (found === "unseen" && was.doubt !== "unseen"))
    return found === null
      ? withRecord(was, record)
      : { record, doubt: found, good: 0, checkedAt: at.now };
  const checked = CHECKS[was.doubt](withRecord(was, record), at, was.record);
  return checked.good >= GOOD_CHECKS && at.settles ? believed(checked) : checked;
}

const withRecord = (was: ZoneHealth, record: ZoneRecord): ZoneHealth =>
  record === was.record ? was : { ...was, record };

function doubtOf(record: ZoneRecord, now: Instant): ZoneDoubt | null {
  const { unseenSince, occupiedSince, unused, onsets, unseenPresses, lastAt } = record;
  if (unseenSince !== null) return elapsed(unseenSince, now) >= UNSEEN ? "unseen" : null;
  if (occupiedSince === null)
    return unseenPresses >= UNSEEN_PRESSES || elapsed(lastAt, now) >= SILENCE ? "never-on" : null;
  if (unused >= UNUSED_SERVICES && elapsed(occupiedSince, now) >= MAX_PRESENCE) return "always-on";
  return onsets > ONSETS_A_MINUTE ? "erratic" : null;
}

/** What was held against the zone is forgotten with the doubt. */
const believed = ({ record, checkedAt }: ZoneHealth): ZoneHealth => ({
  record: { ...record, onsets: 0, unused: 0, unseenPresses: 0 },
  doubt: null,
  good: 0,
  checkedAt,
});

type Check = (is: ZoneHealth, at: LookedAt, before: ZoneRecord) => ZoneHealth;

/** One good check, or none: what shows that the cause of each doubt is gone. */
const CHECKS: Readonly<Record<ZoneDoubt, Check>> = {
  unseen: (is, { now }, before) => {
    if (is.record.unseenSince !== null || before.unseenSince !== null)
      return graded(is, false, now);
    return elapsed(is.checkedAt, now) >= SEEN_CHECK ? graded(is, true, now) : is;
  },
  "always-on": (is, { service, now }) =>
    service === "ends" ? graded(is, is.record.unused === 0, now) : is,
  "never-on": (is, { now }, before) => {
    if (is.record.unseenPresses > before.unseenPresses) return graded(is, false, now);
    return before.occupiedSince === null && is.record.occupiedSince !== null
      ? graded(is, true, now)
      : is;
  },
  erratic: (is, { now }) => {
    if (elapsed(is.checkedAt, now) < CALM_CHECK) return is;
    const calm = is.record.onsets <= CALM_ONSETS;
    return { ...graded(is, calm, now), record: { ...is.record, onsets: 0, spanFrom: now } };
  },
};

function graded(is: ZoneHealth, passed: boolean, now: Instant): ZoneHealth {
  // Not passed time and again, as while nothing is seen: nothing to write down.
  if (!passed && is.good === 0 && is.record.unseenSince !== null) return is;
  return { ...is, good: passed ? Math.min(GOOD_CHECKS, is.good + 1) : 0, checkedAt: now };
}
