/** Stryker on one file, in a copy of the tree. */
import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Mutated } from "./scope.ts";

/** A change of the code that no test noticed. */
export interface Survivor {
  readonly file: string;
  /** The line it is in, without its indentation: line numbers move, text stays. */
  readonly line: string;
  /** What was there and what was put there instead. */
  readonly mutation: string;
}

/** What became of the mutants of one file. */
export interface Score {
  readonly file: string;
  readonly killed: number;
  /** Ended because the tests took much too long: under a loaded machine that may be a false kill. */
  readonly timeouts: number;
  readonly survivors: readonly Survivor[];
  readonly took_s: number;
}

/** Mutants of a score, those that cannot be compiled left out. */
export const mutantsOf = ({ killed, timeouts, survivors }: Score): number =>
  killed + timeouts + survivors.length;

/** Mutates the file in the copy; an error in words when Stryker itself fails, say because a test fails unmutated. */
export async function scoreOf({ file, tests }: Mutated, at: string): Promise<Score | string> {
  const report = join(at, "mutation.json");
  rmSync(report, { force: true });
  writeFileSync(join(at, "vitest.mutate.config.ts"), configFor(tests));
  writeFileSync(join(at, "stryker.config.json"), readFileSync(new URL(CONFIG, import.meta.url)));
  const began = Date.now();
  const talk = await stryker(at, file);
  try {
    const read = JSON.parse(readFileSync(report, "utf8")) as Report;
    return scored(file, read.files[file]!, (Date.now() - began) / 1000);
  } catch {
    return talk.trim().slice(-500);
  }
}

const CONFIG = "../../../../stryker.config.json";

const configFor = (tests: readonly string[]): string => `import base from "./vitest.config.ts";
const { projects, ...test } = base.test;
export default { ...base, test: { ...test, include: ${JSON.stringify(tests)}, coverage: {} } };
`;

function stryker(at: string, file: string): Promise<string> {
  const program = join(at, "node_modules/@stryker-mutator/core/bin/stryker.js");
  // In place: the copy is the sandbox, as Stryker's own would lead the rooms' names back into the tree.
  const words = ["run", "--inPlace", "--mutate", file];
  const options = { cwd: at, maxBuffer: 1 << 26 };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], options, (_, out, err) => resolve(out + err));
  });
}

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Report {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly status: string;
          readonly replacement?: string;
          readonly location: { readonly start: Place; readonly end: Place };
        }[];
      }
    >
  >;
}

type FileReport = Report["files"][string];

function scored(file: string, { source, mutants }: FileReport, took_s: number): Score {
  const count = (status: string): number => mutants.filter((one) => one.status === status).length;
  const lines = source.split("\n");
  const alive = mutants.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  const survivors = alive.map(({ location: { start, end }, replacement = "" }) => ({
    file,
    line: lines[start.line - 1]!.trim(),
    mutation: `${oneLine(textBetween(lines, start, end))} -> ${oneLine(replacement)}`,
  }));
  return { file, killed: count("Killed"), timeouts: count("Timeout"), survivors, took_s };
}

/** The text of a place; lines and columns count from 1. */
function textBetween(lines: readonly string[], start: Place, end: Place): string {
  const cut = lines.slice(start.line - 1, end.line);
  cut[cut.length - 1] = cut.at(-1)!.slice(0, end.column - 1);
  cut[0] = cut[0]!.slice(start.column - 1);
  return cut.join("\n");
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").slice(0, 120);
