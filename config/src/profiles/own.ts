/** What we ask of every plan, whatever the country says. */
import type { Rule } from "./profile.ts";

/** Our own rules; no clause asks for them. */
export const OWN_RULES: readonly Rule[] = [
  {
    id: "own-1",
    clause: "our own, no clause",
    evidence: "read",
    force: "should",
    text: {
      zh: "自适应清空的最长时间应能等到最慢的行人走完",
      en: "adaptive clearance can wait for the slowest walker the site names",
    },
    limit: { kind: "clears", speed: "slow_speed_m_per_s" },
  },
  {
    id: "own-2",
    clause: "our own, no clause",
    evidence: "read",
    force: "shall",
    text: {
      zh: "倒计时一经显示须真实并走完",
      en: "a countdown once shown is true and runs to its end",
    },
    limit: { kind: "countdown" },
  },
];
