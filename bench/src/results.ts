/** What each part of a page came to when it was last made, kept in a file, so that one part can be made anew alone. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../results/", import.meta.url));

/** All parts in the order of `names`: those made now in place of their last, which are kept in `bench/results/<page>.json`. */
export function renewed<Result extends { readonly name: string }>(
  page: string,
  names: readonly Result["name"][],
  made: readonly Result[],
  folder = FOLDER,
): readonly Result[] {
  const file = join(folder, `${page}.json`);
  const last = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Result[]) : [];
  const results = names.flatMap((name) =>
    [...made, ...last].filter((result) => result.name === name).slice(0, 1),
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
  return results;
}
