/** The crossing of the scenarios: 2 + 2 lanes, 15 m, with and without eyes on the road. */
import { readFileSync } from "node:fs";
import { type PolicySite, type Site, readSite } from "@crossing/config";

/** `A`: on-crossing detection ends the clearance when the road is empty; `F`: a fixed clearance. */
export type Hardware = "A" | "F";

/** What differs from run to run. */
export interface Variant {
  readonly hardware: Hardware;
  readonly policy: PolicySite;
  readonly countdown_s?: number;
  /** PUFFIN's longest green. */
  readonly max_green_s?: number;
  /** Whom the policy sees waits no longer; 60 s unless given. */
  readonly max_wait_s?: number;
}

const PILOT = new URL("../../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url);

/** The crossing under one policy. The usual flows are the scenario's: what a site file knows of its hour. */
export function benchSite(variant: Variant, flows: Site["flows"]): Site {
  const base = pilot();
  return {
    ...base,
    id: "bench",
    policy: variant.policy,
    flows,
    timing: {
      ...base.timing,
      vehicle_min_green_s: 20,
      vehicle_max_green_s: variant.max_green_s ?? 30,
      yellow_s: 3,
      red_clearance_s: 2,
      walk_min_s: 7,
      walk_max_s: 30,
      adaptive_clearance: variant.hardware === "A",
      ped_clearance_s: 15,
      ped_clearance_min_s: 4,
      ped_clearance_max_s: 22,
      buffer_s: 2,
      red_yellow_s: 0,
      countdown_s: variant.countdown_s ?? 0,
      max_wait_s: variant.max_wait_s ?? 60,
    },
  };
}

let known: Site | null = null;

function pilot(): Site {
  if (known !== null) return known;
  const reading = readSite(readFileSync(PILOT, "utf8"));
  if (!reading.ok) throw new Error("the pilot site file is not in order; run: crossing check");
  known = reading.site;
  return known;
}
