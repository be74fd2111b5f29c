/** Where things of this installation are. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the repository or of the installed package: src/ and dist/ are both two below it. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The pilot crossing's site file: the base of demo, simulate and cosim. */
export const PILOT_SITE = join(ROOT, "config/sites/yudaihe-beixiaoyuan.json");

/** The built page, or null when it has not been built. */
export function pageDir(): string | null {
  const dir = join(ROOT, "dashboard/dist/web");
  return existsSync(join(dir, "index.html")) ? dir : null;
}

/** Version of this program, from package.json. */
export function version(): string {
  const sheet = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly version: string;
  };
  return sheet.version;
}
