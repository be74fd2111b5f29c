/** The page that the browser's tests open. */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";

const ROOM = join(import.meta.dirname, "..");
const BUILT = join(ROOM, "dist/web");

/** All that the page is made of; `cli/bin/ensure.mjs` has the same list. */
const SOURCES = [
  "src",
  "public",
  "index.html",
  "vite.config.ts",
  "../config/src",
  "../controller/src/core",
].map((path) => join(ROOM, path));

/** A folder with the built page. */
export interface BuiltPage {
  readonly folder: string;
  /** Gone, where it was built for this test alone. */
  remove(): void;
}

/** The page as `npm test` has built it, where nothing it is made of is newer; else built anew, which takes seconds. */
export async function builtPage(): Promise<BuiltPage> {
  const newest = Math.max(...SOURCES.map(newestIn));
  if (newestIn(join(BUILT, "index.html")) > newest) return { folder: BUILT, remove: () => {} };
  const folder = mkdtempSync(join(tmpdir(), "crossing-page-"));
  const configFile = join(ROOM, "vite.config.ts");
  await build({ configFile, logLevel: "error", build: { outDir: folder, emptyOutDir: true } });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The newest change in a file or in a whole folder, ms; 0 where there is none. */
function newestIn(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
  const files = readdirSync(path, { recursive: true }).map((file) => join(path, String(file)));
  return Math.max(
    0,
    ...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
}
