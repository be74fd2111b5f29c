/** The crossing of a run: the pilot's, with another cabinet, policy and wiring for each seed. */
import { readFileSync } from "node:fs";
import { POLICIES, type Site, checkSite, withPolicy } from "@crossing/config";
import type { Chance } from "@crossing/simulator";

/** What a run is about. */
export interface Crossing {
  readonly site: Site;
  readonly profile: "phase-request" | "direct-lamps";
  readonly withCrc: boolean;
  readonly without: readonly ("owner-token" | "read-write-registers")[];
  readonly rates: { readonly people_per_h: number; readonly vehicles_per_h: number };
}

/** One by chance, every part of it independent of the others. */
export function crossingBy(chance: Chance): Crossing {
  const names = Object.keys(POLICIES);
  const policy = names[chance.below(names.length)]!;
  const profile = chance.happens(0.5) ? "phase-request" : "direct-lamps";
  const pilot = withPolicy(pilotSite(), policy);
  if (!("id" in pilot)) throw new Error(`${policy}: no such policy: ${pilot.wanted}`);
  const loops = chance.happens(0.5);
  const site: Site = {
    ...pilot,
    cabinet: { ...pilot.cabinet, profile },
    lanes: loops
      ? pilot.lanes
      : pilot.lanes.map((lane) => ({ ...lane, advance_loop: null, stop_loop: null })),
    timing: {
      ...pilot.timing,
      adaptive_clearance: chance.happens(0.7),
      red_yellow_s: chance.happens(0.3) ? 1 : 0,
    },
  };
  const without = (["owner-token", "read-write-registers"] as const).filter(() =>
    chance.happens(0.25),
  );
  const rates = {
    people_per_h: 20 * 20 ** chance.next(),
    vehicles_per_h: 50 * 24 ** chance.next(),
  };
  return { site, profile, withCrc: chance.happens(0.5), without, rates };
}

function pilotSite(): Site {
  const file = new URL("../../../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url);
  const reading = checkSite(JSON.parse(readFileSync(file, "utf8")));
  if (!reading.ok) throw new Error("the pilot's site file is refused; run crossing check on it");
  return reading.site;
}
