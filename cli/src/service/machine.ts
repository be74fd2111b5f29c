/** The machine a crossing is installed on: where things go, and who is called for what only the system can do. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** See the head of the file. Tests and images use a folder as the root, where nothing is called. */
export interface Machine {
  /** Where a path of the box is on this disk. */
  at(path: string): string;
  /** Whether this is the running system, with systemd, and not a folder that will become one. */
  readonly live: boolean;
  /** Runs a program; its exit code, or -1 when it is not there. */
  run(program: string, args: readonly string[]): number;
}

/** Programs, in two slots. */
export const HOME = "/opt/crossing";
export const SITE_FILE = "/etc/crossing/site.json";
export const UNIT = "crossing.service";

/** The files of config/deploy and where each goes. */
export const SYSTEM_FILES: readonly (readonly [file: string, path: string])[] = [
  ["crossing.service", `/etc/systemd/system/${UNIT}`],
  ["sysusers.conf", "/etc/sysusers.d/crossing.conf"],
  ["tmpfiles.conf", "/etc/tmpfiles.d/crossing.conf"],
  ["watchdog.conf", "/etc/systemd/system.conf.d/50-crossing-watchdog.conf"],
  ["journald.conf", "/etc/systemd/journald.conf.d/50-crossing.conf"],
];

/** `crossing` for the people on the box. */
export const COMMAND_FILE = "/usr/local/bin/crossing";
export const COMMAND = `#!/bin/sh
exec ${HOME}/current/bin/node ${HOME}/current/cli/dist/main.js "$@"
`;

/** The machine whose root is `root`: "/" is the running system. */
export function machineAt(root: string): Machine {
  const live = root === "/" && existsSync("/run/systemd/system");
  return {
    at: (path) => join(root, path),
    live,
    run(program, args) {
      const { status, error } = spawnSync(program, args, { stdio: ["ignore", 2, 2] });
      return error === undefined ? (status ?? 1) : -1;
    },
  };
}
