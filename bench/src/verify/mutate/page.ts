/** The table of docs/mutation.md: a row a file, and what survived. */
import { ARGUED, reasonFor } from "./argued.ts";
import { SCOPE } from "./scope.ts";
import { type Score, type Survivor, mutantsOf } from "./stryker.ts";

const BEGIN = "<!-- made by npm run verify:mutation -- --write -->";
const END = "<!-- end -->";

/** The page with the rows of what was run now; a file that was not run keeps its row, or says so. */
export function written(page: string, scores: readonly Score[], on: string): string {
  const [head = "", rest = ""] = page.split(BEGIN);
  const [before = "", tail = ""] = rest.split(END);
  const rows = SCOPE.map(({ file }) => {
    const score = scores.find((one) => one.file === file);
    const kept = before.split("\n").find((row) => row.startsWith(`| ${file} |`));
    return score === undefined ? (kept ?? `| ${file} | not run yet | | | | |`) : rowOf(score, on);
  });
  const made = [...HEAD, ...rows, "", ...survivorsIn(before, scores)].join("\n");
  return `${head}${BEGIN}\n\n${made}\n${END}${tail}`;
}

const HEAD = [
  "| file | mutants | killed | killed by time | survived | measured on |",
  "|---|--:|--:|--:|--:|---|",
];

function rowOf(score: Score, on: string): string {
  const { file, killed, timeouts, survivors } = score;
  const share = (((killed + timeouts) / mutantsOf(score)) * 100).toFixed(1);
  return `| ${file} | ${mutantsOf(score)} | ${killed + timeouts} (${share} %) | ${timeouts} | ${survivors.length} | ${on} |`;
}

/** A line a survivor. Those of files that were not run now are kept, with the reason that is given today. */
function survivorsIn(before: string, scores: readonly Score[]): readonly string[] {
  const ran = (row: string): boolean => scores.some(({ file }) => row.startsWith(`- ${file}:`));
  const kept = before
    .split("\n")
    .filter((row) => row.startsWith("- ") && !ran(row))
    .map((row) => {
      const argued = ARGUED.find((one) => row.startsWith(headOf(one)));
      return argued === undefined ? row : `${headOf(argued)}${argued.why}`;
    });
  const now = scores
    .flatMap(({ survivors }) => survivors)
    .map((one) => `${headOf(one)}${reasonFor(one) ?? "**not argued**"}`);
  return [...kept, ...now, ...(kept.length + now.length > 0 ? [""] : [])];
}

const headOf = ({ file, line, mutation }: Survivor): string =>
  `- ${file}: \`${line}\`, \`${mutation}\`: `;
