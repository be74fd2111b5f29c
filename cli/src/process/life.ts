/** How a child process lives: what it was told at its start, how it speaks, how it ends. */

import { basename } from "node:path";
import { BEAT } from "./messages.ts";

/** The arguments that `forkChild` handed over: of the type that the program expects, for both are ours. */
export const handedOver = (): unknown => JSON.parse(process.argv[2] ?? "null");

/** Says a line to the operator, with the name of the process before it. */
export const speaker =
  (name: string) =>
  (line: string): void => {
    process.stderr.write(`${name}: ${line}\n`);
  };

/** Tells the supervisor something; lost when it is gone. */
export const tellSupervisor = (message: object): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

/** How often a child that has no tick says that it lives, ms. */
const BEAT_MS = 1000;

/** Tells the supervisor every second that this process still turns. Control has a better sign of life: its tick. */
export function beatEverySecond(): void {
  setInterval(() => tellSupervisor(BEAT), BEAT_MS).unref();
}

/** Longest time a child takes to end, ms; the supervisor kills it a little later. */
const END_MAX_MS = 1200;

/**
 * Runs `stop` and ends the process when the supervisor asks, or is gone.
 *
 * Ctrl-C goes to every process of the terminal at once; children leave it to the supervisor, so that
 * they end in order. A `stop` that hangs is cut off after `longest_ms`, 1.2 s unless said otherwise; after 1.2 s in any
 * case when the supervisor is gone, because whoever comes next must find nobody else in control.
 */
export function endWhenAsked(stop: () => Promise<void> | void, longest_ms = END_MAX_MS): void {
  let ending = false;
  const endWithin = (within_ms: number): void => {
    if (ending) return;
    ending = true;
    const cut = setTimeout(() => {
      process.stderr.write(`${program()}: not done with ending after ${within_ms} ms; cut off\n`);
      process.exit(0);
    }, within_ms);
    Promise.resolve(stop())
      .catch((error: unknown) =>
        process.stderr.write(`${program()}: while ending: ${String(error)}\n`),
      )
      .finally(() => {
        clearTimeout(cut);
        process.exit(0);
      });
  };
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => endWithin(longest_ms));
  process.on("disconnect", () => endWithin(END_MAX_MS));
  // It may have gone while this program was still being loaded.
  if (process.send !== undefined && !process.connected) endWithin(END_MAX_MS);
}

/** The name of this process, from its file. */
const program = (): string => basename(process.argv[1] ?? "child").replace(/\.[jt]s$/, "");
