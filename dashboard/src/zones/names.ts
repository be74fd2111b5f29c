/** What an area is called in the language shown now. */
import { site } from "../data/crossing.ts";
import { language } from "../settings.ts";
import { words } from "../words/words.ts";
import type { Area } from "./areas.ts";

/** As `north kerb`, `crosswalk` or `lane W0`. */
export function nameOf({ kind, id }: Pick<Area, "kind" | "id">): string {
  if (kind === "crosswalk") return words.value.crosswalk;
  if (kind === "lane") return words.value.zones.lane(id);
  return site.value?.site.zones.find((zone) => zone.id === id)?.name[language.value] ?? id;
}
