/** Test files run in a copy, in a process of their own. */
import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What came of it. `broken`: the files could not be run at all, which is no verdict; in words. */
export type Verdict =
  | { readonly kind: "passed"; readonly tests: number }
  | { readonly kind: "failed"; readonly first: FailedTest }
  | { readonly kind: "broken"; readonly why: string };

/** A test that failed, by its file in the tree and its whole name. */
export interface FailedTest {
  readonly file: string;
  readonly test: string;
}

const MOST_MS = 600_000;

/** Runs the files one after the other and stops at the first test that fails. */
export async function verdictOf(at: string, files: readonly string[]): Promise<Verdict> {
  const report = join(at, "verdict.json");
  rmSync(report, { force: true });
  const talk = await vitest(at, [
    "run",
    "--bail=1",
    "--maxWorkers=1",
    "--reporter=json",
    `--outputFile=${report}`,
    ...files,
  ]);
  try {
    return read(JSON.parse(readFileSync(report, "utf8")) as Report, at);
  } catch {
    return { kind: "broken", why: talk.trim().slice(-300) };
  }
}

function vitest(at: string, words: readonly string[]): Promise<string> {
  const program = join(at, "node_modules/vitest/vitest.mjs");
  const options = { cwd: at, env: plain(process.env), timeout: MOST_MS, maxBuffer: 1 << 26 };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], options, (_, out, err) => resolve(out + err));
  });
}

/** The environment less what a test runner tells its children: the run in the copy is nobody's child. */
const plain = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST$)/.test(name)),
  );

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function read({ testResults, numPassedTests }: Report, at: string): Verdict {
  for (const { name, assertionResults } of testResults) {
    const failed = assertionResults.find(({ status }) => status === "failed");
    if (failed === undefined) continue;
    const file = name.startsWith(at) ? name.slice(at.length + 1) : name;
    return { kind: "failed", first: { file, test: failed.fullName.trim() } };
  }
  // A file that fails without a failing test could not even be loaded.
  const dead = testResults.find(({ status }) => status === "failed");
  if (dead !== undefined) return { kind: "broken", why: dead.message.slice(0, 300) };
  return numPassedTests > 0
    ? { kind: "passed", tests: numPassedTests }
    : { kind: "broken", why: "no test was run" };
}
