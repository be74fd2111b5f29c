/** Whether a site's timing obeys the rules of a profile: its own, or any other. */
import { CN_GB } from "./profiles/cn-gb.ts";
import { DE_RILSA } from "./profiles/de-rilsa.ts";
import { type Judgement, judge } from "./profiles/judge.ts";
import type { Profile, Rule, Words } from "./profiles/profile.ts";
import { UK_PUFFIN } from "./profiles/uk-puffin.ts";
import { US_MUTCD } from "./profiles/us-mutcd.ts";
import type { Problem } from "./problem.ts";
import type { Site } from "./site.ts";

export { type Judgement, longestWait_s } from "./profiles/judge.ts";

/** The name of a profile. */
export type ProfileName = Site["profile"];

/** The profiles a site may name. */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  "cn-gb": CN_GB,
  "us-mutcd": US_MUTCD,
  "uk-puffin": UK_PUFFIN,
  "de-rilsa": DE_RILSA,
};

/** One rule with what it found in a site. */
export interface RuleFinding extends Omit<Rule, "limit">, Judgement {}

/** Every rule of a profile with what it found in a site. Plain data, for pages and files. */
export interface RuleReport {
  readonly site: string;
  readonly profile: ProfileName;
  readonly title: Words;
  readonly kept: number;
  readonly broken: number;
  /** Rules whose clause nobody has read: they are kept or broken as remembered. */
  readonly unverified: number;
  readonly rules: readonly RuleFinding[];
}

/** A site judged by every rule of a profile; by its own when none is named. */
export function ruleReport(site: Site, profile: ProfileName = site.profile): RuleReport {
  const rules = PROFILES[profile].rules.map((rule) => findingOf(rule, site));
  const having = (verdict: Judgement["verdict"]): number =>
    rules.filter((rule) => rule.verdict === verdict).length;
  return {
    site: site.id,
    profile,
    title: PROFILES[profile].title,
    kept: having("kept"),
    broken: having("broken"),
    unverified: rules.filter(({ evidence }) => evidence === "unverified").length,
    rules,
  };
}

/** Every rule that the site breaks, with the number found and the number wanted. Empty: all are kept. */
export const brokenRules = (site: Site, profile?: ProfileName): readonly Problem[] =>
  ruleReport(site, profile)
    .rules.filter(({ verdict }) => verdict === "broken")
    .map(problemOf);

const findingOf = ({ limit, ...rule }: Rule, site: Site): RuleFinding => ({
  ...rule,
  ...judge(limit, site),
});

function problemOf(finding: RuleFinding): Problem {
  const { id, path, found, wanted, text, clause, evidence, force } = finding;
  const source = `${clause}${evidence === "unverified" ? ", unverified" : ""}`;
  return {
    path,
    value: found,
    wanted: `${wanted.en} (${text.en}; ${source})`,
    rule: { id, clause, evidence, force },
  };
}
