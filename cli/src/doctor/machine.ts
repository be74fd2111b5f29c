/** What the machine itself must have: Node, ffmpeg, room on the disk, the right time, the page. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { promisify } from "node:util";
import { EXIT } from "../exit.ts";
import { pageDir } from "../places.ts";
import { type Finding, failed, warned, well } from "./finding.ts";

const NODE_WANTED: readonly [number, number] = [20, 19];
/** The event log writes a few MB a day; below this it is worth a warning. */
const DISK_WANTED_MB = 500;
const YEAR_OF_THIS_PROGRAM = 2026;

export function node(running = process.versions.node): Finding {
  const [major = 0, minor = 0] = running.split(".").map(Number);
  const [wantedMajor, wantedMinor] = NODE_WANTED;
  const enough = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  return enough
    ? well("node", running)
    : failed("node", running, `install Node ${NODE_WANTED.join(".")} or newer`, EXIT.failed);
}

/** ffmpeg decodes files and network cameras; without any of those it is not needed. */
export async function ffmpeg(needed: boolean): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)("ffmpeg", ["-version"], { timeout: 10_000 });
    return well("ffmpeg", stdout.split("\n")[0]!.split(" ").slice(0, 3).join(" "));
  } catch {
    const todo = "install it, as with: apt install ffmpeg";
    return needed
      ? failed("ffmpeg", "not found, and a camera needs it", todo, EXIT.missingTool)
      : warned("ffmpeg", "not found; only drawn cameras work", todo);
  }
}

/** Room for the event log. */
export async function disk(dir: string): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(dir);
    const free_MB = Math.floor((bavail * bsize) / 1e6);
    return free_MB >= DISK_WANTED_MB
      ? well("disk", `${free_MB} MB free in ${dir}`)
      : warned("disk", `${free_MB} MB free in ${dir}`, `make room: ${DISK_WANTED_MB} MB or more`);
  } catch (error) {
    return failed("disk", `${dir}: ${String(error)}`, "choose another --log-dir", EXIT.failed);
  }
}

/** Decisions need no wall clock; the stamps of events and messages do. */
export function clock(now = new Date(), synchronised = isSynchronised()): Finding {
  const said = now.toISOString();
  if (now.getUTCFullYear() < YEAR_OF_THIS_PROGRAM)
    return warned("clock", `${said}: in the past`, "set the clock: events carry its time");
  return synchronised
    ? well("clock", `${said}, synchronised`)
    : warned(
        "clock",
        `${said}, not known to be synchronised`,
        "run NTP: systemd-timesyncd or chrony",
      );
}

const isSynchronised = (): boolean =>
  existsSync("/run/systemd/timesync/synchronized") || existsSync("/run/chrony/chronyd.pid");

export function page(): Finding {
  const dir = pageDir();
  return dir === null
    ? warned("page", "not built; the API works without it", "npm run build")
    : well("page", dir);
}
