/** A rule report for people to read; `--json` has everything. */
import type { RuleFinding, RuleReport } from "@crossing/config";

/** The language of a report. */
export type Language = "zh" | "en";

/** A head line, then two lines a rule: what it says and what was found. */
export const ruleLines = (report: RuleReport, language: Language): readonly string[] => [
  `${report.site}: ${report.title[language]}, ${COUNTED[language](report)}`,
  ...report.rules.flatMap((rule) => linesOf(rule, language)),
];

const COUNTED: Readonly<Record<Language, (report: RuleReport) => string>> = {
  en: ({ kept, broken, unverified, rules }) =>
    `${kept} rules kept, ${broken} broken; of ${rules.length}, ${unverified} unverified`,
  zh: ({ kept, broken, unverified, rules }) =>
    `符合 ${kept} 条，违反 ${broken} 条；共 ${rules.length} 条，其中 ${unverified} 条未核对原文`,
};

const VERDICT: Readonly<Record<Language, Readonly<Record<RuleFinding["verdict"], string>>>> = {
  en: { kept: "kept     ", broken: "BROKEN   ", "not-asked": "not asked" },
  zh: { kept: "符合    ", broken: "违反    ", "not-asked": "不适用  " },
};

const FORCE = {
  en: { shall: "shall", should: "should" },
  zh: { shall: "应", should: "宜" },
} as const;

const EVIDENCE = {
  en: { read: "", secondary: ", read in a page that quotes it", unverified: ", unverified" },
  zh: { read: "", secondary: "，见于引用该条的资料", unverified: "，未核对原文" },
} as const;

const WANTED = { en: "wanted", zh: "要求" } as const;

function linesOf(rule: RuleFinding, language: Language): readonly string[] {
  const { verdict, id, text, clause, evidence, force, path, found, wanted } = rule;
  const source = `${clause}, ${FORCE[language][force]}${EVIDENCE[language][evidence]}`;
  return [
    `${VERDICT[language][verdict]} ${id}  ${text[language]} (${source})`,
    `          ${path} = ${found}; ${WANTED[language]} ${wanted[language]}`,
  ];
}
