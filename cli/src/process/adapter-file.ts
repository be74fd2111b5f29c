/** The adapter file of a site whose cabinet is plain I/O: found, read and checked before control starts. */
import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { type Adapter, type Site, readAdapter } from "@crossing/config";
import { EXIT, Refusal } from "../exit.ts";
import { ROOT } from "../places.ts";

/**
 * The wiring of the cabinet; null for one that speaks the map.
 *
 * A relative path is looked for beside the site file, then in config/adapters. Throws a Refusal (exit 2) with
 * everything that is wrong.
 */
export function adapterOf(cabinet: Site["cabinet"], siteFile: string | null): Adapter | null {
  if (cabinet.profile !== "adapter" || cabinet.adapter === null) return null;
  const places = placesOf(cabinet.adapter, siteFile);
  const text = places.map(textOf).find((found) => found !== null);
  if (text === undefined || text === null)
    throw new Refusal(EXIT.usage, `cabinet.adapter: not found; looked for ${places.join(", ")}`);
  const reading = readAdapter(text);
  if (reading.ok) return reading.adapter;
  const lines = reading.problems.map((problem) => `${cabinet.adapter}: ${problem}`);
  throw new Refusal(EXIT.usage, lines.join("\n"));
}

const placesOf = (path: string, siteFile: string | null): readonly string[] =>
  isAbsolute(path)
    ? [path]
    : [
        ...(siteFile === null ? [] : [join(dirname(siteFile), path)]),
        join(ROOT, "config/adapters", path),
      ];

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
