/**
 * Whether the view of the carriageway can be believed.
 *
 * A service that people used and in which nobody was seen on the road is a view that does not work: clearance then runs
 * to its maximum, as PUFFIN crossings do with an on-crossing detector that was inactive for a whole cycle (Siemens ST750).
 * One person alone may have been a shadow at the kerb: that takes two services in a row.
 */
import { type CrossingDoubt, type Instant, elapsed, seconds } from "@crossing/config";
import type { ServiceMoment } from "./record.ts";
import { GOOD_CHECKS, SEEN_CHECK } from "./zone.ts";

/** The view of the carriageway with what speaks against it. */
export interface CrossingHealth {
  /** Why it is not believed; null: it is. */
  readonly doubt: CrossingDoubt | null;
  /** Good checks in a row since it is doubted. */
  readonly good: number;
  readonly checkedAt: Instant;
  /** Since when it tells nothing; null: it tells. */
  readonly unseenSince: Instant | null;
  /** Somebody was seen on the road in this service; it told nothing for a part of it. */
  readonly active: boolean;
  readonly broken: boolean;
  /** Services in a row that one person used and nobody was seen in. */
  readonly alone: number;
}

/** What a tick shows of the carriageway. */
export interface RoadLook {
  readonly crossing: number | null;
  readonly service: ServiceMoment;
  /** People who left the kerbs in the service that ends. */
  readonly left: number;
  readonly now: Instant;
}

const UNSEEN = seconds(5);

/** A view that is believed until it shows why not. */
export const freshCrossing = (now: Instant): CrossingHealth => ({
  doubt: null,
  good: 0,
  checkedAt: now,
  unseenSince: null,
  active: false,
  broken: false,
  alone: 0,
});

/** The view after this tick; the same record when nothing changed. `settles`: what was doubted may be believed again now. */
export function crossingHealthAfter(
  before: CrossingHealth,
  look: RoadLook,
  settles: boolean,
): CrossingHealth {
  const seen = seenAfter(before, look);
  const judged = look.service === "ends" ? serviceJudged(seen, look) : seen;
  const checked = unseenJudged(judged, before, look);
  return checked.doubt !== null && checked.good >= GOOD_CHECKS && settles
    ? { ...checked, doubt: null, good: 0, alone: 0 }
    : checked;
}

function seenAfter(before: CrossingHealth, { crossing, service, now }: RoadLook): CrossingHealth {
  const unseenSince = crossing === null ? (before.unseenSince ?? now) : null;
  const begins = service === "begins";
  const active = (!begins && before.active) || (crossing ?? 0) > 0;
  const broken = (!begins && before.broken) || crossing === null;
  return unseenSince === before.unseenSince && active === before.active && broken === before.broken
    ? before
    : { ...before, unseenSince, active, broken };
}

/** A whole service, seen from beginning to end, in which people left the kerb. */
function serviceJudged(is: CrossingHealth, { left, now }: RoadLook): CrossingHealth {
  if (is.broken || (left === 0 && !is.active)) return is;
  if (is.active)
    return is.doubt === "inactive"
      ? { ...is, alone: 0, good: Math.min(GOOD_CHECKS, is.good + 1) }
      : { ...is, alone: 0 };
  const alone = left > 1 ? 2 : is.alone + 1;
  if (is.doubt === "inactive") return { ...is, alone, good: 0 };
  return is.doubt === null && alone > 1
    ? { ...is, doubt: "inactive", alone, good: 0, checkedAt: now }
    : { ...is, alone };
}

/** The view was lost for long enough to be doubted, or has been there again for another check. */
function unseenJudged(
  is: CrossingHealth,
  before: CrossingHealth,
  { now }: RoadLook,
): CrossingHealth {
  if (is.unseenSince !== null) {
    if (is.doubt === "unseen") return is.good === 0 ? is : { ...is, good: 0 };
    return elapsed(is.unseenSince, now) >= UNSEEN
      ? { ...is, doubt: "unseen", good: 0, checkedAt: now }
      : is;
  }
  if (is.doubt !== "unseen") return is;
  if (before.unseenSince !== null) return { ...is, checkedAt: now };
  return elapsed(is.checkedAt, now) >= SEEN_CHECK
    ? { ...is, good: Math.min(GOOD_CHECKS, is.good + 1), checkedAt: now }
    : is;
}
