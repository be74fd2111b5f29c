/**
 * Push-button, as at a PELICAN: a press, and nothing else, calls; it is served when vehicle green has lasted its fixed time.
 * Cameras are not asked. A kerb whose button is not heard of is served by the longest wait alone.
 */
import { type Duration, inSeconds } from "@crossing/config";
import type { Policy } from "./policy.ts";

/** The rule with its two numbers: vehicle green before a press is served, and the length of walk. */
export const pushButton = (rule: {
  readonly green: Duration;
  readonly walk: Duration;
}): Policy => ({
  decide: ({ demand, green, lead }) => {
    const pressed =
      demand.latchedAt !== null ||
      Object.values(demand.zones).some(({ pressedAt }) => pressedAt !== null);
    const numbers = { waiting: demand.waiting, oldest_s: inSeconds(demand.oldestWait) };
    if (!pressed) return { serve: false, reason: { code: "press-awaited", numbers } };
    const remaining = rule.green - green - lead;
    return remaining <= 0
      ? { serve: true, reason: { code: "press-served", numbers } }
      : {
          serve: false,
          reason: {
            code: "press-hold",
            numbers: { ...numbers, remaining_s: (remaining + lead) / 1000 },
          },
        };
  },
  walkFor: () => rule.walk,
});
