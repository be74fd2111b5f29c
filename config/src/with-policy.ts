/** The same site under another timing policy. */
import type { Problem } from "./problem.ts";
import type { PolicySite, Site } from "./site.ts";

/** Every policy there is, with its usual numbers. */
export const POLICIES: Readonly<Record<PolicySite["name"], PolicySite>> = {
  marginal: { name: "marginal", horizon_s: 30 },
  fixed: { name: "fixed", programmes: [{ from: "00:00", cycle_s: 80, walk_s: 15 }] },
  "push-button": { name: "push-button", green_s: 30, walk_s: 7 },
  puffin: { name: "puffin" },
  threshold: { name: "threshold", people: 3, wait_s: 40 },
  "tongzhou-2019": { name: "tongzhou-2019", presence_s: 20, green_s: 15 },
};

/** The countdown that is part of a policy itself, s. */
const COUNTDOWN_S: Readonly<Partial<Record<PolicySite["name"], number>>> = { "tongzhou-2019": 15 };

/** The site with the policy of that name and, where it belongs to the policy, its countdown; or what is wanted instead. */
export function withPolicy(site: Site, name: string): Site | Problem {
  if (!isPolicy(name))
    return {
      path: "policy.name",
      value: name,
      wanted: `one of ${Object.keys(POLICIES).join(", ")}`,
    };
  const countdown_s = COUNTDOWN_S[name] ?? site.timing.countdown_s;
  return { ...site, policy: POLICIES[name], timing: { ...site.timing, countdown_s } };
}

const isPolicy = (name: string): name is PolicySite["name"] => Object.hasOwn(POLICIES, name);
