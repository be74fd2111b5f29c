/** The walk test's report: kept after every item, so that it can go on another day. */
import { existsSync, readFileSync } from "node:fs";
import { writeOut } from "../pictures.ts";
import { ITEMS, type Item } from "./items.ts";

/** What came of one item at one place. */
export interface Done {
  readonly item: string;
  /** A zone, or null where the whole camera is meant. */
  readonly zone: string | null;
  readonly verdict: "pass" | "fail" | "skipped";
  readonly why: string;
  readonly seen_after_s: number | null;
  readonly most: number;
  /** When it ended, RFC 3339. */
  readonly at: string;
}

/** The whole report. */
export interface WalkRecord {
  readonly type: "walk-test";
  readonly site: string;
  readonly camera: string;
  readonly source: string;
  readonly begun: string;
  readonly done: readonly Done[];
}

/** One item at one place. */
export interface Task {
  readonly item: Item;
  readonly zone: string | null;
}

/** All there is to do at a camera that sees these zones. */
export const tasksOf = (zones: readonly string[]): readonly Task[] =>
  ITEMS.flatMap((item): readonly Task[] =>
    item.where === "camera" ? [{ item, zone: null }] : zones.map((zone) => ({ item, zone })),
  );

/** Tasks that have neither passed nor failed; those skipped come again. */
export const openTasks = (tasks: readonly Task[], record: WalkRecord): readonly Task[] =>
  tasks.filter(({ item, zone }) => {
    const known = record.done.find((one) => one.item === item.id && one.zone === zone);
    return known === undefined || known.verdict === "skipped";
  });

/** With what came of a task, in place of what came of it before. */
export const withDone = (record: WalkRecord, done: Done): WalkRecord => ({
  ...record,
  done: [...record.done.filter(({ item, zone }) => item !== done.item || zone !== done.zone), done],
});

/** The report of an earlier day, when it is of the same camera; else null. */
export function readRecord(
  file: string,
  { site, camera }: Pick<WalkRecord, "site" | "camera">,
): WalkRecord | null {
  if (!existsSync(file)) return null;
  try {
    const found = JSON.parse(readFileSync(file, "utf8")) as Partial<WalkRecord>;
    const same = found.type === "walk-test" && found.site === site && found.camera === camera;
    return same && Array.isArray(found.done) ? (found as WalkRecord) : null;
  } catch {
    return null;
  }
}

/** Writes the report for machines, and beside it the same for people. */
export function writeRecord(file: string, record: WalkRecord): void {
  writeOut(file, `${JSON.stringify(record, null, 2)}\n`);
  writeOut(file.replace(/(\.json)?$/, ".md"), markdownOf(record));
}

function markdownOf({ site, camera, source, begun, done }: WalkRecord): string {
  const count = (verdict: Done["verdict"]): number =>
    done.filter((one) => one.verdict === verdict).length;
  const rows = done.map(({ item, zone, verdict, why, seen_after_s, most, at }) => {
    const seen = seen_after_s === null ? "-" : `${seen_after_s.toFixed(1)} s`;
    const what = ITEMS.find(({ id }) => id === item)?.en ?? item;
    const result = verdict === "pass" ? "pass" : `**${verdict}**`;
    return `| ${what} | ${zone ?? "-"} | ${result} | ${why} | ${seen} | ${most} | ${at} |`;
  });
  return [
    `# Walk test: ${site}, camera ${camera}`,
    "",
    `Source ${source}, begun ${begun}: ${count("pass")} passed, ${count("fail")} failed, ${count("skipped")} skipped.`,
    "",
    "| done | zone | result | seen | first counted after | most counted | at |",
    "|---|---|---|---|---|---|---|",
    ...rows,
    "",
    "A skipped item is not proven. Somebody has to sign that the crossing may go on without it:",
    "",
    "Name, date: ______________________________",
    "",
  ].join("\n");
}
