/** docs/verified.md: what was proved or tried, on what, and how to do it again. */
import type { Method } from "./asked.ts";
import type { Figure, Found } from "./section.ts";

/** A method that was run to its end, or broke off. */
export interface Ran {
  readonly name: Method;
  readonly found: Found;
  /** No must was missed. */
  readonly kept: boolean;
  readonly took_s: number;
  /** Of this process; what a method starts as other processes is not in it. */
  readonly cpu_s: number;
  /** On what machine, and when: a sentence. */
  readonly on: string;
  readonly version: string;
  readonly nightly: boolean;
  readonly seed: number;
  readonly seconds?: number;
}

/** The whole document: of each method its last run that was written. */
export function page(all: readonly Ran[]): string {
  const missed = all.filter(({ kept }) => !kept).map(({ name }) => name);
  const short = all.filter(({ nightly }) => !nightly).map(({ name }) => name);
  return `# Verified

Written by \`npm run verify:nightly -- --write\`, or by one method alone with \`--only <method> --write\`; not edited by hand. Each table is made again by the
command above it. "not here" means that the machine lacked what it takes. What is promised, and what no run can show, is in [the safety case](safety-case.md).

${short.length === 0 ? "Every method was run at its whole length." : `At its whole length every method but: ${short.join(", ")}.`} ${missed.length === 0 ? "Every must was kept." : `**A must was missed: ${missed.join(", ")}.**`}

${all.map(chapter).join("\n\n")}
`;
}

function chapter(ran: Ran): string {
  const { found, version, nightly, on } = ran;
  return `## ${found.title}

\`${commandOf(ran)}\`: ${spent(ran)} Version ${version}, ${nightly ? "the whole length" : "the short run"}. ${on}

${tableOf(found.figures)}${found.notes.length === 0 ? "" : `\n\n${found.notes.map((note) => `- ${note}`).join("\n")}`}`;
}

/** What one method found, for the terminal. */
export const sectionTable = (ran: Ran): string =>
  [
    `${ran.found.title} (${ran.name}): ${spent(ran)}`,
    "",
    tableOf(ran.found.figures),
    "",
    ...ran.found.notes,
  ]
    .join("\n")
    .trimEnd();

const spent = ({ took_s, cpu_s }: Ran): string =>
  `${took_s.toFixed(0)} s, of which this process computed ${cpu_s.toFixed(0)} s.`;

const tableOf = (figures: readonly Figure[]): string =>
  [
    "| what | must | is | kept |",
    "|---|---|---|---|",
    ...figures.map(
      ([what, must, is, ok]) => `| ${what} | ${must} | ${is} | ${verdict(must, ok)} |`,
    ),
  ].join("\n");

function verdict(must: string, ok: boolean | null): string {
  if (ok === null) return must === "-" ? "-" : "not here";
  return ok ? "yes" : "**no**";
}

/** The command that makes a table again. */
function commandOf({ name, nightly, seed, seconds }: Ran): string {
  const words = [
    `--only ${name}`,
    ...(seconds === undefined ? [] : [`--seconds ${seconds}`]),
    ...(seed === 1 ? [] : [`--seed ${seed}`]),
  ];
  return `npm run ${nightly ? "verify:nightly" : "verify"} -- ${words.join(" ")}`;
}
