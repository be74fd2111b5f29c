/** What somebody should look at while the crossing goes on: short names, for reports and metrics. */
import type { State } from "./state.ts";

/** The alarms of a state, in the order in which a maintainer would look: eyes, line, timing. None: always the same empty list. */
export function alarmsOf({ health, ladder, adaptive }: State): readonly string[] {
  if (health.whole && ladder.pinned === null && !adaptive.idle) return NONE;
  const alarms: string[] = [];
  for (const [zone, { doubt }] of Object.entries(health.zones))
    if (doubt !== null) alarms.push(`zone-${zone}-${doubt}`);
  if (health.crossing.doubt !== null) alarms.push(`crossing-${health.crossing.doubt}`);
  if (ladder.pinned !== null) alarms.push("flapping");
  if (adaptive.idle) alarms.push("adaptive-idle");
  return alarms;
}

const NONE: readonly string[] = [];
