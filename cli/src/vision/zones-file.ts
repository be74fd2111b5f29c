/** The site file behind the zone editor: read anew each time, changed through the check, replaced in one step. */
import { readFileSync } from "node:fs";
import { type Site, type ZonesDraft, readSite } from "@crossing/config";
import type { ZonesPort } from "@crossing/telemetry";
import { editedCamera, fingerprint, replaceFile } from "./site-edit.ts";

/**
 * The zones of `file`; with null those of `site`, which can be drawn on and checked but not saved.
 *
 * The file may be newer than the site that runs: the editor shows what will count from the next start.
 */
export function createZonesFile(file: string | null, site: Site): ZonesPort {
  const textOf = (): string | null =>
    file === null ? JSON.stringify(site, null, 2) : readText(file);
  return {
    hasFile: file !== null,
    read() {
      const text = textOf();
      const reading = text === null ? null : readSite(text);
      if (text === null || reading === null || !reading.ok) return null;
      const cameras = reading.site.cameras.map(({ id, zones, crosswalk, lanes }) => ({
        id,
        zones,
        crosswalk,
        lanes,
      }));
      return { base: fingerprint(text), cameras };
    },
    put(draft) {
      const text = textOf();
      if (text === null) return null;
      const base = fingerprint(text);
      if (draft.base !== base) return "changed";
      return put(text, base, { draft, file });
    },
  };
}

interface Put {
  readonly draft: ZonesDraft;
  readonly file: string | null;
}

function put(text: string, base: string, { draft, file }: Put): ReturnType<ZonesPort["put"]> {
  const { camera, zones, crosswalk, lanes, save } = draft;
  const edited = editedCamera(text, camera, { zones, crosswalk, lanes });
  if (!edited.ok) return { saved: false, problems: edited.problems, base };
  if (!save || file === null) return { saved: false, problems: [], base };
  try {
    replaceFile(file, edited.text);
  } catch {
    return null;
  }
  return { saved: true, problems: [], base: fingerprint(edited.text) };
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
