/** `crossing service install`: this release onto a box that has none, or its system files brought up to date. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { EXIT, Refusal } from "../exit.ts";
import { type Job, call } from "./jobs.ts";
import {
  COMMAND,
  COMMAND_FILE,
  HOME,
  type Machine,
  SITE_FILE,
  SYSTEM_FILES,
  UNIT,
} from "./machine.ts";
import { copyRelease, unfitSource } from "./release.ts";
import { currentSlot, pointTo, writeWhole } from "./slots.ts";

/** What to install. */
export interface InstallOptions {
  readonly machine: Machine;
  /** Root of a built installation: usually the one that runs this. */
  readonly from: string;
  /** A good site file; null: the one that is on the box already. */
  readonly site: string | null;
  /** The Node that goes along; the one that runs this when left out. */
  readonly node?: string;
}

/** Everything there is to do; what is done already is left out, so a second time changes nothing. */
export function install({ machine, from, site, node }: InstallOptions): readonly Job[] {
  const unfit = unfitSource(from);
  if (unfit !== null) throw new Refusal(EXIT.usage, unfit);
  if (site === null && !existsSync(machine.at(SITE_FILE)))
    throw new Refusal(EXIT.usage, `${SITE_FILE}: there is none yet; name one: --site <site.json>`);
  return [
    ...programs(machine, from, node),
    ...gate(machine, from, node),
    ...SYSTEM_FILES.flatMap(([file, path]) =>
      textFile(machine, path, readFileSync(join(from, "config/deploy", file), "utf8")),
    ),
    ...textFile(machine, COMMAND_FILE, COMMAND, 0o755),
    ...(site === null ? [] : textFile(machine, SITE_FILE, readFileSync(site, "utf8"), 0o640)),
    ...call(machine, "systemd-sysusers"),
    ...call(machine, "systemd-tmpfiles", "--create", "/etc/tmpfiles.d/crossing.conf"),
    ...call(machine, "systemctl", "daemon-reload"),
    ...call(machine, "systemctl", "enable", "--now", UNIT),
  ];
}

/** A box that has programs keeps them: they are changed by `upgrade`, which can go back. */
function programs(machine: Machine, from: string, node?: string): readonly Job[] {
  const home = machine.at(HOME);
  if (currentSlot(home) !== null) return [];
  return [
    {
      what: `copy the release in ${from} to ${HOME}/a`,
      async run() {
        mkdirSync(home, { recursive: true });
        await copyRelease(from, home, "a", node);
      },
    },
    { what: `let ${HOME}/current be slot a`, run: () => pointTo(home, "a") },
  ];
}

/** The gate stands outside the slots, with a Node of its own: it must run when a slot does not. */
export function gate(machine: Machine, from: string, node = process.execPath): readonly Job[] {
  const dir = machine.at(join(HOME, "gate"));
  const code = ["gate.js", "slots.js"].flatMap((name) =>
    textFile(
      machine,
      join(HOME, "gate", name),
      readFileSync(join(from, "cli/dist/service", name), "utf8"),
    ),
  );
  const kind = textFile(machine, join(HOME, "gate/package.json"), '{ "type": "module" }\n');
  const target = join(dir, "node");
  const copy: Job = {
    what: `copy ${node} to ${HOME}/gate/node`,
    run() {
      copyFileSync(node, target);
      chmodSync(target, 0o755);
    },
  };
  return [...code, ...kind, ...(existsSync(target) ? [] : [copy])];
}

/** Writes a file of the box, unless it says that already. What was there before is kept beside it. */
function textFile(machine: Machine, path: string, text: string, mode = 0o644): readonly Job[] {
  const target = machine.at(path);
  const before = existsSync(target) ? readFileSync(target, "utf8") : null;
  if (before === text) return [];
  const write: Job = {
    what: `write ${path}`,
    run() {
      mkdirSync(dirname(target), { recursive: true });
      if (before !== null) writeWhole(`${target}.before`, before, mode);
      writeWhole(target, text, mode);
    },
  };
  return [write];
}

/** Takes programs and system files away; the site file and the event log stay, unless `purge`. */
export function uninstall(machine: Machine, purge: boolean): readonly Job[] {
  const paths = [...SYSTEM_FILES.map(([, path]) => path), COMMAND_FILE, HOME];
  const kept = purge ? [dirname(SITE_FILE), "/var/lib/crossing"] : [];
  const there = [...paths, ...kept].filter((path) => existsSync(machine.at(path)));
  if (there.length === 0) return [];
  return [
    ...call(machine, "systemctl", "disable", "--now", UNIT),
    ...there.map((path) => ({
      what: `remove ${path}`,
      run: () => rmSync(machine.at(path), { recursive: true, force: true }),
    })),
    ...call(machine, "systemctl", "daemon-reload"),
  ];
}
