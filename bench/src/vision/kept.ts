/** What took long to compute and cannot change, kept from run to run by what it was computed from. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(
  new URL("../../../node_modules/.cache/bench-vision/", import.meta.url),
);

/** The value of `make`, or what it gave when everything in `from` was the same. Values are plain data. */
export async function kept<Value>(
  from: readonly (string | Uint8Array)[],
  make: () => Promise<Value>,
): Promise<Value> {
  const sum = createHash("sha256");
  for (const part of from) sum.update(part).update("\0");
  const file = join(FOLDER, `${sum.digest("hex").slice(0, 32)}.json`);
  const before = read(file);
  if (before !== null) return before as Value;
  const value = await make();
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, JSON.stringify(value));
  return value;
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
