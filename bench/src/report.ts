/** docs/measured.md: what was measured, on what, and how. */
import { type Machine, machineWords } from "./machine.ts";
import { type NamedRow, table } from "./measure.ts";

/** The whole document. */
export function report(rows: readonly NamedRow[], machine: Machine): string {
  return `# Measured

Written by \`npm run bench -- --write\`; not edited by hand. Each row is repeated alone by the command in its last
column. Limits are meant for two quiet x86 cores; "not here" means that this machine lacked something.

${machineWords(machine)}

${table(rows)}

## How

${hows(rows).join("\n")}
`;
}

/** One line for each way of measuring, with all rows that came of it. */
function hows(rows: readonly NamedRow[]): readonly string[] {
  const ways = [...new Set(rows.map((row) => row.how))];
  return ways.map((how) => {
    const whats = rows.filter((row) => row.how === how).map((row) => row.what);
    return `- **${whats.join("; ")}**: ${how}`;
  });
}
