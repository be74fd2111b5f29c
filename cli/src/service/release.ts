/** A release: what of this installation goes onto a box, and what it says of itself. */
import { chmod, cp, mkdir, readdir, rename, rm } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type Slot, writeWhole } from "./slots.ts";

/** What is known of the release in a slot. */
export interface Release {
  readonly version: string;
  readonly node: string;
}

/** Rooms that a box needs. The bench stays at home. */
const ROOMS: readonly string[] = [
  "config",
  "controller",
  "vision",
  "signal-driver",
  "simulator",
  "telemetry",
  "dashboard",
  "cli",
];
const BESIDE: readonly string[] = [
  "package.json",
  "package-lock.json",
  "LICENSE",
  "README.md",
  "CHANGELOG.md",
  "docs",
  "models",
  "node_modules",
];
/** Of a room: what is run or read, not what it is made from. */
const NOT_OF_A_ROOM: ReadonlySet<string> = new Set(["src", "test"]);
/** What tools leave behind between the packages. */
const LEFT_BY_TOOLS: ReadonlySet<string> = new Set([".cache", ".vite", ".vitest", ".tsbuildinfo"]);

/** The release in a slot; null: there is none, or not a whole one. */
export function releaseIn(home: string, slot: Slot): Release | null {
  try {
    return JSON.parse(readFileSync(join(home, slot, "release.json"), "utf8")) as Release;
  } catch {
    return null;
  }
}

/** What stands in the way of installing from `from`, in one sentence; null: nothing. */
export function unfitSource(from: string): string | null {
  const missing = ["package.json", "cli/dist/main.js", "cli/dist/service/gate.js", "node_modules"];
  const absent = missing.filter((path) => !existsSync(join(from, path)));
  return absent.length === 0
    ? null
    : `${from}: not a built release (no ${absent.join(", no ")}); npm ci && npm run build && npm run models:build`;
}

/**
 * Copies the release in `from`, and the Node that runs us, into a slot.
 *
 * What was in the slot goes first. The slot counts as holding a release only when all of it is there.
 */
export async function copyRelease(
  from: string,
  home: string,
  slot: Slot,
  node = process.execPath,
): Promise<void> {
  const target = join(home, slot);
  const aside = join(home, `${slot}.new`);
  await rm(aside, { recursive: true, force: true });
  await rm(join(target, "release.json"), { force: true });
  await rm(target, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  const dev = developmentParts(from);
  for (const name of await readdir(from)) {
    if (!BESIDE.includes(name) && !ROOMS.includes(name)) continue;
    await cp(join(from, name), join(aside, name), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => belongs(relative(from, path), dev),
    });
  }
  await mkdir(join(aside, "bin"), { recursive: true });
  await cp(node, join(aside, "bin/node"));
  await chmod(join(aside, "bin/node"), 0o755);
  const { version } = JSON.parse(readFileSync(join(from, "package.json"), "utf8")) as Release;
  const release: Release = { version, node: process.versions.node };
  writeWhole(join(aside, "release.json"), `${JSON.stringify(release)}\n`);
  await rename(aside, target);
}

/** Whether a path below the root of the installation goes along. */
export function belongs(path: string, dev: ReadonlySet<string>): boolean {
  if (dev.has(path) || path === join("node_modules", "@crossing", "bench")) return false;
  const [top = "", inside] = path.split(sep);
  if (inside === undefined) return true;
  if (top === "node_modules") return !LEFT_BY_TOOLS.has(inside);
  return !ROOMS.includes(top) || !NOT_OF_A_ROOM.has(inside);
}

/** Packages that only development needs, as package-lock.json marks them. */
function developmentParts(from: string): ReadonlySet<string> {
  const path = join(from, "package-lock.json");
  if (!existsSync(path)) return new Set();
  const { packages } = JSON.parse(readFileSync(path, "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
  };
  const dev = Object.entries(packages).filter(([name, { dev }]) => name !== "" && dev === true);
  return new Set(dev.map(([name]) => name));
}
