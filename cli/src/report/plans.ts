/** The plans that a report tries beside the site's own: other kinds of control, and numbers that rules forbid. */
import { POLICIES, type PolicySite, type Site, checkSite } from "@crossing/config";
import type { Family, Named, SettingPath } from "@crossing/dashboard/report";
import { brokenShalls } from "../simulation/plan-choice.ts";

/** A plan to be tried. */
export interface TriedPlan extends Named {
  readonly site: Site;
  /** Rules with "shall" that it breaks. */
  readonly broken: readonly string[];
}

/** The site's own plan, as it stands. */
export const ownPlan = (site: Site): TriedPlan => tried("site", site, null);

/**
 * What is put beside it, at the same street with the same timing sheet: the marginal rule over its knob, fixed
 * cycles, PUFFIN, push-button, and the Tongzhou rule. Values that the site file does not allow are left out.
 */
export const otherPlans = (site: Site): readonly TriedPlan[] => [
  ...MARGINAL_KNOB.flatMap((value) => varied("marginal", marginal(site), KNOB, value)),
  ...FIXED_CYCLES_S.filter((cycle_s) => cycle_s >= shortestCycle_s(site)).flatMap((value) =>
    varied("fixed", fixedPlan(site), "policy.programmes.0.cycle_s", value),
  ),
  ...MAX_GREENS_S.flatMap((value) =>
    varied("puffin", under(site, POLICIES.puffin), "timing.vehicle_max_green_s", value),
  ),
  ...PRESS_GREENS_S.flatMap((value) => varied("push-button", pressPlan(site), PRESS_GREEN, value)),
  tried("tongzhou-2019", tongzhou(site), null),
];

/** The site's plan with one number that a rule forbids: what the rules cost. */
export function rulesBroken(site: Site): readonly TriedPlan[] {
  const known = new Set(brokenIds(site));
  return forbidden(site)
    .flatMap(([path, value]) => varied("rules-broken", site, path, value))
    .filter(({ broken }) => broken.some((id) => !known.has(id)));
}

const KNOB = "weights.ped_second";
const PRESS_GREEN = "policy.green_s";
/** What a pedestrian-second is worth, from the least to the most that makes sense. */
const MARGINAL_KNOB = [0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8] as const;
const FIXED_CYCLES_S = [45, 50, 60, 70, 80, 100, 120, 150] as const;
const MAX_GREENS_S = [15, 20, 30, 40, 60] as const;
const PRESS_GREENS_S = [15, 20, 30, 40, 60] as const;

const under = (site: Site, policy: PolicySite): Site => ({ ...site, policy });

/** With the horizon of the site where it has one. */
const marginal = (site: Site): Site =>
  site.policy.name === "marginal" ? site : under(site, POLICIES.marginal);

/** Walk as short as the site's shortest: in a fixed cycle more of it only costs vehicles. */
const fixedPlan = (site: Site): Site =>
  under(site, {
    name: "fixed",
    programmes: [{ from: "00:00", cycle_s: 80, walk_s: site.timing.walk_min_s }],
  });

const pressPlan = (site: Site): Site =>
  under(site, { name: "push-button", green_s: 30, walk_s: site.timing.walk_min_s });

/** The rule as it was observed: 15 s of countdown belong to it. */
const tongzhou = (site: Site): Site => ({
  ...under(site, POLICIES["tongzhou-2019"]),
  timing: { ...site.timing, countdown_s: 15 },
});

function shortestCycle_s({ timing: t }: Site): number {
  const clearance = t.adaptive_clearance ? t.ped_clearance_max_s : t.ped_clearance_s;
  const walk = t.walk_min_s + clearance + t.buffer_s + t.red_yellow_s;
  return t.vehicle_min_green_s + t.yellow_s + t.red_clearance_s + walk;
}

/** Numbers that an engineer may be asked for, and that rules usually forbid. */
const forbidden = ({ timing }: Site): readonly (readonly [SettingPath, number])[] => [
  ["timing.walk_min_s", 4],
  timing.adaptive_clearance
    ? ["timing.ped_clearance_max_s", Math.round(0.6 * timing.ped_clearance_max_s)]
    : ["timing.ped_clearance_s", Math.round(0.6 * timing.ped_clearance_s)],
  ["timing.vehicle_min_green_s", 5],
  ["timing.max_wait_s", 150],
];

const tried = (family: Family, site: Site, setting: Named["setting"]): TriedPlan => ({
  family,
  setting,
  site,
  broken: brokenIds(site),
});

const brokenIds = (site: Site): readonly string[] =>
  brokenShalls(site).flatMap(({ rule }) => (rule === undefined ? [] : [rule.id]));

/** The site with one number changed; none when its file would be refused. */
function varied(
  family: Family,
  site: Site,
  path: SettingPath,
  value: number,
): readonly TriedPlan[] {
  const changed = structuredClone(site) as unknown as Holder;
  const keys = path.split(".");
  const last = keys.pop()!;
  const holder = keys.reduce<Holder>((at, key) => at[key] as Holder, changed);
  holder[last] = value;
  const read = checkSite(changed);
  return read.ok ? [tried(family, read.site, { path, value })] : [];
}

type Holder = Record<string, unknown>;
