/** What the machine's time service says of the wall clock. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * `synchronised`: set by the network at least once since the machine started, so right within seconds for weeks;
 * `unsynchronised`: a time service runs and has not set it yet; `unknown`: there is none, or none that we know.
 */
export type ClockSync = "synchronised" | "unsynchronised" | "unknown";

/** Asks systemd-timesyncd by its files below `run`, then chrony by its own program. Never throws. */
export async function clockSync(run = "/run", askChrony = chrony): Promise<ClockSync> {
  if (existsSync(join(run, "systemd/timesync/synchronized"))) return "synchronised";
  if (existsSync(join(run, "chrony"))) return (await askChrony()) ?? "unknown";
  return existsSync(join(run, "systemd/timesync")) ? "unsynchronised" : "unknown";
}

/** The last field of `chronyc -c tracking` is the leap status. */
async function chrony(): Promise<ClockSync | null> {
  try {
    const { stdout } = await promisify(execFile)("chronyc", ["-c", "tracking"], { timeout: 5000 });
    return stdout.trim().endsWith("Not synchronised") ? "unsynchronised" : "synchronised";
  } catch {
    return null;
  }
}
