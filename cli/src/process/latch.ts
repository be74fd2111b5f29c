/** A latched fault on disk, so that it stays latched over a restart of the process and of the machine. */
import { readFileSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Reason } from "@crossing/config";
import type { Latch } from "@crossing/controller/loop";

/**
 * The latch in the file `path`; null: none is kept. Read once, before the first tick.
 *
 * A file that is there but cannot be read is a latched fault: somebody has to look. Writing happens beside the loop and
 * only when a fault comes or goes; a disk that fails costs the memory of it, is said, and nothing else.
 */
export function latchIn(path: string | null, log: (line: string) => void): Latch {
  if (path === null) return { held: null, keep: () => {} };
  let last: Promise<void> = Promise.resolve();
  const say = (error: unknown): void =>
    log(
      `${path}: the latched fault cannot be kept (${String(error)}); it will be forgotten at a restart`,
    );
  return {
    held: heldIn(path, log),
    keep: (fault) => {
      // One after the other: a clearance must not be overtaken by the fault it clears.
      last = last
        .then(() => (fault === null ? rm(path, { force: true }) : written(path, fault)))
        .catch(say);
    },
  };
}

const FAULT: Reason = { code: "fault", numbers: {} };

function heldIn(path: string, log: (line: string) => void): Reason | null {
  try {
    readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    log(
      `${path}: cannot be read (${String(error)}); a fault is taken to be latched: look, then clear it`,
    );
    return FAULT;
  }
  log(
    `${path}: a fault was latched before the restart and still is; look at the cause, then clear it`,
  );
  return FAULT;
}

/** Whole or not at all: written aside, brought to the disk, then renamed. */
async function written(path: string, fault: Reason): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.new`;
  const file = await open(aside, "w");
  try {
    await file.writeFile(`${JSON.stringify({ v: 1, fault })}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
}
