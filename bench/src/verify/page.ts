/** docs/verified.md: what was proved or tried, on what, and how to do it again. */
import { type Asked, METHODS } from "./asked.ts";
import type { Figure, Found } from "./section.ts";

/** A method that was run to its end, or broke off. */
export interface Ran {
  readonly name: string;
  readonly found: Found;
  /** No must was missed. */
  readonly kept: boolean;
  readonly took_s: number;
  /** Of this process; what a method starts as other processes is not in it. */
  readonly cpu_s: number;
}

/** A whole run. */
export interface Run {
  readonly ran: readonly Ran[];
  /** On what machine, and when: a sentence. */
  readonly on: string;
  readonly version: string;
  readonly asked: Asked;
  /** Every method was asked for. */
  readonly whole: boolean;
}

/** The whole document. */
export function page(run: Run): string {
  const { ran, on, version, asked, whole } = run;
  const missed = ran.filter(({ kept }) => !kept).map(({ name }) => name);
  return `# Verified

Written by \`${commandOf(asked, null)} --write\`; not edited by hand. Each table is made again by the command above it. "not here" means
that the machine lacked what it takes. What is promised, and what no run can show, is in [the safety case](safety-case.md).

Version ${version}${whole ? "" : `; only ${asked.only.join(", ")}`}; ${asked.nightly ? "the whole length" : "the short run"}, seed ${asked.seed}. ${on}

${missed.length === 0 ? "Every must was kept." : `**A must was missed: ${missed.join(", ")}.**`}

${ran.map((one) => chapter(one, asked)).join("\n\n")}
`;
}

function chapter(ran: Ran, asked: Asked): string {
  const { found, name } = ran;
  return `## ${found.title}

\`${commandOf(asked, name)}\`: ${spent(ran)}

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

/** The command that makes a table again; `name` null: the whole page. */
function commandOf({ nightly, seed, seconds, only }: Asked, name: string | null): string {
  const words = [
    ...(name === null ? [] : [`--only ${name}`]),
    ...(seconds === undefined ? [] : [`--seconds ${seconds}`]),
    ...(seed === 1 ? [] : [`--seed ${seed}`]),
  ];
  const script = nightly ? "verify:nightly" : "verify";
  // A page of some methods only is made by naming them.
  const some = name === null && only.length < METHODS.length ? [`--only ${only.join(",")}`] : [];
  const all = [...some, ...words];
  return `npm run ${script}${all.length === 0 ? (name === null ? " --" : "") : ` -- ${all.join(" ")}`}`;
}
