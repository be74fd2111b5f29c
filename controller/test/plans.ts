/** Every shipped policy on the small crossing: what must never happen must not happen under any of them. */
import { milliseconds } from "@crossing/config";
import type { Plan } from "@crossing/controller";
import { FIXED, PLAN } from "./strip.ts";

const marginal = { name: "marginal", horizon_s: 30 } as const;

export const PLANS: Readonly<Record<string, Plan>> = {
  marginal: { ...PLAN, policy: marginal },
  "marginal with a countdown and fixed clearance": {
    ...PLAN,
    policy: marginal,
    clearance: FIXED,
    countdown: milliseconds(15_000),
  },
  puffin: PLAN,
  "puffin with a countdown and red with yellow": {
    ...PLAN,
    countdown: milliseconds(8000),
    redYellow: milliseconds(2000),
  },
  "puffin with fixed clearance": { ...PLAN, clearance: FIXED, countdown: milliseconds(15_000) },
  "tongzhou 2019": {
    ...PLAN,
    clearance: FIXED,
    countdown: milliseconds(15_000),
    policy: { name: "tongzhou-2019", presence: milliseconds(20_000), green: milliseconds(15_000) },
  },
  "fixed time": {
    ...PLAN,
    clearance: FIXED,
    policy: {
      name: "fixed",
      programmes: [{ from_s: 0, cycle: milliseconds(50_000), walk: milliseconds(10_000) }],
    },
  },
  "push-button": {
    ...PLAN,
    clearance: FIXED,
    policy: { name: "push-button", green: milliseconds(20_000), walk: milliseconds(7000) },
  },
  threshold: { ...PLAN, policy: { name: "threshold", people: 3, wait: milliseconds(25_000) } },
};
