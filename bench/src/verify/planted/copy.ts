/** A copy of the rooms that are put to the test, in which anything may be broken. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The tree that is copied. */
export const TREE = fileURLToPath(new URL("../../../../", import.meta.url));

const ROOMS = ["config", "controller", "signal-driver", "simulator", "bench"] as const;
const FILES = ["package.json", "tsconfig.base.json", "vitest.config.ts"] as const;
const LEFT_OUT: ReadonlySet<string> = new Set(["dist", "node_modules", "coverage"]);

/** A copy in the folder for temporary files. */
export interface Copy {
  /** Where it is. */
  readonly at: string;
  remove(): void;
}

/**
 * The rooms from config to simulator and this one, as they are on disk now. Packages are links to the installed ones,
 * but the rooms' own names lead into the copy: a test in it sees only the copy.
 */
export function copied(): Copy {
  const at = mkdtempSync(join(tmpdir(), "crossing-copy-"));
  for (const name of [...ROOMS, ...FILES])
    cpSync(join(TREE, name), join(at, name), {
      recursive: true,
      filter: (path) => !LEFT_OUT.has(basename(path)),
    });
  const installed = join(TREE, "node_modules");
  mkdirSync(join(at, "node_modules/@crossing"), { recursive: true });
  for (const name of readdirSync(installed)) {
    // Hidden folders are other tools' caches; a runner's own would be shared with the tree.
    if (name === "@crossing" || name.startsWith(".")) continue;
    symlinkSync(join(installed, name), join(at, "node_modules", name));
  }
  for (const room of ROOMS) symlinkSync(join(at, room), join(at, "node_modules/@crossing", room));
  return { at, remove: () => rmSync(at, { recursive: true, force: true }) };
}
