/** The pilot crossing, which every target takes for the street it is at. */
import { readFileSync } from "node:fs";
import { PILOT_SITE } from "@crossing/cli";
import { type Site, readSite } from "@crossing/config";
import type { Cabinet } from "@crossing/controller/loop";

/** A cabinet that is heard, does as it likes, and has a pressed button. */
export const QUIET: Cabinet = {
  show: () => undefined,
  report: () => ({
    health: {
      link: "up",
      trouble: null,
      requests: 0,
      timeouts: 0,
      violations: 0,
      reconnects: 0,
      rtt_ms: 1,
      faults: [],
    },
    shown: { vehicle: "green", ped: "dont-walk" },
    buttons: [true, false],
    loops: [],
  }),
  stop: () => Promise.resolve(),
};

/** Its site file as JSON. */
export const PILOT_JSON: unknown = JSON.parse(readFileSync(PILOT_SITE, "utf8"));

/** Its site. */
export const PILOT: Site = pilot();

function pilot(): Site {
  const read = readSite(readFileSync(PILOT_SITE, "utf8"));
  if (!read.ok) throw new Error("the pilot's site file is not good");
  return read.site;
}
