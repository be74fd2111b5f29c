/**
 * The two places for programs on a box: one runs, the other holds the last one or takes the next.
 *
 *   /opt/crossing/current -> a      what runs
 *   /opt/crossing/trial             is there while the newer one has not proved itself
 *
 * Every change is one rename, so a power cut leaves the old or the new, never half of each. Nothing but Node's own
 * modules here: this file is also copied beside the gate, which must run when a slot is broken.
 */
import { mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { closeSync, fsyncSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Slot = "a" | "b";

/** An upgrade that has not proved itself. */
export interface Trial {
  /** What ran before, and runs again when this fails. */
  readonly from: Slot;
  readonly to: Slot;
  /** Starts of the service in this trial. */
  readonly starts: number;
}

export const otherThan = (slot: Slot): Slot => (slot === "a" ? "b" : "a");

/** The slot that runs; null: nothing is installed in `home`. */
export function currentSlot(home: string): Slot | null {
  try {
    const to = readlinkSync(join(home, "current"));
    return to === "a" || to === "b" ? to : null;
  } catch {
    return null;
  }
}

/** From now on, and over a power cut, `slot` is what starts. */
export function pointTo(home: string, slot: Slot): void {
  const aside = join(home, "current.new");
  rmSync(aside, { force: true });
  symlinkSync(slot, aside);
  renameSync(aside, join(home, "current"));
  syncFolder(home);
}

/** The trial under way; null: none. One that cannot be read counts as none: what runs, runs on. */
export function trialIn(home: string): Trial | null {
  try {
    const trial = JSON.parse(readFileSync(join(home, "trial"), "utf8")) as Partial<Trial>;
    const { from, to, starts } = trial;
    return isSlot(from) && isSlot(to) && Number.isInteger(starts)
      ? { from, to, starts: Number(starts) }
      : null;
  } catch {
    return null;
  }
}

/** Keeps a trial over a power cut, or ends it (null). */
export function keepTrial(home: string, trial: Trial | null): void {
  const path = join(home, "trial");
  if (trial === null) rmSync(path, { force: true });
  else writeWhole(path, `${JSON.stringify(trial)}\n`);
  syncFolder(home);
}

/** Writes a file whole or not at all, and its folder when it is missing. */
export function writeWhole(path: string, text: string, mode = 0o644): void {
  mkdirSync(join(path, ".."), { recursive: true });
  const aside = `${path}.new`;
  const file = openSync(aside, "w", mode);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(aside, path);
}

const isSlot = (value: unknown): value is Slot => value === "a" || value === "b";

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
