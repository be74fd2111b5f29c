/** Whether a cabinet may be controlled at all: asked once per connection, before anything is written. */
import {
  CAPABILITIES,
  type IDENTITY,
  MAGIC,
  MAP_MAJOR,
  NOT_AVAILABLE,
  type Site,
  type Values,
  WATCHDOG_STEP_MS,
  namesOf,
} from "@crossing/config";

/** The identity block by name. */
export type Identity = Values<typeof IDENTITY>;

const PROFILES = { "phase-request": 1, "direct-lamps": 2 } as const;
const SIGNAL_LAMP_COUNT = 10;

/** Why this cabinet must not be controlled, and what to do about it; null: it may. docs/modbus-map.md, rules. */
export function unfit(identity: Identity, site: Site["cabinet"]): string | null {
  const { magic, version } = identity;
  if (magic !== MAGIC) {
    return `magic word ${hex(magic)}, expected ${hex(MAGIC)}: not a crossing cabinet; check the address and unit id`;
  }
  if (version >>> 8 !== MAP_MAJOR) {
    return `register map ${version >>> 8}.${version & 0xff}, expected ${MAP_MAJOR}.x; update the cabinet or this program`;
  }
  return otherProfile(identity, site) ?? unwatched(identity, site);
}

/** The shortest watchdog of a cabinet of the map, ms: with it the watchdog is put to the proof. */
export const shortestWatchdogMs = ({ watchdog_min }: Identity): number =>
  Math.max(watchdog_min, SHORTEST_PROOF) * WATCHDOG_STEP_MS;

// A tenth of a second: less could trip before a slow cabinet has told that it gave control.
const SHORTEST_PROOF = 10;

/** Words that change when the cabinet is another one or has been set up anew. */
export const who = ({ serial, firmware, config_crc }: Identity): string =>
  `${serial}/${firmware}/${config_crc}`;

function otherProfile({ profile, lamps, groups }: Identity, site: Site["cabinet"]): string | null {
  if (site.profile === "adapter") return null;
  const wanted = PROFILES[site.profile];
  if (profile !== wanted) {
    return `profile ${profile}, expected ${wanted} (${site.profile}); set the cabinet's profile, or cabinet.profile of the site`;
  }
  const highest = Math.max(...site.phases.vehicle, ...site.phases.ped);
  if (wanted === 1 && groups < highest) {
    return `${groups} phases, the site names phase ${highest}; change cabinet.phases or the controller`;
  }
  return wanted === 2 && lamps < SIGNAL_LAMP_COUNT
    ? `${lamps} lamps, expected at least ${SIGNAL_LAMP_COUNT}; check the cabinet's wiring list`
    : null;
}

/** A cabinet that would not stop by itself is not controlled. */
function unwatched(
  { watchdog_min, watchdog_max, capabilities }: Identity,
  { watchdog_ms }: Site["cabinet"],
): string | null {
  if (watchdog_max === 0 || watchdog_max === NOT_AVAILABLE) {
    return "no watchdog (longest time 0); switch the cabinet's communication watchdog on, 300 to 2000 ms";
  }
  const [least, most] = [watchdog_min * WATCHDOG_STEP_MS, watchdog_max * WATCHDOG_STEP_MS];
  if (watchdog_ms < least || watchdog_ms > most) {
    return `watchdog of ${least} to ${most} ms, the site wants ${watchdog_ms} ms; change cabinet.watchdog_ms or the cabinet`;
  }
  return namesOf(CAPABILITIES, capabilities).includes("conflict-monitor")
    ? null
    : "no conflict monitor (capability bit 7); fit one, it is not optional";
}

const hex = (n: number): string => `0x${n.toString(16).padStart(4, "0")}`;
