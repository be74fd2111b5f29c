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

const DIRECT_LAMPS = 2;
const SIGNAL_LAMP_COUNT = 10;

/** Why this cabinet must not be controlled, and what to do about it; null: it may. docs/modbus-map.md, rules. */
export function unfit(identity: Identity, site: Site["cabinet"]): string | null {
  const { magic, version, profile, lamps } = identity;
  if (magic !== MAGIC) {
    return `magic word ${hex(magic)}, expected ${hex(MAGIC)}: not a crossing cabinet; check the address and unit id`;
  }
  if (version >>> 8 !== MAP_MAJOR) {
    return `register map ${version >>> 8}.${version & 0xff}, expected ${MAP_MAJOR}.x; update the cabinet or this program`;
  }
  if (profile !== DIRECT_LAMPS) {
    return `profile ${profile}, expected ${DIRECT_LAMPS} (direct lamps); set the cabinet's profile`;
  }
  if (lamps < SIGNAL_LAMP_COUNT) {
    return `${lamps} lamps, expected at least ${SIGNAL_LAMP_COUNT}; check the cabinet's wiring list`;
  }
  return unwatched(identity, site);
}

/** A cabinet that would not stop by itself is not controlled. */
function unwatched(
  { watchdog_min, watchdog_max, capabilities }: Identity,
  { watchdog_ms }: Site["cabinet"],
): string | null {
  if (watchdog_max === 0 || watchdog_max === NOT_AVAILABLE) {
    return "no watchdog (longest time 0); switch the cabinet's communication watchdog on";
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
