/** The record as a page to print and sign. Stands alone: no script, no other file. */
import { type Acceptance, type Done, type Outcome, outcomeOf } from "./record.ts";
import { STEPS, type Step } from "./steps.ts";

const OUTCOME: Readonly<Record<Outcome, string>> = {
  accepted: "All steps passed. / 全部步骤通过。",
  "signed-for":
    "Passed, but for steps that cannot be done here: somebody has to sign for those. / 除无法进行的步骤外全部通过，须签字确认。",
  rejected: "NOT ACCEPTED: a step failed. / 不予验收：有步骤未通过。",
  incomplete: "Not complete. / 未完成。",
};

const STYLE = `
body { font: 10pt/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 60em; color: #111 }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #999; padding: .3em .5em; text-align: left; vertical-align: top }
tr { break-inside: avoid }
.fail { background: #fbd5d5; font-weight: bold } .pass { background: #dff2df }
pre { font-size: 7.5pt; white-space: pre-wrap; margin: 0 }
.sign { margin-top: 3em; display: flex; gap: 3em } .sign div { flex: 1; border-top: 1px solid #111 }
@media print { body { margin: 0; max-width: none } details { display: none } }`;

/** A whole HTML page. */
export function acceptancePage(record: Acceptance): string {
  const { site, name, cabinet, version, begun } = record;
  const outcome = outcomeOf(record);
  const rows = STEPS.map((step) =>
    rowOf(
      step,
      record.done.find((done) => done.step === step.number),
    ),
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Site acceptance ${escaped(site)}</title>
<style>${STYLE}</style></head><body>
<h1>Site acceptance: ${escaped(name.en)} / ${escaped(name.zh)}</h1>
<p>Site ${escaped(site)}, cabinet ${escaped(cabinet)}, program ${escaped(version)}, begun ${escaped(begun)}.
Times are as fine as 0.3 s.</p>
<p class="${outcome === "rejected" ? "fail" : ""}"><strong>${OUTCOME[outcome]}</strong></p>
<table><thead><tr><th>step</th><th>what</th><th>hazards</th><th>result</th><th>seen</th><th>measured</th><th>at</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table>
<div class="sign"><div>Installer, date / 安装方</div><div>Road authority, date / 管理方</div></div>
</body></html>
`;
}

function rowOf({ number, title, hazards }: Step, done: Done | undefined): string {
  const verdict = done?.verdict ?? "not done";
  const measured = Object.entries(done?.figures ?? {}).map(([what, value]) => `${what} ${value}`);
  const lines = done?.seen ?? [];
  const evidence =
    lines.length === 0
      ? ""
      : `<details><summary>evidence</summary><pre>${escaped(lines.join("\n"))}</pre></details>`;
  const cells = [
    String(number),
    escaped(title),
    hazards.join(" "),
    escaped(verdict),
    escaped(done?.why ?? "") + evidence,
    measured.map(escaped).join("<br>"),
    escaped(done?.at ?? ""),
  ];
  return `<tr class="${verdict === "pass" || verdict === "fail" ? verdict : ""}">${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
