/** Every plan that is tried whole: each shipped site, under each policy, and the options that change its intervals. */
import { readFileSync, readdirSync } from "node:fs";
import { POLICIES, type Site, milliseconds, readSite, withPolicy } from "@crossing/config";
import { type Plan, planOf } from "@crossing/controller";

/** A plan by what it is called on the page. */
export interface NamedPlan {
  readonly name: string;
  readonly plan: Plan;
}

const SITES = new URL("../../../../config/sites/", import.meta.url);

/** The sites that come with this version. */
export const sites = (): readonly Site[] =>
  readdirSync(SITES)
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      const reading = readSite(readFileSync(new URL(name, SITES), "utf8"));
      if (!reading.ok)
        throw new Error(`config/sites/${name} cannot be used: crossing check says why`);
      return reading.site;
    });

/** Each site under each policy there is. */
export const underPolicies = (): readonly NamedPlan[] =>
  sites().flatMap((site) =>
    Object.keys(POLICIES).map((policy) => {
      const under = withPolicy(site, policy);
      if ("wanted" in under) throw new Error(`${site.id} under ${policy}: ${under.wanted}`);
      return { name: `${site.id}, ${policy}`, plan: planOf(under) };
    }),
  );

/** Each site with the options that change how its intervals follow each other. */
export const inShapes = (): readonly NamedPlan[] =>
  sites().flatMap((site) => {
    const plan = planOf(site);
    return Object.entries(SHAPES).map(([name, shape]) => ({
      name: `${site.id}, ${name}`,
      plan: { ...plan, ...shape(plan) },
    }));
  });

const SHAPES: Readonly<Record<string, (plan: Plan) => Partial<Plan>>> = {
  "as it is": () => ({}),
  "no countdown, red with yellow": () => ({
    countdown: milliseconds(0),
    redYellow: milliseconds(2000),
  }),
  "countdown of 15 s, fixed clearance, red with yellow": ({ clearance }) => ({
    countdown: milliseconds(15_000),
    redYellow: milliseconds(1000),
    clearance: { adaptive: false, min: clearance.max, max: clearance.max },
  }),
};
