/** The disk of the event log: room, whether it can be written, and whether what is written stays. */
import { readFileSync } from "node:fs";
import { realpath, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EXIT } from "../exit.ts";
import { type Finding, failed, warned, well } from "./finding.ts";

/** The event log writes a few MB a day; below this it is worth a warning. */
const DISK_WANTED_MB = 500;

/** Looks at the folder of the event log; writes one small file there and takes it away again. */
export async function disk(dir: string): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(dir);
    const path = await realpath(dir);
    await tried(path);
    return judged(path, Math.floor((bavail * bsize) / 1e6), mountOf(path, mounts()));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return failed("disk", `${dir}: ${String(error)}`, ADVICE[code ?? ""] ?? OTHERWISE, EXIT.failed);
  }
}

const OTHERWISE = "choose another --log-dir";
const ADVICE: Readonly<Record<string, string>> = {
  ENOENT: "make the folder, or choose another --log-dir",
  EROFS: "the disk is mounted read-only: look at dmesg, check the disk, mount it for writing",
  EACCES: "give this account the folder, or choose another --log-dir",
  ENOSPC: "the disk is full: make room; log.keep_mb of the site file bounds the event log",
};

/** One line of /proc/self/mounts. */
export interface Mount {
  readonly on: string;
  readonly kind: string;
  readonly options: readonly string[];
}

/** What is to be said of a folder that can be written. */
export function judged(dir: string, free_MB: number, mount: Mount | null): Finding {
  const said = `${free_MB} MB free in ${dir}${mount === null ? "" : ` (${mount.kind})`}`;
  if (free_MB < DISK_WANTED_MB)
    return warned("disk", said, `make room: ${DISK_WANTED_MB} MB or more`);
  if (mount?.options.includes("data=writeback"))
    return warned(
      "disk",
      `${said}, mounted with data=writeback: a power cut may leave old data in new files`,
      "mount it with data=ordered, as ext4 does by itself",
    );
  if (mount?.kind === "tmpfs")
    return warned("disk", `${said}: gone at every restart`, "choose a --log-dir on a real disk");
  return well("disk", said);
}

/** The mount that holds a path: the longest that it begins with. */
export const mountOf = (path: string, all: readonly Mount[]): Mount | null =>
  all
    .filter(({ on }) => on === "/" || path === on || path.startsWith(`${on}/`))
    .toSorted((a, b) => a.on.length - b.on.length)
    .at(-1) ?? null;

/** Mounts as the kernel lists them; none where it does not. */
function mounts(): readonly Mount[] {
  try {
    return readFileSync("/proc/self/mounts", "utf8")
      .split("\n")
      .map((line) => line.split(" "))
      .filter((fields) => fields.length >= 4)
      .map(([, on, kind, options]) => ({ on: on!, kind: kind!, options: options!.split(",") }));
  } catch {
    return [];
  }
}

async function tried(dir: string): Promise<void> {
  const path = join(dir, `.crossing-doctor-${process.pid}`);
  await writeFile(path, "written by crossing doctor\n");
  await rm(path);
}
