/**
 * Whether the adaptive part still adapts.
 *
 * Fielded adaptive signals have run for months as fixed time without anybody noticing: every detector dead, every service
 * by recall. So each service is asked what decided it; a day in which time alone decided all of them is an alarm.
 */
import { type Instant, type Reason, type ReasonCode, elapsed, seconds } from "@crossing/config";
import type { Demand } from "./demand.ts";
import type { Plan } from "./plan.ts";

/** What has decided the services lately. */
export interface Adaptive {
  /** When a service was last decided by what was seen or pressed, or asking began. */
  readonly since: Instant;
  /** Services since then, all decided by time alone. */
  readonly services: number;
  /** So it has been for a day. */
  readonly idle: boolean;
}

/** Fewer services in a day than this say nothing. */
const ENOUGH = 20;
const DAY = seconds(86_400);

/** Nothing was decided yet. */
export const noneDecided = (now: Instant): Adaptive => ({ since: now, services: 0, idle: false });

/** After a service was decided for, and why. A fixed plan is what it is, and no alarm. */
export function decidedFor(
  plan: Plan,
  before: Adaptive,
  { code }: Reason,
  { demand, now }: { readonly demand: Demand; readonly now: Instant },
): Adaptive {
  if (plan.policy.name === "fixed" || (!BY_TIME.includes(code) && isSeen(demand)))
    return noneDecided(now);
  const services = before.services + 1;
  const idle = services >= ENOUGH && elapsed(before.since, now) >= DAY;
  return { since: before.since, services, idle };
}

/** Decisions that look at no detector but the clock. */
const BY_TIME: readonly ReasonCode[] = ["max-wait", "max-out", "cycle-serve"];

/** Whether anybody who asks was seen, or pressed: not only assumed. */
function isSeen({ zones }: Demand): boolean {
  for (const zone in zones) {
    const { confirmed, blind, pressedAt } = zones[zone]!;
    if (pressedAt !== null || (confirmed && !blind)) return true;
  }
  return false;
}
