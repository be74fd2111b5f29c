/** `crossing service status`: what is installed, what runs, and what is on trial. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HOME, type Machine, SITE_FILE, SYSTEM_FILES, UNIT } from "./machine.ts";
import { type Release, releaseIn } from "./release.ts";
import { type Slot, type Trial, currentSlot, trialIn } from "./slots.ts";

/** What there is on the box. */
export interface Status {
  /** The slot that starts; null: nothing is installed. */
  readonly current: Slot | null;
  readonly slots: Readonly<Record<Slot, Release | null>>;
  readonly trial: Trial | null;
  readonly site_file: boolean;
  /** Files of the system that are missing, or differ from those of the release that runs. */
  readonly changed: readonly string[];
  /** Whether systemd runs it; null: this root is only a folder. */
  readonly active: boolean | null;
}

export function statusOf(machine: Machine): Status {
  const home = machine.at(HOME);
  const current = currentSlot(home);
  return {
    current,
    slots: { a: releaseIn(home, "a"), b: releaseIn(home, "b") },
    trial: trialIn(home),
    site_file: existsSync(machine.at(SITE_FILE)),
    changed:
      current === null
        ? []
        : SYSTEM_FILES.filter(
            ([file, path]) =>
              textOf(machine.at(path)) !== textOf(join(home, current, "config/deploy", file)),
          ).map(([, path]) => path),
    active: machine.live ? machine.run("systemctl", ["is-active", "--quiet", UNIT]) === 0 : null,
  };
}

/** The same for people. */
export function statusLines(status: Status): readonly string[] {
  const { current, slots, trial, site_file, changed, active } = status;
  if (current === null)
    return ["nothing is installed; crossing service install --site <site.json>"];
  const slotLine = (slot: Slot): string => {
    const release = slots[slot];
    const holds = release === null ? "empty" : `version ${release.version}, Node ${release.node}`;
    return `${slot === current ? "*" : " "} slot ${slot}  ${holds}`;
  };
  return [
    slotLine("a"),
    slotLine("b"),
    ...(trial === null
      ? []
      : [`on trial: slot ${trial.to}, started ${trial.starts} times; else back to ${trial.from}`]),
    ...(site_file ? [] : [`${SITE_FILE}: missing; the crossing does not start without it`]),
    ...changed.map(
      (path) => `${path}: not as this release has it; crossing service install puts it right`,
    ),
    ...(active === null
      ? []
      : [`systemd: ${active ? "active" : "not active; journalctl -u crossing"}`]),
  ];
}

function textOf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}
