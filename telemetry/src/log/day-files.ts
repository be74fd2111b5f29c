/**
 * The files of the event log: `events-YYYY-MM-DD.jsonl`, one a day (UTC), only ever appended to.
 *
 * A line that a power cut tore is set aside in `events-YYYY-MM-DD.torn`; lines before it are never touched.
 */
import { createReadStream } from "node:fs";
import { appendFile, mkdir, open, readdir, truncate } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type LoggedEvent, parseEvent } from "../events.ts";

const DAY_FILE = /^events-(\d{4}-\d{2}-\d{2})\.jsonl$/;
/** Enough of a file's end to find its last event, and the thousands before it. */
const TAIL_BYTES = 4 * 1024 * 1024;
const LINE_END = 0x0a;
const NEW_LINE = Buffer.from([LINE_END]);

/** The day of an RFC 3339 moment, as file names have it. */
export const dayOf = (ts: string): string => ts.slice(0, 10);

/** The days that have a file, oldest first. The folder is made when it is not there. */
export async function daysIn(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  return names.flatMap((name) => DAY_FILE.exec(name)?.[1] ?? []).sort();
}

/** Appends whole lines to a day and returns when they are on the disk; rejects when any may not be. */
export async function appendLines(folder: string, day: string, lines: string): Promise<void> {
  const file = await open(fileOf(folder, day), "a");
  const { size } = await file.stat();
  try {
    await file.writeFile(lines);
    await file.datasync();
    if (size === 0) await syncFolder(folder);
  } catch (error) {
    // The lines will come again; without this cut, those that did get through would be there twice.
    await file.truncate(size).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * Makes a day's file end with a whole line.
 *
 * A whole event that only lacks its line end is kept; anything else after the last line end is moved
 * to the `.torn` file. Returns how many bytes were moved.
 */
export async function mendTail(folder: string, day: string): Promise<number> {
  const path = fileOf(folder, day);
  const { bytes, size } = await tailOf(path);
  const torn = bytes.subarray(bytes.lastIndexOf(LINE_END) + 1);
  if (torn.length === 0) return 0;
  if (parseEvent(torn.toString("utf8")) !== null) {
    await appendFile(path, "\n");
    return 0;
  }
  await appendFile(join(folder, `events-${day}.torn`), Buffer.concat([torn, NEW_LINE]));
  await truncate(path, size - torn.length);
  return torn.length;
}

/** The last events of a day, oldest first; lines that are not events are passed over. */
export async function lastEvents(folder: string, day: string): Promise<readonly LoggedEvent[]> {
  const { bytes } = await tailOf(fileOf(folder, day));
  return bytes
    .toString("utf8")
    .split("\n")
    .flatMap((line) => parseEvent(line) ?? []);
}

/** All events of a day, oldest first, read as they are asked for. */
export async function* eventsOf(folder: string, day: string): AsyncGenerator<LoggedEvent> {
  const input = createReadStream(fileOf(folder, day), "utf8");
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const event = parseEvent(line);
      if (event !== null) yield event;
    }
  } finally {
    input.destroy();
  }
}

const fileOf = (folder: string, day: string): string => join(folder, `events-${day}.jsonl`);

/** The end of a file, and how long the whole file is. A file that is not there yet is empty. */
async function tailOf(path: string): Promise<{ bytes: Buffer; size: number }> {
  const file = await open(path, "a+");
  try {
    const { size } = await file.stat();
    const length = Math.min(size, TAIL_BYTES);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return { bytes: buffer, size };
  } finally {
    await file.close();
  }
}

/** A new file survives a power cut only when its folder is written too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
