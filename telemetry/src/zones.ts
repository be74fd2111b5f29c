/**
 * What the zone editor needs of the world: the site file, which somebody else reads, checks and writes.
 *
 * The report knows no files but its log; the wiring is in cli.
 */
import type { ZonesAnswer, ZonesDraft, ZonesView } from "@crossing/config";

/** The site file as far as the zone editor may see it. */
export interface ZonesPort {
  /** Whether there is a file to save to; in the demo there is none. */
  readonly hasFile: boolean;
  /** What the file says now; null when it cannot be read. */
  read(): Omit<ZonesView, "locked"> | null;
  /**
   * Checks what was drawn, and saves it when the draft says so and nothing is wrong.
   *
   * `changed`: the file is not the one the draft began with. null: it cannot be read or written.
   */
  put(draft: ZonesDraft): ZonesAnswer | "changed" | null;
}
