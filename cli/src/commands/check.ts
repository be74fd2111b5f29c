/** `crossing check`: everything that is wrong with a site file, at once. */
import { type Command, Option } from "commander";
import type { ProfileName } from "@crossing/config";
import { EXIT } from "../exit.ts";
import type { Counter } from "../program.ts";
import type { Language } from "../rule-lines.ts";
import type { Inspection } from "../site-file.ts";

interface CheckOptions {
  readonly json?: boolean;
  readonly profile?: ProfileName;
  readonly rules?: boolean;
  readonly lang: Language;
}

const PROFILE_NAMES: readonly ProfileName[] = ["cn-gb", "us-mutcd", "uk-puffin", "de-rilsa"];

const EXAMPLES = `
A rule that nobody has read in the standard itself is marked unverified: check the clause before you rely on it.

Examples:
  $ crossing check config/sites/yudaihe-beixiaoyuan.json
  $ crossing check mill-lane.json --profile uk-puffin --rules
  $ crossing check mill-lane.json --json | jq .problems`;

export function addCheck(program: Command, counter: Counter): void {
  program
    .command("check")
    .description("say all that is wrong with a site file; exit 2 malformed, 3 rule broken")
    .argument("<site.json>", "the site file")
    .addOption(
      new Option("--profile <name>", "rules of this country, instead of the site file's").choices(
        PROFILE_NAMES,
      ),
    )
    .option("--rules", "every rule with what was found, what is wanted and its clause")
    .addOption(
      new Option("--lang <language>", "language of --rules").choices(["zh", "en"]).default("en"),
    )
    .option("--json", "one JSON object instead of lines")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: CheckOptions) => check(file, options, counter));
}

async function check(file: string, options: CheckOptions, { desk, end }: Counter): Promise<void> {
  const { ruleReport } = await import("@crossing/config");
  const { inspectSite } = await import("../site-file.ts");
  const { ruleLines } = await import("../rule-lines.ts");
  const own = inspectSite(file);
  const found = options.profile === undefined ? own : await judgedBy(options.profile, file, own);
  const rules = found.site === null ? null : ruleReport(found.site, options.profile);
  end(found.exit);
  if (options.json)
    return desk.out(
      JSON.stringify({ file, ...found.report, ...(rules === null ? {} : { rules }) }),
    );
  if (options.rules && rules !== null)
    for (const line of ruleLines(rules, options.lang)) desk.out(line);
  else for (const line of found.lines) desk.out(line);
  if (found.exit === EXIT.ok) desk.out(found.summary);
}

/** The same file by the rules of another country; a malformed one stays malformed. */
async function judgedBy(profile: ProfileName, file: string, own: Inspection): Promise<Inspection> {
  if (own.site === null) return own;
  const { brokenRules, formatProblem } = await import("@crossing/config");
  const problems = brokenRules(own.site, profile);
  const ok = problems.length === 0;
  return {
    ...own,
    exit: ok ? EXIT.ok : EXIT.ruleBroken,
    lines: problems.map((problem) => formatProblem(file, problem)),
    summary: `${file}: good; ${own.site.id} keeps the rules of ${profile}`,
    report: { ...own.report, ok, problems },
  };
}
