/** A threshold: so many people waiting, or one who has waited so long, are served. It does not look at vehicles. */
import { type Duration, inSeconds } from "@crossing/config";
import type { Policy } from "./policy.ts";

/** The rule with its two numbers. */
export const threshold = (rule: { readonly people: number; readonly wait: Duration }): Policy => ({
  decide: ({ demand, called, lead }) => {
    const longest = Math.max(demand.oldestWait, called);
    const numbers = {
      waiting: demand.waiting,
      oldest_s: longest / 1000,
      limit_people: rule.people,
      limit_s: inSeconds(rule.wait),
    };
    return demand.waiting >= rule.people || longest >= rule.wait
      ? { serve: true, reason: { code: "threshold-serve", numbers } }
      : {
          serve: false,
          reason: {
            code: "threshold-hold",
            numbers: { ...numbers, remaining_s: (rule.wait - longest + lead) / 1000 },
          },
        };
  },
  walkFor: (plan) => plan.walkMin,
});
