/** What the machine itself must have: Node, ffmpeg, memory, the right time, a place before others, the page. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { totalmem } from "node:os";
import { promisify } from "node:util";
import { EXIT } from "../exit.ts";
import { pageDir, version } from "../places.ts";
import type { ClockSync } from "../process/clock-sync.ts";
import { fifoRefused } from "../process/scheduling.ts";
import { type Finding, failed, warned, well } from "./finding.ts";

const NODE_WANTED: readonly [number, number] = [20, 19];
const YEAR_OF_THIS_PROGRAM = 2026;
/** Three Node processes and one inference take about 500 MB. */
const MEMORY_WANTED_MB = 900;

/** This program and the Node under it. */
export function node(running = process.versions.node): Finding {
  const [major = 0, minor = 0] = running.split(".").map(Number);
  const [wantedMajor, wantedMinor] = NODE_WANTED;
  const enough = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  return enough
    ? well("node", `${running}, crossing ${version()}`)
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

export function memory(total_MB = Math.floor(totalmem() / 1e6)): Finding {
  return total_MB >= MEMORY_WANTED_MB
    ? well("memory", `${total_MB} MB`)
    : warned("memory", `${total_MB} MB`, `${MEMORY_WANTED_MB} MB or more; or one camera less`);
}

/** Decisions need no wall clock; stamps of events do, and programmes by time of day. */
export function clock(sync: ClockSync, now = new Date()): Finding {
  const said = now.toISOString();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (now.getUTCFullYear() < YEAR_OF_THIS_PROGRAM)
    return warned(
      "clock",
      `${said}: in the past; programmes by time of day are not followed`,
      "set the clock, run NTP, and change the battery if it comes back wrong",
    );
  if (sync === "synchronised") return well("clock", `${said}, synchronised, time zone ${zone}`);
  const todo = "run NTP: systemd-timesyncd or chrony, and let its server be reached";
  return sync === "unsynchronised"
    ? warned("clock", `${said}, not synchronised yet: the first programme holds all day`, todo)
    : warned("clock", `${said}, not known to be synchronised`, todo);
}

/** Whether control may run before everybody else; asked for this account, on a process of a moment. */
export async function scheduling(refused = fifoRefused): Promise<Finding> {
  const why = await refused();
  return why === null
    ? well("scheduling", "SCHED_FIFO is allowed: control comes before everybody else")
    : warned(
        "scheduling",
        `SCHED_FIFO is not allowed for this account (${why}): ticks may come up to 0.1 s late`,
        "crossing service install, or LimitRTPRIO=20 for the service",
      );
}

/** The machine's own watchdog, the last link of the chain: it restarts a machine that hangs. */
export function watchdog(there = existsSync("/dev/watchdog")): Finding {
  return there
    ? well("watchdog", "/dev/watchdog is there; the cabinet has its own")
    : warned(
        "watchdog",
        "no /dev/watchdog: a machine that hangs stays so; the cabinet then goes by its own plan",
        "switch the hardware watchdog on in the firmware, or load its module",
      );
}

export function page(): Finding {
  const dir = pageDir();
  return dir === null
    ? warned("page", "not built; the API works without it", "npm run build")
    : well("page", dir);
}
