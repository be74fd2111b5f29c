/**
 * `npm run verify:mutation [-- --write] [file...]`
 *
 * Mutates the files of the scope, or those named, and lists what survived; `--write` puts the result into
 * docs/mutation.md, where files that were not run this time keep what they had. Exit 1 when a survivor is not argued.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { machine, machineWords } from "../../machine.ts";
import { isArgued } from "./argued.ts";
import { mutated } from "./index.ts";
import { written } from "./page.ts";
import { SCOPE } from "./scope.ts";
import type { Score } from "./stryker.ts";

const PAGE = new URL("../../../../docs/mutation.md", import.meta.url);

const { values, positionals } = parseArgs({
  options: { write: { type: "boolean" } },
  allowPositionals: true,
});
const unknown = positionals.find((name) => !SCOPE.some(({ file }) => file === name));
if (unknown === undefined) process.exitCode = await run();
else {
  console.error(`verify:mutation: ${unknown} is not in bench/src/verify/mutate/scope.ts`);
  process.exitCode = 2;
}

async function run(): Promise<number> {
  const scope = SCOPE.filter(({ file }) => positionals.length === 0 || positionals.includes(file));
  const on = machineWords(machine());
  // After each file: a run that is broken off has not been for nothing.
  const keep = (score: Score): void => {
    if (values.write !== true) return;
    writeFileSync(PAGE, written(readFileSync(PAGE, "utf8"), [score], on));
  };
  const { scores, failed } = await mutated(scope, (line) => console.log(line), keep);
  const open = scores.flatMap(({ survivors }) => survivors).filter((one) => !isArgued(one));
  return failed.length === 0 && open.length === 0 ? 0 : 1;
}
