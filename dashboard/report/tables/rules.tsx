/** Every rule of the site's profile, with what was found and the clause. */
import type { RuleFinding, RuleReport } from "@crossing/config";
import type { Language } from "@crossing/controller";
import { plain } from "../numbers.ts";
import type { Words } from "../words/words.ts";
import { Wide } from "./wide.tsx";

interface RulesProps {
  readonly text: Words;
  readonly language: Language;
  readonly report: RuleReport;
}

export const Rules = ({ text, language, report }: RulesProps) => (
  <section>
    <h2>{text.rules}</h2>
    <p class="note">
      {text.rulesNote(report.title[language], report.unverified, report.rules.length)}
    </p>
    <Wide label={text.rules}>
      <table class="small rules">
        <thead>
          <tr>
            <th>
              <span class="unseen">{text.rules}</span>
            </th>
            <th>{text.colRule}</th>
            <th class="number">{text.colFound}</th>
            <th>{text.colWanted}</th>
            <th>{text.colClause}</th>
          </tr>
        </thead>
        <tbody>
          {report.rules.map((rule) => (
            <tr key={rule.id} class={rule.verdict}>
              <td class="verdict">
                <span aria-hidden="true">{SIGN[rule.verdict]}</span> {text.verdict[rule.verdict]}
              </td>
              <td>
                {rule.text[language]} <span class="soft">({text.force[rule.force]})</span>
              </td>
              <td class="number">{foundIn(rule, text)}</td>
              <td>
                {rule.wanted[language]} <code>{rule.path}</code>
              </td>
              <td>
                {rule.clause}
                {", "}
                <span class={rule.evidence}>{text.evidence[rule.evidence]}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  </section>
);

const SIGN = { kept: "✓", broken: "✗", "not-asked": "·" } as const;

const foundIn = ({ found }: RuleFinding, text: Words): string =>
  typeof found === "boolean" ? (found ? text.yes : text.no) : plain(found);
