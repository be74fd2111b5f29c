/** A small disk for the event log, which can be filled to the last byte. Needs root. */
import { spawnSync } from "node:child_process";
import { mkdirSync, openSync, closeSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/** The disk, while it is mounted. */
export interface SmallDisk {
  /** Full: not another byte can be written; or with room again. */
  full(on: boolean): void;
  unmount(): void;
}

const SIZE = "8m";
const BLOCK = Buffer.alloc(4096);

/** A memory disk of 8 MB mounted on `folder`, or in a sentence why there is none. */
export function smallDiskOn(folder: string): SmallDisk | string {
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync(
    "mount",
    ["-t", "tmpfs", "-o", `size=${SIZE},mode=700`, "crossing-small-disk", folder],
    { encoding: "utf8" },
  );
  if (status !== 0) return `no disk was filled: mount: ${(stderr ?? "not here").trim()}`;
  const ballast = join(folder, "ballast");
  return {
    full(on) {
      if (on) fill(ballast);
      else rmSync(ballast, { force: true });
    },
    unmount: () => void spawnSync("umount", ["--lazy", folder]),
  };
}

function fill(ballast: string): void {
  const file = openSync(ballast, "a");
  try {
    for (;;) writeSync(file, BLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    closeSync(file);
  }
}
