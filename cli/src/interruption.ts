/** Waiting for somebody to end a long-running command. */
import { EXIT, type Exit } from "./exit.ts";

/** How often a command started by npm looks whether npm is still there, ms. */
const PARENT_LOOK_MS = 500;

/**
 * Settles when the command shall end: 130 after Ctrl-C, 0 when asked politely (SIGTERM, as systemd does).
 *
 * Started through npm, it ends with npm too: npm passes a SIGTERM on to its shell only, and would leave us running.
 */
export function interruption(): Promise<Exit> {
  return new Promise((resolve) => {
    process.on("SIGINT", () => resolve(EXIT.interrupted));
    process.on("SIGTERM", () => resolve(EXIT.ok));
    process.on("SIGHUP", () => resolve(EXIT.ok));
    if (process.env["npm_lifecycle_event"] === undefined) return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve(EXIT.ok);
    }, PARENT_LOOK_MS).unref();
  });
}
