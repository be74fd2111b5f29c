/** Mutation testing: the code is changed in every small way, and a test must notice each. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { copied } from "../planted/copy.ts";
import type { Figure, VerifySection } from "../section.ts";
import { isArgued } from "./argued.ts";
import { type Mutated, SCOPE } from "./scope.ts";
import { type Score, mutantsOf, scoreOf } from "./stryker.ts";

/** The share of mutants that must be killed or argued away. */
export const LEAST = 0.95;

export const section: VerifySection = {
  name: "mutate",
  async run({ nightly, say }) {
    // The last word before the lamps in continuous integration; the rest takes hours.
    const { scores, failed } = await mutated(nightly ? SCOPE : SCOPE.slice(0, 1), say);
    return {
      title: "Mutation testing",
      figures: [
        ...scores.flatMap(figuresOf),
        ...failed.map((why): Figure => [why, "runs to its end", "broke off", false]),
      ],
      notes: [
        "A mutant is killed when a test fails; one that makes the tests run much too long counts apart, as a loaded machine does that too.",
        "Every survivor is argued in `bench/src/verify/mutate/survivors.json`: why it changes nothing, or nothing that matters; one that is not is a miss.",
        `${scores.length} of ${SCOPE.length} files; docs/mutation.md says when which was run.`,
      ],
    };
  },
};

/** Each file of a part of the scope, one after the other; `keep` is given each score as soon as it is there. */
export async function mutated(
  scope: readonly Mutated[],
  say: (line: string) => void,
  keep?: (score: Score) => void,
): Promise<{ readonly scores: readonly Score[]; readonly failed: readonly string[] }> {
  const copy = copied();
  const scores: Score[] = [];
  const failed: string[] = [];
  try {
    for (const { file, tests } of scope) {
      const there = tests.filter((test) => existsSync(join(copy.at, test)));
      const score = await scoreOf({ file, tests: there }, copy.at);
      if (typeof score === "string") failed.push(`${file}: ${score}`);
      else {
        scores.push(score);
        keep?.(score);
      }
      say(typeof score === "string" ? `${file}: ${score}` : wordsOf(score));
    }
  } finally {
    copy.remove();
  }
  return { scores, failed };
}

function figuresOf(score: Score): readonly Figure[] {
  const { file, killed, timeouts, survivors } = score;
  const mutants = mutantsOf(score);
  const share = (killed + timeouts) / mutants;
  const open = survivors.filter((one) => !isArgued(one)).length;
  const late = timeouts > 0 ? ` (${timeouts} by time)` : "";
  return [
    [
      `${file}: mutants killed`,
      `${LEAST * 100} %`,
      `${killed + timeouts} of ${mutants}, ${(share * 100).toFixed(1)} %${late}`,
      // What is argued to change nothing can be killed by no test.
      (killed + timeouts + survivors.length - open) / mutants >= LEAST,
    ],
    [`${file}: survivors that nobody has argued`, "0", `${open}`, open === 0],
  ];
}

function wordsOf(score: Score): string {
  const { file, killed, timeouts, survivors, took_s } = score;
  const alive = survivors.map(({ line, mutation }) => `\n  survived: ${line}\n    ${mutation}`);
  return `${file}: ${killed} killed, ${timeouts} by time, of ${mutantsOf(score)} in ${took_s.toFixed(0)} s${alive.join("")}`;
}
