/** Bugs planted one by one in a copy of the code: is there a test that finds each? */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { VerifySection } from "../section.ts";
import { type Bug, planted } from "./bug.ts";
import { BUGS } from "./bugs.ts";
import { copied } from "./copy.ts";
import { type Verdict, verdictOf } from "./tests.ts";

/** In continuous integration every so-manieth: about a minute. */
const SHORT_EVERY = 6;

export const section: VerifySection = {
  name: "planted",
  async run({ nightly, seed, say }) {
    const bugs = nightly ? BUGS : BUGS.filter((_, n) => (n + seed) % SHORT_EVERY === 0);
    const { sound, hunts } = await hunted(bugs, say);
    const found = hunts.filter(({ outcome }) => outcome !== "missed");
    const elsewhere = hunts.filter(({ outcome }) => outcome === "elsewhere").length;
    return {
      title: "Planted bugs",
      figures: [
        ["the same tests without a bug", "all pass", sound ?? "all pass", sound === null],
        ["planted bugs found", `${bugs.length}`, `${found.length}`, found.length === bugs.length],
        ["of them found by another test than the list says", "0", `${elsewhere}`, elsewhere === 0],
      ],
      notes: [
        `${bugs.length} of the ${BUGS.length} bugs in \`bench/src/verify/planted/\`, each with what it would do on the street and the test that must find it.`,
        "A bug counts as found when a test fails; a copy that cannot be loaded, or in which no test is run, counts as missed.",
        ...hunts
          .filter(({ outcome }) => outcome !== "found")
          .map(({ bug, why }) => `${bug.name}: ${why}`),
      ],
    };
  },
};

/** What became of one bug. `elsewhere`: found in the right file, by another test. */
export interface Hunt {
  readonly bug: Bug;
  readonly outcome: "found" | "elsewhere" | "missed";
  readonly why: string;
}

/** The bugs planted one after the other; `sound`: what is wrong with the tests when nothing is planted, null: nothing. */
export async function hunted(
  bugs: readonly Bug[],
  say: (line: string) => void,
): Promise<{ readonly sound: string | null; readonly hunts: readonly Hunt[] }> {
  const copy = copied();
  try {
    const files = [...new Set(bugs.map(({ by }) => by.file))];
    const clean = await verdictOf(copy.at, files);
    const hunts: Hunt[] = [];
    for (const bug of bugs) {
      const hunt = await huntFor(bug, copy.at);
      say(`${bug.name}: ${hunt.outcome}, ${hunt.why}`);
      hunts.push(hunt);
    }
    return { sound: clean.kind === "passed" ? null : wordsOf(clean), hunts };
  } finally {
    copy.remove();
  }
}

async function huntFor(bug: Bug, at: string): Promise<Hunt> {
  const path = join(at, bug.file);
  const sound = readFileSync(path, "utf8");
  const broken = planted(sound, bug);
  if (broken === null)
    return {
      bug,
      outcome: "missed",
      why: `${bug.file} has changed: the text to replace is not there once`,
    };
  writeFileSync(path, broken);
  try {
    return judged(bug, await verdictOf(at, [bug.by.file]));
  } finally {
    writeFileSync(path, sound);
  }
}

function judged(bug: Bug, verdict: Verdict): Hunt {
  if (verdict.kind !== "failed") return { bug, outcome: "missed", why: wordsOf(verdict) };
  const named = verdict.first.test === bug.by.test;
  return { bug, outcome: named ? "found" : "elsewhere", why: wordsOf(verdict) };
}

function wordsOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case "passed":
      return `all ${verdict.tests} tests passed`;
    case "failed":
      return `${verdict.first.file}: ${verdict.first.test}`;
    case "broken":
      return `could not be run: ${verdict.why}`;
  }
}
