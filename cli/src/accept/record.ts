/** The record of an acceptance: kept after every step, so that it can go on another day. */
import { existsSync, readFileSync } from "node:fs";
import { EXIT, Refusal } from "../exit.ts";
import { writeOut } from "../vision/pictures.ts";
import { type WalkRecord, openTasks, readRecord, tasksOf } from "../vision/walk-test/record.ts";
import type { Site } from "@crossing/config";
import { STEPS, type Step } from "./steps.ts";
import type { Verdict, WalkTally } from "./verdict.ts";

/** What came of one step. `missed`: its moment was not met. `impossible`: it cannot be done at this site. */
export interface Done {
  readonly step: number;
  readonly verdict: "pass" | "fail" | "missed" | "skipped" | "impossible";
  readonly why: string;
  readonly figures: Verdict["figures"];
  /** What was seen, one line for each change. */
  readonly seen: readonly string[];
  /** When it ended, RFC 3339. */
  readonly at: string;
}

/** The whole record. */
export interface Acceptance {
  readonly type: "acceptance";
  readonly site: string;
  readonly name: Site["name"];
  readonly cabinet: string;
  /** Version of this program. */
  readonly version: string;
  readonly begun: string;
  readonly done: readonly Done[];
}

/** `rejected`: a step failed. `accepted`: all passed. `signed-for`: all but those that cannot be done here. */
export type Outcome = "accepted" | "signed-for" | "rejected" | "incomplete";

export function outcomeOf({ done }: Acceptance): Outcome {
  const came = STEPS.map(({ number }) => done.find(({ step }) => step === number)?.verdict);
  if (came.includes("fail")) return "rejected";
  if (came.every((verdict) => verdict === "pass")) return "accepted";
  const settled = came.every((verdict) => verdict === "pass" || verdict === "impossible");
  return settled ? "signed-for" : "incomplete";
}

/** Steps that have neither passed nor failed, nor were found impossible. */
export const openSteps = ({ done }: Acceptance): readonly Step[] =>
  STEPS.filter(({ number }) => {
    const known = done.find(({ step }) => step === number)?.verdict;
    return known === undefined || known === "skipped" || known === "missed";
  });

/** With what came of a step, in place of what came of it before. */
export const withDone = (record: Acceptance, done: Done): Acceptance => ({
  ...record,
  done: [...record.done.filter(({ step }) => step !== done.step), done].toSorted(
    (a, b) => a.step - b.step,
  ),
});

/** The record of an earlier day; throws a Refusal when it is none of this site. */
export function readAcceptance(file: string, site: Site): Acceptance {
  let found: Partial<Acceptance>;
  try {
    found = JSON.parse(readFileSync(file, "utf8")) as Partial<Acceptance>;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(EXIT.usage, `--resume ${file}: ${why}`);
  }
  if (found.type !== "acceptance" || !Array.isArray(found.done))
    throw new Refusal(EXIT.usage, `--resume ${file}: not the record of an acceptance`);
  if (found.site !== site.id)
    throw new Refusal(EXIT.usage, `--resume ${file}: of site ${found.site}, not ${site.id}`);
  return found as Acceptance;
}

/** Throws a Refusal where a record would be written over. */
export function refuseOverwriting(file: string): void {
  if (!existsSync(file)) return;
  throw new Refusal(
    EXIT.usage,
    `${file}: there is a record already; go on with --resume ${file}, or move it away`,
  );
}

export const writeAcceptance = (file: string, record: Acceptance): void =>
  writeOut(file, `${JSON.stringify(record, null, 2)}\n`);

/** What the walk tests of the site's cameras say; their reports lie in `folder`. */
export function walkTallies(
  site: Site,
  reportOf: (camera: string) => string,
): Readonly<Record<string, WalkTally | null>> {
  return Object.fromEntries(
    site.cameras.map(({ id, zones }) => {
      const report = readRecord(reportOf(id), { site: site.id, camera: id });
      return [id, report === null ? null : tally(report, zones)];
    }),
  );
}

function tally(report: WalkRecord, zones: Site["cameras"][number]["zones"]): WalkTally {
  const count = (wanted: string): number =>
    report.done.filter(({ verdict }) => verdict === wanted).length;
  const unproven = openTasks(tasksOf(zones.map(({ zone }) => zone)), report).length;
  return { passed: count("pass"), failed: count("fail"), unproven };
}
