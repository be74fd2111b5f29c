/** What a virtual cabinet says it is. */
import {
  CAPABILITIES,
  IDENTITY,
  LAMPS,
  MAGIC,
  SAFE_STATES,
  WATCHDOG_STEP_MS,
  bitsOf,
  encodeBlock,
} from "@crossing/config";
import { WATCHDOG_MS } from "./grant.ts";

/** What a cabinet may be able to do, or not. */
export type Extra = "owner-token" | "read-write-registers";

/** What differs between the profiles. */
export interface IdentityOf {
  readonly profile: 1 | 2;
  /** Phases, or lamp groups. */
  readonly groups: number;
  readonly safeState: (typeof SAFE_STATES)[number];
}

/** What differs between two cabinets of one profile. */
export interface Able {
  readonly withCrc: boolean;
  readonly without?: readonly Extra[];
}

const EXTRAS: readonly Extra[] = ["owner-token", "read-write-registers"];

/** The identity block of one that has run for so long, ms. */
export function identityOf(
  { profile, groups, safeState }: IdentityOf,
  { withCrc, without = [] }: Able,
  uptime: number,
): number[] {
  const can = bitsOf(CAPABILITIES, [
    ...(withCrc ? (["crc-required"] as const) : []),
    "ped-countdown",
    "vehicle-countdown",
    "bollard-lamps",
    "voice",
    "loops",
    "lamp-feedback",
    "conflict-monitor",
    ...(safeState === "flashing-yellow" ? (["flash-on-watchdog"] as const) : []),
    ...EXTRAS.filter((extra) => !without.includes(extra)),
  ]);
  return encodeBlock(IDENTITY, {
    magic: MAGIC,
    version: 0x0100,
    profile,
    capabilities: can,
    groups,
    lamps: LAMPS.length,
    config_crc: 0,
    firmware: 1,
    uptime: Math.floor(uptime / 1000),
    watchdog_min: WATCHDOG_MS.min / WATCHDOG_STEP_MS,
    watchdog_max: WATCHDOG_MS.max / WATCHDOG_STEP_MS,
    safe_state: SAFE_STATES.indexOf(safeState),
    serial: 1,
  });
}
