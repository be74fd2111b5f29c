/**
 * The rule observed in Tongzhou in 2019: somebody stands in the zone, about 20 s later the countdown to
 * walk starts for people and drivers, then a fixed green. It does not look at vehicles.
 */
import { type Duration, inSeconds } from "@crossing/config";
import type { Plan } from "../plan.ts";
import type { Policy } from "./policy.ts";

/** The rule with its two numbers: presence before the countdown, and the length of walk. */
export const tongzhou2019 = (rule: {
  readonly presence: Duration;
  readonly green: Duration;
}): Policy => ({
  decide: ({ demand, called }) => {
    const present = Math.max(demand.oldestWait, called) as Duration;
    const serve = present >= rule.presence;
    const numbers = { waiting: demand.waiting, oldest_s: inSeconds(present) };
    return serve
      ? {
          serve,
          reason: {
            code: "presence-served",
            numbers: { ...numbers, limit_s: inSeconds(rule.presence) },
          },
        }
      : {
          serve,
          reason: {
            code: "hold-presence",
            numbers: { ...numbers, remaining_s: inSeconds((rule.presence - present) as Duration) },
          },
        };
  },
  walkFor: (_plan: Plan) => rule.green,
});
