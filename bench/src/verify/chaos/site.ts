/** The pilot crossing with the shortest times its rules allow, so that a cycle takes about 20 s. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Site, readSite } from "@crossing/config";

/** The top of the repository. */
export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const PILOT = join(ROOT, "config/sites/yudaihe-beixiaoyuan.json");

export function briskSite(): Site {
  const read = readSite(readFileSync(PILOT, "utf8"));
  if (!read.ok) throw new Error(`${PILOT} is damaged; run: crossing check ${PILOT}`);
  const pilot = read.site;
  const brisk = {
    start_up_s: 2,
    vehicle_min_green_s: 5,
    vehicle_max_green_s: 5,
    passage_s: 0.5,
    countdown_s: 0,
    walk_min_s: 4,
    walk_max_s: 4,
    ped_clearance_min_s: 3,
    ped_clearance_max_s: 13,
  };
  // Nobody is slow here: the longest clearance may then be short.
  const crossing = { ...pilot.crossing, slow_speed_m_per_s: 1.2, design_speed_m_per_s: 1.2 };
  return { ...pilot, crossing, timing: { ...pilot.timing, ...brisk } };
}
