/** Which plans a command at a desk works on: site files and policies by name, with the rules that each breaks. */
import {
  POLICIES,
  type Problem,
  type Site,
  brokenRules,
  formatProblem,
  withPolicy,
} from "@crossing/config";
import { EXIT, Refusal } from "../exit.ts";
import { PILOT_SITE } from "../places.ts";
import { inspectSite } from "../site-file.ts";

/** A plan with its name on this command line. */
export interface ChosenPlan {
  readonly name: string;
  readonly site: Site;
  /** Rules with "shall" that it breaks. */
  readonly broken: readonly Problem[];
}

/** What was said about the site. */
export interface PlanOptions {
  readonly site?: string;
  readonly policy?: string;
  /** Runs a plan that breaks a rule all the same. */
  readonly anyway?: boolean;
}

/**
 * The named file or the pilot crossing, under the named policy or its own. Throws a Refusal: exit 2 for a file that
 * is malformed, 3 for a plan that breaks a rule with "shall", unless it is wanted anyway.
 */
export function planOfChoice({ site, policy, anyway = false }: PlanOptions): ChosenPlan {
  const file = site ?? PILOT_SITE;
  const own = wellFormed(file);
  if (policy !== undefined) return planUnder(own, policy, anyway);
  return judged(own, own.policy.name, { file, anyway });
}

/** A site under another policy. Throws a Refusal as `planOfChoice` does. */
export const planUnder = (site: Site, policy: string, anyway: boolean): ChosenPlan =>
  judged(under(site, policy), policy, { file: `${site.id} under ${policy}`, anyway });

/** A plan of `--compare` or `--plan`: a site file, or a policy at the crossing `options` speaks of. */
export function planByName(name: string, options: PlanOptions): ChosenPlan {
  const { anyway = false } = options;
  if (Object.hasOwn(POLICIES, name)) return planOfChoice({ ...options, policy: name });
  return judged(wellFormed(name), name, { file: name, anyway });
}

/** What is said of rules with "should" that a plan does not keep: they can be argued. */
export const adviceOn = ({ name, site }: ChosenPlan): readonly string[] =>
  brokenRules(site)
    .filter(({ rule }) => rule?.force === "should")
    .map((problem) => `to be argued: ${formatProblem(name, problem)}`);

/** Rules with "shall" that a site breaks. */
export const brokenShalls = (site: Site): readonly Problem[] =>
  brokenRules(site).filter(({ rule }) => rule?.force !== "should");

/** What is said of a plan that breaks rules and is run anyway: one line a rule; none when it keeps them all. */
export const flagsOf = ({ name, broken }: ChosenPlan): readonly string[] =>
  broken.map(
    (problem) => `BREAKS A RULE, not to be used on a street: ${formatProblem(name, problem)}`,
  );

function wellFormed(file: string): Site {
  const { site, lines, exit } = inspectSite(file);
  if (site === null) throw new Refusal(exit, lines.join("\n"));
  return site;
}

/** The site under a policy with its usual numbers; with its own where it is the site's own. Or what is wanted instead. */
export const underPolicy = (site: Site, policy: string): Site | Problem =>
  policy === site.policy.name ? site : withPolicy(site, policy);

function under(site: Site, policy: string): Site {
  const chosen = underPolicy(site, policy);
  if (!("wanted" in chosen)) return chosen;
  throw new Refusal(EXIT.usage, `--policy ${policy}: ${chosen.wanted}`);
}

function judged(
  site: Site,
  name: string,
  { file, anyway }: { readonly file: string; readonly anyway: boolean },
): ChosenPlan {
  const broken = brokenShalls(site);
  if (broken.length === 0 || anyway) return { name, site, broken };
  const lines = broken.map((problem) => formatProblem(file, problem));
  throw new Refusal(
    EXIT.ruleBroken,
    [...lines, `${name}: breaks a rule; correct it, or run it here with --anyway`].join("\n"),
  );
}
