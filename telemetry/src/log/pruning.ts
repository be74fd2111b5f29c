/**
 * What of the event log is thrown away: the oldest days, never the newest.
 *
 * Days are counted by their files and not by the calendar, so that a clock that was once years ahead does not throw a
 * year of events away.
 */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "./past.ts";

/** How much is kept. */
export interface Keep {
  /** Day files. */
  readonly keep_days: number;
  /** All day files together, MB (1,000,000 bytes). */
  readonly keep_mb: number;
}

/** Over a year, and what fits on the smallest disk. */
export const KEEP: Keep = { keep_days: 400, keep_mb: 2000 };

/** One day of the log on the disk. */
export interface Day {
  readonly day: string;
  readonly bytes: number;
}

/** The days to throw away, oldest first, of `days` oldest first. */
export function tooOld(days: readonly Day[], { keep_days, keep_mb }: Keep): readonly string[] {
  const newest = days.toReversed();
  let bytes = 0;
  const kept = newest.findIndex((day, place) => {
    bytes += day.bytes;
    return place > 0 && (place >= keep_days || bytes > keep_mb * 1e6);
  });
  return kept === -1
    ? []
    : newest
        .slice(kept)
        .map(({ day }) => day)
        .toReversed();
}

/** Throws away what is too much in `folder`, and says so. A disk that refuses is said, and tried again the next day. */
export async function prune(
  folder: string,
  keep: Keep,
  log: (line: string) => void,
): Promise<void> {
  try {
    const days = await daysOf(folder);
    const old = tooOld(days, keep);
    for (const day of old) await removeDay(folder, day);
    if (old.length > 0)
      log(
        `event log ${folder}: ${old.length} old days thrown away, up to ${old.at(-1)}; ` +
          `log.keep_days and log.keep_mb of the site file say how much is kept`,
      );
  } catch (error) {
    log(`event log ${folder}: old days cannot be thrown away (${codeOf(error)}); mend the disk`);
  }
}

const DAY_NAME = /^events-(\d{4}-\d{2}-\d{2})\.(?:jsonl|torn)$/;

/** The days with their files, the events and what was torn of them, oldest first. */
async function daysOf(folder: string): Promise<readonly Day[]> {
  const bytes = new Map<string, number>();
  for (const name of (await readdir(folder)).toSorted()) {
    const day = DAY_NAME.exec(name)?.[1];
    if (day === undefined) continue;
    const { size } = await stat(join(folder, name));
    bytes.set(day, (bytes.get(day) ?? 0) + size);
  }
  return [...bytes].map(([day, size]) => ({ day, bytes: size }));
}

async function removeDay(folder: string, day: string): Promise<void> {
  for (const end of ["torn", "jsonl"])
    await rm(join(folder, `events-${day}.${end}`), { force: true });
}
