/** The private folder where the processes of one crossing find each other. */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A new folder, readable by us alone, with a name short enough for sockets in it.
 *
 * Sweeps away what a supervisor that was killed has left behind: our own folders of processes that are gone.
 */
export function makeRuntimeDir(under = tmpdir()): string {
  for (const name of readdirSync(under)) if (isLeftBehind(under, name)) remove(join(under, name));
  return mkdtempSync(join(under, `crossing-${process.pid}-`));
}

/** Removes a folder with everything in it; a folder that is gone is fine. */
export const remove = (dir: string): void => rmSync(dir, { recursive: true, force: true });

function isLeftBehind(under: string, name: string): boolean {
  const pid = /^crossing-(\d+)-\w{6}$/.exec(name)?.[1];
  if (pid === undefined || runs(Number(pid))) return false;
  const found = statSync(join(under, name), { throwIfNoEntry: false });
  return found !== undefined && found.isDirectory() && found.uid === process.getuid?.();
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process counts as running: only "no such process" is the end of it.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
